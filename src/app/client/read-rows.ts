// Rows of a query that the window on screen does not hold, read once: what is selected, or stands around something, may reach beyond it.

import type { ItemId } from "../../base/ids.ts";
import type { TaskRow } from "../../model/task-row.ts";
import type { RowWindow } from "../../replica/face.ts";
import type { TaskQuery } from "../../replica/face/task-query.ts";
import type { ReplicaClient } from "./replica-client.ts";
import { MAX_ROWS, type TaskSnapshot, type WindowPush } from "./task-window.ts";

/** `window`: of at most `MAX_ROWS`. Null where the replica cannot tell now. */
export async function readRows(client: ReplicaClient, query: TaskQuery, window: RowWindow): Promise<WindowPush<TaskRow> | null> {
  let read: WindowPush<TaskRow> | null = null;
  const { watch, stop } = client.listenToRows((push) => {
    read ??= push;
  });
  // What is watched is told before the question is answered.
  await client.ask({ kind: "watch", watch, query, window });
  stop();
  await client.ask({ kind: "unwatch", watch });
  return read;
}

/** The rows of `ids` as far as the query has them, in its order; `here`: those that need not be read. */
export async function rowsWithIds(
  client: ReplicaClient,
  query: TaskQuery,
  ids: readonly ItemId[],
  here: (id: ItemId) => TaskRow | undefined,
): Promise<readonly TaskRow[]> {
  const known = ids.flatMap((id) => here(id) ?? []);
  if (known.length === ids.length) return known;
  const wanted = new Set(ids);
  const found: TaskRow[] = [];
  for (let start = 0; found.length < ids.length; start += MAX_ROWS) {
    // One after the other: most often what is missing is soon found.
    const read = await readRows(client, query, { start, count: MAX_ROWS });
    found.push(...(read?.changed ?? []).filter(({ id }) => wanted.has(id)));
    if (read === null || start + MAX_ROWS >= read.total) break;
  }
  return found;
}

const filled = <Part>(some: readonly Part[] | undefined, length: number, none: Part): readonly Part[] =>
  Array.from({ length }, (_, at) => some?.[at] ?? none);

/** `snapshot` with the rows before or after it as well. Null where they cannot be read, or the list has become another meanwhile. */
export async function widened(
  client: ReplicaClient,
  query: TaskQuery,
  snapshot: TaskSnapshot,
  to: "above" | "below",
): Promise<TaskSnapshot | null> {
  const { start, ids, total, depths, parts, rowsById, headings } = snapshot;
  const from = to === "above" ? Math.max(0, start - MAX_ROWS) : start + ids.length;
  const count = to === "above" ? start - from : MAX_ROWS;
  const read = await readRows(client, query, { start: from, count });
  if (read === null || read.total !== total || read.ids.length === 0) return null;
  const join = <Part>(more: readonly Part[], here: readonly Part[]): readonly Part[] =>
    to === "above" ? [...more, ...here] : [...here, ...more];
  return {
    total,
    headings,
    start: Math.min(from, start),
    ids: join(read.ids, ids),
    depths: join(filled(read.depths, read.ids.length, 0), filled(depths, ids.length, 0)),
    parts: join(filled(read.parts, read.ids.length, null), filled(parts, ids.length, null)),
    rowsById: new Map([...rowsById, ...read.changed.map((row) => [row.id, row] as const)]),
  };
}
