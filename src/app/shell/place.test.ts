import { expect, it } from "vitest";
import { makeId } from "../../base/ids.ts";
import { fragmentOf, fragmentOfList, fragmentOfNote, fragmentOfTask, isSamePlace, placeOfFragment } from "./place.ts";

const LIST = makeId("item", new Uint8Array(16).fill(7));

it("finds each place by the address it gives it", () => {
  for (const kind of ["today", "upcoming", "open", "inbox", "lists", "notes", "done", "trash"] as const)
    expect(placeOfFragment(fragmentOf(kind))).toEqual({ kind });
  expect(placeOfFragment(fragmentOfList(LIST))).toEqual({ kind: "list", list: LIST });
  expect(placeOfFragment(fragmentOfNote(LIST))).toEqual({ kind: "note", note: LIST });
  expect(placeOfFragment(fragmentOfTask(LIST))).toEqual({ kind: "task", task: LIST });
});

it("shows today where the address names nothing, and nothing where it names a list that cannot be", () => {
  expect(placeOfFragment("")).toEqual({ kind: "today" });
  expect(placeOfFragment("#elsewhere")).toEqual({ kind: "today" });
  expect(placeOfFragment("#list/groceries")).toEqual({ kind: "unknown" });
  expect(placeOfFragment("#note/plans")).toEqual({ kind: "unknown" });
  expect(placeOfFragment("#task/12")).toEqual({ kind: "unknown" });
});

it("tells two lists apart, and two notes", () => {
  const other = makeId("item", new Uint8Array(16).fill(8));
  expect(isSamePlace({ kind: "list", list: LIST }, { kind: "list", list: LIST })).toBe(true);
  expect(isSamePlace({ kind: "list", list: LIST }, { kind: "list", list: other })).toBe(false);
  expect(isSamePlace({ kind: "list", list: LIST }, { kind: "open" })).toBe(false);
  expect(isSamePlace({ kind: "note", note: LIST }, { kind: "note", note: other })).toBe(false);
  expect(isSamePlace({ kind: "note", note: LIST }, { kind: "list", list: LIST })).toBe(false);
});
