// For `npm run screens` alone: the tests of `npm test` are the specs.

import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  testMatch: "*.walk.ts",
  outputDir: "../../test-results/screens-run",
  globalSetup: "../global-setup.ts",
  forbidOnly: true,
  retries: 0,
  workers: 2,
  fullyParallel: true,
  timeout: 600_000,
  use: { actionTimeout: 20_000 },
  expect: { timeout: 15_000 },
  reporter: "list",
});
