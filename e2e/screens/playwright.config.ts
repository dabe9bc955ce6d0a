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
  timeout: 900_000,
  expect: { timeout: 15_000 },
  reporter: "list",
});
