// Moving from one space to another: whole, to be taken back, and never lost.

import { expect, test } from "vitest";
import type { ActionId, ItemId } from "../../base/ids.ts";
import type { Result } from "../../base/result.ts";
import type { Store } from "../../ports/store.ts";
import { openMemoryStore } from "../../storage/memory-store.ts";
import { settle } from "../../sync/manual-timers.suite.ts";
import type { ActError, ActReceipt } from "../face.ts";
import type { Replica } from "../replica.ts";
import { addTask, bring, entryNumber, errorIn, newItem, TestProfile, titlesOf, valueIn } from "../space.suite.ts";
import { moveAcross } from "./move-across.ts";
import { letIn, openTab, titlesIn } from "./spaces.suite.ts";
import { readDetails } from "../read-details.ts";

const FULL = { ok: false, error: { kind: "full" } } as const;

/** Takes so many commits, and no more. */
function fillsAfter(
  profile: TestProfile,
  commits: number,
): { readonly store: Store; readonly refused: () => number; readonly begin: () => void } {
  const store = openMemoryStore(profile.disk);
  const { commit } = store;
  let [left, refused] = [Number.POSITIVE_INFINITY, 0];
  store.commit = async (batch) => {
    left -= 1;
    if (left >= 0) return commit.call(store, batch);
    refused += 1;
    return FULL;
  };
  const begin = (): void => {
    left = commits;
  };
  return { store, refused: () => refused, begin };
}

async function move(
  replica: Replica,
  ids: readonly ItemId[],
  to: number,
  list: ItemId | null = null,
): Promise<Result<ActReceipt, ActError>> {
  const target = replica.spaces.all[to];
  if (target === undefined) throw new Error("there is no such space");
  return moveAcross(replica, { ids, target, position: { at: "start", list } });
}

const actionsOf = ({ before = [], action }: ActReceipt): readonly ActionId[] => [...before, ...(action === null ? [] : [action])];

/** The last one first; what that has done, in the order it was done. */
async function takeBack(replica: Replica, actions: readonly ActionId[]): Promise<readonly ActionId[]> {
  const undone: ActionId[] = [];
  for (const action of actions.toReversed()) undone.push(...actionsOf(valueIn(await replica.undo(action))));
  return undone;
}

async function openBoth(profile = new TestProfile(1), store?: Store) {
  const tab = await openTab(profile, store);
  const own = tab.replica.space.core.space;
  await tab.found("Household");
  const ours = await tab.add("ours");
  tab.replica.spaces.show(own);
  return { ...tab, ours };
}

test("a task goes with all it says, and comes back when that is taken back, and goes again", async () => {
  const { replica, add } = await openBoth();
  const mine = await add("mine");
  const entry = { id: entryNumber(1), text: "a step" };
  valueIn(await replica.act({ kind: "set-notes", id: mine.id, before: "", after: "what is to be known" }));
  valueIn(await replica.act({ kind: "add-entries", id: mine.id, entries: [entry], position: { at: "end" } }));
  valueIn(await replica.act({ kind: "add-tag", ids: [mine.id], tag: "home" }));
  const moved = valueIn(await move(replica, [mine.id], 1));
  expect(titlesIn(replica)).toEqual({ own: [], Household: ["mine", "ours"] });
  const household = replica.spaces.all[1]?.space.core.items;
  const copy = moved.items.find((id) => id !== mine.id);
  if (household === undefined || copy === undefined) throw new Error("a copy");
  expect(await readDetails(household, copy)).toMatchObject({
    row: { title: "mine", tags: ["home"], checklist: { total: 1 } },
    notes: "what is to be known",
  });
  const undone = await takeBack(replica, actionsOf(moved));
  expect(titlesIn(replica)).toEqual({ own: ["mine"], Household: ["ours"] });
  await takeBack(replica, undone);
  expect(titlesIn(replica)).toEqual({ own: [], Household: ["mine", "ours"] });
});

test("a list takes its open and done tasks along, which stay in it in their order", async () => {
  const { replica } = await openBoth();
  const list = newItem(replica.space);
  valueIn(await replica.act({ kind: "create-list", id: list, name: "Party", color: "blue", position: { at: "end" } }));
  const ids = [newItem(replica.space), newItem(replica.space), newItem(replica.space)] as const;
  const tasks = ids.map((id, i) => ({ id, title: `task ${i}`, day: null }));
  valueIn(await replica.act({ kind: "create", tasks, position: { at: "end", list } }));
  valueIn(await replica.act({ kind: "set-done", ids: [ids[1]], done: true }));
  valueIn(await replica.act({ kind: "trash", ids: [ids[2]] }));
  valueIn(await move(replica, [list], 1));
  const index = replica.spaces.all[1]?.space.core.items.index;
  const [party] = index?.listRows() ?? [];
  if (index === undefined || party === undefined) throw new Error("the list is there");
  expect(party).toMatchObject({ name: "Party", openTasks: 1 });
  expect([...index.rows()].filter((row) => row.list === party.id).map(({ title, done }) => `${title} ${done}`).toSorted()).toEqual(["task 0 false", "task 1 true"]); // prettier-ignore
  expect(replica.space.core.items.index.listRows()).toMatchObject([{ trashed: true }]);
});

