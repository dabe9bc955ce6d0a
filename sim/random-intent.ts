// What a person might do next, from a seed: about tasks, lists and views that the tab shows.

import type { ItemId } from "../src/base/ids.ts";
import type { ChecklistEntry } from "../src/model/checklist.ts";
import type { ListRow } from "../src/model/list-row.ts";
import { LIST_COLORS } from "../src/model/list-schema.ts";
import type { ListPosition, NewTask, TaskIntent, TaskPosition, ViewPosition } from "../src/model/task-intent.ts";
import type { Asked } from "../src/model/view-asks.ts";
import type { TaskRow } from "../src/model/task-row.ts";
import type { ItemSet } from "../src/replica/item-set.ts";
import { readDetails } from "../src/replica/read-details.ts";

type Random = () => number;

/** Uniform; undefined from nothing. */
export const pick = <T>(random: Random, values: readonly T[]): T | undefined => values[Math.floor(random() * values.length)];

const DAYS = [null, "2026-01-01", "2026-01-02", "2026-02-28"] as const;
const TIMES = ["07:00", "12:30", "23:59"] as const;
const ZONES = ["Europe/Berlin", "Pacific/Auckland"] as const;
const TAGS = ["home", "Home", "work", "at the shop"] as const;
const WORDS = ["milk", "bread and butter", "eggs", "🌱", ""] as const;
/** Enough for a record to be deflated. */
const LONG_NOTES = Array.from({ length: 1_000 }, (_, index) => `word ${index}`).join(" ");
/** Enough long titles to need several records for one action. */
const LONG_PASTE = { tasks: 75, titleLength: 990 };
/** A device makes few lists, otherwise none has tasks. */
const FEW_LISTS = 4;
const FEW_VIEWS = 3;

/** What the person sees, and where the dice come from. */
type Scene = {
  readonly random: Random;
  readonly items: ItemSet;
  readonly rows: readonly TaskRow[];
  readonly lists: readonly ListRow[];
  readonly makeItemId: () => ItemId;
};

const oneOf = <T>({ random }: Scene, values: readonly [T, ...T[]]): T => pick(random, values) ?? values[0];

const below = ({ random }: Scene, limit: number): number => Math.floor(random() * limit);

/** 16 hex digits. */
const makeEntryId = (scene: Scene): string => Array.from({ length: 4 }, () => below(scene, 65_536).toString(16).padStart(4, "0")).join("");

function taskPosition(scene: Scene): TaskPosition {
  const neighbour = pick(scene.random, scene.rows);
  if (neighbour !== undefined && scene.random() < 0.5) return { at: scene.random() < 0.5 ? "before" : "after", task: neighbour.id };
  return { at: scene.random() < 0.3 ? "start" : "end", list: pick(scene.random, [null, ...scene.lists])?.id ?? null };
}

function listPosition(scene: Scene): ListPosition {
  const neighbour = pick(scene.random, scene.lists);
  if (neighbour === undefined || scene.random() < 0.3) return { at: scene.random() < 0.5 ? "start" : "end" };
  return { at: scene.random() < 0.5 ? "before" : "after", list: neighbour.id };
}

function createTasks(scene: Scene): TaskIntent {
  const isLong = scene.random() < 0.005;
  const count = isLong ? LONG_PASTE.tasks : 1 + below(scene, 3);
  const tasks = Array.from({ length: count }, (): NewTask => {
    const id = scene.makeItemId();
    const number = isLong ? 0 : below(scene, 1e6);
    const title = isLong ? "long ".repeat(LONG_PASTE.titleLength / 5).trim() : `task ${number}`;
    const task = { id, title, day: oneOf(scene, DAYS) };
    return scene.random() < 0.8
      ? task
      : { ...task, priority: 2, tags: [oneOf(scene, TAGS)], notes: number % 16 === 1 ? LONG_NOTES : "as made" };
  });
  return { kind: "create", tasks, position: taskPosition(scene) };
}

/** Typing: a line is changed, added or taken away. */
function editedNotes(scene: Scene, notes: string): string {
  const lines = notes.split("\n");
  const at = below(scene, lines.length);
  const word = oneOf(scene, WORDS);
  const line = lines[at] ?? "";
  if (scene.random() < 0.4) return [...lines.slice(0, at + 1), word, ...lines.slice(at + 1)].join("\n");
  if (scene.random() < 0.3) return lines.filter((_, index) => index !== at).join("\n");
  return lines.with(at, scene.random() < 0.5 ? `${word}${line}` : Array.from(line).slice(0, -1).join("")).join("\n");
}

async function notesIntent(scene: Scene, { id }: TaskRow): Promise<TaskIntent> {
  const before = (await readDetails(scene.items, id))?.notes ?? "";
  return { kind: "set-notes", id, before, after: editedNotes(scene, before) };
}

async function checklistIntent(scene: Scene, { id }: TaskRow): Promise<TaskIntent> {
  const checklist: readonly ChecklistEntry[] = (await readDetails(scene.items, id))?.checklist ?? [];
  const [entry, neighbour] = [pick(scene.random, checklist)?.id, pick(scene.random, checklist)?.id];
  if (entry === undefined || neighbour === undefined || scene.random() < 0.25) {
    const entries = [{ id: makeEntryId(scene), text: `entry ${below(scene, 100)}` }];
    return { kind: "add-entries", id, entries, position: neighbour === undefined ? { at: "end" } : { at: "before", entry: neighbour } };
  }
  const kinds: readonly [TaskIntent, ...TaskIntent[]] = [
    { kind: "edit-entry", id, entry, text: `edited ${below(scene, 100)}` },
    { kind: "check-entries", id, entries: [entry], checked: scene.random() < 0.7 },
    { kind: "move-entry", id, entry, position: { at: "after", entry: neighbour } },
    { kind: "remove-entries", id, entries: [entry] },
  ];
  return oneOf(scene, kinds);
}

