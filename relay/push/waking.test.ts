import { describe, expect, test } from "vitest";
import { makeId } from "../../src/base/ids.ts";
import { makeMemoryDisk, openMemoryStore, type MemoryDisk } from "../memory-store.ts";
import type { RelayStore, RelayStoreError } from "../relay-store.ts";
import { LATE_MINUTES, MINUTE_MS } from "../reminders.ts";
import { ManualTime } from "../scripted-device.suite.ts";
import type { PushOutcome } from "./push-sender.ts";
import { Waking } from "./waking.ts";

type World = {
  readonly time: ManualTime;
  readonly disk: MemoryDisk;
  readonly store: RelayStore;
  /** `minute endpoint` of each message, by the clock. */
  readonly sent: string[];
  readonly failures: RelayStoreError[];
  readonly refused: number[];
  outcome: (endpoint: string) => PushOutcome | Promise<PushOutcome>;
};

function makeWorld(): World {
  const disk = makeMemoryDisk(new Uint8Array(32));
  const time = new ManualTime();
  return { time, disk, store: openMemoryStore(disk), sent: [], failures: [], refused: [], outcome: () => ({ kind: "sent" }) };
}

const minuteNow = ({ time }: World): number => Math.floor(time.clock() / MINUTE_MS);

function start(world: World): Waking {
  return new Waking({
    store: world.store,
    send: async (endpoint) => {
      world.sent.push(`${minuteNow(world)} ${endpoint}`);
      return world.outcome(endpoint);
    },
    isServed: (endpoint) => endpoint !== "elsewhere",
    mostKept: 3,
    key: new Uint8Array(65),
    clock: world.time.clock,
    timers: world.time,
    storeFailed: (error) => world.failures.push(error),
    refused: (status) => world.refused.push(status),
  });
}

const tagOf = (endpoint: string): Uint8Array => new Uint8Array(16).fill(endpoint.charCodeAt(0));

async function register({ store }: World, endpoint: string, ...minutes: number[]): Promise<void> {
  const tag = tagOf(endpoint);
  const space = makeId("space", new Uint8Array(32));
  await store.commit({ space, statements: [], appends: [], receipts: [], reminders: [{ tag, endpoint, minutes }] });
}

/** Lets so many minutes pass, each with all that it brings. */
async function pass({ time }: World, waking: Waking, minutes: number): Promise<void> {
  await waking.settled();
  for (let n = 0; n < minutes * 4; n++) {
    time.pass(MINUTE_MS / 4);
    await waking.settled();
  }
}

const left = ({ disk }: World): readonly number[] => disk.reminders.map(({ minute }) => minute);

