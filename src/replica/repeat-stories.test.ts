// One task that comes again, and two devices that do something to it without having heard of each other; and what is taken back of it.

import { describe, expect, test } from "vitest";
import type { ItemId } from "../base/ids.ts";
import type { Repeat } from "../model/repeat.ts";
import type { TaskIntent } from "../model/task-intent.ts";
import { act, actionsOf, addTask, bring, openShared, TestProfile, valueIn } from "./space.suite.ts";
import type { Space } from "./space.ts";

const FRIDAY = "2026-11-27";
const weekly: Repeat = { rule: "FREQ=WEEKLY", from: "day", base: FRIDAY };

const setRepeat = (repeat: Repeat | null) => (id: ItemId): TaskIntent => ({ kind: "set-repeat", ids: [id], repeat }); // prettier-ignore
const done = (id: ItemId, today = FRIDAY): TaskIntent => ({ kind: "set-done", ids: [id], done: true, today });

async function twoDevices(repeat = weekly) {
  const { spaces } = await openShared(2);
  const [a, b] = spaces;
  if (a === undefined || b === undefined) throw new Error("two spaces");
  const id = await addTask(a, "water");
  await act(a, { kind: "set-day", ids: [id], day: FRIDAY });
  await act(a, setRepeat(repeat)(id));
  await bring(a, b);
  // What b does next is the later one.
  b.core.clock = a.core.clock + 1_000_000;
  return { a, b, id };
}

async function exchange(a: Space, b: Space): Promise<void> {
  await bring(a, b);
  await bring(b, a);
  expect(await b.core.items.digest()).toEqual(await a.core.items.digest());
  expect(inOrder(b)).toEqual(inOrder(a));
}

const rows = ({ core }: Space) => [...core.items.index.rows()];
const inOrder = (space: Space) => rows(space).sort((x, y) => (x.id < y.id ? -1 : 1));
const row = ({ core }: Space, id: ItemId) => core.items.index.row(id);
const log = (space: Space) => rows(space).filter((one) => one.done && !one.trashed).map(({ title, day, conflicts }) => ({ title, day, conflicts: conflicts.length })); // prettier-ignore

describe("a task that comes again", () => {
  test("done on two devices is logged once, and has moved on once", async () => {
    const { a, b, id } = await twoDevices();
    expect((await act(a, done(id))).next).toBe("2026-12-04");
    await act(b, done(id));
    await exchange(a, b);
    expect([log(a), row(a, id)]).toMatchObject([[{ title: "water", day: FRIDAY, conflicts: 0 }], { done: false, day: "2026-12-04" }]);
    expect(rows(a).length).toBe(2);
  });

  test("without a day of its own is logged on the day that it is in UTC, where nobody says which day it is", async () => {
    const space = await new TestProfile(1).open();
    const id = await addTask(space, "water");
    await act(space, setRepeat({ ...weekly, base: null })(id));
    const { action } = await act(space, { kind: "set-done", ids: [id], done: true });
    expect([action === null, log(space).map(({ title }) => title), row(space, id)?.done]).toEqual([false, ["water"], false]);
  });

  test("done again after the other device was heard of is logged as the next", async () => {
    const { a, b, id } = await twoDevices();
    await act(a, done(id));
    await bring(a, b);
    await act(b, done(id));
    await exchange(a, b);
    expect(row(a, id)).toMatchObject({ done: false, day: "2026-12-11" });
    expect(new Set(log(a).map(({ day }) => day))).toEqual(new Set([FRIDAY, "2026-12-04"]));
  });

  test("done on one device and renamed on another has both, and the log says what it was called where it was done", async () => {
    const { a, b, id } = await twoDevices();
    await act(a, done(id));
    await act(b, { kind: "rename", id, title: "water the plants" });
    await exchange(a, b);
    expect(row(b, id)).toMatchObject({ title: "water the plants", day: "2026-12-04" });
    expect(log(b)).toMatchObject([{ title: "water" }]);
  });

  test("renamed on one device, and done on both, is logged once with both names to choose from", async () => {
    const { a, b, id } = await twoDevices();
    await act(b, { kind: "rename", id, title: "water the plants" });
    await act(a, done(id));
    await act(b, done(id));
    await exchange(a, b);
    expect([row(b, id)?.day, log(b)]).toEqual(["2026-12-04", [{ title: "water the plants", day: FRIDAY, conflicts: 1 }]]);
  });

  test("done on one device while its rule is changed on another has moved on by the old one, and goes on by the new one", async () => {
    const { a, b, id } = await twoDevices();
    await act(a, done(id));
    await act(b, setRepeat({ rule: "FREQ=DAILY;INTERVAL=3", from: "day", base: FRIDAY })(id));
    await exchange(a, b);
    expect(row(a, id)).toMatchObject({ day: "2026-12-04", repeat: { rule: "FREQ=DAILY;INTERVAL=3" } });
    await act(a, done(id, "2026-12-04"));
    expect(row(a, id)?.day).toBe("2026-12-06");
  });

  test("done on one device while another ends its repeating is logged, and stands there once more", async () => {
    const { a, b, id } = await twoDevices();
    await act(a, done(id));
    await act(b, setRepeat(null)(id));
    await exchange(a, b);
    expect([row(b, id), log(b).length]).toMatchObject([{ done: false, day: "2026-12-04", repeat: null }, 1]);
  });

  test("done on one device while another moves it by hand is logged; its day is the later write's", async () => {
    const { a, b, id } = await twoDevices();
    await act(a, done(id));
    await act(b, { kind: "set-day", ids: [id], day: "2026-11-29" });
    await exchange(a, b);
    expect([row(b, id), log(b)]).toMatchObject([{ done: false, day: "2026-11-29" }, [{ day: FRIDAY }]]);
    // And goes on from there by its rule.
    await act(a, done(id, "2026-11-29"));
    expect(row(a, id)?.day).toBe("2026-12-04");
  });

  test("skipped on one device and done on another has moved on once, and is logged", async () => {
    const { a, b, id } = await twoDevices();
    await act(a, { kind: "skip", ids: [id], today: FRIDAY });
    await act(b, done(id));
    await exchange(a, b);
    expect([row(a, id)?.day, log(a).length]).toEqual(["2026-12-04", 1]);
  });

  test("counted from when it was done goes on from the later device's day", async () => {
    const { a, b, id } = await twoDevices({ rule: "FREQ=DAILY;INTERVAL=10", from: "done", base: null });
    await act(a, done(id, FRIDAY));
    await act(b, done(id, "2026-11-28"));
    await exchange(a, b);
    expect([row(a, id)?.day, log(a).length]).toEqual(["2026-12-08", 1]);
  });

  test("thrown away on one device while another has done it is back, since it has gone on; the log has its entry", async () => {
    const { a, b, id } = await twoDevices();
    await act(a, { kind: "trash", ids: [id] });
    await act(b, done(id));
    await exchange(a, b);
    expect([row(a, id), log(a).length]).toMatchObject([{ trashed: false, day: "2026-12-04" }, 1]);
  });
});

