// Where something dropped on a list goes that is read in its outline: between two of its lines, and as deep as it is held to the side, as far as what stands
// above and below allows.

import type { ItemId } from "../../base/ids.ts";
import type { SectionId } from "../../model/sections.ts";
import type { TaskPosition } from "../../model/task-intent.ts";

export type Edges = { readonly top: number; readonly bottom: number };

/** A line, in the pixels of whatever `y` is given in; without what is dragged. */
export type LineBox = Edges &
  ({ readonly kind: "row"; readonly id: ItemId; readonly depth: number } | { readonly kind: "section"; readonly section: SectionId });

type RowLine = Extract<LineBox, { kind: "row" }>;

export type OutlineDrop = {
  readonly position: TaskPosition;
  readonly depth: number;
  /** Where the line is drawn. */
  readonly lineY: number;
};

/** How far `y` is from the box; 0 inside it. */
const gapTo = ({ top, bottom }: Edges, y: number): number => Math.max(top - y, y - bottom, 0);

/** -1: there are none. */
export function nearestTo(y: number, boxes: readonly Edges[]): number {
  let best = -1;
  for (const [index, box] of boxes.entries()) {
    const known = boxes[best];
    if (known === undefined || gapTo(box, y) < gapTo(known, y)) best = index;
  }
  return best;
}

/** The row of that depth which the row at `index` is, or is a part of. */
function rowAbove(boxes: readonly LineBox[], index: number, depth: number): RowLine | undefined {
  for (let at = index; at >= 0; at--) {
    const box = boxes[at];
    if (box?.kind !== "row") return undefined;
    if (box.depth <= depth) return box.depth === depth ? box : undefined;
  }
  return undefined;
}

/** `boxes` in the order of the list; `depth`: as deep as it is held; `list`: of which all of them are, or null. Null where there are none. */
export function outlineDropAt(y: number, depth: number, boxes: readonly LineBox[], list: ItemId | null): OutlineDrop | null {
  const nearest = nearestTo(y, boxes);
  const box = boxes[nearest];
  if (box === undefined) return null;
  const gap = y < (box.top + box.bottom) / 2 ? nearest : nearest + 1;
  const lineY = gap === nearest ? box.top : box.bottom;
  return { ...dropInGap(gap, depth, boxes, list), lineY };
}

function dropInGap(gap: number, wanted: number, boxes: readonly LineBox[], list: ItemId | null): Omit<OutlineDrop, "lineY"> {
  const above = boxes[gap - 1];
  const below = boxes[gap];
  if (above?.kind !== "row") return dropAtTop(above?.section ?? null, below, list);
  const least = below?.kind === "row" ? below.depth : 0;
  const depth = Math.min(Math.max(wanted, least), above.depth + 1);
  return { position: positionBelow(above, rowAbove(boxes, gap - 1, depth), below, depth, list), depth };
}

/** `sibling`: of that depth, which the row above is or is a part of. */
function positionBelow(
  above: RowLine,
  sibling: RowLine | undefined,
  below: LineBox | undefined,
  depth: number,
  list: ItemId | null,
): TaskPosition {
  if (depth <= above.depth) return { at: "after", task: (sibling ?? above).id };
  const isFirst = below?.kind === "row" && below.depth === depth;
  return isFirst ? { at: "before", task: below.id } : { at: "end", list, parent: above.id };
}

/** Right below a heading, or above all. */
function dropAtTop(section: SectionId | null, below: LineBox | undefined, list: ItemId | null): Omit<OutlineDrop, "lineY"> {
  if (below?.kind === "row") return { position: { at: "before", task: below.id }, depth: below.depth };
  return { position: { at: "start", list, section }, depth: 0 };
}
