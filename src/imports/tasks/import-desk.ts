// One import at a time, from the bytes of a file to tasks that can be taken in: what it is recognised as, what a preview shows of it, and then the tasks
// themselves, some hundreds at a time. Nothing of it waits for anything: it runs in a worker of its own (task-import.worker.ts).

import { bytesToHex } from "../../base/bytes.ts";
import { idToBytes, type ItemId } from "../../base/ids.ts";
import { ok, type Result } from "../../base/result.ts";
import type { EntryId } from "../../model/checklist.ts";
import { MAX_LIST_SECTIONS, type SectionId } from "../../model/sections.ts";
import type { CopiedTask } from "../../model/task-intent.ts";
import type { Encoding } from "./decode-text.ts";
import { combine } from "./combine.ts";
import { fitListName, fitSectionName, fitTask, type ExtraLabels, type FittedTask } from "./fit.ts";
import { idsOf, type Identity, type Ids } from "./identity.ts";
import {
  LeftOutTold,
  type Imported,
  type ImportedTask,
  type LeftOut,
  type LeftOutReason,
  type LocalClock,
  type ReadDateText,
  type SourceKind,
} from "./imported.ts";
import { readIcs } from "./read-ics.ts";
import { readOutline } from "./read-outline.ts";
import { readSuperProductivity, type NextDay } from "./read-super-productivity.ts";
import { readTable } from "./read-table.ts";
import { readTodoist } from "./read-todoist.ts";
import { listNameOf, recognise, recogniseFiles, recogniseText, type FileFault, type Recognised, type RecognisedFile } from "./recognise.ts";
import type { UnpackedFile } from "./unpack.ts";
import { orderIn, proposeMapping, type TableMapping } from "./table-mapping.ts";

export type DeskPorts = {
  readonly clock: LocalClock;
  readonly readDateText: ReadDateText;
  readonly nextDay: NextDay;
  readonly sha256: Identity["sha256"];
};

/** Where it goes, and the words of whoever imports. */
export type DeskSetup = Pick<Identity, "space" | "salt"> & {
  readonly labels: ExtraLabels;
  /** Of a list that has no name that can be seen. */
  readonly unnamed: string;
};

export type FoundList = {
  readonly id: ItemId;
  readonly name: string;
  readonly isArchived: boolean;
  readonly sections: readonly { readonly id: SectionId; readonly name: string }[];
  readonly open: number;
  readonly done: number;
};

/** A task as a preview shows it. */
export type FoundRow = Pick<FittedTask, "title" | "day" | "time" | "start" | "priority" | "tags" | "isDone"> & {
  readonly depth: number;
  readonly list: string | null;
  readonly section: string | null;
  readonly repeats: boolean;
  readonly reminds: boolean;
  readonly hasNotes: boolean;
  /** Entries of its checklist. */
  readonly entries: number;
};

export type FoundTable = {
  readonly mapping: TableMapping;
  /** Of each column: its name, or "", and what stands in it first. */
  readonly columns: readonly { readonly name: string; readonly sample: string }[];
  /** Days in figures alone are in it that could be read in two ways. */
  readonly isOrderUnclear: boolean;
};

export type Found = {
  readonly kind: SourceKind;
  readonly encoding: Encoding;
  readonly open: number;
  readonly done: number;
  /** Those of them that are parts of others. */
  readonly parts: number;
  /** Lists with tasks in them. */
  readonly lists: readonly FoundList[];
  /** Tasks in none, and their sections. */
  readonly withoutList: number;
  readonly looseSections: FoundList["sections"];
  /** The first of them. */
  readonly rows: readonly FoundRow[];
  readonly leftOut: readonly LeftOut[];
  readonly leftOutCounts: readonly (readonly [LeftOutReason, number])[];
  /** Null: it is no table of somebody's own. */
  readonly table: FoundTable | null;
};

/** Which items these would be. */
export type Named = { readonly ids: readonly ItemId[]; readonly lists: readonly (ItemId | null)[]; readonly done: readonly boolean[] };

