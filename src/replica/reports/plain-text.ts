// All tasks and notes as Markdown that anybody can read: for a device that is about to give up what it holds. Without what is in the trash.

import type { ItemId } from "../../base/ids.ts";
import { readBody } from "../../items/read-body.ts";
import { readItem } from "../../items/read-item.ts";
import { checklistOf, type ChecklistEntry } from "../../model/checklist.ts";
import { itemSchemas } from "../../model/task-schema.ts";
import type { TaskRow } from "../../model/task-row.ts";
import type { SpaceCore } from "../space-core.ts";

const BATCH = 200;

type Read = { readonly text: string; readonly checklist: readonly ChecklistEntry[] };

const box = (isDone: boolean): string => (isDone ? "[x]" : "[ ]");

const indented = (text: string): readonly string[] => (text === "" ? [] : text.split("\n").map((line) => `  ${line}`));

function taskLines({ title, done, day, time }: TaskRow, read: Read | undefined): readonly string[] {
  const when = [day, time].filter((part) => part !== null).join(" ");
  const entries = (read?.checklist ?? []).map(({ text, checked }) => `  - ${box(checked)} ${text}`);
  return [`- ${box(done)} ${title}${when === "" ? "" : ` (${when})`}`, ...entries, ...indented(read?.text ?? "")];
}

/** Throws a store failure. */
async function readAll({ items }: SpaceCore, ids: readonly ItemId[]): Promise<ReadonlyMap<ItemId, Read>> {
  const all = new Map<ItemId, Read>();
  for (let from = 0; from < ids.length; from += BATCH) {
    for (const [id, document] of await items.readDocuments(ids.slice(from, from + BATCH))) {
      const item = readItem(document, itemSchemas);
      if (item !== null) all.set(id, { text: readBody(document).text, checklist: checklistOf(item) });
    }
  }
  return all;
}

/** Throws a store failure. */
export async function plainText(core: SpaceCore): Promise<string> {
  const { index } = core.items;
  const tasks = [...index.rows()].filter(({ trashed }) => !trashed);
  const notes = index.notes.query("notes").slice(0, Number.MAX_SAFE_INTEGER);
  const read = await readAll(
    core,
    [...tasks, ...notes].map(({ id }) => id),
  );
  const lists = index.listRows().filter(({ trashed }) => !trashed);
  const known = new Set(lists.map(({ id }) => id));
  const inList = (list: ItemId | null): readonly string[] =>
    tasks
      .filter((task) => (task.list !== null && known.has(task.list) ? task.list : null) === list)
      .toSorted((a, b) => Number(a.done) - Number(b.done) || (a.order < b.order ? -1 : 1))
      .flatMap((task) => taskLines(task, read.get(task.id)));
  const sections = [inList(null), ...lists.map(({ id, name }) => [`## ${name}`, "", ...inList(id)])];
  const pages = notes.map(({ id, title }) => [`# ${title}`, "", read.get(id)?.text ?? ""]);
  return [["# Daybook"], ...sections, ...pages].map((lines) => `${lines.join("\n")}\n`).join("\n");
}
