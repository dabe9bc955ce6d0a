// Reads all stored records of a space for its diagnosis, page by page and outside the space's turn: how many there are of each path, what they take, and
// which of them wait for what. What is appended meanwhile may be missed.

import { bytesToHex } from "../../base/bytes.ts";
import type { StoredRecord } from "../../ports/store.ts";
import { parseRecord } from "../../wire/record-envelope.ts";
import type { TreePath } from "../../wire/log-tree.ts";
import type { LogDiagnosis, WaitingReason } from "../face/diagnosis.ts";
import type { SpaceCore } from "../space-core.ts";
import { madeAtMs } from "./made-at.ts";

const PAGE = { maxRecords: 500, maxBytes: 1_048_576 };

type Counted = Pick<LogDiagnosis, "records" | "bytes" | "applied" | "void" | "waiting">;

const NOTHING: Counted = { records: 0, bytes: 0, applied: 0, void: 0, waiting: null };

function count(counted: Counted, record: StoredRecord): Counted {
  const next = { ...counted, records: counted.records + 1, bytes: counted.bytes + record.bytes.length };
  if (record.state === "applied") return { ...next, applied: counted.applied + 1 };
  if (record.state === "void") return { ...next, void: counted.void + 1 };
  if (counted.waiting !== null) return { ...next, waiting: { ...counted.waiting, records: counted.waiting.records + 1 } };
  const why = waitingReasonOf(record);
  return why === null ? next : { ...next, waiting: { fromSeq: record.seq, records: 1, why } };
}

function waitingReasonOf({ state, bytes }: StoredRecord): WaitingReason | null {
  if (state === "beyond") return { kind: "beyond" };
  const envelope = parseRecord(bytes);
  if (!envelope.ok) return null;
  const { format, kind, epochPrefix } = envelope.value;
  return state === "keyless" ? { kind: "no-key", epochPrefix: bytesToHex(epochPrefix) } : { kind: "newer", format, recordKind: kind };
}

export type ReadPath = { readonly log: LogDiagnosis; readonly newestMadeAtMs: number | null };

/** Throws a store failure. */
async function readPath(core: SpaceCore, path: TreePath): Promise<ReadPath> {
  let counted = NOTHING;
  let newest: number | null = null;
  const { log, branch, device, generation, firstSeq, seq } = path;
  const baseSeq = path.base?.seq ?? 0;
  for (let next = Math.max(firstSeq, baseSeq + 1); next <= seq;) {
    const records = await core.index.read(path, next, PAGE);
    const last = records.at(-1);
    if (last === undefined) break;
    for (const record of records) counted = count(counted, record);
    newest = madeAtMs(core, last) ?? newest;
    next = last.seq + 1;
  }
  const damagedSeq = core.index.damagedSeq(path) || null;
  return { log: { log, branch, device, generation, firstSeq, seq, baseSeq, damagedSeq, ...counted }, newestMadeAtMs: newest };
}

/** Throws a store failure. */
export async function readLogs(core: SpaceCore): Promise<readonly ReadPath[]> {
  const paths = [...core.index.trees.values()].flatMap((tree) => [...tree.paths.values()]);
  const inOrder = paths.toSorted((a, b) => Number(a.branch !== "") - Number(b.branch !== "") || (a.log < b.log ? -1 : 1));
  const read: ReadPath[] = [];
  for (const path of inOrder) read.push(await readPath(core, path));
  return read;
}
