// The rest of `npm test`: installs what is missing (dependencies, browsers), builds, then runs the checks, the unit and property tests,
// the simulation and the browser tests, all of them whatever the others say. The last line sums them up: `N passed, N failed`.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureDependencies } from "./dependencies.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * A runner that exits badly without naming a failed test (a file that does not load, a crash) counts as one failure.
 * @param {number | null} status @param {() => Counts} readCounts @returns {Counts}
 */
function countsOf(status, readCounts) {
  /** @type {Counts} */
  let counts = { passed: 0, failed: 0 };
  try {
    counts = readCounts();
  } catch {
    return { passed: 0, failed: 1 };
  }
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** @param {string} script @param {string[]} args @param {Record<string, string>} [env] */
const run = (script, args, env = {}) =>
  spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: "inherit", env: { ...process.env, ...env } }).status;

/** @param {string} folder for the report @param {string[]} projects */
function runVitest(folder, ...projects) {
  const report = join(folder, `${projects.join("-")}.json`);
  const status = run("node_modules/vitest/vitest.mjs", [
    "run",
    ...projects.flatMap((project) => ["--project", project]),
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ]);
  return countsOf(status, () => {
    /** @type {{ numPassedTests: number, numFailedTests: number }} */
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8"));
    return { passed: numPassedTests, failed: numFailedTests };
  });
}

/** @param {string} folder for the report */
function runBrowserTests(folder) {
  const report = join(folder, "browser.json");
  const status = run("node_modules/@playwright/test/cli.js", ["test", "--config", "e2e/playwright.config.ts", "--reporter=list,json"], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  return countsOf(status, () => {
    /** @type {{ stats: { expected: number, unexpected: number, flaky: number } }} */
    const { stats } = JSON.parse(readFileSync(report, "utf8"));
    if (stats.flaky > 0) console.log(`Passed at the second try only, named above as flaky: ${stats.flaky}. Each is a fault to be found.`);
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
  });
}

ensureDependencies();
const { ensureBrowsers } = await import("./browsers.mjs");
const leftOut = await ensureBrowsers();
const { ensureBuilt } = await import("./build.mjs");
ensureBuilt("app");
ensureBuilt("node");
const { runChecks } = await import("./check.mjs");
const { runSeeds } = await import("./seeds.mjs");

const folder = mkdtempSync(join(tmpdir(), "daybook-test-"));
/** @type {(readonly [label: string, run: () => Counts | Promise<Counts>])[]} */
const RUNS = [
  ["check", runChecks],
  ["unit and property tests", () => runVitest(folder, "unit", "node")],
  ["simulated stories", () => runVitest(folder, "sim")],
  ["simulated seeds", runSeeds],
  ["browser tests", () => runBrowserTests(folder)],
];

/** @type {string[]} */
const summary = [];
const total = { passed: 0, failed: 0 };
for (const [label, runIt] of RUNS) {
  console.log(`\n== ${label}`);
  const { passed, failed } = await runIt();
  total.passed += passed;
  total.failed += failed;
  summary.push(`${label}: ${passed} passed, ${failed} failed`);
}
rmSync(folder, { recursive: true, force: true });

console.log(`\n${summary.join("\n")}`);
for (const { engine, reason } of leftOut) console.log(`Left out: ${engine} (${reason}).`);
if (leftOut.some(({ engine }) => engine === "chromium")) total.failed++;
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
