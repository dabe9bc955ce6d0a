// Home devices connect to each other directly, by real WebRTC on this machine: what one has comes to the other without the relay.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { expectOk, pair, until, type RunningDevice } from "../bench/node-device.ts";
import { freePort, KillableRelay } from "../relay/killable-relay.suite.ts";
import { ensureBuilt } from "../scripts/build.mjs";
import { makeId } from "../src/base/ids.ts";
import { nameOwnDevice } from "../src/replica/device-name.ts";
import { openDirectDoor } from "./direct-door.ts";
import { freeUdpPort } from "./free-udp-port.suite.ts";
import { timers } from "./home-device.ts";
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

test("a device that has once met a home device calls it at its address, with no relay and nobody else to help, and comes back after a restart", async () => {
  const door = await openDirectDoor(join(folder, "a"), await freeUdpPort(), timers);
  const address = (await door?.address()) ?? null;
  expect(address).not.toBeNull();
  const open = async (): Promise<readonly [RunningDevice, RunningDevice]> => {
    const two = [await openHome(join(folder, "a"), relay.address, { answer: door?.answer }), await openHome(join(folder, "b"))] as const;
    running.push(...two);
    return two;
  };
  const [a, b] = await open();
  expectOk(await nameOwnDevice(a.replica.space, "Cellar", address), "the address is told");
  await pair(a, b);
  const { core } = b.replica.space;
  await until("the address to be known", () => core.members.directAddressOf(a.replica.space.core.self) !== null);
  await relay.kill();
  for (const device of running.splice(0)) device.close();

  const [homeAgain, deviceAgain] = await open();
  await until("a call", () => isDirect(homeAgain) && isDirect(deviceAgain));
  await write(homeAgain, "from the home device");
  await write(deviceAgain, "from the other");
  await until("both to have both", () => titlesOf(homeAgain).length === 2 && titlesOf(deviceAgain).length === 2);

  homeAgain.close();
  running.splice(running.indexOf(homeAgain), 1);
  await until("the connection to be gone", () => !isDirect(deviceAgain));
  const third = await openHome(join(folder, "a"), relay.address, { answer: door?.answer });
  running.push(third);
  await write(deviceAgain, "while it was away");
  await until("it to be called again", () => titlesOf(third).length === 3);
});