export type Taking = {
  /** Where each list's tasks go, by the list's id; null: the inbox. Of those that are not in it to the list itself. */
  readonly targets: ReadonlyMap<ItemId, ItemId | null>;
  /** Where tasks without a list go. */
  readonly home: ItemId | null;
  /** In the place of others, by their id. */
  readonly sections: ReadonlyMap<SectionId, SectionId>;
  readonly withDone: boolean;
  /** Since when what is done is done, where nobody knows it. */
  readonly doneAtMs: number;
};

const PREVIEW_ROWS = 50;
const SAMPLE_LENGTH = 60;
const ENTRY_OWNER_BYTES = 6;

type Read = { readonly imported: Imported; readonly ids: Ids; readonly told: LeftOutTold; readonly setup: DeskSetup };

export interface ImportDesk {
  /** `name`: the file's. */
  readBytes(bytes: Uint8Array, name: string, setup: DeskSetup): Result<Found, FileFault>;
  /** Those of an archive; `name`: the archive's. */
  readFiles(files: readonly UnpackedFile[], name: string, setup: DeskSetup): Result<Found, FileFault>;
  readText(text: string, setup: DeskSetup): Result<Found, FileFault>;
  /** The same again, read otherwise. */
  readAgain(change: { readonly mapping?: TableMapping; readonly setup?: DeskSetup }): Found;
  named(start: number, count: number): Named;
  take(start: number, count: number, taking: Taking): readonly CopiedTask[];
}

export function makeImportDesk(ports: DeskPorts): ImportDesk {
  let source: { readonly recognised: Recognised; readonly name: string; readonly setup: DeskSetup } | null = null;
  let mapping: TableMapping | null = null;
  let read: Read | null = null;

  const readNow = (): Found => {
    if (source === null) throw new Error("nothing was read");
    const { recognised, name, setup } = source;
    const imported = readRecognised(recognised, name, mapping, ports);
    const ids = idsOf(imported, { ...setup, sha256: ports.sha256 });
    read = { imported, ids, told: toldOf(imported, setup), setup };
    return foundIn(read, recognised, mapping);
  };
  const begin = (recognised: Result<Recognised, FileFault>, name: string, setup: DeskSetup): Result<Found, FileFault> => {
    if (!recognised.ok) return recognised;
    source = { recognised: recognised.value, name, setup };
    mapping = recognised.value.kind === "table" ? proposeMapping(recognised.value.rows) : null;
    return ok(readNow());
  };
  return {
    readBytes: (bytes, name, setup) => begin(recognise(bytes, name), name, setup),
    readFiles(files, name, setup) {
      const archive = recogniseFiles(files);
      return archive.ok ? begin(ok(archive.value.found), archive.value.name || name, setup) : archive;
    },
    readText: (text, setup) => begin(recogniseText(text, "utf-8", ""), "", setup),
    readAgain(change) {
      mapping = change.mapping ?? mapping;
      if (source !== null && change.setup !== undefined) source = { ...source, setup: change.setup };
      return readNow();
    },
    named: (start, count) => (read === null ? { ids: [], lists: [], done: [] } : namedIn(read, start, count)),
    take: (start, count, taking) => (read === null ? [] : takeFrom(read, start, count, taking)),
  };
}

function readRecognised(recognised: Recognised, name: string, mapping: TableMapping | null, ports: DeskPorts): Imported {
  if (recognised.kind !== "archive") return readRecognisedFile(recognised, name, mapping, ports);
  const { of, files, others } = recognised;
  const told = new LeftOutTold();
  for (const other of others) told.add("file", null, other);
  const left: Imported = { kind: of, lists: [], sections: [], tasks: [], leftOut: told.told, leftOutCounts: told.counts };
  return combine(of, [...files.map((one) => toldWith(one.name, readRecognisedFile(one.file, one.name, null, ports))), left]);
}

/** What is left out, with the file that its lines are of. */
const toldWith = (name: string, imported: Imported): Imported => ({
  ...imported,
  leftOut: imported.leftOut.map((one) => ({ ...one, text: `${name}: ${one.text}` })),
});

