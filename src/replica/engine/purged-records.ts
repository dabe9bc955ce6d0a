// Finds the records that speak of items that were deleted for good: what they say must not stay. Records are sealed and signed, so that none can be changed: they go as a
// whole, with all before them in their log. What has been looked at is remembered, since little changes from run to run.

import type { LogTag } from "../../base/ids.ts";
import { openRecord } from "../../log/record.ts";
import type { StoredRecord } from "../../ports/store.ts";
import { isHuskBytes, parseRecord } from "../../wire/record-envelope.ts";
import { pathOf, type LogTree } from "../../wire/log-tree.ts";
import type { Reach } from "../base.ts";
import type { SpaceCore } from "../space-core.ts";
import type { EngineContext } from "./engine-context.ts";

const BATCH = { maxRecords: 200, maxBytes: 1_048_576 };

type Found = { readonly tombstones: number; readonly upTo: number; readonly lastSeq: number };

const NOTHING_FOUND = { upTo: 0, lastSeq: 0 };

const foundBySpace = new WeakMap<SpaceCore, Map<LogTag, Found>>();

/** One that cannot be opened may speak of anything; a deletion itself says nothing of what was deleted, nor does a husk. */
export function speaksOfPurged({ keys, members, items }: SpaceCore, { log, bytes }: StoredRecord): boolean {
  if (isHuskBytes(bytes)) return false;
  const envelope = parseRecord(bytes);
  const opened = envelope.ok ? openRecord(keys, log, envelope.value, members.epochKeys()) : null;
  if (opened?.ok !== true) return true;
  return opened.value.kind !== "purge" && opened.value.changes.some(({ item }) => items.tombstones.has(item));
}

async function lastOf({ core, pause, isStopped }: EngineContext, tree: LogTree, before: Found | undefined): Promise<Found> {
  const trunk = pathOf(tree, "");
  const tombstones = core.items.tombstones.size;
  const upTo = core.base.coveredSeq(tree.log);
  const known = before?.tombstones === tombstones ? before : NOTHING_FOUND;
  let { lastSeq } = known;
  for (let seq = Math.max(known.upTo, trunk.base?.seq ?? 0) + 1; seq <= upTo;) {
    const records = await core.index.read(trunk, seq, BATCH);
    if (records.length === 0 || isStopped()) return { tombstones, upTo: seq - 1, lastSeq };
    lastSeq = records.findLast((record) => record.seq <= upTo && speaksOfPurged(core, record))?.seq ?? lastSeq;
    seq += records.length;
    await pause();
  }
  return { tombstones, upTo, lastSeq };
}

/** The last such record of each log's trunk that the base covers. Throws a store failure. */
export async function reachOfPurged(context: EngineContext): Promise<Reach> {
  const { core } = context;
  if (core.items.tombstones.size === 0) return new Map();
  const found = foundBySpace.get(core) ?? new Map<LogTag, Found>();
  foundBySpace.set(core, found);
  for (const tree of core.index.trees.values()) found.set(tree.log, await lastOf(context, tree, found.get(tree.log)));
  return new Map([...found].map(([log, { lastSeq }]) => [log, lastSeq]));
}
