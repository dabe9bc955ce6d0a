// What happened to an item between two of its rows, in one word: what matters most to whoever comes back.

import { looksSame, type TaskRow } from "../../model/task-row.ts";
import type { AwayChange } from "../face/away.ts";
import type { AnyRow } from "../item-row.ts";

/** Saved views are not told of: nothing of what they show is new. */
export type ToldRow = Exclude<AnyRow, { readonly kind: "view" }>;

/** null: nothing that anybody would see. `before`: null where it was made meanwhile. */
export function changeBetween(before: ToldRow | null, after: ToldRow): AwayChange | null {
  if (before === null) return madeChange(after);
  if (before.trashed !== after.trashed) return { kind: after.trashed ? "trashed" : "restored" };
  if (before.kind === "task" && after.kind === "task") return taskChange(before, after);
  const [from, to] = [titleOf(before), titleOf(after)];
  return from === to ? { kind: "changed" } : { kind: "renamed", from };
}

/** What is done from the first on is the entry of one that comes again. */
function madeChange(after: ToldRow): AwayChange | null {
  if (after.trashed) return null;
  return { kind: after.kind === "task" && after.done ? "done" : "made" };
}

export const titleOf = (row: ToldRow): string => (row.kind === "list" ? row.name : row.title);

function taskChange(before: TaskRow, after: TaskRow): AwayChange | null {
  if (before.done !== after.done) return { kind: after.done ? "done" : "reopened" };
  if (before.day !== after.day || before.time !== after.time) return { kind: "day", day: after.day };
  if (before.list !== after.list) return { kind: "moved", list: after.list };
  if (before.title !== after.title) return { kind: "renamed", from: before.title };
  const { order } = before;
  // Notes and steps do not show in every row; that only its place among others changed is nothing to come back to.
  return before.order !== after.order && looksSame(before, { ...after, order }) ? null : { kind: "changed" };
}
