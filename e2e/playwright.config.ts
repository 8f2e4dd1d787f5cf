// End-to-end tests drive the built product in a real Chromium.

import { defineConfig } from 'playwright/test';
import { findBrowser } from '../scripts/find-browser.mjs';

const executablePath = findBrowser();

export default defineConfig({
  testDir: 'tests',
  outputDir: '../test-results/e2e',
  globalSetup: './global-setup.ts',
  // Limits that a busy machine with two cores does not reach; they end a test that hangs.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  // Each test has its own host, data folder and simulated camera, so any two of them can run at once.
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  retries: 0,
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
