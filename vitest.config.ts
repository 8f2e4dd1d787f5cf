import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src-*/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'],
    // Worker threads (the simulated camera) run as built files: Node cannot load TypeScript.
    globalSetup: ['scripts/build-for-tests.mjs'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // A limit, not a wait: a second is short for a simulated camera on two busy cores.
    expect: { poll: { timeout: 10_000 } },
    restoreMocks: true,
    // Worker threads and processes on two busy cores: a retry is reported, and only made where nobody watches.
    retry: process.env['CI'] === undefined ? 0 : 2,
  },
});
