// The same records give the same items: three devices edit the same tasks and lists, hearing of each other now and then. Then other devices get all records in
// different orders (each log in its own order, otherwise any) and different batches. Documents must be equal byte by byte, and rows equal.

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { assert } from "../base/result.ts";
import type { ItemId } from "../base/ids.ts";
import type { Repeat } from "../model/repeat.ts";
import type { TaskIntent } from "../model/task-intent.ts";
import type { LogPath } from "../ports/store.ts";
import { actionsOf, addTask, bring, ingest, newItem, openShared, pageOf, TestProfile } from "./space.suite.ts";
import type { Space } from "./space.ts";
import { readDetails } from "./read-details.ts";

type Step = { readonly writer: number; readonly kind: number; readonly task: number; readonly other: number; readonly waitMs: number };

const DEVICES = 3;
/** Kinds of steps from here on are no intents. */
const BRING = 19;
const step: fc.Arbitrary<Step> = fc.record({
  writer: fc.nat(DEVICES - 1),
  kind: fc.nat(22),
  task: fc.nat(3),
  other: fc.nat(DEVICES - 1),
  waitMs: fc.constantFrom(0, 0, 1, 2_000),
});

const daily: Repeat = { rule: "FREQ=DAILY", from: "day", base: "2026-05-05" };
const threeWeeks: Repeat = { rule: "FREQ=WEEKLY;COUNT=3", from: "day", base: "2026-05-05" };

function intentOf({ kind, task, other }: Step, id: ItemId, neighbour: ItemId, space: Space): TaskIntent | Promise<TaskIntent> {
  switch (kind) {
    case 0:
    case 1:
      return { kind: "rename", id, title: `title ${task}${other}` };
    case 2:
      return { kind: "set-done", ids: [id], done: other > 0 };
    case 3:
      return { kind: "set-day", ids: [id, ...(neighbour === id ? [] : [neighbour])], day: other === 0 ? null : "2026-05-05" };
    case 4:
      return { kind: other === 0 ? "restore" : "trash", ids: [id] };
    case 5:
      return { kind: "move", ids: [id], position: { at: "after", task: neighbour } };
    case 6:
      return { kind: "resolve", id, field: "title", value: "resolved" };
    case 7:
      return { kind: "set-when", ids: [id], day: "2026-05-05", time: `0${other}:00`, zone: "Europe/Berlin" };
    case 8:
      return { kind: other === 0 ? "remove-tag" : "add-tag", ids: [id], tag: other === 1 ? "home" : "Home" };
    case 9:
    case 10:
      return notesIntent(id, other, space);
    case 11:
    case 12:
      return checklistIntent(id, other, space);
    case 13:
    case 14:
      return listIntent(other, space);
    case 15:
      return { kind: "set-repeat", ids: [id], repeat: [null, daily, threeWeeks][other] ?? null };
    case 16:
      return other === 0
        ? { kind: "skip", ids: [id], today: "2026-05-05" }
        : { kind: "set-done", ids: [id], done: true, today: "2026-05-05" };
    case 17:
      return viewIntent(other, space);
    default:
      return {
        kind: "create",
        tasks: [{ id: newItem(space), title: "new", day: null }],
        position: { at: "start", list: firstList(space) },
      };
  }
}

const firstList = (space: Space): ItemId | null => space.core.items.index.lists.shown[0]?.id ?? null;

/** A line more, a line changed at its start, or at its end. */
async function notesIntent(id: ItemId, other: number, space: Space): Promise<TaskIntent> {
  const before = (await readDetails(space.core.items, id))?.notes ?? "";
  const [first = "", ...lines] = before.split("\n");
  const edited = [
    [first, "more", ...lines],
    [`x${first}`, ...lines],
    [`${first.slice(0, 3)}y`, ...lines],
  ][other] ?? [first, ...lines];
  return { kind: "set-notes", id, before, after: edited.join("\n") };
}

async function checklistIntent(id: ItemId, other: number, space: Space): Promise<TaskIntent> {
  const [first, second] = (await readDetails(space.core.items, id))?.checklist ?? [];
  const added = newItem(space).slice(0, 16);
  if (first === undefined || other === 0) {
    return { kind: "add-entries", id, entries: [{ id: added, text: "entry" }], position: { at: "start" } };
  }
  if (second === undefined) return { kind: "edit-entry", id, entry: first.id, text: `edited ${added}` };
  if (other === 1) return { kind: "check-entries", id, entries: [second.id], checked: !second.checked };
  return second.checked
    ? { kind: "remove-entries", id, entries: [first.id] }
    : { kind: "move-entry", id, entry: first.id, position: { at: "after", entry: second.id } };
}

