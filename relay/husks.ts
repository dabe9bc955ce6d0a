// What a log that has forked says beyond its fork, where packs contain it (PROTOCOL.md "Husks"). Its chain stays for ever, since it ties the log's ways to each
// other; what the records say goes once a checkpoint that contains it is endorsed, as records go below a base.

import { pathKey } from "./space-draft.ts";
import type { Sha256 } from "../src/base/labels.ts";
import type { LogPath } from "../src/ports/store.ts";
import type { CoverEntry } from "../src/wire/checkpoint.ts";
import { huskOf } from "../src/wire/encode-record.ts";
import { firstStoredSeq, locate, pathOf, segmentsTo, type LogTree } from "../src/wire/log-tree.ts";
import { isHuskBytes } from "../src/wire/record-envelope.ts";
import { firstForkSeq } from "../src/wire/tree-relation.ts";
import type { ReadLimit, RelayRecord } from "./relay-store.ts";
import { isProven, type Covering, type IsOnWay, type ShelfCheckpoint } from "./shelf.ts";
import type { SpaceDraft } from "./space-draft.ts";

export type HuskPorts = {
  readonly sha256: Sha256;
  /** Of committed records. */
  readonly readRecords: (path: LogPath, fromSeq: number, limit: ReadLimit) => Promise<readonly RelayRecord[]>;
  /** Ways of checkpoints of which nothing is left to do: a way that is here is all here. */
  readonly emptied: Set<string>;
};

const BATCH: ReadLimit = { maxRecords: 500, maxBytes: 1_048_576 };

/** By path: up to which record. */
type Reached = ReadonlyMap<string, LogPath & { readonly lastSeq: number }>;

/** Null: the record is not here. */
async function wayTo(draft: SpaceDraft, { log, seq, id }: CoverEntry): Promise<Reached | null> {
  const tree = draft.treeOf(log);
  const position = tree === null ? null : await locate(tree, seq, id, draft.idAt);
  if (tree === null || position === null) return null;
  return new Map(segmentsTo(tree, position).map(({ branch, lastSeq }) => [pathKey({ log, branch }), { log, branch, lastSeq }]));
}

/** The first record of a path that pruning for this checkpoint leaves. */
function firstKept(tree: LogTree, branch: string, { cover }: ShelfCheckpoint): number {
  const path = pathOf(tree, branch);
  if (branch !== "") return path.firstSeq;
  const coveredSeq = cover.find(({ log }) => log === tree.log)?.seq ?? 0;
  return Math.max(firstStoredSeq(path), Math.min(coveredSeq, firstForkSeq(tree) - 1) + 1);
}

/** Some of what there is to do: whoever has it committed calls again. */
export async function makeHusks(draft: SpaceDraft, ports: HuskPorts): Promise<void> {
  for (const checkpoint of [...draft.shelf.checkpoints.values()].filter(isProven)) {
    for (const entry of endsOf(draft, checkpoint)) {
      const key = `${checkpoint.id}/${entry.id}`;
      if (ports.emptied.has(key)) continue;
      const way = await wayTo(draft, entry);
      if (way === null) continue;
      if (await emptyWay(draft, ports, checkpoint, way)) return;
      ports.emptied.add(key);
    }
  }
}

/** Of logs that have forked here or elsewhere. */
function endsOf(draft: SpaceDraft, { cover, ways }: ShelfCheckpoint): readonly CoverEntry[] {
  return [...ways, ...cover.filter(({ log }) => (draft.treeOf(log)?.paths.size ?? 0) > 1)];
}

/** True when there was something to do. */
async function emptyWay(
  draft: SpaceDraft,
  { sha256, readRecords }: HuskPorts,
  checkpoint: ShelfCheckpoint,
  way: Reached,
): Promise<boolean> {
  for (const { log, branch, lastSeq } of way.values()) {
    const tree = draft.treeOf(log);
    if (tree === null) continue;
    for (let seq = firstKept(tree, branch, checkpoint); seq <= lastSeq;) {
      const read = await readRecords({ log, branch }, seq, BATCH);
      const whole = read.filter((record) => record.seq <= lastSeq && !isHuskBytes(record.bytes));
      const records = whole.map((record) => ({ ...record, bytes: huskOf(sha256, record.bytes) })).filter(({ bytes }) => isHuskBytes(bytes));
      if (records.length > 0) draft.putHusks({ path: { log, branch }, records });
      if (records.length > 0) return true;
      if (read.length === 0) break;
      seq += read.length;
    }
  }
  return false;
}

/** Which of the records that checkpoints name stand on ways of others, as far as they are here. */
export async function findWays(draft: SpaceDraft): Promise<IsOnWay> {
  const all = [...draft.shelf.checkpoints.values()];
  const forked = new Set(all.flatMap(({ ways }) => ways.map(({ log }) => log)));
  const wayById = new Map<string, Reached>();
  for (const entry of all.flatMap(({ cover, ways }) => [...cover, ...ways]).filter(({ log }) => forked.has(log))) {
    const way = wayById.has(entry.id) ? null : await wayTo(draft, entry);
    if (way !== null) wayById.set(entry.id, way);
  }
  const reaches = (by: Covering, key: string, seq: number): boolean =>
    [...by.cover, ...by.ways].some(({ id }) => (wayById.get(id)?.get(key)?.lastSeq ?? 0) >= seq);
  return (by, { id }) => {
    const last = [...(wayById.get(id) ?? [])].at(-1);
    return last !== undefined && reaches(by, last[0], last[1].lastSeq);
  };
}
