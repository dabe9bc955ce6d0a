// When the engine runs.

import { expect, test } from "vitest";
import { ok } from "../base/result.ts";
import { settle } from "../sync/manual-timers.suite.ts";
import { openShared, valueIn } from "./space.suite.ts";

const MINUTE_MS = 60_000;

/** A space whose tab holds the links, and an engine that counts its runs and wants the next an hour later. */
async function looked() {
  const { spaces, profiles } = await openShared(1, { idleMs: MINUTE_MS });
  const [space, profile] = [spaces[0], profiles[0]];
  if (space === undefined || profile === undefined) throw new Error("one of them");
  const { core, upkeep } = space;
  core.fence = { number: valueIn(await core.ports.store.raiseFence()), overtaken: () => undefined };
  const engine = await core.ports.loadEngine();
  let runs = 0;
  const counting = async () => {
    runs += 1;
    return ok({ nextMs: 60 * MINUTE_MS });
  };
  Object.assign(core.ports, { loadEngine: () => Promise.resolve({ ...engine, run: counting }) });
  return { upkeep, timers: profile.timers, runs: () => runs };
}

test("a change is looked at soon, though a later run is due already", async () => {
  const { upkeep, timers, runs } = await looked();
  upkeep.poke();
  await timers.pass(MINUTE_MS);
  expect(runs()).toBe(1);
  await timers.pass(30 * MINUTE_MS);
  upkeep.poke();
  await timers.pass(MINUTE_MS);
  expect(runs()).toBe(2);
});

test("changes that never end put it off ten times as long as one does", async () => {
  const { upkeep, timers, runs } = await looked();
  for (let half = 0; half < 30 && runs() === 0; half++) {
    upkeep.poke();
    await timers.pass(MINUTE_MS / 2);
  }
  expect(runs()).toBe(1);
});

test("a run that goes wrong does not keep the next from being", async () => {
  const { upkeep, runs } = await looked();
  upkeep.afterRun = () => Promise.reject(new Error("gone wrong"));
  await expect(upkeep.runNow()).rejects.toThrow("gone wrong");
  upkeep.afterRun = () => Promise.resolve();
  await upkeep.runNow();
  await settle();
  expect(runs()).toBe(2);
});
