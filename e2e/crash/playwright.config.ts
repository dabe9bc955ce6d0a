// For `npm run crash` alone: `npm test` has a few kills among the specs.

import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  testMatch: "*.walk.ts",
  outputDir: "../../test-results/crash-run",
  globalSetup: "../global-setup.ts",
  forbidOnly: true,
  retries: 0,
  workers: 1,
  timeout: 0,
  expect: { timeout: 30_000 },
  reporter: "list",
});
