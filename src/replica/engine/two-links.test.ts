// A device with several links at once: what it takes over one of them, the others neither take again nor break off.

import { describe, expect, test } from "vitest";
import { decodeFrame } from "../../wire/frame-codec.ts";
import type { Frame } from "../../wire/frames.ts";
import { settleUntil } from "../../sync/manual-timers.suite.ts";
import {
  addTasks,
  at,
  beginMeeting,
  blocksIn,
  digestOf,
  idOf,
  meet,
  recordsIn,
  run,
  sharing,
  untilQuiet,
  type Carry,
  type Meeting,
  type Shared,
} from "./engine.suite.ts";

const ofType =
  (...types: readonly Frame["type"][]) =>
  (bytes: Uint8Array): boolean => {
    const decoded = decodeFrame(bytes, { authenticated: true });
    return decoded.ok && types.some((type) => type === decoded.value.type);
  };

/** Two devices that have the same endorsed base, and a third that has nothing. */
async function twoWithBase(): Promise<Shared> {
  const shared = await sharing(3);
  const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
  for (const space of shared.spaces) space.upkeep.retention = () => ({ days: 0, months: 0 });
  await addTasks(a, 40, "a task with a rather long title, so that it is worth something");
  await meet(shared, [1, 0]);
  await run(a);
  await meet(shared, [1, 0]);
  await meet(shared, [1, 0]);
  expect(idOf(b)).toBe(idOf(a));
  at(shared.spaces, 2).core.base.admitted = [idOf(a)];
  return shared;
}

const isPack = ofType("pack");

describe("a newcomer with two links", () => {
  test("fetches each pack over one of them, and no records that it covers", async () => {
    const shared = await twoWithBase();
    const [a, c] = [at(shared.spaces, 0), at(shared.spaces, 2)];
    const meetings = [beginMeeting(shared, [2, 0]), beginMeeting(shared, [2, 1])];
    await untilQuiet(meetings);
    const blocks = c.core.base.base.packs.reduce((sum, pack) => sum + pack.blocks, 0);
    expect(idOf(c)).toBe(idOf(a));
    expect(await digestOf(c)).toEqual(await digestOf(a));
    expect(meetings.reduce((sum, { framesFrom }) => sum + blocksIn(framesFrom[1]), 0)).toBe(blocks);
    expect(meetings.reduce((sum, { framesFrom }) => sum + recordsIn(framesFrom[1]), 0)).toBe(0);
    for (const meeting of meetings) meeting.close();
  });

  test("goes on over the other one when the first breaks off", async () => {
    const shared = await twoWithBase();
    const [a, c] = [at(shared.spaces, 0), at(shared.spaces, 2)];
    const opened: { first?: Meeting } = {};
    const breaking: Carry = (bytes) => {
      if (!isPack(bytes)) return "come";
      queueMicrotask(() => opened.first?.close());
      return "break";
    };
    const first = beginMeeting(shared, [2, 0], breaking);
    opened.first = first;
    const second = beginMeeting(shared, [2, 1]);
    await untilQuiet([first, second]);
    second.close();
    expect(idOf(c)).toBe(idOf(a));
    expect(await digestOf(c)).toEqual(await digestOf(a));
  });

  test("goes on over the other one when the first gives nothing", async () => {
    const shared = await twoWithBase();
    const [a, c] = [at(shared.spaces, 0), at(shared.spaces, 2)];
    const first = beginMeeting(shared, [2, 0], (bytes) => (isPack(bytes) ? "lose" : "come"));
    await settleUntil(() => first.framesFrom[0].some((frame) => frame.type === "ask-pack"));
    const second = beginMeeting(shared, [2, 1]);
    // Said once it is known what is to be fetched there.
    await settleUntil(() => second.framesFrom[0].some((frame) => frame.type === "have"));
    expect(second.framesFrom[0].some((frame) => frame.type === "ask-pack")).toBe(false);
    await at(shared.profiles, 2).timers.pass(21_000);
    await settleUntil(() => second.isDone() && idOf(c) === idOf(a));
    expect(await digestOf(c)).toEqual(await digestOf(a));
    for (const meeting of [first, second]) meeting.close();
  });

  test("asks the other side for what the first one has not", async () => {
    const shared = await twoWithBase();
    const [a, b, c] = [at(shared.spaces, 0), at(shared.spaces, 1), at(shared.spaces, 2)];
    a.core.ports.store.readBlocks = async () => ({ ok: true, value: [] });
    const meetings = [beginMeeting(shared, [2, 0]), beginMeeting(shared, [2, 1])];
    await untilQuiet(meetings);
    expect(idOf(c)).toBe(idOf(b));
    expect(await digestOf(c)).toEqual(await digestOf(b));
    for (const meeting of meetings) meeting.close();
  });
});
