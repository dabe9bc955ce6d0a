// All there is to show of one task: its row, its notes and its checklist.

import { readBlocks } from "../items/body-blocks.ts";
import type { ItemDocument } from "../items/document.ts";
import { readBody } from "../items/read-body.ts";
import type { Item } from "../items/read-item.ts";
import type { ElementNode, Run, Tree, TreeNode } from "../items/tree/tree.ts";
import { checklistOf, type ChecklistEntry } from "./checklist.ts";
import type { TaskRow } from "./task-row.ts";

export type { ElementNode, Run, Tree, TreeNode };

export type TaskDetails = {
  readonly row: TaskRow;
  /** As plain text; "" where there are none. */
  readonly notes: string;
  /** With their formatting; null: they have none, or it cannot be read. */
  readonly formatted: Tree | null;
  /** In their order. */
  readonly checklist: readonly ChecklistEntry[];
};

export function taskDetails(row: TaskRow, item: Item, document: ItemDocument): TaskDetails {
  const { text, isPlain } = readBody(document);
  return {
    row,
    notes: text,
    formatted: isPlain ? null : readBlocks(document),
    checklist: checklistOf(item).map(({ id, text: entry, checked }) => ({ id, text: entry, checked })),
  };
}
