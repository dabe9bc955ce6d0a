// Devices that have synced once with a relay of their network reach it by its address from then on: by real WebRTC, with its port for sockets gone, through a
// kill (-9) and a restart.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { expectOk, hasSentAll, pair, until, type RunningDevice } from "../bench/node-device.ts";
import { freePort, KillableRelay } from "../relay/killable-relay.suite.ts";
import { ensureBuilt } from "../scripts/build.mjs";
import { makeId } from "../src/base/ids.ts";
import { freeUdpPort } from "./free-udp-port.suite.ts";
import { openHome, titlesOf } from "./home-device.suite.ts";

let folder = "";
let relay: KillableRelay;
const running = new Set<RunningDevice>();

beforeAll(() => ensureBuilt("node"), 120_000);
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "daybook-relay-direct-"));
  relay = new KillableRelay(await freePort(), await freeUdpPort());
  await relay.start();
});
afterEach(async () => {
  for (const device of running) close(device);
  await relay.kill();
  relay.remove();
  rmSync(folder, { recursive: true });
});

async function open(name: string, address: string | null = null): Promise<RunningDevice> {
  const device = await openHome(join(folder, name), address);
  running.add(device);
  return device;
}

function close(device: RunningDevice): void {
  running.delete(device);
  device.close();
}

async function write({ replica }: RunningDevice, title: string): Promise<void> {
  const tasks = [{ id: makeId("item", replica.ports.random(16)), title, day: null }];
  expectOk(await replica.act({ kind: "create", tasks, position: { at: "end", list: null } }), "a task");
}

const isCalling = (device: RunningDevice): boolean => {
  const state = device.status()?.relay;
  return state?.kind === "online" && state.isDirect === true;
};

const knowsAddress = async ({ replica }: RunningDevice, relayAddress: string): Promise<boolean> => {
  const stored = await replica.ports.store.readMeta(`relay-answers-at/${relayAddress}`);
  return stored.ok && stored.value !== null;
};

test("with the sockets' port gone, and the relay killed and started again, two devices sync through its UDP port, one at a time", async () => {
  const { address } = relay;
  const a = await open("a", address);
  expectOk(await a.replica.setRelay(address, relay.token), "the token is taken");
  await write(a, "by the socket");
  await until("it to be at the relay", () => hasSentAll(a));
  expect(isCalling(a)).toBe(false);
  const b = await open("b");
  await pair(a, b);
  await until("both to have it", () => titlesOf(b).length === 1 && hasSentAll(b));
  for (const device of [a, b]) expect(await knowsAddress(device, address)).toBe(true);
  close(b);

  await relay.kill();
  // Nothing answers where the devices dial; the certificate is still the one in the relay's folder.
  relay.port = await freePort();
  await relay.start();
  // As somebody does who looks at the app.
  a.replica.syncNow();
  await until("a call", () => isCalling(a));
  await write(a, "by a call");
  await until("that to be at the relay", () => hasSentAll(a));
  close(a);

  const later = await open("b");
  await until("what the relay has", () => titlesOf(later).length === 2);
  expect(isCalling(later)).toBe(true);
  await write(later, "the other way");
  await until("that to be at the relay", () => hasSentAll(later));
  await relay.kill();
  await until("that to be noticed", () => later.status()?.relay.kind === "waiting");
  await write(later, "while it was away");
  await relay.start();
  later.replica.syncNow();
  await until("another call, and all to be there", () => isCalling(later) && hasSentAll(later));
  close(later);

  const again = await open("a", address);
  await until("everything", () => titlesOf(again).length === 4);
  expect(isCalling(again)).toBe(true);
}, 300_000);
