// Where tasks go by the keyboard in a list that is read in its outline: past a whole task with its parts, into the section above or below, and into a task or
// out of it again. Told from the rows that are given: those around what moves, as far as `reachesFar` says that more are needed.

import type { ItemId } from "../../../base/ids.ts";
import type { RowHeading } from "../../../model/outline.ts";
import type { SectionId } from "../../../model/sections.ts";
import type { TaskPosition } from "../../../model/task-intent.ts";
import type { TaskSnapshot } from "../../client/task-window.ts";

export type Outlined = Pick<TaskSnapshot, "start" | "ids" | "depths" | "headings" | "total">;

export type MoveTo = "up" | "down" | "top" | "bottom";

/** Where the tasks stand: the list, its section, and the task that they are parts of. */
export type Home = { readonly list: ItemId | null; readonly section: SectionId | null; readonly parent: ItemId | null };

/** Where they go, and what is said of it: the row that the first of them is then, or the section it comes into (null: above all of them). */
export type Moved = { readonly position: TaskPosition } & ({ readonly index: number } | { readonly section: string | null });

export const depthAt = ({ depths, start }: Outlined, index: number): number => depths[index - start] ?? 0;

const idAt = ({ ids, start }: Outlined, index: number): ItemId | undefined => ids[index - start];

const endOf = ({ ids, start }: Outlined): number => start + ids.length;

/** Whether rows above or below those that are here say where the rows from `first` to `last` can go: what they are parts of, or what stands beside them. */
export function reachesFar(outlined: Outlined, first: number, last: number): "above" | "below" | null {
  const { start, ids, total } = outlined;
  const top = Math.max(depthAt(outlined, first), 1);
  const isTopHere = ids.some((_, at) => start + at < first && depthAt(outlined, start + at) < top);
  if (start > 0 && !isTopHere) return "above";
  const next = endOfParts(outlined, last);
  const isEndHere = next < endOf(outlined) && endOfParts(outlined, next) < endOf(outlined);
  return endOf(outlined) < (total ?? 0) && !isEndHere ? "below" : null;
}

/** Behind the row and all that is part of it. */
export function endOfParts(outlined: Outlined, index: number): number {
  const depth = depthAt(outlined, index);
  let end = index + 1;
  while (end < endOf(outlined) && depthAt(outlined, end) > depth) end += 1;
  return end;
}

/** The task that it is a part of; null where it stands by itself, or that is not here. */
export function parentAt(outlined: Outlined, index: number): ItemId | null {
  const depth = depthAt(outlined, index);
  if (depth === 0) return null;
  let above = index - 1;
  while (above >= outlined.start && depthAt(outlined, above) >= depth) above -= 1;
  return idAt(outlined, above) ?? null;
}

/** The row above with its parts: of the same depth, and not beyond a heading; -1: there is none. */
function siblingAbove(outlined: Outlined, index: number): number {
  const depth = depthAt(outlined, index);
  let above = index - 1;
  while (above >= outlined.start && depthAt(outlined, above) > depth) above -= 1;
  const isParted = outlined.headings.some(({ at }) => at > above && at <= index);
  return above >= outlined.start && depthAt(outlined, above) === depth && !isParted ? above : -1;
}

/** How many headings stand above the row. */
const headingsAbove = (headings: readonly RowHeading[], index: number): number => headings.filter(({ at }) => at <= index).length;

const nameOf = (heading: RowHeading | undefined): string | null => (heading?.kind === "section" ? heading.name : null);

function sectionOf(heading: RowHeading | undefined): SectionId | null {
  return heading?.kind === "section" ? heading.section : null;
}

function moveUp(outlined: Outlined, first: number, { list }: Home): Moved | null {
  const above = siblingAbove(outlined, first);
  const task = idAt(outlined, above);
  if (task !== undefined) return { position: { at: "before", task }, index: above };
  const own = headingsAbove(outlined.headings, first) - 1;
  if (own < 0 || depthAt(outlined, first) > 0 || outlined.headings[own]?.at !== first) return null;
  const heading = outlined.headings[own - 1];
  return { position: { at: "end", list, section: sectionOf(heading) }, section: nameOf(heading) };
}

function moveDown(outlined: Outlined, first: number, last: number, { list }: Home): Moved | null {
  const end = endOfParts(outlined, last);
  const heading = outlined.headings[headingsAbove(outlined.headings, last)];
  if (heading?.at === end && depthAt(outlined, last) === 0)
    return { position: { at: "start", list, section: sectionOf(heading) }, section: nameOf(heading) };
  const task = idAt(outlined, end);
  if (task === undefined || depthAt(outlined, end) < depthAt(outlined, last)) return null;
  return { position: { at: "after", task }, index: first + endOfParts(outlined, end) - end };
}

/** Where tasks that stand from index `first` to `last` go; null when they are there already. */
export function moveOf(outlined: Outlined, first: number, last: number, home: Home, to: MoveTo): Moved | null {
  if (to === "up") return moveUp(outlined, first, home);
  if (to === "down") return moveDown(outlined, first, last, home);
  const isTop = home.parent === null && home.section === null;
  const place = isTop ? { list: home.list } : home;
  return to === "top"
    ? { position: { at: "start", ...place }, index: 0 }
    : { position: { at: "end", ...place }, index: (outlined.total ?? 1) - 1 };
}

/** Makes the rows from `first` on the last parts of the row above them. */
export function positionInto(outlined: Outlined, first: number, list: ItemId | null): TaskPosition | null {
  const parent = idAt(outlined, siblingAbove(outlined, first));
  return parent === undefined ? null : { at: "end", list, parent };
}

/** Takes a row out of the task that it is a part of: behind that one. */
export function positionOutOf(outlined: Outlined, index: number): TaskPosition | null {
  const parent = parentAt(outlined, index);
  return parent === null ? null : { at: "after", task: parent };
}
