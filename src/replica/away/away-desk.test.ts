// What other devices changed while a page was away, and taking it back.

import { expect, test } from "vitest";
import type { ItemId } from "../../base/ids.ts";
import { assert } from "../../base/result.ts";
import { settle } from "../../sync/manual-timers.suite.ts";
import type { AwayState } from "../face/away.ts";
import type { UndoError, UndoReceipt } from "../face/acts.ts";
import { forge, give, holding } from "../engine/engine.suite.ts";
import { act, addList, addTask, bring, openShared, valueIn, type TestProfile } from "../space.suite.ts";
import { awayBeforesKey, readBefores } from "./kept-befores.ts";
import { openTab, type Tab } from "../spaces/spaces.suite.ts";
import type { Replica } from "../replica.ts";
import type { Space } from "../space.ts";
import type { Result } from "../../base/result.ts";

const HOUR_MS = 3_600_000;
const SOON_PACKED = { tailRecords: 1, jitterMs: 0 };
/** After which all that came in has been looked at. */
const LOOK_MS = 500;

type Stage = {
  readonly phone: Space;
  readonly timers: TestProfile["timers"];
  /** The laptop's page, opened now. */
  readonly come: () => Promise<Tab>;
  /** What the laptop has, without a page. */
  readonly laptop: () => Promise<Space>;
  readonly garden: ItemId;
  readonly taxes: ItemId;
};

/** A phone and a laptop, whose page is closed, have a list and a task; an hour passes. */
async function withTwo(limits: Parameters<typeof openShared>[1] = {}): Promise<Stage> {
  const { profiles, spaces } = await openShared(2, limits);
  const [phone, laptop] = spaces;
  const [, profile] = profiles;
  assert(phone !== undefined && laptop !== undefined && profile !== undefined, "two");
  const garden = await addList(phone, "Garden");
  const taxes = await addTask(phone, "Taxes");
  await bring(phone, laptop);
  laptop.close();
  const looking = await openTab(profile);
  await leave(looking, profile.timers);
  await profile.timers.pass(HOUR_MS);
  const come = async (): Promise<Tab> => {
    const tab = await openTab(profile);
    await tab.replica.away?.settled();
    return tab;
  };
  return { phone, timers: profile.timers, come, laptop: () => profile.openSpace(phone.core.space), garden, taxes };
}

/** All that came in has been looked at. */
async function looked({ away }: Replica, timers: TestProfile["timers"]): Promise<void> {
  await timers.pass(LOOK_MS);
  await away?.settled();
}

/** What `phone` has comes to the tab, and is looked at. */
async function comes(phone: Space, { replica }: Tab, timers: TestProfile["timers"]): Promise<void> {
  await bring(phone, replica.space);
  await looked(replica, timers);
}

/** Its page is closed, after all has been looked at. */
async function leave(tab: Tab, timers: TestProfile["timers"]): Promise<void> {
  await timers.pass(1_000);
  tab.replica.pageState(false, true);
  await settle();
  tab.replica.close();
}

const awayOf = ({ told }: Tab): AwayState | null => told.findLast((push) => push.kind === "away")?.away ?? null;

const changesOf = (tab: Tab): readonly string[] => awayOf(tab)?.lines.map(({ title, change }) => `${title}: ${change.kind}`) ?? [];

async function undoLine(tab: Tab, title: string): Promise<Result<UndoReceipt, UndoError>> {
  const line = awayOf(tab)?.lines.find((one) => one.title === title);
  const answer = await tab.replica.away?.answer({ kind: "undo-away", key: line?.key ?? 0 });
  assert(answer !== null && answer !== undefined, "an undo is answered");
  return answer;
}

const dismiss = async ({ replica }: Tab): Promise<void> => void (await replica.away?.answer({ kind: "dismiss-away" }));

const rowsOf = ({ replica }: Tab): number => [...replica.space.core.items.index.rows()].length;

const rowOf = ({ replica }: Tab, id: ItemId) => replica.space.core.items.index.row(id);

test("whoever comes back is told what another device did, the newest first, and not what it does from then on", async () => {
  const { phone, timers, come, taxes, garden } = await withTwo();
  await act(phone, { kind: "set-day", ids: [taxes], day: "2026-02-01" });
  const milk = await addTask(phone, "Milk");
  await timers.pass(HOUR_MS);
  const tab = await come();
  expect(awayOf(tab)).toBeNull();
  await comes(phone, tab, timers);
  expect(changesOf(tab)).toEqual(["Milk: made", "Taxes: day"]);
  expect(awayOf(tab)?.lines.map(({ device }) => device)).toEqual([phone.core.self, phone.core.self]);
  await timers.pass(1);
  await act(phone, { kind: "move", ids: [milk], position: { at: "start", list: garden } });
  await comes(phone, tab, timers);
  expect(changesOf(tab)).toEqual(["Milk: made", "Taxes: day"]);
  await dismiss(tab);
  expect(awayOf(tab)).toBeNull();
});