function listIntent(other: number, space: Space): TaskIntent {
  const [list] = space.core.items.index.listRows();
  if (list === undefined) return { kind: "create-list", id: newItem(space), name: "list", color: "red", position: { at: "end" } };
  const kinds: readonly [TaskIntent, TaskIntent, TaskIntent] = [
    { kind: list.trashed ? "restore-list" : "trash-list", id: list.id },
    { kind: "rename-list", id: list.id, name: `renamed ${list.openTasks}` },
    { kind: "create-list", id: newItem(space), name: "another", color: "blue", position: { at: "before", list: list.id } },
  ];
  return kinds[other] ?? kinds[0];
}

function viewIntent(other: number, space: Space): TaskIntent {
  const [view] = space.core.items.index.viewRows();
  if (view === undefined) return { kind: "create-view", id: newItem(space), name: "view", asks: { tag: "home" }, position: { at: "end" } };
  const kinds: readonly [TaskIntent, TaskIntent, TaskIntent] = [
    { kind: view.trashed ? "restore" : "trash", ids: [view.id] },
    { kind: "rename-view", id: view.id, name: `renamed ${view.name}`.slice(0, 200) },
    { kind: "set-asks", id: view.id, asks: view.asks["due"] === undefined ? { due: "soon" } : { tag: "work", due: "" } },
  ];
  return kinds[other] ?? kinds[0];
}

const taskAt = (ids: readonly ItemId[], index: number): ItemId => {
  const id = ids[index % ids.length];
  assert(id !== undefined, "there are tasks");
  return id;
};

const tasksOf = (space: Space) => [...space.core.items.index.rows()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
const rowsOf = async (space: Space) => {
  const { items } = space.core;
  const tasks = await Promise.all(tasksOf(space).map(({ id }) => readDetails(items, id)));
  return { tasks, lists: items.index.listRows(), views: items.index.viewRows(), tags: items.index.tags.uses() };
};
const idsOf = (space: Space): readonly ItemId[] => tasksOf(space).map((row) => row.id);
const digestOf = async (space: Space) => [...(await space.core.items.digest())].toSorted(([a], [b]) => (a < b ? -1 : 1));
const shownIn = (space: Space) => Promise.all([digestOf(space), rowsOf(space)]);

async function exchangeAll(spaces: readonly Space[]): Promise<void> {
  for (const space of spaces) for (const other of spaces) if (space !== other) await bring(other, space);
}

async function live(steps: readonly Step[]) {
  const { profiles, spaces } = await openShared(DEVICES);
  const [founder] = spaces;
  const [profile] = profiles;
  assert(founder !== undefined && profile !== undefined, "a founder");
  for (const title of ["first", "second", "third"]) await addTask(founder, title);
  await exchangeAll(spaces);
  for (const next of steps) {
    const [space, other] = [spaces[next.writer], spaces[next.other]];
    assert(space !== undefined && other !== undefined, "within the list");
    await profile.timers.pass(next.waitMs);
    if (next.kind >= BRING) await bring(other, space);
    else {
      const intent = await intentOf(next, taskAt(idsOf(space), next.task), taskAt(idsOf(space), next.other), space);
      await actionsOf(space).act(space, intent);
    }
  }
  await exchangeAll(spaces);
  return { founder, profile, spaces };
}

/** Gives `to` everything `from` holds: `choices` say whose turn it is and how many records it brings. */
async function deliver(from: Space, to: Space, choices: readonly number[]): Promise<void> {
  const left = from
    .view()
    .heads.map((head) => ({ path: { log: head.log, branch: head.branch } satisfies LogPath, next: 1, last: head.seq }));
  for (let turn = 0; left.length > 0; turn++) {
    const choice = choices[turn % choices.length] ?? 0;
    const index = choice % left.length;
    const log = left[index];
    assert(log !== undefined, "within the list");
    const page = await pageOf(from, log.path, log.next, 1 + (choice % 5));
    await ingest(to, page);
    log.next += page.records.length;
    if (log.next > log.last) left.splice(index, 1);
  }
}

test("the same records in any per-log order and batching give equal rows and byte-equal documents", { timeout: 120_000 }, async () => {
  const orders = fc.array(fc.nat(60), { minLength: 5, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), orders, orders, async (steps, ...choices) => {
      const { founder, profile, spaces } = await live(steps);
      const [expected, rows] = await shownIn(founder);
      for (const space of spaces) expect(await shownIn(space)).toEqual([expected, rows]);
      for (const [index, order] of choices.entries()) {
        const late = new TestProfile(20 + index, { timers: profile.timers });
        await late.join(founder);
        const space = await late.open();
        await deliver(founder, space, order);
        expect(await shownIn(space)).toEqual([expected, rows]);
        const again = await late.open();
        expect(await shownIn(again)).toEqual([expected, rows]);
      }
    }),
    { numRuns: 40 },
  );
});
