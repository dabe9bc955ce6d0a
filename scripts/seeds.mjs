// The simulation's seeds of `npm test`, in two processes at once. A failing seed is printed by sim/soak.ts with what is wrong and the command that
// tells its story again.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleSoak } from "./soak-bundle.mjs";

const SEEDS_EACH = 250;
const FIRST_SEEDS = [1, 251];
/**
 * Much code runs a little: what V8 would spend on optimizing it early is not won back, what it spends on compiling it plainly at once is. Nearly all garbage is
 * young: with room for it, it is collected less often.
 */
const NODE_FLAGS = ["--interrupt-budget=1000000", "--always-sparkplug", "--max-semi-space-size=64"];

/** @param {string} bundle @param {number} from @param {string} out @returns {Promise<number>} how many passed */
function runRange(bundle, from, out) {
  const args = [...NODE_FLAGS, bundle, "--from", `${from}`, "--count", `${SEEDS_EACH}`, "--out", out];
  return new Promise((resolve) => {
    spawn(process.execPath, args, { stdio: "inherit" }).on("close", () => {
      const lines = readFileSync(out, "utf8").split("\n");
      resolve(lines.filter((line) => line.startsWith('{"ok":true,')).length);
    });
  });
}

/** Seeds that were not reached count as failed. */
export async function runSeeds() {
  const folder = mkdtempSync(join(tmpdir(), "daybook-seeds-"));
  const startMs = Date.now();
  const bundle = await bundleSoak();
  const passed = await Promise.all(FIRST_SEEDS.map((from) => runRange(bundle, from, join(folder, `${from}.jsonl`))));
  rmSync(folder, { recursive: true, force: true });
  console.log(`in ${((Date.now() - startMs) / 1_000).toFixed(1)} s`);
  const sum = passed.reduce((all, some) => all + some, 0);
  return { passed: sum, failed: FIRST_SEEDS.length * SEEDS_EACH - sum };
}
