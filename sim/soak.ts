// Tells the stories of many seeds and writes one JSON line for each: what it was like, or what is wrong. Run again with the same file it goes on with the
// seeds that have not passed yet.

import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { isRecord } from "../src/base/record.ts";
import { runSeed } from "./run-seed.ts";

function passedSeeds(file: string | undefined): ReadonlySet<number> {
  if (file === undefined || !existsSync(file)) return new Set();
  const lines = readFileSync(file, "utf8").split("\n");
  const passed = lines.flatMap((line) => {
    // A line that was cut off when the process was killed is run again.
    const parsed: unknown = line.startsWith("{") && line.endsWith("}") ? JSON.parse(line) : null;
    return isRecord(parsed) && parsed["ok"] === true && typeof parsed["seed"] === "number" ? [parsed["seed"]] : [];
  });
  return new Set(passed);
}

/** `null` unless it is a whole number. */
const wholeNumber = (text: string): number | null => (/^\d{1,9}$/u.test(text) ? Number(text) : null);

async function soak(from: number, count: number, out: string | undefined, untilFailure: boolean): Promise<number> {
  const passed = passedSeeds(out);
  const failed: number[] = [];
  for (let seed = from; seed < from + count; seed++) {
    if (passed.has(seed)) continue;
    const outcome = await runSeed(seed).then(
      (report) => ({ ok: true, ...report }),
      (error: unknown) => ({ ok: false, seed, error: error instanceof Error ? error.message : String(error) }),
    );
    if (out !== undefined) appendFileSync(out, `${JSON.stringify(outcome)}\n`);
    if (!outcome.ok) {
      failed.push(seed);
      console.error(`FAILED ${"error" in outcome ? outcome.error : seed}`);
      if (untilFailure) break;
    }
  }
  console.log(
    `${count} seeds from ${from}: ${count - failed.length} passed, ${failed.length} failed${failed.length > 0 ? `: ${failed.join(", ")}` : ""}`,
  );
  return failed.length === 0 ? 0 : 1;
}

const { values } = parseArgs({
  options: {
    from: { type: "string", default: "1" },
    count: { type: "string", default: "200" },
    out: { type: "string" },
    "until-failure": { type: "boolean", default: false },
  },
});
const [from, count] = [wholeNumber(values.from), wholeNumber(values.count)];
if (from === null || count === null) {
  console.error("Usage: npm run soak -- --from N --count M --out FILE [--until-failure]");
  process.exitCode = 2;
} else {
  process.exitCode = await soak(from, count, values.out, values["until-failure"]);
}