function readRecognisedFile(recognised: RecognisedFile, name: string, mapping: TableMapping | null, ports: DeskPorts): Imported {
  const listName = listNameOf(name);
  switch (recognised.kind) {
    case "todoist":
      return readTodoist(recognised.rows, { ...ports, listName });
    case "table":
      return readTable(recognised.rows, mapping ?? proposeMapping(recognised.rows), ports);
    case "super-productivity":
      return readSuperProductivity(recognised.value, recognised.tables, ports);
    case "ics":
      return readIcs(recognised.text, { ...ports, listName });
    case "text":
      return readOutline(recognised.text);
  }
}

/** What was left out in reading, and what will be in taking. */
function toldOf(imported: Imported, { labels }: DeskSetup): LeftOutTold {
  const told = new LeftOutTold();
  told.told.push(...imported.leftOut);
  for (const [reason, count] of imported.leftOutCounts) told.counts.set(reason, count);
  for (const task of imported.tasks) {
    const fitted = fitTask(task, null, labels);
    if (fitted === null) told.add("no-title", task.line, task.notes);
    else if (fitted.cut !== "") told.add("long-notes", task.line, fitted.title);
  }
  return told;
}

/** Of each section whether it fits into its list. */
function roomFor({ sections }: Imported): readonly boolean[] {
  const counts = new Map<number | null, number>();
  return sections.map(({ list, name }) => {
    const count = counts.get(list) ?? 0;
    counts.set(list, count + 1);
    return count < MAX_LIST_SECTIONS && fitSectionName(name) !== "";
  });
}

/** Of a list, or of what is in none. */
function sectionsOf(list: number | null, { imported, ids }: Read): FoundList["sections"] {
  const hasRoom = roomFor(imported);
  return imported.sections.flatMap((section, at) => {
    const id = ids.sections[at];
    const isIn = section.list === list && hasRoom[at] === true && id !== undefined;
    return isIn ? [{ id, name: fitSectionName(section.name) }] : [];
  });
}

/** With the index of each. */
function listsIn(read: Read): readonly { readonly list: FoundList; readonly index: number }[] {
  const { imported, ids, setup } = read;
  return imported.lists.flatMap(({ name, isArchived = false }, index) => {
    const id = ids.lists[index];
    const tasks = imported.tasks.filter(({ list }) => list === index);
    if (id === undefined || tasks.length === 0) return [];
    const done = tasks.filter(({ isDone }) => isDone).length;
    const shown = fitListName(name) || setup.unnamed;
    return [{ index, list: { id, name: shown, isArchived, sections: sectionsOf(index, read), open: tasks.length - done, done } }];
  });
}

function depthsIn({ tasks }: Imported): readonly number[] {
  const depths: number[] = [];
  for (const { parent } of tasks) depths.push(parent === null ? 0 : (depths[parent] ?? 0) + 1);
  return depths;
}

function rowOf(task: FittedTask, depth: number, list: string | null, section: string | null): FoundRow {
  const { title, day, time, start, priority, tags, isDone, repeat, reminders, notes, checklist } = task;
  const marks = { repeats: repeat !== null, reminds: reminders.length > 0, hasNotes: notes !== "", entries: checklist.length };
  return { title, day, time, start, priority, tags, isDone, depth, list, section, ...marks };
}

function rowsIn({ imported, setup }: Read, lists: ReturnType<typeof listsIn>): readonly FoundRow[] {
  const depths = depthsIn(imported);
  const rows: FoundRow[] = [];
  for (const [index, task] of imported.tasks.entries()) {
    const fitted = fitTask(task, null, setup.labels);
    if (fitted === null) continue;
    const list = lists.find((one) => one.index === task.list)?.list.name ?? null;
    const section = imported.sections[task.section ?? -1]?.name;
    rows.push(rowOf(fitted, depths[index] ?? 0, list, section === undefined ? null : fitSectionName(section)));
    if (rows.length === PREVIEW_ROWS) break;
  }
  return rows;
}