test("what was not put away is told again after a reload, without what was taken back; what was put away is not", async () => {
  const { phone, timers, come, taxes } = await withTwo();
  await act(phone, { kind: "set-done", ids: [taxes], done: true });
  await addTask(phone, "Milk");
  await timers.pass(HOUR_MS);
  const tab = await come();
  await comes(phone, tab, timers);
  expect(changesOf(tab)).toEqual(["Milk: made", "Taxes: done"]);
  tab.replica.close();
  const again = await come();
  expect(changesOf(again)).toEqual(["Milk: made", "Taxes: done"]);
  expect(await undoLine(again, "Taxes")).toMatchObject({ ok: true });
  expect(rowOf(again, taxes)).toMatchObject({ done: false });
  await leave(again, timers);
  const third = await come();
  expect(changesOf(third)).toEqual(["Milk: made"]);
  await dismiss(third);
  third.replica.close();
  expect(awayOf(await come())).toBeNull();
});

test("what came in while no page was open, or only in another tab, is told", async () => {
  const { phone, timers, come, taxes, laptop } = await withTwo();
  await act(phone, { kind: "rename", id: taxes, title: "Tax return" });
  await bring(phone, await laptop());
  await timers.pass(HOUR_MS);
  expect(changesOf(await come())).toEqual(["Tax return: renamed"]);
});

test("all tabs tell the same, and what is put away in one is so in all", async () => {
  const { phone, timers, come, taxes } = await withTwo();
  const other = await come();
  other.replica.pageState(false, true);
  await act(phone, { kind: "set-done", ids: [taxes], done: true });
  await timers.pass(HOUR_MS);
  const tab = await come();
  await comes(phone, tab, timers);
  other.replica.pageState(true, true);
  await looked(other.replica, timers);
  expect(changesOf(other)).toEqual(changesOf(tab));
  expect(changesOf(tab)).toEqual(["Taxes: done"]);
  await dismiss(tab);
  other.replica.away?.settingsChanged();
  await looked(other.replica, timers);
  expect(awayOf(other)).toBeNull();
});

test("what a base has swallowed since is told and taken back like the rest", async () => {
  const { phone, timers, come, taxes } = await withTwo(SOON_PACKED);
  await act(phone, { kind: "rename", id: taxes, title: "Tax return" });
  const milk = await addTask(phone, "Milk");
  await timers.pass(HOUR_MS);
  const tab = await come();
  await comes(phone, tab, timers);
  await holding(tab.replica.space);
  await tab.replica.space.upkeep.runNow();
  expect([...tab.replica.space.core.items.tail.ids]).toEqual([]);
  tab.replica.close();
  const again = await come();
  expect(changesOf(again)).toEqual(["Milk: made", "Tax return: renamed"]);
  expect(await undoLine(again, "Tax return")).toMatchObject({ ok: true, value: { leftAlone: 0 } });
  expect(await undoLine(again, "Milk")).toMatchObject({ ok: true });
  expect(rowOf(again, taxes)).toMatchObject({ title: "Taxes" });
  expect(rowOf(again, milk)).toMatchObject({ trashed: true });
  await dismiss(again);
  again.replica.close();
  expect(awayOf(await come())).toBeNull();
});

test("what comes by packs alone is told and taken back like the rest", async () => {
  const { phone, timers, come, taxes } = await withTwo();
  await act(phone, { kind: "set-day", ids: [taxes], day: "2026-02-01" });
  await addTask(phone, "Milk");
  await timers.pass(HOUR_MS);
  const made = await forge(phone);
  const tab = await come();
  const { space } = tab.replica;
  await holding(space);
  space.core.base.admitted = [made.checkpoint.id];
  await give(space, made);
  await looked(tab.replica, timers);
  expect(changesOf(tab)).toEqual(["Milk: made", "Taxes: day"]);
  expect(await undoLine(tab, "Taxes")).toMatchObject({ ok: true, value: { leftAlone: 0 } });
  expect(rowOf(tab, taxes)).toMatchObject({ day: null });
});

test("nothing of what is deleted for good is kept beside a base", async () => {
  const { phone, timers, come, taxes } = await withTwo(SOON_PACKED);
  await act(phone, { kind: "rename", id: taxes, title: "Tax return" });
  await timers.pass(HOUR_MS);
  const tab = await come();
  await comes(phone, tab, timers);
  const { core, upkeep } = tab.replica.space;
  await holding(tab.replica.space);
  await upkeep.runNow();
  expect((await readBefores(core)).items.has(taxes)).toBe(true);
  await tab.replica.act({ kind: "trash", ids: [taxes] });
  await tab.replica.act({ kind: "purge", ids: [taxes] });
  await timers.pass(HOUR_MS);
  expect(valueIn(await core.ports.store.readMeta(awayBeforesKey(core.space)))).toBeNull();
});

