// What a device does in idle time is done on a home device too, on its own store: with limits so small that a few tasks are enough.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { expectOk, NodeDevice, pair, type RunningDevice } from "../bench/node-device.ts";
import { freePort, KillableRelay } from "../relay/killable-relay.suite.ts";
import { ensureBuilt } from "../scripts/build.mjs";
import { makeRelayDial } from "../src/links/relay-socket.ts";
import { DEFAULT_ENGINE_LIMITS } from "../src/replica/engine-limits.ts";
import { gatherDiagnosis } from "../src/replica/reports/diagnosis.ts";
import { openHome, titlesOf } from "./home-device.suite.ts";

const SEED = 20_261_127;
const LIMITS = { ...DEFAULT_ENGINE_LIMITS, tailBytes: 4_096, tailRecords: 20, idleMs: 50, jitterMs: 0 };
/** It leaves making checkpoints to the other. */
const HOME_LIMITS = { ...LIMITS, tailBytes: 1e9, tailRecords: 1e6 };
const ABOUT = { build: "test", databaseVersion: 1, unreadableRows: () => 0 };

let folder = "";
let relay: KillableRelay;
const running: RunningDevice[] = [];

beforeAll(() => ensureBuilt("node"), 120_000);
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "daybook-home-engine-"));
  relay = new KillableRelay(await freePort());
  await relay.start();
});
afterEach(async () => {
  for (const device of running.splice(0)) device.close();
  await relay.kill();
  relay.remove();
  rmSync(folder, { recursive: true });
});

test("a home device vouches for another one's checkpoint, packs what it holds, and begins from there again", async () => {
  const maker = new NodeDevice(SEED, "laptop");
  const laptop = await maker.open(relay.address, makeRelayDial(WebSocket), LIMITS);
  running.push(laptop);
  const home = await openHome(folder, null, { engineLimits: HOME_LIMITS });
  running.push(home);
  await pair(laptop, home);
  const self = home.replica.space.core.self;
  for (let i = 0; i < 60; i++) {
    const tasks = [{ id: maker.makeItemId(), title: `task ${i}`, day: null }];
    expect((await laptop.replica.act({ kind: "create", tasks, position: { at: "end", list: null } })).ok).toBe(true);
  }
  const endorsers = async (): Promise<readonly string[]> =>
    (await gatherDiagnosis(laptop.replica, ABOUT)).base.checkpoints.flatMap(({ endorsedBy }) => endorsedBy);
  await expect.poll(endorsers, { timeout: 40_000 }).toContain(self);
  const packs = async (): Promise<number> => {
    const listed = expectOk(await home.replica.ports.store.listPacks(home.replica.space.core.space), "its packs");
    return listed.length;
  };
  await expect.poll(packs, { timeout: 40_000 }).toBeGreaterThan(0);

  running.splice(running.indexOf(home), 1);
  home.close();
  const again = await openHome(folder);
  running.push(again);
  expect(titlesOf(again)).toEqual(titlesOf(laptop));
  expect(again.replica.space.core.self).toBe(self);
});
