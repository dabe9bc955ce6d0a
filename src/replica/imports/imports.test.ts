// What is taken in of another program's file, in a replica: taken once, found again, and taken back.

import { makeId } from "../../base/ids.ts";
import { describe, expect, test } from "vitest";
import type { CopiedTask, ImportedList } from "../../model/task-intent.ts";
import type { ImportAnswers, ImportReceipt, ImportRequest } from "../face/imports.ts";
import type { Replica } from "../replica.ts";
import { errorIn, TestProfile, valueIn } from "../space.suite.ts";
import { openTab, type Tab } from "../spaces/spaces.suite.ts";
import { itemNumber } from "../task-row.suite.ts";
import { imports } from "./imports.ts";

const SECTION = "0123456789abcdef";
const HOME: ImportedList = {
  id: itemNumber(900),
  name: "Home",
  color: "teal",
  archived: false,
  sections: [{ id: SECTION, name: "Kitchen" }],
};

const task = (number: number, title: string, more: Partial<CopiedTask> = {}): CopiedTask => ({
  id: itemNumber(number),
  title,
  day: null,
  list: HOME.id,
  doneMs: null,
  checklist: [],
  ...more,
});

const TASKS = [
  task(1, "Clean", {
    section: SECTION,
    day: "2026-12-01",
    time: "17:00",
    zone: "Europe/Berlin",
    reminders: ["b15"],
    tags: ["house"],
    priority: 1,
  }),
  task(2, "Sink", { parent: itemNumber(1), doneMs: 1_000, notes: "with soap" }),
  task(3, "Rent", { list: null, start: "2026-12-01", repeat: { rule: "FREQ=MONTHLY", from: "day", base: "2026-12-03" } }),
];

type Part = Extract<ImportRequest, { kind: "import-tasks" }>["part"];

async function ask({ replica }: Tab, part: Part, space = replica.spaces.own.id): Promise<ImportAnswers["import-tasks"]> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the answer of that request
  return (await imports.answer(replica, { kind: "import-tasks", space, part })) as ImportAnswers["import-tasks"];
}

const take = async (tab: Tab, tasks: readonly CopiedTask[] = TASKS, lists: readonly ImportedList[] = [HOME]): Promise<ImportReceipt> =>
  valueIn(await ask(tab, { lists, tasks }));

async function states({ replica }: Tab): Promise<unknown> {
  const ids = [...TASKS.map(({ id }) => id), itemNumber(99)];
  const answer = await imports.answer(replica, { kind: "find-imported", space: replica.spaces.own.id, ids });
  return answer.ok ? answer.value : answer.error;
}

const rowOf = ({ space }: Replica, number: number) => space.core.items.index.row(itemNumber(number));

const listOf = ({ space }: Replica) => space.core.items.index.listRows().find(({ id }) => id === HOME.id);

const open = (): Promise<Tab> => openTab(new TestProfile(1));

