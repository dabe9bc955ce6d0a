// `npm run crash`: as many kills as asked for.

import { expect, test } from "../fixtures.ts";
import { killInRounds } from "./kill-rounds.ts";

const numberOf = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);

test("a browser killed at any moment has everything that the app called saved", async ({ relay, newDevice }) => {
  const plan = {
    seed: numberOf("CRASH_SEED", 1),
    kills: numberOf("CRASH_KILLS", 60),
    killsPerProfile: 10,
    longestLoadMs: 10_000,
    // Two pastes are enough to be compacted.
    linesPerPaste: 600,
    pauseShare: 0.05,
  };
  const report = await killInRounds({ relay, newDevice }, plan, (sum) => console.log(JSON.stringify(sum)));
  expect(report.kills).toBe(plan.kills);
  console.log(`seed ${plan.seed}: ${JSON.stringify(report)}`);
});
