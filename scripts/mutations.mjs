// `npm run mutations [-- --only TEXT] [--seeds N]`: shows that the tests can fail. Puts each of the deliberate bugs of mutation-list.mjs into a copy of the
// source, one at a time, and runs the tests that depend on the changed file, and seeds of the simulation until one fails. A table tells which of
// them has caught it; the command fails when one was caught by neither. Caught means that an assertion or an invariant says what is wrong: code that
// no longer runs, or a file that does not load, is told as what it is and counts for nothing.

import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { MUTATIONS } from "./mutation-list.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
// Within the project, so that packages are found.
const copy = join(root, `.cache/mutations-${process.pid}`);
const COPIED = [
  "bench",
  "e2e",
  "relay",
  "rooms",
  "peer",
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

/** What breaks because the changed code does not run, or takes for ever, says nothing of what is lost. */
const NO_FINDING = /^(?:TypeError|ReferenceError|SyntaxError|RangeError|Error: (?:Cannot find|Failed to|Test timed out|Transform failed))/u;

/**
 * What a run says of a mutation: `found` by an assertion or an invariant, `broken` by something else, or `null`: it fails nowhere.
 * @typedef {{ kind: "found" | "broken", what: string } | null} Finding
 */

/** @param {string} what @param {string} message @returns {Finding} */
const findingOf = (what, message) => ({ kind: NO_FINDING.test(message.trim()) ? "broken" : "found", what });

/** Of the tests that fail one that finds what is wrong, if there is one. @param {string} file @returns {Finding} */
function caughtByTests(file) {
  const report = join(copy, "report.json");
  rmSync(report, { force: true });
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const projects = ["--project", "unit", "--project", "node", "--project", "sim"];
  const args = ["related", file, "--run", ...projects, "--bail", "3", "--reporter=json", `--outputFile=${report}`, "--passWithNoTests"];
  const { status } = runNode(vitest, args);
  if (status === 0) return null;
  try {
    /** @type {{ testResults: { assertionResults: { status: string, fullName: string, failureMessages: string[] }[] }[] }} */
    const { testResults } = JSON.parse(readFileSync(report, "utf8"));
    const failed = testResults.flatMap((result) => result.assertionResults).filter((test) => test.status === "failed");
    const findings = failed.map((test) => findingOf(test.fullName, test.failureMessages[0] ?? ""));
    return findings.find((finding) => finding?.kind === "found") ?? findings[0] ?? { kind: "broken", what: "a file does not load" };
  } catch {
    return { kind: "broken", what: "the tests do not run" };
  }
}

/** The first failing seed. @param {number} seeds @returns {Finding} */
function caughtBySeeds(seeds) {
  const { status, stdout, stderr } = runNode(join(copy, "scripts/soak.mjs"), [
    "--from",
    `${FIRST_SEED}`,
    "--count",
    `${seeds}`,
    "--until-failure",
  ]);
  if (status === 0) return null;
  const [, seed, trouble = ""] = /FAILED seed (\d+) fails[^\n]*\n([^\n]*)/u.exec(stderr) ?? [];
  if (seed === undefined) return { kind: "broken", what: `seed ? (${(stderr || stdout).trim().slice(-90)})` };
  return findingOf(`seed ${seed}: ${trouble.replace(/^Error: /u, "").slice(0, 90)}`, trouble);
}

/** @param {Finding} finding */
function told(finding) {
  if (finding === null) return "no";
  const what = finding.what.replaceAll("|", "/");
  return finding.kind === "found" ? what : `breaks: ${what}`;
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
  if (byTests?.kind !== "found" && bySeeds?.kind !== "found") escaped.push(mutation.name);
  console.log(`| ${mutation.name} | ${told(byTests)} | ${told(bySeeds)} |`);
}
rmSync(copy, { recursive: true, force: true });
console.log(escaped.length === 0 ? "\nAll were caught." : `\nNot caught: ${escaped.join("; ")}`);
process.exitCode = escaped.length === 0 ? 0 : 1;
