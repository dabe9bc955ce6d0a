// A task of an earlier month as a new one: what it said, under ids of its own.

import { bytesToHex } from "../../base/bytes.ts";
import { ID_BYTES, makeId } from "../../base/ids.ts";
import type { TaskDetails } from "../../model/task-details.ts";
import type { CopiedTask } from "../../model/task-intent.ts";
import type { Random } from "../../ports/crypto.ts";

const ENTRY_BYTES = 8;

export const copyOf = ({ row, notes, formatted, checklist }: TaskDetails, random: Random): CopiedTask => ({
  id: makeId("item", random(ID_BYTES.item)),
  title: row.title,
  day: row.day,
  time: row.time,
  zone: row.zone,
  start: row.start,
  repeat: row.repeat,
  reminders: row.reminders,
  priority: row.priority,
  tags: row.tags,
  notes,
  ...(formatted === null ? {} : { formatted }),
  list: row.list,
  doneMs: row.doneMs,
  checklist: checklist.map(({ text, checked }) => ({ id: bytesToHex(random(ENTRY_BYTES)), text, checked })),
});
