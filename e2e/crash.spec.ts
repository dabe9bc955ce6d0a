// A few kills of many: `npm run crash` does more of them.

import { killInRounds } from "./crash/kill-rounds.ts";
import { expect, test } from "./fixtures.ts";
import { LONG } from "./size.ts";

test("a browser killed at a random moment of a write load has everything that was called saved", LONG, async ({ relay, newDevice }) => {
  const plan = { seed: 1, kills: 3, killsPerProfile: 3, longestLoadMs: 2_000, linesPerPaste: 20, pauseShare: 0 };
  const report = await killInRounds({ relay, newDevice }, plan);
  expect(report.savedTasks).toBeGreaterThan(5);
});