test("a device that has just come to a space is not told what was there before it", async () => {
  const { profiles, spaces } = await openShared(2);
  const [phone, laptop] = spaces;
  const [, profile] = profiles;
  assert(phone !== undefined && laptop !== undefined && profile !== undefined, "two");
  await addTask(phone, "Taxes");
  laptop.close();
  await profile.timers.pass(HOUR_MS);
  const tab = await openTab(profile);
  await comes(phone, tab, profile.timers);
  expect(rowsOf(tab)).toBe(1);
  expect(awayOf(tab)).toBeNull();
});

test("a line is taken back as an action of one's own, which can be undone in turn", async () => {
  const { phone, come, timers, taxes } = await withTwo();
  await act(phone, { kind: "set-done", ids: [taxes], done: true });
  await act(phone, { kind: "rename", id: taxes, title: "Taxes of last year" });
  await timers.pass(HOUR_MS);
  const tab = await come();
  await comes(phone, tab, timers);
  expect(changesOf(tab)).toEqual(["Taxes of last year: done"]);
  const undone = await undoLine(tab, "Taxes of last year");
  expect(undone).toMatchObject({ ok: true, value: { leftAlone: 0, items: [taxes] } });
  expect(rowOf(tab, taxes)).toMatchObject({ title: "Taxes", done: false });
  expect(awayOf(tab)?.lines.map(({ isUndone }) => isUndone)).toEqual([true]);
  await bring(tab.replica.space, phone);
  expect(phone.core.items.index.row(taxes)).toMatchObject({ title: "Taxes", done: false });
  assert(undone.ok && undone.value.action !== null, "an action");
  expect(await tab.replica.undo(undone.value.action)).toMatchObject({ ok: true });
  expect(rowOf(tab, taxes)).toMatchObject({ title: "Taxes of last year", done: true });
});

test("what was changed again since is left alone, and said so; what was made goes to the trash", async () => {
  const { phone, come, timers, taxes } = await withTwo();
  await act(phone, { kind: "rename", id: taxes, title: "Tax return" });
  await act(phone, { kind: "set-day", ids: [taxes], day: "2026-02-01" });
  const milk = await addTask(phone, "Milk");
  await timers.pass(HOUR_MS);
  const tab = await come();
  await comes(phone, tab, timers);
  await tab.replica.act({ kind: "set-day", ids: [taxes], day: "2026-03-03" });
  expect(await undoLine(tab, "Tax return")).toMatchObject({ ok: true, value: { leftAlone: 1 } });
  expect(rowOf(tab, taxes)).toMatchObject({ title: "Taxes", day: "2026-03-03" });
  expect(await undoLine(tab, "Milk")).toMatchObject({ ok: true });
  expect(rowOf(tab, milk)).toMatchObject({ trashed: true });
});

test("somebody who was gone for a moment was not away; for longer, what came in meanwhile is told", async () => {
  const { phone, come, timers, taxes } = await withTwo();
  const tab = await come();
  tab.replica.pageState(false, true);
  await timers.pass(20_000);
  await act(phone, { kind: "rename", id: taxes, title: "Tax return" });
  await comes(phone, tab, timers);
  tab.replica.pageState(true, true);
  await tab.replica.away?.settled();
  expect(awayOf(tab)).toBeNull();
  tab.replica.pageState(false, true);
  await timers.pass(HOUR_MS);
  await act(phone, { kind: "set-done", ids: [taxes], done: true });
  await comes(phone, tab, timers);
  expect(awayOf(tab)).toBeNull();
  tab.replica.pageState(true, true);
  await tab.replica.away?.settled();
  expect(changesOf(tab)).toEqual(["Tax return: done"]);
  await timers.pass(25 * HOUR_MS);
  tab.replica.pageState(true, true);
  await tab.replica.away?.settled();
  expect(awayOf(tab)).toBeNull();
});

test("nothing is kept of what is deleted for good, nor more than fits", async () => {
  const { phone, come, timers, taxes } = await withTwo();
  await act(phone, { kind: "trash", ids: [taxes] });
  for (let number = 0; number < 55; number += 1) await addTask(phone, `task ${number}`);
  await timers.pass(HOUR_MS);
  const tab = await come();
  await comes(phone, tab, timers);
  expect(awayOf(tab)).toMatchObject({ more: 6 });
  expect(changesOf(tab)).toHaveLength(50);
  const last = awayOf(tab)?.lines[0];
  assert(last !== undefined, "a line");
  await tab.replica.act({ kind: "trash", ids: [last.item] });
  await tab.replica.act({ kind: "purge", ids: [last.item] });
  await looked(tab.replica, timers);
  expect(changesOf(tab)).not.toContain(`${last.title}: made`);
});
