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
import { pairAtDoor } from "../src/replica/home/door-pairings.ts";
import { decodeDirectAddress } from "../src/wire/direct-address.ts";
import { openDirectDoor, type DirectDoor } from "./direct-door.ts";
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

/** Each wait is for what comes, however busy the machine: tries in vain are made again after a while, and `until` says what did not come. */
const WITHIN_MS = 300_000;

const isDirect = (device: RunningDevice): boolean =>
  device.status()?.devices.some(({ connection }) => connection.kind === "direct") === true;

test(
  "a home device and another device connect directly, and go on when the relay is gone",
  async () => {
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
  },
  WITHIN_MS,
);

test(
  "a device that has once met a home device calls it at its address, with no relay and nobody else to help, and comes back after a restart",
  async () => {
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
    // As somebody does who looks at the app: a call that was made in vain meanwhile counts no more.
    deviceAgain.replica.syncNow();
    await write(deviceAgain, "while it was away");
    await until("it to be called again", () => titlesOf(third).length === 3);
  },
  WITHIN_MS,
);

type Pairing = { readonly home: RunningDevice; readonly other: RunningDevice; readonly door: DirectDoor; readonly address: Uint8Array };

/** Two that have never met, and no relay anywhere. */
async function openStrangers(): Promise<Pairing> {
  await relay.kill();
  const door = await openDirectDoor(join(folder, "a"), await freeUdpPort(), timers);
  const address = (await door?.address()) ?? null;
  if (door === null || address === null) throw new Error("a door on this machine");
  const home = await openHome(join(folder, "a"), null, { answer: door.answer });
  expectOk(await nameOwnDevice(home.replica.space, "Cellar", address), "the address is told");
  const other = await openHome(join(folder, "b"));
  running.push(home, other);
  return { home, other, door, address };
}

async function codeOf({ home, door, address }: Pairing, asks: boolean): Promise<string> {
  const decoded = decodeDirectAddress(address);
  if (decoded === null) throw new Error("it is an address");
  const opened = await pairAtDoor(home.replica, door.meetings, decoded, asks);
  return opened.kind === "open" ? opened.code : opened.reason;
}

const numberOf = ({ pairing }: RunningDevice): string | null => {
  const state = pairing();
  return state.kind === "asked" || state.kind === "joining" ? state.comparisonCode : null;
};

const hasEnded = ({ pairing }: RunningDevice): boolean => ["admitted", "joined", "failed"].includes(pairing().kind);

async function bothAnswer(home: RunningDevice, other: RunningDevice): Promise<void> {
  await until("the same number on both", () => numberOf(home) !== null && numberOf(home) === numberOf(other));
  home.replica.pairing.answer(true);
  other.replica.pairing.answer(true);
  await until("the end of the pairing", () => hasEnded(home) && hasEnded(other));
}

const failureOf = ({ pairing }: RunningDevice): string | null => {
  const state = pairing();
  return state.kind === "failed" ? state.reason : null;
};

test(
  "a home device that shows its own code is let in by whoever reads it, with no relay ever, and is called from then on",
  async () => {
    const pairing = await openStrangers();
    const { home, other, address } = pairing;
    await write(other, "of the phone");
    await write(home, "of the home device");
    other.replica.pairing.join(await codeOf(pairing, true));
    await bothAnswer(home, other);
    expect([home.pairing().kind, other.pairing().kind]).toEqual(["joined", "admitted"]);
    expectOk(await nameOwnDevice(home.replica.space, "Cellar", address), "the address is told in this space");
    await until("both to be connected", () => isDirect(home) && isDirect(other));
    await write(other, "live");
    await until("both to have all", () => titlesOf(home).length === 3 && titlesOf(other).length === 3);
    const { core } = other.replica.space;
    await until("the address to be known", () => core.members.directAddressOf(home.replica.space.core.self) !== null);
  },
  WITHIN_MS,
);

test(
  "a home device that was let in and has told nobody of its address yet is called by the one that let it in, after both were closed too",
  async () => {
    const pairing = await openStrangers();
    const { home, other, door, address } = pairing;
    other.replica.pairing.join(await codeOf(pairing, true));
    await bothAnswer(home, other);
    expect([home.pairing().kind, other.pairing().kind]).toEqual(["joined", "admitted"]);
    for (const device of running.splice(0)) device.close();

    const homeAgain = await openHome(join(folder, "a"), null, { answer: door.answer });
    const otherAgain = await openHome(join(folder, "b"));
    running.push(homeAgain, otherAgain);
    const { core } = otherAgain.replica.space;
    expect(core.members.directAddressOf(homeAgain.replica.space.core.self)).toBeNull();
    expectOk(await nameOwnDevice(homeAgain.replica.space, "Cellar", address), "it listens, as it does at every start");
    await until("both to be connected", () => isDirect(homeAgain) && isDirect(otherAgain));
    await until("the address to be known", () => core.members.directAddressOf(homeAgain.replica.space.core.self) !== null);
  },
  WITHIN_MS,
);

test(
  "whoever reads the code of a home device that invites joins its space, with no relay ever; the code works once",
  async () => {
    const pairing = await openStrangers();
    const { home, other } = pairing;
    await write(other, "of the phone");
    await write(home, "of the home device");
    const code = await codeOf(pairing, false);
    other.replica.pairing.join(code);
    await bothAnswer(home, other);
    expect([home.pairing().kind, other.pairing().kind]).toEqual(["admitted", "joined"]);
    await until("both to be connected", () => isDirect(home) && isDirect(other));
    await write(home, "live");
    await until("both to have all", () => titlesOf(home).length === 3 && titlesOf(other).length === 3);

    const third = await openHome(join(folder, "c"));
    running.push(third);
    third.replica.pairing.join(code);
    await until("being turned away", () => failureOf(third) !== null);
    expect(failureOf(third)).toBe("used");
  },
  WITHIN_MS,
);

test(
  "nobody else is in a meeting at the door, and who says no ends it for both",
  async () => {
    const pairing = await openStrangers();
    const { home, other } = pairing;
    const third = await openHome(join(folder, "c"));
    running.push(third);
    const code = await codeOf(pairing, false);
    other.replica.pairing.join(code);
    await until("the same number on both", () => numberOf(home) !== null && numberOf(home) === numberOf(other));
    third.replica.pairing.join(code);
    await until("being turned away", () => failureOf(third) !== null);
    expect(failureOf(third)).toBe("taken");
    home.replica.pairing.answer(false);
    await until("both to hear of it", () => failureOf(home) !== null && failureOf(other) !== null);
    expect([failureOf(home), failureOf(other)]).toEqual(["declined", "declined"]);
  },
  WITHIN_MS,
);
