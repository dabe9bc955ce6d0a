// `npm run check`: types, lint, format, unused code and the size budget. Every check runs, whatever the others say.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ensureBuilt } from "./build.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** @param {string} script from the project's root @param {string[]} args */
function passes(script, ...args) {
  return spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: "inherit" }).status === 0;
}

/** @type {Record<string, () => boolean | Promise<boolean>>} */
const CHECKS = {
  types: () => passes("scripts/types.mjs"),
  lint: () => passes("scripts/lint-config.mjs", "--check") && passes("node_modules/oxlint/bin/oxlint"),
  format: () => passes("node_modules/oxfmt/bin/oxfmt", "--check", "."),
  "unused code": () => passes("node_modules/knip/bin/knip.js"),
  size: async () => {
    ensureBuilt("app");
    const { sizesAreWithinBudget } = await import("./size.mjs");
    return sizesAreWithinBudget();
  },
};

/** @returns {Promise<{ passed: number, failed: number }>} */
export async function runChecks() {
  const counts = { passed: 0, failed: 0 };
  for (const [name, check] of Object.entries(CHECKS)) {
    console.log(`check: ${name}`);
    const passed = await Promise.resolve()
      .then(check)
      .catch((error) => {
        console.error(error instanceof Error ? error.message : error);
        return false;
      });
    counts[passed ? "passed" : "failed"]++;
    if (!passed) console.error(`check: ${name} FAILED`);
  }
  return counts;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { failed } = await runChecks();
  process.exitCode = failed === 0 ? 0 : 1;
}
