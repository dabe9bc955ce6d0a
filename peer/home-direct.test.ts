// Home devices connect to each other directly, by real WebRTC on this machine: what one has comes to the other without the relay.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { expectOk, pair, until, type RunningDevice } from "../bench/node-device.ts";
import { freePort, KillableRelay } from "../relay/killable-relay.suite.ts";
import { ensureBuilt } from "../scripts/build.mjs";
import { makeId } from "../src/base/ids.ts";
import { openHome, titlesOf } from "./home-device.suite.ts";

let folder = "";
let relay: KillableRelay;
const running: RunningDevice[] = [];

beforeAll(() => ensureBuilt("node"), 120_000);
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "daybook-home-direct-"));
  relay = new KillableRelay(await freePort());
  await relay.start();
});
afterEach(async () => {
  for (const device of running.splice(0)) device.close();
  await relay.kill();
  relay.remove();
  rmSync(folder, { recursive: true });
});

async function write({ replica }: RunningDevice, title: string): Promise<void> {
  const tasks = [{ id: makeId("item", replica.ports.random(16)), title, day: null }];
  expectOk(await replica.act({ kind: "create", tasks, position: { at: "end", list: null } }), "a task");
}

const isDirect = (device: RunningDevice): boolean =>
  device.status()?.devices.some(({ connection }) => connection.kind === "direct") === true;

test("a home device and another device connect directly, and go on when the relay is gone", async () => {
  const [a, b] = [await openHome(join(folder, "a"), relay.address), await openHome(join(folder, "b"))];
  running.push(a, b);
  await write(a, "by the relay");
  await pair(a, b);
  await until("both to be connected directly", () => isDirect(a) && isDirect(b));
  await relay.kill();
  await write(a, "directly, one way");
  await write(b, "directly, the other way");
  await until("both to have both", () => titlesOf(a).length === 3 && titlesOf(b).length === 3);
  expect(titlesOf(a)).toEqual(titlesOf(b));
  expect(a.status()?.relay.kind).not.toBe("online");
});