function tableIn(recognised: Recognised, mapping: TableMapping | null): FoundTable | null {
  if (recognised.kind !== "table" || mapping === null) return null;
  const { rows } = recognised;
  const body = mapping.hasHeader ? rows.slice(1) : rows;
  const names = mapping.hasHeader ? (rows[0]?.fields ?? []) : [];
  const columns = mapping.fields.map((_, index) => ({
    name: names[index]?.trim() ?? "",
    sample: (body.find(({ fields }) => (fields[index] ?? "").trim() !== "")?.fields[index] ?? "").slice(0, SAMPLE_LENGTH),
  }));
  return { mapping, columns, isOrderUnclear: orderIn(body, mapping.fields) === "unclear" };
}

function foundIn(read: Read, recognised: Recognised, mapping: TableMapping | null): Found {
  const { imported, told } = read;
  const { tasks } = imported;
  const lists = listsIn(read);
  const done = tasks.filter(({ isDone }) => isDone).length;
  return {
    kind: imported.kind,
    encoding: recognised.encoding,
    open: tasks.length - done,
    done,
    parts: tasks.filter(({ parent }) => parent !== null).length,
    lists: lists.map(({ list }) => list),
    withoutList: tasks.filter(({ list }) => list === null).length,
    looseSections: sectionsOf(null, read),
    rows: rowsIn(read, lists),
    leftOut: told.told,
    leftOutCounts: [...told.counts],
    table: tableIn(recognised, mapping),
  };
}

function namedIn({ imported, ids }: Read, start: number, count: number): Named {
  const tasks = imported.tasks.slice(start, start + count);
  return {
    ids: ids.tasks.slice(start, start + count),
    lists: tasks.map(({ list }) => (list === null ? null : (ids.lists[list] ?? null))),
    done: tasks.map(({ isDone }) => isDone),
  };
}

function homeOf(list: number | null, { ids }: Read, { targets, home }: Taking): ItemId | null {
  const id = list === null ? undefined : ids.lists[list];
  if (id === undefined) return home;
  const target = targets.get(id);
  return target === undefined ? id : target;
}

type Placed = Pick<CopiedTask, "list" | "section" | "parent">;

/** `lost`: the name of a section that it cannot be in. */
function placeOf(task: ImportedTask, read: Read, taking: Taking, hasRoom: readonly boolean[]): Placed & { readonly lost: string | null } {
  const { imported, ids } = read;
  const list = homeOf(task.list, read, taking);
  const parent = ids.tasks[task.parent ?? -1] ?? null;
  if (task.section === null) return { list, section: null, parent, lost: null };
  const derived = list !== null && hasRoom[task.section] === true ? ids.sections[task.section] : undefined;
  if (derived === undefined) return { list, section: null, parent, lost: imported.sections[task.section]?.name ?? null };
  return { list, section: taking.sections.get(derived) ?? derived, parent, lost: null };
}

function takeFrom(read: Read, start: number, count: number, taking: Taking): readonly CopiedTask[] {
  const { imported, ids, setup } = read;
  const hasRoom = roomFor(imported);
  return imported.tasks.slice(start, start + count).flatMap((task, offset): CopiedTask[] => {
    const id = ids.tasks[start + offset];
    if (id === undefined || (task.isDone && !taking.withDone)) return [];
    const { lost, ...place } = placeOf(task, read, taking, hasRoom);
    const fitted = fitTask(task, lost, setup.labels);
    return fitted === null ? [] : [copyOf(fitted, { id, ...place }, taking)];
  });
}

/** The same again whenever the same task is imported. */
const entryIdOf = (task: ItemId, index: number): EntryId => {
  const owner = bytesToHex(idToBytes(task).slice(0, ENTRY_OWNER_BYTES));
  return owner + index.toString(16).padStart(4, "0");
};

function copyOf(fitted: FittedTask, place: Placed & Pick<CopiedTask, "id">, { doneAtMs }: Taking): CopiedTask {
  const { title, notes, day, time, zone, start, priority, tags, repeat, reminders, isDone, doneMs, checklist } = fitted;
  const fields = { title, notes, day, time, zone, start, priority, tags, repeat, reminders };
  return {
    ...fields,
    ...place,
    doneMs: isDone ? (doneMs ?? doneAtMs) : null,
    checklist: checklist.map((entry, index) => ({ ...entry, id: entryIdOf(place.id, index) })),
  };
}
