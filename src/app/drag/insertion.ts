// Where something dropped on a list of rows goes: before or after the row under the pointer, whichever of its edges is nearer.

import type { ItemId } from "../../base/ids.ts";

/** A row on screen, in the pixels of whatever `y` is given in. */
export type RowBox = { readonly id: ItemId; readonly top: number; readonly bottom: number };

export type Insertion = {
  readonly at: "before" | "after";
  readonly next: ItemId;
  /** Where the line is drawn. */
  readonly lineY: number;
};

/** `boxes` in whatever order; null when there are none. Above the first row is before it, below the last after it. */
export function insertionAt(y: number, boxes: readonly RowBox[]): Insertion | null {
  const nearest = boxes.reduce<RowBox | null>((best, box) => (best === null || gap(box, y) < gap(best, y) ? box : best), null);
  if (nearest === null) return null;
  const { id, top, bottom } = nearest;
  return y < (top + bottom) / 2 ? { at: "before", next: id, lineY: top } : { at: "after", next: id, lineY: bottom };
}

/** How far `y` is from the box; 0 inside it. */
const gap = ({ top, bottom }: RowBox, y: number): number => Math.max(top - y, y - bottom, 0);

/** Whether dropping there leaves everything where it is: on itself, or beside itself. `order` is the list as far as it is known. */
export function isWhereItIs(insertion: Insertion, dragged: readonly ItemId[], order: readonly ItemId[]): boolean {
  const places = dragged.map((id) => order.indexOf(id));
  const first = places[0] ?? -1;
  if (first < 0 || places.some((place, i) => place !== first + i)) return false;
  const target = order.indexOf(insertion.next) + (insertion.at === "after" ? 1 : 0);
  return target >= first && target <= first + dragged.length;
}
