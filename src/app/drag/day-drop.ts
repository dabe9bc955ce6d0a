// Where something dropped on a view of days goes: onto the day under whose heading it is held. Which place it has there is not chosen: a day has an order of
// its own.

import type { PlainDay } from "../../model/plain-day.ts";
import { nearestTo, type Edges } from "./outline-drop.ts";

/** A line on screen. `day`: what is dropped there is for; null: for none of its own. */
export type DayLine = Edges & { readonly kind: "row" | "heading"; readonly day: PlainDay | null };

export type DayDrop = {
  readonly day: PlainDay;
  /** Where the line is drawn. */
  readonly lineY: number;
};

/** What stands under a heading that is of many days (a month) is for the day of the first row there. */
function dayBelow(lines: readonly DayLine[], index: number): PlainDay | null {
  const line = lines[index];
  const below = lines[index + 1];
  if (line?.kind !== "heading" || line.day !== null) return line?.day ?? null;
  return below?.kind === "row" ? below.day : null;
}

/** `lines` in the order of the view. Null where nothing can be dropped. */
export function dayDropAt(y: number, lines: readonly DayLine[]): DayDrop | null {
  const nearest = nearestTo(y, lines);
  const line = lines[nearest];
  if (line === undefined) return null;
  const isAbove = line.kind === "row" && y < (line.top + line.bottom) / 2;
  const day = dayBelow(lines, isAbove && nearest > 0 ? nearest - 1 : nearest);
  return day === null ? null : { day, lineY: isAbove ? line.top : line.bottom };
}
