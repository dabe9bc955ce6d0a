// Browser tests: the built app and the built relay, as processes and real browsers, nothing imported from them.

import { defineConfig } from "@playwright/test";
import { isFull } from "./size.ts";

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: "../test-results",
  globalSetup: "./global-setup.ts",
  grepInvert: isFull ? [] : /@long/u,
  forbidOnly: true,
  // What passes only then is told by its name (scripts/test-all.mjs): docs/decisions.md, 177.
  retries: 1,
  workers: 2,
  // Otherwise the last file's tests wait for each other while the other worker has nothing to do.
  fullyParallel: true,
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: "list",
});
