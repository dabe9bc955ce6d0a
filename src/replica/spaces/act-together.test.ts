// All spaces of a profile on screen together: what is seen, what is done where, and what a member of a shared space cannot bring about.

import { expect, test } from "vitest";
import type { TaskRow } from "../../model/task-row.ts";
import { settle } from "../../sync/manual-timers.suite.ts";
import type { ReplicaPush } from "../face.ts";
import { act, addTask, bring, createIntent, errorIn, newItem, TestProfile, titlesOf, valueIn } from "../space.suite.ts";
import { letIn, openTab, titlesIn, type Tab } from "./spaces.suite.ts";

const WINDOW = { start: 0, count: 20 };

/** What a window knows by what it was told, in order. */
function shownBy(told: readonly ReplicaPush[], watch = 1): readonly TaskRow[] {
  const rows = new Map<string, TaskRow>();
  let ids: readonly string[] = [];
  for (const push of told) {
    if (push.kind !== "rows" || push.watch !== watch) continue;
    for (const row of push.changed) rows.set(row.id, row);
    ({ ids } = push);
  }
  return ids.flatMap((id) => rows.get(id) ?? []);
}

const titlesShown = (tab: Tab): readonly string[] => shownBy(tab.told).map(({ title }) => title);

/** One's own with a task, and a shared one with one. */
async function openBoth() {
  const tab = await openTab(new TestProfile(1));
  const mine = await tab.add("mine");
  const household = await tab.found("Household");
  const ours = await tab.add("ours");
  await tab.showTogether();
  tab.replica.watch(1, { view: "open" }, WINDOW);
  return { ...tab, mine, ours, household };
}

test("rows of all spaces are shown, the user's own first, and those of a shared one say which", async () => {
  const { told, household, state, replica } = await openBoth();
  await settle();
  expect(state()).toMatchObject({ together: true, shown: replica.spaces.own.id });
  expect(shownBy(told).map(({ title, space }) => [title, space])).toEqual([["mine", undefined], ["ours", household]]); // prettier-ignore
  replica.spaces.show(household);
  expect(shownBy(told).map(({ title, space }) => [title, space])).toEqual([["ours", undefined]]);
  await settle();
  expect(state()).toMatchObject({ together: false, shown: household });
});

test("what is new goes into the user's own space, or to the list or beside the task that it is put to", async () => {
  const { replica, add, ours } = await openBoth();
  await add("new");
  const list = newItem(replica.space);
  const household = replica.spaces.all[1];
  if (household === undefined) throw new Error("a shared space");
  valueIn(await household.act({ kind: "create-list", id: list, name: "Shopping", color: "blue", position: { at: "end" } }));
  const intent = createIntent(newItem(replica.space), "milk");
  if (intent.kind !== "create") throw new Error("an intent to create");
  valueIn(await replica.act({ ...intent, position: { at: "start", list } }));
  const beside = createIntent(newItem(replica.space), "beside ours");
  if (beside.kind !== "create") throw new Error("an intent to create");
  valueIn(await replica.act({ ...beside, position: { at: "after", task: ours.id } }));
  expect(titlesIn(replica)).toEqual({ own: ["mine", "new"], Household: ["ours", "beside ours", "milk"] });
});

test("what is done to tasks of several spaces is done in each, and taken back in each", async () => {
  const { replica, mine, ours, told } = await openBoth();
  const done = valueIn(await replica.act({ kind: "set-done", ids: [mine.id, ours.id], done: true }));
  expect(titlesIn(replica)).toEqual({ own: [], Household: [] });
  expect(done.items).toEqual([mine.id, ours.id]);
  replica.watch(1, { view: "done" }, WINDOW);
  expect(shownBy(told)).toHaveLength(2);
  const actions = [...(done.before ?? []), ...(done.action === null ? [] : [done.action])];
  expect(actions).toHaveLength(2);
  for (const action of actions.toReversed()) valueIn(await replica.undo(action));
  expect(titlesIn(replica)).toEqual({ own: ["mine"], Household: ["ours"] });
});

test("of what cannot be done in one space nothing is done in the others", async () => {
  const { replica, mine, ours } = await openBoth();
  valueIn(await replica.act({ kind: "trash", ids: [ours.id] }));
  valueIn(await replica.act({ kind: "purge", ids: [ours.id] }));
  const before = titlesIn(replica);
  expect(errorIn(await replica.act({ kind: "set-priority", ids: [mine.id, newItem(replica.space), ours.id], priority: 1 }))).toMatchObject({ kind: "refused" }); // prettier-ignore
  expect([titlesIn(replica), replica.spaces.own.space.core.items.index.row(mine.id)?.priority]).toEqual([before, null]);
});

/** A profile with a space of its own that is let into another one. */
async function openAsGuest(role: "writer" | "reader") {
  const host = await new TestProfile(2).open();
  const profile = new TestProfile(1);
  await letIn(profile, host, role);
  const tab = await openTab(profile);
  const guest = tab.replica.spaces.all[1]?.space;
  if (guest === undefined) throw new Error("it is let in");
  const mine = await tab.add("mine");
  await tab.showTogether();
  tab.replica.watch(1, { view: "open" }, WINDOW);
  return { ...tab, host, guest, mine };
}

test("where one may only read nothing is changed, and nothing of what is chosen beside it", async () => {
  const { replica, host, guest, mine, ...tab } = await openAsGuest("reader");
  const theirs = await addTask(host, "theirs");
  await bring(host, guest);
  expect(titlesShown({ replica, ...tab })).toEqual(["mine", "theirs"]);
  for (const ids of [[theirs], [mine.id, theirs]]) {
    expect(errorIn(await replica.act({ kind: "trash", ids }))).toEqual({ kind: "read-only" });
  }
  expect(errorIn(await replica.act({ kind: "rename", id: theirs, title: "changed" }))).toEqual({ kind: "read-only" });
  valueIn(await replica.act({ kind: "rename", id: mine.id, title: "mine, changed" }));
  expect(titlesShown({ replica, ...tab })).toEqual(["mine, changed", "theirs"]);
});

test("a member of a shared space who takes the id of one's own task neither hides it nor has it changed there", async () => {
  const { replica, host, guest, mine, told } = await openAsGuest("writer");
  await act(host, createIntent(mine.id, "not mine"));
  await addTask(host, "theirs");
  await bring(host, guest);
  expect(shownBy(told).map(({ title }) => title)).toEqual(["mine", "theirs"]);
  valueIn(await replica.act({ kind: "rename", id: mine.id, title: "still mine" }));
  expect(shownBy(told).map(({ title }) => title)).toEqual(["still mine", "theirs"]);
  expect(titlesOf(guest).toSorted()).toEqual(["not mine", "theirs"]);
  await replica.watchTask(2, mine.id);
  await settle();
  expect(told.findLast((push) => push.kind === "task")).toMatchObject({ details: { row: { title: "still mine" } } });
});

test("when the last shared space is left one's own is there alone", async () => {
  const { replica, told, household } = await openBoth();
  const { spaces } = await import("./spaces.ts");
  await spaces.answer(replica, { kind: "leave-space", space: household, isHurried: false });
  await settle();
  expect(shownBy(told).map(({ title }) => title)).toEqual(["mine"]);
});
