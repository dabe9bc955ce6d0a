// Unit, property and conformance tests beside the code, and the seeded simulation as a project of its own.
// The environment is always Node: what needs a real browser is under e2e/ and runs in one.

import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { otherVersions } from "./scripts/other-versions-plugin.mjs";
import { BROWSER_SOLID } from "./scripts/solid-in-node.ts";

// Modules are loaded once for all files of a process: what they keep is by object, or told apart by tests themselves. A project takes nothing over from what
// stands outside of it, but for the number of workers.
const SHARED = { environment: "node", isolate: false, setupFiles: "scripts/bytes-equal.suite.ts" } as const;

export default defineConfig({
  test: {
    // By default a machine of two cores would use one. One more than its cores: many files wait for sockets and processes most of their time.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    projects: [
      {
        resolve: { alias: BROWSER_SOLID },
        test: {
          ...SHARED,
          setupFiles: [SHARED.setupFiles, "src/app/texts/all-texts.suite.ts"],
          name: "unit",
          include: ["src/**/*.test.{ts,tsx}"],
          testTimeout: 30_000,
        },
      },
      { test: { ...SHARED, name: "node", include: ["{relay,rooms,peer,bench,scripts}/**/*.test.ts"], testTimeout: 60_000 } },
      { plugins: [otherVersions()], test: { ...SHARED, name: "sim", include: ["sim/**/*.test.ts"], testTimeout: 120_000 } },
    ],
  },
});