const undo = async (space: Space, action: Awaited<ReturnType<typeof act>>["action"]) => {
  if (action === null) throw new Error("an action");
  return valueIn(await actionsOf(space).undo(space, action));
};

describe("taking it back", () => {
  test("is one step for the day, the ticks and the log, and can be taken back itself", async () => {
    const { a, b, id } = await twoDevices();
    const entry = "00000000000000aa";
    await act(a, { kind: "add-entries", id, entries: [{ id: entry, text: "can" }], position: { at: "end" } });
    await act(a, { kind: "check-entries", id, entries: [entry], checked: true });
    const { action } = await act(a, done(id));
    expect(row(a, id)?.checklist).toEqual({ done: 0, total: 1 });
    const undone = await undo(a, action);
    expect([row(a, id), log(a)]).toMatchObject([{ day: FRIDAY, done: false, checklist: { done: 1, total: 1 } }, []]);
    await undo(a, undone.action);
    await exchange(a, b);
    expect([row(b, id), log(b)]).toMatchObject([{ day: "2026-12-04", checklist: { done: 0, total: 1 } }, [{ day: FRIDAY }]]);
  });

  test("and doing it again leaves one entry", async () => {
    const { a, id } = await twoDevices();
    await undo(a, (await act(a, done(id))).action);
    await act(a, done(id));
    expect([log(a), rows(a).length]).toMatchObject([[{ day: FRIDAY }], 2]);
  });

  test("of many at once is one step too", async () => {
    const { a, id } = await twoDevices();
    const other = await addTask(a, "once");
    const { action, next } = await act(a, { kind: "set-done", ids: [id, other], done: true, today: FRIDAY });
    expect([row(a, other)?.done, row(a, id)?.day, next]).toEqual([true, "2026-12-04", "2026-12-04"]);
    await undo(a, action);
    expect([row(a, other)?.done, row(a, id)?.day, log(a)]).toEqual([false, FRIDAY, []]);
  });
});

test("where the code for it cannot be had nothing is done, and what does not come again is done all the same", async () => {
  const profile = new TestProfile(1);
  const first = await profile.open();
  const space = await profile.openSpace(first.core.space, {
    ...profile.ports(),
    loadRepeating: () => Promise.reject(new Error("offline")),
  });
  const [id, once] = [await addTask(space, "water"), await addTask(space, "once")];
  await act(space, setRepeat(weekly)(id));
  const refused = await actionsOf(space).act(space, { kind: "set-done", ids: [id, once], done: true, today: FRIDAY });
  expect(refused).toMatchObject({ ok: false, error: { kind: "store", error: { kind: "unavailable" } } });
  expect([row(space, id)?.day, row(space, once)?.done]).toEqual([FRIDAY, false]);
  await act(space, { kind: "set-done", ids: [once], done: true });
  expect(row(space, once)?.done).toBe(true);
});
