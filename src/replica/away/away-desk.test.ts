// What other devices changed while a page was away, and taking it back.

import { expect, test } from "vitest";
import type { ItemId } from "../../base/ids.ts";
import { assert } from "../../base/result.ts";
import { settle } from "../../sync/manual-timers.suite.ts";
import type { AwayState } from "../face/away.ts";
import type { UndoError, UndoReceipt } from "../face/acts.ts";
import { act, addList, addTask, bring, openShared, type TestProfile } from "../space.suite.ts";
import { openTab, type Tab } from "../spaces/spaces.suite.ts";
import type { Space } from "../space.ts";
import type { Result } from "../../base/result.ts";

const HOUR_MS = 3_600_000;

type Stage = {
  readonly phone: Space;
  readonly timers: TestProfile["timers"];
  /** The laptop's page, opened now. */
  readonly come: () => Promise<Tab>;
  readonly garden: ItemId;
  readonly taxes: ItemId;
};

/** A phone and a laptop, whose page is closed, have a list and a task; an hour passes. */
async function withTwo(): Promise<Stage> {
  const { profiles, spaces } = await openShared(2);
  const [phone, laptop] = spaces;
  const [, profile] = profiles;
  assert(phone !== undefined && laptop !== undefined && profile !== undefined, "two");
  const garden = await addList(phone, "Garden");
  const taxes = await addTask(phone, "Taxes");
  await bring(phone, laptop);
  laptop.close();
  await profile.timers.pass(HOUR_MS);
  return { phone, timers: profile.timers, come: () => openTab(profile), garden, taxes };
}

const awayOf = ({ told }: Tab): AwayState | null => told.findLast((push) => push.kind === "away")?.away ?? null;

const changesOf = (tab: Tab): readonly string[] => awayOf(tab)?.lines.map(({ title, change }) => `${title}: ${change.kind}`) ?? [];

async function undoLine(tab: Tab, title: string): Promise<Result<UndoReceipt, UndoError>> {
  const line = awayOf(tab)?.lines.find((one) => one.title === title);
  const answer = await tab.replica.away?.answer({ kind: "undo-away", key: line?.key ?? 0 });
  assert(answer !== null && answer !== undefined, "an undo is answered");
  return answer;
}

const rowOf = ({ replica }: Tab, id: ItemId) => replica.space.core.items.index.row(id);

test("whoever comes back is told what another device did, the newest first, and not what it does from then on", async () => {
  const { phone, timers, come, taxes, garden } = await withTwo();
  await act(phone, { kind: "set-day", ids: [taxes], day: "2026-02-01" });
  const milk = await addTask(phone, "Milk");
  await timers.pass(HOUR_MS);
  const tab = await come();
  expect(awayOf(tab)).toBeNull();
  await bring(phone, tab.replica.space);
  expect(changesOf(tab)).toEqual(["Milk: made", "Taxes: day"]);
  expect(awayOf(tab)?.lines.map(({ device }) => device)).toEqual([phone.core.self, phone.core.self]);
  await timers.pass(1);
  await act(phone, { kind: "move", ids: [milk], position: { at: "start", list: garden } });
  await bring(phone, tab.replica.space);
  expect(changesOf(tab)).toEqual(["Milk: made", "Taxes: day"]);
  await tab.replica.away?.answer({ kind: "dismiss-away" });
  expect(awayOf(tab)).toBeNull();
});

test("a line is taken back as an action of one's own, which can be undone in turn", async () => {
  const { phone, come, timers, taxes } = await withTwo();
  await act(phone, { kind: "set-done", ids: [taxes], done: true });
  await act(phone, { kind: "rename", id: taxes, title: "Taxes of last year" });
  await timers.pass(HOUR_MS);
  const tab = await come();
  await bring(phone, tab.replica.space);
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
  await bring(phone, tab.replica.space);
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
  await bring(phone, tab.replica.space);
  tab.replica.pageState(true, true);
  expect(awayOf(tab)).toBeNull();
  tab.replica.pageState(false, true);
  await timers.pass(HOUR_MS);
  await act(phone, { kind: "set-done", ids: [taxes], done: true });
  await bring(phone, tab.replica.space);
  expect(awayOf(tab)).toBeNull();
  tab.replica.pageState(true, true);
  expect(changesOf(tab)).toEqual(["Tax return: done"]);
  await timers.pass(25 * HOUR_MS);
  tab.replica.pageState(true, true);
  await settle();
  expect(awayOf(tab)).toBeNull();
});

test("nothing is kept of what is deleted for good, nor more than fits", async () => {
  const { phone, come, timers, taxes } = await withTwo();
  await act(phone, { kind: "trash", ids: [taxes] });
  for (let number = 0; number < 55; number += 1) await addTask(phone, `task ${number}`);
  await timers.pass(HOUR_MS);
  const tab = await come();
  await bring(phone, tab.replica.space);
  expect(awayOf(tab)).toMatchObject({ more: 6 });
  expect(changesOf(tab)).toHaveLength(50);
  const last = awayOf(tab)?.lines[0];
  assert(last !== undefined, "a line");
  await tab.replica.act({ kind: "trash", ids: [last.item] });
  await tab.replica.act({ kind: "purge", ids: [last.item] });
  expect(changesOf(tab)).not.toContain(`${last.title}: made`);
});
