import { describe, expect, test } from "vitest";
import { act, actionsOf, addTask, bring, errorIn, newItem, openShared, TestProfile, titlesOf, valueIn } from "./space.suite.ts";
import type { TaskIntent } from "../model/task-intent.ts";
import type { ActReceipt } from "./face.ts";
import type { Space } from "./space.ts";
import { readDetails } from "./read-details.ts";

const open = (): Promise<Space> => new TestProfile(1).open();

/** The action of something that was done. */
function actionOf(receipt: ActReceipt) {
  if (receipt.action === null) throw new Error("something was done");
  return receipt.action;
}

const undo = (space: Space, receipt: ActReceipt) => actionsOf(space).undo(space, actionOf(receipt));

describe("undo", () => {
  test("takes an edit back, redo brings it again, and so on", async () => {
    const space = await open();
    const id = await addTask(space, "before");
    const renamed = await act(space, { kind: "rename", id, title: "after" });
    const undone = valueIn(await undo(space, renamed));
    expect([titlesOf(space), undone.leftAlone, undone.items]).toEqual([["before"], 0, [id]]);
    const redone = valueIn(await undo(space, undone));
    expect(titlesOf(space)).toEqual(["after"]);
    valueIn(await undo(space, redone));
    expect(titlesOf(space)).toEqual(["before"]);
  });

  test("goes back step by step where one field was changed again and again, and redo goes forth", async () => {
    const space = await open();
    const id = await addTask(space, "0");
    const titles = ["1", "2", "3"];
    const done: ActReceipt[] = [];
    for (const title of titles) done.push(await act(space, { kind: "rename", id, title }));
    for (let round = 0; round < 2; round++) {
      const undone: ActReceipt[] = [];
      const seen: (readonly string[])[] = [];
      for (const receipt of done.toReversed()) {
        undone.push(valueIn(await undo(space, receipt)));
        seen.push(titlesOf(space));
      }
      done.length = 0;
      for (const receipt of undone.toReversed()) {
        done.push(valueIn(await undo(space, receipt)));
        seen.push(titlesOf(space));
      }
      expect(seen.flat()).toEqual(["2", "1", "0", "1", "2", "3"]);
    }
  });

  test("goes back through notes, the trash and everything else in the order it was done", async () => {
    const space = await open();
    const id = await addTask(space, "task");
    const notes = ["", "one", "one\ntwo", "one\n2"];
    const intents: TaskIntent[] = [
      ...notes.slice(1).map((after, index): TaskIntent => ({ kind: "set-notes", id, before: notes[index] ?? "", after })),
      { kind: "trash", ids: [id] },
      { kind: "restore", ids: [id] },
      { kind: "trash", ids: [id] },
    ];
    const shown = async () => ({ ...(await readDetails(space.core.items, id)), row: space.core.items.index.row(id)?.trashed });
    const states = [await shown()];
    const done: ActReceipt[] = [];
    for (const intent of intents) {
      done.push(await act(space, intent));
      states.push(await shown());
    }
    const undone: ActReceipt[] = [];
    for (const [index, receipt] of [...done.entries()].toReversed()) {
      undone.push(valueIn(await undo(space, receipt)));
      expect(await shown()).toEqual(states[index]);
    }
    for (const [index, receipt] of undone.toReversed().entries()) {
      valueIn(await undo(space, receipt));
      expect(await shown()).toEqual(states[index + 1]);
    }
  });

  test("of making tasks puts them into the trash, and redo takes them out", async () => {
    const space = await open();
    const tasks = ["one", "two"].map((title) => ({ id: newItem(space), title, day: null }));
    const made = await act(space, { kind: "create", tasks, position: { at: "end", list: null } });
    const undone = valueIn(await undo(space, made));
    expect([titlesOf(space), space.core.items.index.query({ view: "trash" }).length]).toEqual([[], 2]);
    valueIn(await undo(space, undone));
    expect(titlesOf(space)).toEqual(["one", "two"]);
  });

  test("works once for each action, and not for what another tab or nobody has done", async () => {
    const space = await open();
    const id = await addTask(space, "before");
    const renamed = await act(space, { kind: "rename", id, title: "after" });
    valueIn(await undo(space, renamed));
    expect(errorIn(await undo(space, renamed))).toEqual({ kind: "nothing-to-undo" });
  });

  test("leaves alone what somebody has changed since, and says how much", async () => {
    const { spaces } = await openShared(2);
    const [a, b] = spaces;
    if (a === undefined || b === undefined) throw new Error("two spaces");
    const ids = [await addTask(a, "one"), await addTask(a, "two")];
    const done = await act(a, { kind: "set-done", ids, done: true });
    await bring(a, b);
    const [first] = ids;
    if (first === undefined) throw new Error("a task");
    b.core.clock = a.core.clock;
    await act(b, { kind: "set-done", ids: [first], done: false });
    await bring(b, a);
    const undone = valueIn(await undo(a, done));
    expect([undone.leftAlone, undone.items]).toEqual([1, ids.slice(1)]);
    expect(titlesOf(a)).toEqual(["one", "two"]);
  });

  test("does nothing where nothing of it stands any more", async () => {
    const space = await open();
    const id = await addTask(space, "before");
    const renamed = await act(space, { kind: "rename", id, title: "after" });
    await act(space, { kind: "rename", id, title: "later" });
    expect(errorIn(await undo(space, renamed))).toEqual({ kind: "nothing-to-undo" });
    expect(titlesOf(space)).toEqual(["later"]);
  });

  test("is not lost when it could not be stored", async () => {
    const profile = new TestProfile(1);
    const space = await profile.open();
    const id = await addTask(space, "before");
    const renamed = await act(space, { kind: "rename", id, title: "after" });
    profile.disk.capacityBytes = profile.disk.usedBytes;
    expect(errorIn(await undo(space, renamed))).toEqual({ kind: "store", error: { kind: "full" } });
    profile.disk.capacityBytes = Number.POSITIVE_INFINITY;
    valueIn(await undo(space, renamed));
    expect(titlesOf(space)).toEqual(["before"]);
  });

  test("reaches back two hundred actions", async () => {
    const space = await open();
    const id = await addTask(space, "0");
    const receipts: ActReceipt[] = [];
    for (let number = 1; number <= 201; number++) receipts.push(await act(space, { kind: "rename", id, title: `${number}` }));
    const [oldest, next] = receipts;
    if (oldest === undefined || next === undefined) throw new Error("two receipts");
    expect(errorIn(await undo(space, oldest))).toEqual({ kind: "nothing-to-undo" });
    const last = receipts.at(-1);
    if (last === undefined) throw new Error("a receipt");
    valueIn(await undo(space, last));
    expect(titlesOf(space)).toEqual(["200"]);
  });
});

describe("an intent", () => {
  test("about what is not there is refused", async () => {
    const space = await open();
    const acted = await actionsOf(space).act(space, { kind: "rename", id: newItem(space), title: "nothing" });
    expect(errorIn(acted)).toEqual({ kind: "refused", reason: "no-such-item" });
  });

  test("that changes nothing is done, without an action to undo", async () => {
    const space = await open();
    const id = await addTask(space, "one");
    expect(await act(space, { kind: "set-done", ids: [id], done: false })).toEqual({ action: null, items: [] });
  });

  test("names the items it changed, and only those", async () => {
    const space = await open();
    const ids = [await addTask(space, "one"), await addTask(space, "two")];
    const [first] = ids;
    if (first === undefined) throw new Error("a task");
    await act(space, { kind: "set-done", ids: [first], done: true });
    expect((await act(space, { kind: "set-done", ids, done: true })).items).toEqual(ids.slice(1));
  });
});
