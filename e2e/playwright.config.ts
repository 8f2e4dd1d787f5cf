// End-to-end tests drive the built product (npm run build) in a real Chromium. scripts/test.mjs finds the browser.

import { defineConfig } from 'playwright/test';
import { findBrowser } from '../scripts/find-browser.mjs';

const executablePath = findBrowser();

export default defineConfig({
  testDir: 'tests',
  outputDir: '../test-results/e2e',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Each test has a host and a simulated camera of its own, but two busy cores are all there is.
  workers: 1,
  forbidOnly: true,
  // Two busy cores can starve a page; what passes only on a second try is reported as flaky.
  retries: process.env['CI'] === undefined ? 0 : 2,
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // Chromium refuses its sandbox to root; containers run tests as root.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
