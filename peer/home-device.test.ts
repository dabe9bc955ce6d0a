// The home device as it is shipped, with another device of its user and the relay as it is shipped.

import { chmodSync, mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { WebSocket } from "ws";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { expectOk, isHeldByAll, NodeDevice, until, type RunningDevice } from "../bench/node-device.ts";
import { freePort, KillableRelay, killsOr } from "../relay/killable-relay.suite.ts";
import { takeLock } from "../relay/sqlite-file.ts";
import { ensureBuilt } from "../scripts/build.mjs";
import { makeRandom } from "../sim/random.ts";
import type { DeviceId, LogTag } from "../src/base/ids.ts";
import { makeRelayDial } from "../src/links/relay-socket.ts";
import type { Store } from "../src/ports/store.ts";
import { changeMember } from "../src/replica/member-changes.ts";
import { readActiveSpace } from "../src/replica/active-space.ts";
import { check } from "../src/storage/suite/suite-check.ts";
import { KillablePeer } from "./killable-peer.suite.ts";
import { databaseFileIn, openSqliteStore } from "./store/sqlite-store.ts";

const SEED = 20_261_126;
const KILLS = killsOr(4);

let relay: KillableRelay;
let peer: KillablePeer;
let laptop: RunningDevice;
let maker: NodeDevice;
let spaces = 0;

beforeAll(async () => {
  ensureBuilt("node");
  relay = new KillableRelay(await freePort());
  await relay.start();
}, 120_000);
// The relay knows the spaces of the tests before: each is of another laptop.
beforeEach(async () => {
  peer = new KillablePeer();
  maker = new NodeDevice(SEED + (spaces += 1), "laptop");
  laptop = await maker.open(relay.address, makeRelayDial(WebSocket));
});
afterEach(async () => {
  laptop.close();
  await peer.kill();
  peer.remove();
});
afterAll(async () => {
  await relay.kill();
  relay.remove();
});

let written = 0;
async function write(title = `task ${(written += 1)}`): Promise<void> {
  const tasks = [{ id: maker.makeItemId(), title, day: null }];
  const acted = await laptop.replica.act({ kind: "create", tasks, position: { at: "end", list: null } });
  expect(acted.ok).toBe(true);
}

async function invite(): Promise<string> {
  laptop.replica.pairing.invite("http://127.0.0.1/");
  await until("an invitation", () => laptop.pairing().kind === "inviting");
  const state = laptop.pairing();
  return state.kind === "inviting" ? state.code : "";
}

/** The number that the laptop shows. */
async function comparisonCode(): Promise<string> {
  await until("somebody who asks", () => laptop.pairing().kind === "asked");
  const state = laptop.pairing();
  return state.kind === "asked" ? state.comparisonCode : "";
}

async function pairHomeDevice(...args: readonly string[]): Promise<void> {
  peer.start("--join", await invite(), ...args);
  const [, first = "", second = ""] = await peer.says(/The number is (\d{3}) (\d{3})/u);
  expect(first + second).toBe(await comparisonCode());
  peer.type("yes");
  laptop.replica.pairing.answer(true);
  await peer.says(/is one of your devices now/u);
}

const others = (): readonly { readonly id: DeviceId; readonly name: string | null }[] =>
  (laptop.status()?.devices ?? []).filter(({ self }) => !self);

describe("a home device", () => {
  test("says that it was removed, deletes what it was asked to, and begins as a new one", async () => {
    await write();
    await pairHomeDevice();
    await until("the home device to hold everything", () => isHeldByAll(laptop));
    const [home] = others();
    const removal = { kind: "remove", device: home?.id ?? laptop.replica.space.core.self, asksToWipe: true } as const;
    expectOk(await changeMember(laptop.replica.space, removal), "the removal");
    await peer.says(/has removed this device: .* is deleted\./u);
    expect(await peer.ended()).toBe(4);
    expect(readdirSync(peer.folder)).toEqual(["lock"]);
    peer.start("--join", await invite());
    await peer.says(/The number is/u);
  });

  test("keeps what it holds where nobody asks it to delete that, until it is told to", async () => {
    await write();
    await pairHomeDevice();
    await until("the home device to hold everything", () => isHeldByAll(laptop));
    const [home] = others();
    const removal = { kind: "remove", device: home?.id ?? laptop.replica.space.core.self, asksToWipe: false } as const;
    expectOk(await changeMember(laptop.replica.space, removal), "the removal");
    await peer.says(/has removed this device: .* is kept/u);
    expect([await peer.ended(), readdirSync(peer.folder).includes("daybook.db")]).toEqual([4, true]);
    peer.start("--wipe");
    await peer.says(/is deleted\./u);
    expect([await peer.ended(), readdirSync(peer.folder)]).toEqual([4, ["lock"]]);
  });

  test("joins by a code, holds everything, ends when told to, and goes on where it was when it starts again", async () => {
    await write();
    await write();
    await pairHomeDevice("--name", "Cellar");
    await until("the home device to hold everything", () => isHeldByAll(laptop));
    expect(others().map(({ name }) => name)).toEqual(["Cellar"]);
    await peer.says(
      /Holds \d+ changes; connected to the relay ws:\/\/127.0.0.1:\d+; 1 of 1 other device has all of it; nothing is missing/u,
    );
    expect(await peer.stop("SIGTERM")).toBe(0);

    await write("written while it was away");
    peer.start();
    await until("the home device to hold that too", () => isHeldByAll(laptop));
    await peer.says(/nothing is missing/u);
    expect(peer.output).not.toContain("written while");
    // As from a terminal, where npm passes it on as well.
    peer.signal("SIGINT");
    expect(await peer.stop("SIGINT")).toBe(0);
  });

  test("started with a code again, as a service is, does not pair twice", async () => {
    await pairHomeDevice();
    await peer.stop();
    peer.start("--join", "db1.whatever", "--name", "Attic");
    await peer.says(/paired already; the code is not used/u);
    await until("its new name", () => others()[0]?.name === "Attic");
    expect(others().length).toBe(1);
  });

  test("lets another device in, with the relay's data gone", async () => {
    await write("kept by the home device");
    await pairHomeDevice();
    await until("the home device to hold everything", () => isHeldByAll(laptop));
    await peer.stop();
    laptop.close();
    await relay.kill();
    relay.wipe();
    await relay.start();

    peer.start("--invite", "--yes");
    peer.type("yes");
    const [, code = ""] = await peer.says(/enter this code there: (\S+)/u);
    // It says the code as it opens the room, which an empty relay lets it do once it has been shown the membership.
    await peer.says(/nothing is missing/u);
    maker = new NodeDevice(SEED, "phone");
    laptop = await maker.open(null, makeRelayDial(WebSocket));
    laptop.replica.pairing.join(code);
    await until("the number", () => {
      const state = laptop.pairing();
      return state.kind === "joining" && state.comparisonCode !== null;
    });
    laptop.replica.pairing.answer(true);
    await until("the newcomer's arrival", () => laptop.pairing().kind === "joined");
    const titles = [...laptop.replica.space.core.items.index.rows()].map(({ title }) => title);
    expect(titles).toEqual(["kept by the home device"]);
    await peer.says(/is one of your devices now/u);
  });

  test("lets nobody in where nobody is there to say so, whatever it was started with", async () => {
    await pairHomeDevice();
    await peer.stop();
    peer.start("--invite", "--yes");
    peer.endInput();
    const [, code = ""] = await peer.says(/enter this code there: (\S+)/u);
    await peer.says(/nothing is missing/u);
    const stranger = await new NodeDevice(SEED, "stranger").open(null, makeRelayDial(WebSocket));
    stranger.replica.pairing.join(code);
    await until("the answer", () => stranger.pairing().kind === "failed");
    expect(stranger.pairing()).toEqual({ kind: "failed", reason: "declined" });
    stranger.close();
    await peer.says(/Nobody is here to compare the numbers/u);
    expect(others().length).toBe(1);
  });

  test("killed at any moment while changes come in, has all that it has said to hold, and holds everything at last", async () => {
    await pairHomeDevice();
    const random = makeRandom(SEED);
    const device = others()[0]?.id;
    if (device === undefined) throw new Error("the home device is a member");
    for (let kill = 1; kill <= KILLS; kill++) {
      const before = Math.floor(random() * 20);
      for (let i = 0; i < 40; i++) {
        await write();
        await new Promise(setImmediate);
        if (i === before && kill > 1) peer.start();
      }
      if (kill % 2 === 0) await peer.says(/connected to the relay/u);
      await peer.kill();
      await expectHeldWhatWasSaid(device);
    }
    peer.start();
    await until("the home device to hold everything", () => isHeldByAll(laptop));
    expect(others().length).toBe(1);
  });
});

/** By its receipts, as the laptop has heard them. */
async function expectHeldWhatWasSaid(device: DeviceId): Promise<void> {
  const store = check.value(openSqliteStore(peer.folder), "its store");
  for (const { log, seq } of laptop.replica.space.receipts.versionOf(device) ?? []) {
    expect(await lastHeld(store, log)).toBeGreaterThanOrEqual(seq);
  }
  store.close();
}

/** The number of the last record of a log that can be read with all before it, down to what packs hold. */
async function lastHeld(store: Store, log: LogTag): Promise<number> {
  const space = await readActiveSpace({ store });
  if (space === null) return 0;
  const path = { log, branch: "" };
  const head = check.value(await store.loadIndex(space), "its index").heads.find((each) => each.log === log);
  const records = check.value(await store.readRecords(space, path, 1, { maxRecords: 10_000, maxBytes: 1e9 }), "read");
  return (head?.base?.seq ?? 0) + records.length;
}

describe("a home device that cannot join", () => {
  test("says what to do where there is no code and nobody to ask", async () => {
    peer.start();
    expect(await peer.ended()).toBe(3);
    expect(peer.output).toContain('open Sync, press "Add a device"');
  });

  test("says so of a code that is not whole, one that was used, a relay that is not there, and can try again", async () => {
    const code = await invite();
    peer.start("--join", code.slice(0, -2));
    expect(await peer.ended()).toBe(3);
    expect(peer.output).toContain("That code is not complete.");

    laptop.replica.pairing.cancel();
    await until("the room to be closed", () => laptop.pairing().kind === "idle");
    peer.start("--join", code);
    expect(await peer.ended()).toBe(3);
    expect(peer.output).toContain("That code does not work any more");

    peer.start("--join", code, "--relay", "http://127.0.0.1:9");
    expect(await peer.ended()).toBe(3);
    expect(peer.output).toContain("The relay does not answer.");
    expect(peer.output).not.toContain(code);

    await pairHomeDevice();
  });

  test("says that the other device declined, that nobody is here to compare, and that it was given up", async () => {
    peer.start("--join", await invite());
    await comparisonCode();
    laptop.replica.pairing.answer(false);
    expect(await peer.ended()).toBe(3);
    expect(peer.output).toContain("The other device said no.");

    peer.start("--join", await invite());
    peer.endInput();
    expect(await peer.ended()).toBe(3);
    expect(peer.output).toContain("add --yes");

    peer.start("--join", await invite());
    await peer.says(/The number is/u);
    peer.type("no");
    expect(await peer.ended()).toBe(3);
    expect(peer.output).toContain("nothing has been approved");
  });
});

/** A folder as it is after the first start, not paired. */
async function setUp(): Promise<void> {
  peer.start();
  expect(await peer.ended()).toBe(3);
}

/** What it says when it cannot run, which is one line. */
async function refusal(): Promise<string> {
  peer.start();
  expect(await peer.ended()).toBe(1);
  const [line = "", ...more] = peer.output.trim().split("\n");
  expect(more).toEqual([]);
  return line;
}

describe("a home device whose folder cannot be used", () => {
  test("says that another one uses it", async () => {
    await setUp();
    const lock = check.value(takeLock(join(peer.folder, "lock")), "lock");
    expect(await refusal()).toContain("is in use by another home device");
    lock.close();
    await setUp();
  });

  test("says that it cannot be written to", async () => {
    writeFileSync(peer.folder, "a file");
    expect(await refusal()).toContain("cannot be written to");
  });

  test("says what is damaged or gone, leaves the rest, and goes on when it is back", async () => {
    await setUp();
    const [database, keys] = [databaseFileIn(peer.folder), join(peer.folder, "keys")];
    renameSync(keys, `${keys}.away`);
    expect(await refusal()).toContain("The keys that belong to");
    writeFileSync(keys, "no keys");
    chmodSync(keys, 0o600);
    expect(await refusal()).toContain("cannot be read; the file was left as it is");
    renameSync(`${keys}.away`, keys);
    renameSync(database, `${database}.away`);
    expect(await refusal()).toContain("The database that belongs to");
    writeFileSync(database, "no database, whatever its name. ".repeat(1_000));
    expect(await refusal()).toContain("is damaged; it was left as it is");
    mkdirSync(join(peer.folder, "else"));
    renameSync(`${database}.away`, database);
    await setUp();
  });
});