describe("waking", () => {
  test("has room for so many of all devices together, whatever those have whose place is taken", async () => {
    const world = makeWorld();
    const now = minuteNow(world);
    const waking = start(world);
    await register(world, "a", now + 1, now + 2);
    expect(await Promise.all([1, 2].map((count) => waking.hasRoom(tagOf("b"), "b", count)))).toEqual([true, false]);
    expect(await Promise.all([3, 4].map((count) => waking.hasRoom(tagOf("a"), "a", count)))).toEqual([true, false]);
    // The same browser under another key.
    expect(await waking.hasRoom(tagOf("c"), "a", 3)).toBe(true);
  });

  test("sends one message at each minute, and not before", async () => {
    const world = makeWorld();
    const now = minuteNow(world);
    const waking = start(world);
    await register(world, "a", now + 2, now + 4);
    waking.changed();
    await pass(world, waking, 1);
    expect(world.sent).toEqual([]);
    await pass(world, waking, 5);
    expect(world.sent).toEqual([`${now + 2} a`, `${now + 4} a`]);
    expect(left(world)).toEqual([]);
    expect(waking.takeCounts()).toEqual({ sent: 2, later: 0, gone: 0, refused: 0 });
  });

  test("sends several that are due for one endpoint as one, late where the relay was away, and what is too old never", async () => {
    const world = makeWorld();
    world.time.pass(200 * MINUTE_MS);
    const now = minuteNow(world);
    await register(world, "a", now - LATE_MINUTES - 1, now - LATE_MINUTES, now - 1, now);
    await register(world, "b", now - LATE_MINUTES - 5);
    const waking = start(world);
    await waking.settled();
    expect(world.sent).toEqual([`${now} a`]);
    expect(left(world)).toEqual([]);
  });

  test("tries again after twice as long each time, for an hour", async () => {
    const world = makeWorld();
    const now = minuteNow(world);
    world.outcome = () => ({ kind: "later", afterMs: null });
    await register(world, "a", now);
    const waking = start(world);
    await pass(world, waking, LATE_MINUTES + 5);
    // 15, 30, 60 ... seconds after the one before.
    expect(world.sent.length).toBeGreaterThan(6);
    expect(world.sent.length).toBeLessThan(10);
    expect(left(world)).toEqual([]);
  });

  test("waits as long as a service wants it, and goes on with others meanwhile", async () => {
    const world = makeWorld();
    const now = minuteNow(world);
    world.outcome = (endpoint) =>
      endpoint === "a" && world.sent.length < 2 ? { kind: "later", afterMs: 10 * MINUTE_MS } : { kind: "sent" };
    await register(world, "a", now);
    await register(world, "b", now + 3);
    const waking = start(world);
    await pass(world, waking, 15);
    expect(world.sent).toEqual([`${now} a`, `${now + 3} b`, `${now + 10} a`]);
  });

  test("does not wait for a service that does not answer, and asks it once only", async () => {
    const world = makeWorld();
    const now = minuteNow(world);
    const answers: ((outcome: PushOutcome) => void)[] = [];
    world.outcome = (endpoint) => (endpoint === "a" ? new Promise((resolve) => void answers.push(resolve)) : { kind: "sent" });
    await register(world, "a", now);
    await register(world, "b", now + 1);
    const waking = start(world);
    for (let n = 0; n < 12; n++) {
      world.time.pass(MINUTE_MS / 4);
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    }
    expect(world.sent).toEqual([`${now} a`, `${now + 1} b`]);
    answers[0]?.({ kind: "sent" });
    await waking.settled();
    expect(left(world)).toEqual([]);
  });

  test("keeps nothing for an endpoint where nobody is, and says so to whoever registers it again", async () => {
    const world = makeWorld();
    const now = minuteNow(world);
    world.outcome = () => ({ kind: "gone" });
    await register(world, "a", now, now + 100);
    const waking = start(world);
    await waking.settled();
    expect(left(world)).toEqual([]);
    expect([waking.judge("a"), waking.judge("b"), waking.judge("elsewhere")]).toEqual(["gone", "kept", "not served"]);
  });

  test("gives up what a service refuses, with its status, and tries the next one", async () => {
    const world = makeWorld();
    const now = minuteNow(world);
    world.outcome = () => ({ kind: "refused", status: 403 });
    await register(world, "a", now, now + 1);
    const waking = start(world);
    await waking.settled();
    expect([world.refused, left(world)]).toEqual([[403], [now + 1]]);
    world.outcome = () => ({ kind: "sent" });
    await pass(world, waking, 2);
    expect(left(world)).toEqual([]);
  });

  test("says nothing twice while the store fails, and clears up when it works again", async () => {
    const world = makeWorld();
    const now = minuteNow(world);
    await register(world, "a", now);
    await register(world, "b", now + 3);
    world.disk.failure = { kind: "full" };
    const waking = start(world);
    await pass(world, waking, 2);
    expect(world.sent).toEqual([`${now} a`]);
    expect(world.failures).toContainEqual({ kind: "full" });
    world.disk.failure = null;
    await pass(world, waking, 2);
    expect(world.sent).toEqual([`${now} a`, `${now + 3} b`]);
    expect(left(world)).toEqual([]);
  });

  test("sends nothing more once it is closed", async () => {
    const world = makeWorld();
    const now = minuteNow(world);
    await register(world, "a", now + 1);
    const waking = start(world);
    await waking.settled();
    await waking.close();
    world.time.pass(10 * MINUTE_MS);
    await waking.settled();
    expect(world.sent).toEqual([]);
  });
});
