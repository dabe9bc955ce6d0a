// `npm run mutations [-- --only TEXT] [--seeds N]`: shows that the tests can fail. Puts each of the deliberate bugs of mutation-list.mjs into a copy of the
// source, one at a time, and runs the tests that depend on the changed file, and seeds of the simulation until one fails. A table tells which of
// them has caught it; the command fails when one was caught by neither.

import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { MUTATIONS } from "./mutation-list.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
// Within the project, so that packages are found.
const copy = join(root, ".cache/mutations");
const COPIED = [
  "bench",
  "e2e",
  "relay",
  "scripts",
  "sim",
  "src",
  "package.json",
  "tsconfig.base.json",
  "vite.node.config.ts",
  "vitest.config.ts",
];
const FIRST_SEED = 1;

/** @param {string} script @param {string[]} args */
const runNode = (script, args) => spawnSync(process.execPath, [script, ...args], { cwd: copy, encoding: "utf8", timeout: 900_000 });

function copySource() {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const name of COPIED) if (existsSync(join(root, name))) cpSync(join(root, name), join(copy, name), { recursive: true });
}

/** @param {import("./mutation-list.mjs").Mutation} mutation @returns {string} the file as it was */
function apply({ name, file, find, put }) {
  const source = readFileSync(join(copy, file), "utf8");
  const parts = source.split(find);
  if (parts.length !== 2) throw new Error(`"${name}": its text occurs ${parts.length - 1} times in ${file}, not once`);
  writeFileSync(join(copy, file), parts.join(put));
  return source;
}

/** The first failing test's name; null: none fails. @param {string} file */
function caughtByTests(file) {
  const report = join(copy, "report.json");
  rmSync(report, { force: true });
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const projects = ["--project", "unit", "--project", "node"];
  const args = ["related", file, "--run", ...projects, "--bail", "1", "--reporter=json", `--outputFile=${report}`, "--passWithNoTests"];
  const { status } = runNode(vitest, args);
  if (status === 0) return null;
  try {
    /** @type {{ testResults: { assertionResults: { status: string, fullName: string }[] }[] }} */
    const { testResults } = JSON.parse(readFileSync(report, "utf8"));
    const failed = testResults.flatMap((result) => result.assertionResults).find((test) => test.status === "failed");
    if (failed !== undefined) return failed.fullName;
  } catch {
    // Told below.
  }
  throw new Error(`with a bug in ${file} the tests do not run`);
}

/** The first failing seed; null: none of them fails. @param {number} seeds */
function caughtBySeeds(seeds) {
  const { status, stdout, stderr } = runNode(join(copy, "scripts/soak.mjs"), [
    "--from",
    `${FIRST_SEED}`,
    "--count",
    `${seeds}`,
    "--until-failure",
  ]);
  if (status === 0) return null;
  const [, seed, trouble] = /FAILED seed (\d+) fails[^\n]*\n(?:Error: )?([^\n]{0,90})/u.exec(stderr) ?? [];
  return seed === undefined ? `seed ? (${(stderr || stdout).trim().slice(-90)})` : `seed ${seed}: ${trouble ?? ""}`;
}

const { values } = parseArgs({ options: { only: { type: "string", default: "" }, seeds: { type: "string", default: "200" } } });
copySource();
/** @type {string[]} */
const escaped = [];
console.log("| bug | caught by tests | caught by the simulation |\n| --- | --- | --- |");
for (const mutation of MUTATIONS.filter(({ name }) => name.includes(values.only))) {
  const before = apply(mutation);
  const byTests = caughtByTests(mutation.file);
  const bySeeds = caughtBySeeds(Number(values.seeds));
  writeFileSync(join(copy, mutation.file), before);
  if (byTests === null && bySeeds === null) escaped.push(mutation.name);
  console.log(`| ${mutation.name} | ${byTests ?? "no"} | ${bySeeds ?? "no"} |`);
}
rmSync(copy, { recursive: true, force: true });
console.log(escaped.length === 0 ? "\nAll were caught." : `\nNot caught: ${escaped.join("; ")}`);
process.exitCode = escaped.length === 0 ? 0 : 1;
