// `npm run check`: the size budget, and then types, lint, format and unused code at once. Every check runs, whatever the others say; each is told as a whole.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ensureBuilt } from "./build.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** @typedef {{ passed: boolean, output: string }} Outcome */

/** @param {string} script from the project's root @param {string[]} args @returns {Promise<Outcome>} */
function runs(script, ...args) {
  const child = spawn(process.execPath, [join(root, script), ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (status) => resolve({ passed: status === 0, output }));
  });
}

/** @type {Record<string, () => Promise<Outcome>>} */
const CHECKS = {
  types: () => runs("scripts/types.mjs"),
  lint: async () => {
    const config = await runs("scripts/lint-config.mjs", "--check");
    return config.passed ? runs("node_modules/oxlint/bin/oxlint") : config;
  },
  format: () => runs("node_modules/oxfmt/bin/oxfmt", "--check", "."),
  "unused code": () => runs("node_modules/knip/bin/knip.js"),
};

/** Builds first: nothing may read what is being built. @returns {Promise<Outcome>} */
async function checkSize() {
  ensureBuilt("app");
  const { sizesAreWithinBudget } = await import("./size.mjs");
  return { passed: sizesAreWithinBudget(), output: "" };
}

/** @returns {Promise<{ passed: number, failed: number }>} */
export async function runChecks() {
  const counts = { passed: 0, failed: 0 };
  /** @param {string} name @param {() => Promise<Outcome>} check */
  const tell = async (name, check) => {
    const { passed, output } = await check().catch((error) => ({
      passed: false,
      output: error instanceof Error ? error.message : String(error),
    }));
    counts[passed ? "passed" : "failed"]++;
    console.log(`check: ${name}${passed ? "" : " FAILED"}\n${output}`.trimEnd());
  };
  await tell("size", checkSize);
  await Promise.all(Object.entries(CHECKS).map(([name, check]) => tell(name, check)));
  return counts;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { failed } = await runChecks();
  process.exitCode = failed === 0 ? 0 : 1;
}
