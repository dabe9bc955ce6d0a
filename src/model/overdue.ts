// Apart from the rows, which are made of items: what only looks at one needs nothing of that.

import type { PlainDay } from "./plain-day.ts";
import type { TaskRow } from "./task-row.ts";

/** Open, not in the trash, and due before `today`. */
export const isOverdue = (row: TaskRow, today: PlainDay): boolean => !row.done && !row.trashed && row.day !== null && row.day < today;
