// A day in words without a task around it ("next fri 15:00"): read as in a line of quick add, and only where all of it is understood.

import type { QuickAddWorld } from "./line.ts";
import { parseLine, type QuickTask } from "./parse-line.ts";

const NO_NAMES = { lists: [], tags: [] };
/** Quick add reads a title with a day: this stands for the title. */
const STAND_IN = "X";

/** What `text` says of when; null where something else is left. */
export function readWhen(text: string, world: QuickAddWorld): QuickTask | null {
  const read = parseLine(`${STAND_IN} ${text}`, world, NO_NAMES);
  return read.title === STAND_IN ? read : null;
}
