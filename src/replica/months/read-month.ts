// One earlier month in memory: rows and the beginning of notes of all its tasks, read once out of its packs, a few at a time; their documents are let go
// and read again when somebody looks at one. What has been deleted for good since is never in an answer, whatever the packs still hold.

import type { ItemId, PackId } from "../../base/ids.ts";
import type { ItemDocument } from "../../items/document.ts";
import { readBody } from "../../items/read-body.ts";
import { readItem } from "../../items/read-item.ts";
import { compareLists, listFields, type ListFields } from "../../model/list-row.ts";
import { taskDetails, type TaskDetails } from "../../model/task-details.ts";
import { compareByDone, compareByPlace, compareByTrashed, taskRow, type TaskRow } from "../../model/task-row.ts";
import { itemSchemas } from "../../model/task-schema.ts";
import type { Checkpoint } from "../../wire/checkpoint.ts";
import { CopyGatherer, mergeCopies, readWholePack } from "../engine/rebuild.ts";
import { batchesOf } from "../item-documents.ts";
import type { SpaceCore } from "../space-core.ts";

/** Characters: enough to recognise notes by, and little in memory. */
const NOTES_START = 200;
/** Documents between two pauses. */
const STEP_ITEMS = 200;

export type MonthEntry = {
  readonly row: TaskRow;
  readonly list: ListFields | null;
  readonly notesStart: string;
  /** With copies of it, oldest first. */
  readonly packs: readonly PackId[];
};

export type Month = {
  readonly core: SpaceCore;
  /** In the order that they show in. */
  readonly entries: readonly MonthEntry[];
  readonly packs: number;
  readonly unreadablePacks: number;
};

type Lists = ReadonlyMap<ItemId, ListFields>;

/** A task's list as it was then; null is the inbox, where tasks of lists in the trash show too. */
function listOf({ list }: TaskRow, lists: Lists): ListFields | null {
  const known = list === null ? undefined : lists.get(list);
  return known === undefined || known.trashed ? null : known;
}

const rankOf = ({ row }: MonthEntry): number => {
  if (row.trashed) return 2;
  return row.done ? 1 : 0;
};

function compareHomes(a: ListFields | null, b: ListFields | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return compareLists(a, b);
}

function compareEntries(a: MonthEntry, b: MonthEntry): number {
  const rank = rankOf(a);
  if (rank !== rankOf(b)) return rank - rankOf(b);
  if (rank === 2) return compareByTrashed(a.row, b.row);
  return rank === 1 ? compareByDone(a.row, b.row) : compareHomes(a.list, b.list) || compareByPlace(a.row, b.row);
}

const startOf = (document: ItemDocument): string => {
  const { text } = readBody(document);
  return text.slice(0, NOTES_START).replaceAll(/\s+/gu, " ").trim();
};

/** Throws a store failure. */
async function gather(core: SpaceCore, packs: readonly PackId[]): Promise<{ readonly copies: CopyGatherer; readonly unreadable: number }> {
  const copies = new CopyGatherer();
  let unreadable = 0;
  for (const [index, pack] of packs.entries()) {
    const items = await readWholePack(core.ports.store, core.pagePorts, pack);
    if (items.ok) copies.add(index, items.value);
    else unreadable += 1;
  }
  return { copies, unreadable };
}

/** `pause`: lets others have the thread. Throws a store failure. */
export async function readMonth(core: SpaceCore, checkpoint: Checkpoint, pause: () => Promise<void>): Promise<Month> {
  const packs = checkpoint.packs.map(({ pack }) => pack).toReversed();
  const { copies, unreadable } = await gather(core, packs);
  const lists = new Map<ItemId, ListFields>();
  const found: Omit<MonthEntry, "list">[] = [];
  for (const batch of batchesOf(copies.ids, STEP_ITEMS)) {
    await pause();
    for (const id of batch) {
      const document = copies.isPurged(id) ? null : mergeCopies(copies.statesOf(id));
      const item = document === null ? null : readItem(document, itemSchemas);
      if (document === null || item === null) continue;
      const list = listFields(id, item);
      if (list !== null) lists.set(id, list);
      const row = taskRow(id, item);
      const named = copies.packsOf(id).flatMap((number) => packs[number] ?? []);
      if (row !== null) found.push({ row, notesStart: row.hasNotes ? startOf(document) : "", packs: named });
    }
  }
  const entries = found.map((entry) => ({ ...entry, list: listOf(entry.row, lists) })).toSorted(compareEntries);
  return { core, entries, packs: packs.length, unreadablePacks: unreadable };
}

/** All of one task; null when it cannot be read. Throws a store failure. */
export async function readEntry({ core }: Month, { row, packs }: MonthEntry): Promise<TaskDetails | null> {
  const shelf = await core.base.shelf();
  const states: Uint8Array[] = [];
  for (const pack of packs) {
    const read = await shelf.read(pack, [row.id]);
    const state = read.ok ? read.value.get(row.id) : null;
    if (state === null || state === undefined) return null;
    states.push(state);
  }
  const document = mergeCopies(states);
  const item = document === null ? null : readItem(document, itemSchemas);
  return document === null || item === null ? null : taskDetails(row, item, document);
}
