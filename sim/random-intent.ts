// What a person might do next, from a seed: intents of every kind, about tasks that the tab shows.

import type { ItemId } from "../src/base/ids.ts";
import type { TaskIntent, TaskPosition } from "../src/model/task-intent.ts";
import type { TaskRow } from "../src/model/task-row.ts";

/** Uniform; undefined from nothing. */
export const pick = <T>(random: () => number, values: readonly T[]): T | undefined => values[Math.floor(random() * values.length)];

const DAYS = [null, "2026-01-01", "2026-01-02", "2026-02-28"] as const;
/** Enough long titles to need several records for one action. */
const LONG_PASTE = { tasks: 75, titleLength: 990 };

function randomPosition(random: () => number, rows: readonly TaskRow[]): TaskPosition {
  const neighbour = pick(random, rows);
  if (neighbour !== undefined && random() < 0.5) return { at: random() < 0.5 ? "before" : "after", task: neighbour.id };
  return { at: random() < 0.3 ? "start" : "end", list: null };
}

function createTasks(random: () => number, rows: readonly TaskRow[], makeItemId: () => ItemId): TaskIntent {
  const isLong = random() < 0.005;
  const count = isLong ? LONG_PASTE.tasks : 1 + Math.floor(random() * 3);
  const tasks = Array.from({ length: count }, () => ({
    id: makeItemId(),
    title: isLong ? "long ".repeat(LONG_PASTE.titleLength / 5).trim() : `task ${Math.floor(random() * 1e6)}`,
    day: pick(random, DAYS) ?? null,
  }));
  return { kind: "create", tasks, position: randomPosition(random, rows) };
}

function changeOf(random: () => number, row: TaskRow, ids: readonly ItemId[], rows: readonly TaskRow[]): TaskIntent {
  const [conflict] = row.conflicts;
  if (conflict !== undefined && random() < 0.3) {
    return { kind: "resolve", id: row.id, field: conflict.field, value: pick(random, conflict.values)?.value ?? row.title };
  }
  const kinds: readonly (() => TaskIntent)[] = [
    () => ({ kind: "rename", id: row.id, title: `renamed ${Math.floor(random() * 1e6)}` }),
    () => ({ kind: "rename", id: row.id, title: `renamed ${Math.floor(random() * 3)}` }),
    () => ({ kind: "set-done", ids, done: random() < 0.7 }),
    () => ({ kind: "set-day", ids, day: pick(random, DAYS) ?? null }),
    () => ({ kind: "move", ids: [row.id], position: randomPosition(random, rows) }),
    () => ({ kind: "trash", ids }),
    () => ({ kind: "restore", ids }),
  ];
  return pick(random, kinds)?.() ?? { kind: "trash", ids };
}

/** `rows`: what the tab shows. Half of the time it is a few of the first ones that are changed, so that devices meet. */
export function randomIntent(random: () => number, rows: readonly TaskRow[], makeItemId: () => ItemId): TaskIntent {
  const popular = rows.slice(0, 3);
  const row = pick(random, random() < 0.5 ? popular : rows);
  if (row === undefined || random() < 0.2) return createTasks(random, rows, makeItemId);
  const others = rows.filter(() => random() < 0.05).map(({ id }) => id);
  return changeOf(random, row, [...new Set([row.id, ...others.slice(0, 4)])], rows);
}