test("into a list of the other space, and by putting it there where all are shown together", async () => {
  const { replica, add, showTogether } = await openBoth();
  const [first, second] = [await add("first"), await add("second")];
  const list = newItem(replica.space);
  const household = replica.spaces.all[1];
  if (household === undefined) throw new Error("a shared space");
  valueIn(await household.act({ kind: "create-list", id: list, name: "Shopping", color: "blue", position: { at: "end" } }));
  valueIn(await move(replica, [first.id], 1, list));
  await showTogether();
  valueIn(await replica.act({ kind: "move", ids: [second.id], position: { at: "end", list } }));
  const { index } = household.space.core.items;
  const rows = index.query({ view: "list", list });
  expect(rows.slice(0, 5).map(({ title }) => title)).toEqual(["first", "second"]);
  expect(titlesOf(replica.spaces.own.space)).toEqual([]);
});

test("a note goes with its text, and is mirrored with no room any more", async () => {
  const { replica } = await openBoth();
  const note = newItem(replica.space);
  valueIn(await replica.act({ kind: "create-note", id: note, title: "Plans" }));
  const room = {
    kind: "websocket",
    address: "wss://rooms.example",
    room: "plans",
    password: "",
    rootName: "text",
    rootType: "text",
  } as const;
  const mirror = { ...room, device: replica.space.core.self, stint: "0123456789abcdef" };
  valueIn(await replica.act({ kind: "set-mirror", id: note, mirror }));
  expect(replica.space.core.items.index.notes.row(note)).toMatchObject({ mirror: { room: "plans" } });
  valueIn(await move(replica, [note], 1));
  const rows = replica.spaces.all[1]?.space.core.items.index.notes.query("notes");
  expect(rows?.slice(0, 5)).toMatchObject([{ title: "Plans", mirror: null }]);
  expect(replica.space.core.items.index.notes.row(note)).toMatchObject({ trashed: true });
});

test("broken off after any commit nothing is lost, and the next start goes on with it", async () => {
  for (let commits = 0; ; commits++) {
    const profile = new TestProfile(1);
    const { store, refused, begin } = fillsAfter(profile, commits);
    const { replica, add } = await openBoth(profile, store);
    const mine = await add("mine");
    begin();
    const outcome = await move(replica, [mine.id], 1);
    replica.close();
    const again = await openTab(profile);
    await settle();
    await expect.poll(() => Object.values(titlesIn(again.replica)).flat().filter((title) => title === "mine").length).toBe(1); // prettier-ignore
    if (refused() === 0) {
      expect(outcome.ok).toBe(true);
      expect(commits).toBeGreaterThan(1);
      return;
    }
    expect(outcome.ok).toBe(false);
    expect(titlesIn(again.replica)).toEqual(
      commits === 0 ? { own: ["mine"], Household: ["ours"] } : { own: [], Household: ["mine", "ours"] },
    );
    again.replica.close();
  }
});

test("what comes to the original between the copy and its removal is brought after it", async () => {
  const profile = new TestProfile(1);
  const store = openMemoryStore(profile.disk);
  const { replica, add } = await openBoth(profile, store);
  const mine = await add("mine");
  const { commit } = store;
  const household = replica.spaces.all[1]?.id;
  let isLate = false;
  store.commit = async (batch) => {
    const committed = await commit.call(store, batch);
    if (batch.space !== household || isLate) return committed;
    isLate = true;
    // Another tab of the profile.
    const other = await openTab(profile);
    valueIn(await other.replica.act({ kind: "rename", id: mine.id, title: "mine, and more" }));
    other.replica.close();
    return committed;
  };
  valueIn(await move(replica, [mine.id], 1));
  expect(isLate).toBe(true);
  expect(titlesIn(replica)).toEqual({ own: [], Household: ["mine, and more", "ours"] });
});

test("nothing moves out of a space or into one where this device may only read", async () => {
  const host = await new TestProfile(2).open();
  const profile = new TestProfile(1);
  await letIn(profile, host, "reader");
  const { replica, add } = await openTab(profile);
  const mine = await add("mine");
  const guest = replica.spaces.all[1]?.space;
  if (guest === undefined) throw new Error("it is let in");
  const theirs = await addTask(host, "theirs");
  await bring(host, guest);
  expect(errorIn(await move(replica, [mine.id], 1))).toEqual({ kind: "read-only" });
  replica.spaces.show(guest.core.space);
  expect(errorIn(await move(replica, [theirs], 0))).toEqual({ kind: "read-only" });
  expect([titlesOf(replica.spaces.own.space), titlesOf(guest)]).toEqual([["mine"], ["theirs"]]);
});

test("what is in the trash, or not there, is refused", async () => {
  const { replica, add } = await openBoth();
  const mine = await add("mine");
  valueIn(await replica.act({ kind: "trash", ids: [mine.id] }));
  for (const id of [mine.id, newItem(replica.space)]) {
    expect(errorIn(await move(replica, [id], 1))).toEqual({ kind: "refused", reason: "no-such-item" });
  }
  expect(titlesIn(replica)).toEqual({ own: [], Household: ["ours"] });
});