function listIntent(scene: Scene): TaskIntent {
  const list = pick(scene.random, scene.lists);
  if (list === undefined || (scene.lists.length < FEW_LISTS && scene.random() < 0.5)) {
    const [id, name] = [scene.makeItemId(), `list ${below(scene, 1e6)}`];
    return { kind: "create-list", id, name, color: oneOf(scene, LIST_COLORS), position: listPosition(scene) };
  }
  const { id } = list;
  const [conflict] = list.conflicts;
  if (conflict !== undefined) return { kind: "resolve", id, field: "name", value: pick(scene.random, conflict.values)?.value ?? "name" };
  const kinds: readonly [TaskIntent, ...TaskIntent[]] = [
    { kind: "rename-list", id, name: `renamed ${below(scene, 3)}` },
    { kind: "color-list", id, color: oneOf(scene, LIST_COLORS) },
    { kind: "move-list", id, position: listPosition(scene) },
    { kind: "trash-list", id },
    { kind: "restore-list", id },
  ];
  return oneOf(scene, kinds);
}

const ASKS: readonly [Partial<Asked>, ...Partial<Asked>[]] = [
  { tag: "home", due: "soon" },
  { tag: "" },
  { due: "" },
  { among: "today" },
  { among: "done", priority: "2" },
  { among: "" },
];

function viewIntent(scene: Scene): TaskIntent {
  const views = scene.items.index.viewRows();
  const view = pick(scene.random, views);
  const beside = pick(scene.random, views);
  const position: ViewPosition = beside === undefined ? { at: "end" } : { at: "before", view: beside.id };
  if (view === undefined || (views.length < FEW_VIEWS && scene.random() < 0.5)) {
    const made = { name: `view ${below(scene, 3)}`, asks: oneOf(scene, ASKS), color: oneOf(scene, LIST_COLORS) };
    return { kind: "create-view", id: scene.makeItemId(), ...made, beyond: { waiting: "Ada" }, position };
  }
  const { id } = view;
  const [conflict] = view.conflicts;
  if (conflict !== undefined) return { kind: "resolve", id, field: "name", value: pick(scene.random, conflict.values)?.value ?? "name" };
  const kinds: readonly [TaskIntent, ...TaskIntent[]] = [
    { kind: "rename-view", id, name: `renamed ${below(scene, 3)}` },
    { kind: "color-view", id, color: oneOf(scene, LIST_COLORS) },
    { kind: "set-asks", id, asks: oneOf(scene, ASKS) },
    { kind: "move-view", id, position },
    { kind: "trash", ids: [id] },
    { kind: "restore", ids: [id] },
    { kind: "purge", ids: [id] },
  ];
  return oneOf(scene, kinds);
}

type MakeIntent = () => TaskIntent | Promise<TaskIntent>;

function changeOf(scene: Scene, row: TaskRow, ids: readonly ItemId[]): TaskIntent | Promise<TaskIntent> {
  const [conflict] = row.conflicts;
  if (conflict !== undefined && scene.random() < 0.3) {
    return { kind: "resolve", id: row.id, field: "title", value: pick(scene.random, conflict.values)?.value ?? row.title };
  }
  const kinds: readonly [MakeIntent, ...MakeIntent[]] = [
    () => ({ kind: "rename", id: row.id, title: `renamed ${below(scene, 1e6)}` }),
    () => ({ kind: "rename", id: row.id, title: `renamed ${below(scene, 3)}` }),
    () => ({ kind: "set-done", ids, done: scene.random() < 0.7 }),
    () => ({ kind: "set-day", ids, day: oneOf(scene, DAYS) }),
    () => ({ kind: "set-when", ids, day: "2026-03-01", time: oneOf(scene, TIMES), zone: oneOf(scene, ZONES) }),
    () => ({ kind: "set-start", ids, start: oneOf(scene, DAYS) }),
    () => ({ kind: "set-priority", ids, priority: oneOf(scene, [1, 2, 3, null]) }),
    () => ({ kind: scene.random() < 0.6 ? "add-tag" : "remove-tag", ids, tag: oneOf(scene, TAGS) }),
    () => ({ kind: "move", ids, position: taskPosition(scene) }),
    () => notesIntent(scene, row),
    () => checklistIntent(scene, row),
    () => ({ kind: "trash", ids }),
    () => ({ kind: "restore", ids }),
  ];
  return oneOf(scene, kinds)();
}

/** Deletes for good what is in the trash; with nothing there it is refused. */
function purgeIntent({ random, items }: Scene): TaskIntent {
  const trash = items.index.query({ view: "trash" }).slice(0, 100);
  const ids = [pick(random, trash), pick(random, trash)].flatMap((row) => (row === undefined ? [] : [row.id]));
  return { kind: "purge", ids: [...new Set(ids)] };
}

/** Half of the time it is a few of the first tasks that are changed, so that devices meet. */
export async function randomIntent(random: Random, items: ItemSet, makeItemId: () => ItemId): Promise<TaskIntent> {
  const rows = [...items.index.rows()];
  const scene: Scene = { random, items, rows, lists: items.index.listRows(), makeItemId };
  const what = random();
  if (what < 0.08) return listIntent(scene);
  if (what < 0.11) return viewIntent(scene);
  if (random() < 0.03) return purgeIntent(scene);
  const popular = rows.slice(0, 3);
  const row = pick(random, random() < 0.5 ? popular : rows);
  if (row === undefined || random() < 0.2) return createTasks(scene);
  const others = rows.filter(() => random() < 0.05).map(({ id }) => id);
  return changeOf(scene, row, [...new Set([row.id, ...others.slice(0, 4)])]);
}