describe("an import", () => {
  test("makes lists with their sections and tasks with all that they have", async () => {
    const tab = await open();
    const receipt = await take(tab);
    expect(receipt).toMatchObject({ made: 3, known: { here: 0, trash: 0, gone: 0 } });
    expect(listOf(tab.replica)).toMatchObject({ name: "Home", color: "teal", archived: false, sections: HOME.sections });
    expect(rowOf(tab.replica, 1)).toMatchObject({
      title: "Clean",
      list: HOME.id,
      section: SECTION,
      day: "2026-12-01",
      time: "17:00",
      reminders: ["b15"],
      tags: ["house"],
      priority: 1,
      done: false,
    });
    expect(rowOf(tab.replica, 2)).toMatchObject({ parent: itemNumber(1), done: true, doneMs: 1_000, hasNotes: true });
    expect(rowOf(tab.replica, 3)).toMatchObject({ list: null, start: "2026-12-01", repeat: { rule: "FREQ=MONTHLY" } });
  });

  test("a second time finds what is here, whatever was done to it, and takes the rest", async () => {
    const tab = await open();
    await take(tab, TASKS.slice(0, 2));
    valueIn(await tab.replica.act({ kind: "rename", id: itemNumber(1), title: "Clean well" }));
    valueIn(await tab.replica.act({ kind: "trash", ids: [itemNumber(2)] }));
    expect(await states(tab)).toEqual(["here", "trash", "new", "new"]);
    expect(await take(tab)).toMatchObject({ made: 1, items: [itemNumber(3)], known: { here: 1, trash: 1, gone: 0 } });
    expect(rowOf(tab.replica, 1)).toMatchObject({ title: "Clean well" });
    expect(rowOf(tab.replica, 2)).toMatchObject({ trashed: true });
    expect(await take(tab)).toMatchObject({ action: null, made: 0, known: { here: 2, trash: 1 } });
  });

  test("does not bring back what was deleted for good", async () => {
    const tab = await open();
    await take(tab);
    valueIn(await tab.replica.act({ kind: "trash", ids: [itemNumber(3)] }));
    valueIn(await tab.replica.act({ kind: "purge", ids: [itemNumber(3)] }));
    expect(await states(tab)).toEqual(["here", "here", "gone", "new"]);
    expect(await take(tab)).toMatchObject({ made: 0, known: { here: 2, gone: 1 } });
  });

  test("is taken back into the trash, and made again from there", async () => {
    const tab = await open();
    const { action } = await take(tab);
    if (action === null) throw new Error("an action");
    const undone = valueIn(await tab.replica.undo(action));
    expect(await states(tab)).toEqual(["trash", "trash", "trash", "new"]);
    expect(listOf(tab.replica)).toMatchObject({ trashed: true });
    if (undone.action === null) throw new Error("an action");
    valueIn(await tab.replica.undo(undone.action));
    expect(await states(tab)).toEqual(["here", "here", "here", "new"]);
  });

  test("into a list that went into the trash brings that back, with a section it has not", async () => {
    const tab = await open();
    await take(tab, TASKS.slice(0, 1));
    valueIn(await tab.replica.act({ kind: "rename-list", id: HOME.id, name: "Our home" }));
    valueIn(await tab.replica.act({ kind: "trash-list", id: HOME.id }));
    const bath = { id: "fedcba9876543210", name: "Bath" };
    await take(tab, [task(5, "Scrub", { section: bath.id })], [{ ...HOME, sections: [...HOME.sections, bath] }]);
    expect(listOf(tab.replica)).toMatchObject({ name: "Our home", trashed: false, sections: [...HOME.sections, bath] });
    expect(rowOf(tab.replica, 5)).toMatchObject({ list: HOME.id, section: bath.id });
    expect(rowOf(tab.replica, 1)).toMatchObject({ trashed: true });
  });

  test("in parts stands in one order, parts of tasks in another part too", async () => {
    const tab = await open();
    await take(tab, [task(1, "a"), task(2, "b")]);
    await take(tab, [task(3, "c"), task(4, "of a", { parent: itemNumber(1) })], []);
    const rows = [...tab.replica.space.core.items.index.rows()].toSorted((a, b) => (a.order < b.order ? -1 : 1));
    expect(rows.map(({ title, parent }) => [title, parent])).toEqual([
      ["a", null],
      ["b", null],
      ["c", null],
      ["of a", itemNumber(1)],
    ]);
  });

  test("of more than may come at once, or of malformed parts, is refused and changes nothing", async () => {
    const tab = await open();
    const bad: readonly unknown[] = [
      Array.from({ length: 1_001 }, (_, index) => task(index + 1, "x")),
      [task(1, "")],
      [{ ...task(1, "x"), doneMs: Number.NaN }],
      [{ ...task(1, "x"), list: "none" }],
      [{ ...task(1, "x"), checklist: null }],
      [task(1, "x"), task(1, "again")],
    ];
    for (const tasks of bad) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- malformed on purpose
      expect(errorIn(await ask(tab, { lists: [], tasks: tasks as readonly CopiedTask[] }))).toMatchObject({
        kind: "refused",
        reason: "invalid",
      });
    }
    const lists = Array.from({ length: 301 }, (_, index) => ({ ...HOME, id: itemNumber(index + 1) }));
    expect(errorIn(await ask(tab, { lists, tasks: [] }))).toMatchObject({
      reason: "too-many",
    });
    expect(tab.replica.space.core.items.index.listRows()).toEqual([]);
  });

  test("goes into the space that it names, and into none that is not open", async () => {
    const tab = await open();
    const shared = await tab.found("Household");
    valueIn(await ask(tab, { lists: [HOME], tasks: TASKS }, shared));
    expect(tab.replica.spaces.own.space.core.items.index.row(itemNumber(1))).toBeNull();
    expect(tab.replica.spaces.find(shared)?.space.core.items.index.row(itemNumber(1))).toMatchObject({ title: "Clean" });
    expect(errorIn(await ask(tab, { lists: [], tasks: [] }, makeId("space", new Uint8Array(32))))).toMatchObject({ kind: "refused" });
  });
});
