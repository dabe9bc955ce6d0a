import { createRoot } from "solid-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeId, type ItemId } from "../../base/ids.ts";
import type { TaskRow } from "../../model/task-row.ts";
import type { ReplicaRequest } from "../../replica/face.ts";
import { createReplicaClient, type RowsPush } from "./replica-client.ts";
import { createTaskWindow, snapshotAfter, windowAround, type TaskSnapshot, type TaskWindow } from "./task-window.ts";

const id = (n: number): ItemId => makeId("item", new Uint8Array(16).fill(n));

const row = (n: number, title: string): TaskRow => ({
  id: id(n),
  kind: "task",
  title,
  done: false,
  doneMs: null,
  day: null,
  time: null,
  zone: null,
  start: null,
  repeat: null,
  reminders: [],
  section: null,
  parent: null,
  priority: null,
  list: null,
  order: "a",
  tags: [],
  hasNotes: false,
  checklist: { done: 0, total: 0 },
  trashed: false,
  trashedMs: null,
  conflicts: [],
  createdMs: 0,
  changedMs: 0,
  newer: false,
});

const push = (start: number, ids: readonly ItemId[], changed: readonly TaskRow[]): RowsPush => ({
  kind: "rows",
  watch: 1,
  total: 100,
  start,
  ids,
  changed,
});

const EMPTY: TaskSnapshot = { total: null, start: 0, ids: [], rowsById: new Map(), depths: [], parts: [], headings: [] };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("rows that stay keep their identity, rows outside the window are let go", () => {
  const before = snapshotAfter(EMPTY, push(0, [id(1), id(2)], [row(1, "one"), row(2, "two")]));
  const after = snapshotAfter(before, push(1, [id(2), id(3)], [row(3, "three")]));
  expect(after.rowsById.get(id(2))).toBe(before.rowsById.get(id(2)));
  expect([...after.rowsById.keys()]).toEqual([id(2), id(3)]);
  expect(after.start).toBe(1);
});

test("the window reaches beyond what is visible, in whole steps, and never before the first row", () => {
  expect(windowAround(0, 12)).toEqual({ start: 0, count: 100 });
  expect(windowAround(120, 140)).toEqual({ start: 50, count: 150 });
});

/** A window over a client whose worker is the test. */
function openWindow(around: (apply: () => void) => void = (apply) => apply()): {
  tasks: TaskWindow;
  requests: ReplicaRequest[];
  hear: (push: RowsPush) => void;
  dispose: () => void;
} {
  const requests: ReplicaRequest[] = [];
  let hear: ((push: RowsPush) => void) | null = null;
  const port = {
    send: ({ request }: { request: ReplicaRequest }) => requests.push(request),
    listen: (onMessage: (message: { kind: "push"; push: RowsPush }) => void) => {
      hear = (rows) => onMessage({ kind: "push", push: rows });
    },
  };
  const client = createReplicaClient(port, "b1");
  return createRoot((dispose) => ({
    tasks: createTaskWindow(client, { view: "open" }, around),
    requests,
    hear: (rows: RowsPush) => hear?.(rows),
    dispose,
  }));
}

test("scrolling asks for another window only when the rows in sight leave this one's", () => {
  const { tasks, requests } = openWindow();
  tasks.showRange(0, 20);
  tasks.showRange(10, 40);
  tasks.showRange(300, 320);
  tasks.showRange(301, 321);
  expect(requests.map(({ kind }) => kind)).toEqual(["watch", "move-window"]);
});

test("what comes while the list is held shows in order when it is let go", () => {
  const { tasks, hear } = openWindow();
  hear(push(0, [id(1)], [row(1, "one")]));
  tasks.hold(400);
  hear(push(0, [id(1)], [row(1, "uno")]));
  hear(push(0, [id(1), id(2)], [row(2, "two")]));
  expect(tasks.snapshot().ids).toEqual([id(1)]);
  vi.advanceTimersByTime(400);
  expect(tasks.row(id(1))?.title).toBe("uno");
  expect(tasks.indexOf(id(2))).toBe(1);
  hear(push(0, [], []));
  expect(tasks.snapshot().ids).toEqual([]);
});

test("a hold during which nothing came ends all the same, so that a tick that was not saved shows as none", () => {
  let ends = 0;
  const { tasks, dispose } = openWindow((apply) => {
    ends += 1;
    apply();
  });
  tasks.hold(400);
  vi.advanceTimersByTime(399);
  expect(ends).toBe(0);
  vi.advanceTimersByTime(1);
  expect(ends).toBe(1);
  dispose();
});

test("a window that is disposed tells the worker and listens no more", () => {
  const { tasks, requests, hear, dispose } = openWindow();
  dispose();
  hear(push(0, [id(1)], [row(1, "one")]));
  expect(requests.at(-1)?.kind).toBe("unwatch");
  expect(tasks.snapshot().total).toBeNull();
});
