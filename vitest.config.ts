// Unit, property and conformance tests beside the code, and the seeded simulation as a project of its own.
// The environment is always Node: what needs a real browser is under e2e/ and runs in one.

import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { otherVersions } from "./scripts/other-versions-plugin.mjs";
import { BROWSER_SOLID } from "./scripts/solid-in-node.ts";

export default defineConfig({
  test: {
    // By default a machine of two cores would use one.
    // Modules are loaded once for all files of a process: what they keep is by object, or told apart by tests themselves.
    isolate: false,
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        resolve: { alias: BROWSER_SOLID },
        test: { name: "unit", environment: "node", include: ["src/**/*.test.{ts,tsx}"], testTimeout: 30_000 },
      },
      { test: { name: "node", environment: "node", include: ["{relay,rooms,peer,bench,scripts}/**/*.test.ts"], testTimeout: 60_000 } },
      { plugins: [otherVersions()], test: { name: "sim", environment: "node", include: ["sim/**/*.test.ts"], testTimeout: 120_000 } },
    ],
  },
});
