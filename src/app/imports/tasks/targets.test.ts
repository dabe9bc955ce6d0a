import { describe, expect, test } from "vitest";
import { makeId, type ItemId } from "../../../base/ids.ts";
import type { Found, FoundList } from "../../../imports/tasks/import-desk.ts";
import type { ListRow } from "../../../model/list-row.ts";
import { destinationOf, proposeTarget, type Targets } from "./targets.ts";

const item = (number: number): ItemId => makeId("item", new Uint8Array(16).fill(number));

const KITCHEN = { id: "0000000000000001", name: "Kitchen" };
const BATH = { id: "0000000000000002", name: "Bath" };

const foundList = (number: number, name: string, sections = [KITCHEN]): FoundList => ({
  id: item(number),
  name,
  isArchived: false,
  sections,
  open: 1,
  done: 0,
});

const row = (number: number, name: string, more: Partial<ListRow> = {}): ListRow => ({
  id: item(number),
  kind: "list",
  name,
  color: "red",
  order: "a",
  sections: [],
  archived: false,
  template: false,
  trashed: false,
  trashedMs: null,
  conflicts: [],
  createdMs: 0,
  changedMs: 0,
  newer: false,
  openTasks: 0,
  ...more,
});

const foundIn = (lists: readonly FoundList[], looseSections: Found["looseSections"] = []): Found => ({
  kind: "text",
  encoding: "utf-8",
  open: lists.length,
  done: 0,
  parts: 0,
  lists,
  withoutList: 0,
  looseSections,
  rows: [],
  leftOut: [],
  leftOutCounts: [],
  table: null,
});

type Going = { readonly lists?: readonly ListRow[]; readonly targets?: Targets; readonly home?: ItemId | null; readonly wanted?: boolean };

const destination = (found: Found, { lists = [], targets = new Map(), home = null, wanted = true }: Going) =>
  destinationOf({ found, targets, home, lists, isWanted: () => wanted, unnamed: "Imported" });

describe("a list of a file", () => {
  test("goes to the one it has become before, whatever that is called, otherwise to one of its name, otherwise to a new one", () => {
    const home = foundList(1, "Home");
    expect(proposeTarget(home, [row(1, "Renamed", { trashed: true }), row(2, "Home")])).toBe("own");
    expect(proposeTarget(home, [row(2, " home ")])).toBe(item(2));
    expect(proposeTarget(home, [row(2, "Home", { trashed: true }), row(3, "Home", { newer: true })])).toBe("own");
    expect(proposeTarget(home, [])).toBe("own");
  });
});

describe("before tasks are taken", () => {
  test("new lists are made with their sections, and none that nothing goes into", () => {
    const found = foundIn([foundList(1, "Home"), foundList(2, "Work", [])]);
    const { lists, targets } = destination(found, { targets: new Map([[item(2), "inbox"]]) });
    expect(lists).toMatchObject([{ id: item(1), name: "Home", sections: [KITCHEN] }]);
    expect([...targets]).toEqual([
      [item(1), item(1)],
      [item(2), null],
    ]);
    expect(destination(found, { wanted: false }).lists).toEqual([]);
  });

  test("a list that is here gets the sections that it lacks, its own in the place of those of the same name, and is otherwise left alone", () => {
    const found = foundIn([foundList(1, "Home", [KITCHEN, BATH])]);
    const targets: Targets = new Map([[item(1), item(5)]]);
    const own = { id: "00000000000000ff", name: "kitchen" };
    const lacking = destination(found, { targets, lists: [row(5, "House", { sections: [own] })] });
    expect(lacking.lists).toMatchObject([{ id: item(5), name: "House", sections: [own, BATH] }]);
    expect([...lacking.sections]).toEqual([
      [KITCHEN.id, own.id],
      [BATH.id, BATH.id],
    ]);
    expect(destination(found, { targets, lists: [row(5, "House", { sections: [own, BATH] })] }).lists).toEqual([]);
  });

  test("a list in the trash comes back, and two lists that go into one bring both their sections", () => {
    const found = foundIn([foundList(1, "Home", [KITCHEN]), foundList(2, "Flat", [KITCHEN, BATH])]);
    const targets: Targets = new Map([[item(2), item(1)]]);
    expect(destination(found, { targets, lists: [row(1, "Home", { trashed: true, sections: [KITCHEN] })] }).lists).toMatchObject([
      { id: item(1), sections: [KITCHEN, BATH] },
    ]);
  });

  test("sections of tasks without a list go to the list that these go to, and nowhere in the inbox", () => {
    const found = foundIn([], [KITCHEN]);
    expect(destination(found, { home: item(7), lists: [row(7, "Seven")] }).lists).toMatchObject([{ id: item(7), sections: [KITCHEN] }]);
    expect(destination(found, {}).lists).toEqual([]);
  });
});
