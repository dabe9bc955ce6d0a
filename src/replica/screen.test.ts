// What a window is told of one task, of the lists and of the tags.

import { describe, expect, test } from "vitest";
import type { ItemId } from "../base/ids.ts";
import type { ReplicaPush } from "./face.ts";
import { acting } from "./acting.ts";
import { itemsAlone, Screen } from "./screen.ts";
import { act, actionsOf, addList, addTask, bring, entryNumber, newItem, openShared, TestProfile, valueIn } from "./space.suite.ts";
import type { Space } from "./space.ts";
import { readDetails } from "./read-details.ts";

/** A screen over a space that hears of every change. */
function show(profile: TestProfile, space: Space) {
  const pushes: ReplicaPush[] = [];
  const opened: (readonly ItemId[])[] = [];
  const screen = new Screen(
    (push) => void pushes.push(push),
    (tasks) => void opened.push(tasks),
  );
  profile.listeners.add(() => screen.refresh(itemsAlone(space.core.items)));
  screen.refresh(itemsAlone(space.core.items));
  const take = (): readonly ReplicaPush[] => pushes.splice(0);
  const watch = async (id: ItemId, number = 1): Promise<void> =>
    void (await screen.watchTask(
      () => itemsAlone(space.core.items),
      number,
      id,
      async () => Promise.resolve(acting),
    ));
  return { screen, take, watch, opened };
}

async function open() {
  const profile = new TestProfile(1);
  const space = await profile.open();
  return { space, ...show(profile, space) };
}

const tasksIn = (pushes: readonly ReplicaPush[]) => pushes.flatMap((push) => (push.kind === "task" ? [push] : []));
const listsIn = (pushes: readonly ReplicaPush[]): string[] =>
  pushes.flatMap((push) => (push.kind === "lists" ? [push.lists.map(({ name, openTasks, trashed }) => `${name} ${trashed ? "gone" : openTasks}`).join(", ")] : [])); // prettier-ignore
const tagsIn = (pushes: readonly ReplicaPush[]): string[] =>
  pushes.flatMap((push) => (push.kind === "tags" ? [push.tags.map(({ tag, open: unfinished, all }) => `${tag} ${unfinished}/${all}`).join(", ")] : [])); // prettier-ignore

describe("a watched task", () => {
  test("is told in full at once, and again whenever it changes, and not when others do", async () => {
    const { space, watch, take } = await open();
    const [id, other] = [await addTask(space, "task"), await addTask(space, "other")];
    take();
    await watch(id);
    expect(tasksIn(take())).toMatchObject([{ watch: 1, details: { row: { title: "task" }, notes: "", formatted: null, checklist: [] } }]);
    await act(space, { kind: "set-notes", id, before: "", after: "notes" });
    await act(space, { kind: "rename", id: other, title: "another" });
    await act(space, { kind: "add-entries", id, entries: [{ id: entryNumber(1), text: "milk" }], position: { at: "end" } });
    const told = [{ details: { notes: "notes", checklist: [] } }, { details: { notes: "notes", checklist: [{ text: "milk" }] } }];
    expect(tasksIn(take())).toMatchObject(told);
  });

  test("counts as open until its last watch ends", async () => {
    const { space, screen, watch, opened } = await open();
    const [id, other] = [await addTask(space, "task"), await addTask(space, "other")];
    await watch(id);
    await watch(id, 2);
    await watch(other, 3);
    screen.unwatch(1);
    screen.unwatch(2);
    screen.unwatch(2);
    expect(opened).toEqual([[id], [id], [id, other], [id, other], [other]]);
  });

  test("that is not there is null until it is", async () => {
    const { space, watch, take } = await open();
    const [id, list] = [newItem(space), await addList(space, "Home")];
    take();
    await watch(id);
    await watch(list, 2);
    expect(tasksIn(take())).toEqual([{ kind: "task", watch: 1, details: null }, { kind: "task", watch: 2, details: null }]); // prettier-ignore
    await act(space, { kind: "create", tasks: [{ id, title: "now", day: null }], position: { at: "end", list: null } });
    expect(tasksIn(take())).toMatchObject([{ watch: 1, details: { row: { title: "now" } } }]);
  });

  test("is told no more once the watch has ended", async () => {
    const { space, screen, watch, take } = await open();
    const id = await addTask(space, "task");
    await watch(id);
    await watch(id, 2);
    screen.unwatch(1);
    take();
    await act(space, { kind: "rename", id, title: "renamed" });
    expect(tasksIn(take()).map((push) => push.watch)).toEqual([2]);
  });

  test("is told what other devices do to it", async () => {
    const { spaces, profiles } = await openShared(2);
    const [a, b] = spaces;
    const [, profile] = profiles;
    if (a === undefined || b === undefined || profile === undefined) throw new Error("two spaces");
    const id = await addTask(a, "task");
    await bring(a, b);
    const { watch, take } = show(profile, b);
    await readDetails(b.core.items, id);
    await watch(id);
    take();
    await act(a, { kind: "set-notes", id, before: "", after: "from elsewhere" });
    await bring(a, b);
    expect(tasksIn(take())).toMatchObject([{ details: { notes: "from elsewhere" } }]);
  });
});

describe("the lists", () => {
  test("are told at the start, and all of them whenever one changes, its open tasks too", async () => {
    const { space, take } = await open();
    expect(listsIn(take())).toEqual([""]);
    const home = await addList(space, "Home");
    await addList(space, "Work");
    const id = await addTask(space, "task");
    await act(space, { kind: "move", ids: [id], position: { at: "end", list: home } });
    expect(listsIn(take())).toEqual(["Home 0", "Home 0, Work 0", "Home 1, Work 0"]);
    await act(space, { kind: "rename", id, title: "renamed" });
    expect(listsIn(take())).toEqual([]);
    const done = await act(space, { kind: "set-done", ids: [id], done: true });
    const trashed = await act(space, { kind: "trash-list", id: home });
    expect(listsIn(take())).toEqual(["Home 0, Work 0", "Work 0, Home gone"]);
    for (const { action } of [trashed, done]) if (action !== null) valueIn(await actionsOf(space).undo(space, action));
    expect(listsIn(take())).toEqual(["Home 0, Work 0", "Home 1, Work 0"]);
  });
});

describe("the tags", () => {
  test("are told at the start and whenever they or their numbers change", async () => {
    const { space, take } = await open();
    expect(tagsIn(take())).toEqual([""]);
    const [one, two] = [await addTask(space, "one"), await addTask(space, "two")];
    expect(tagsIn(take())).toEqual([]);
    await act(space, { kind: "add-tag", ids: [one, two], tag: "home" });
    await act(space, { kind: "rename", id: one, title: "renamed" });
    await act(space, { kind: "set-done", ids: [one], done: true });
    await act(space, { kind: "trash", ids: [one] });
    await act(space, { kind: "add-tag", ids: [two], tag: "Garden" });
    expect(tagsIn(take())).toEqual(["home 2/2", "home 1/2", "home 1/1", "Garden 1/1, home 1/1"]);
  });
});
