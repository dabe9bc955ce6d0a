// All there is to show of one task: its row, its notes and its checklist.

import type { Body } from "../items/body.ts";
import type { Item } from "../items/read-item.ts";
import { checklistOf, type ChecklistEntry } from "./checklist.ts";
import type { TaskRow } from "./task-row.ts";

export type TaskDetails = {
  readonly row: TaskRow;
  /** Plain text; "" where there are none. */
  readonly notes: string;
  /** The notes hold what only a newer version of Daybook understands: shown as text, not to be written. */
  readonly notesNewer: boolean;
  /** In their order. */
  readonly checklist: readonly ChecklistEntry[];
};

export const taskDetails = (row: TaskRow, item: Item, { text, isPlain }: Body): TaskDetails => ({
  row,
  notes: text,
  notesNewer: !isPlain,
  checklist: checklistOf(item).map(({ id, text: entry, checked }) => ({ id, text: entry, checked })),
});
