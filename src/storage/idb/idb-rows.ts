// How what the store holds stands in IndexedDB's rows, and back: ids as bytes, so that rows stay small and keys sort as bytes do.
// A row that reads as nothing of ours (another program's, a half-broken profile's) parses as `null` and is left where it is.

import { idToBytes, parseId, type SpaceId } from "../../base/ids.ts";
import type { LogPath, PathHead, RecordState, StoredReceipt, StoredRecord, StoredStatement } from "../../ports/store.ts";
import { isBranch } from "../commit-check.ts";

type Bytes = Uint8Array<ArrayBuffer>;
type Fields = Readonly<Record<string, unknown>>;
export type PathKey = [space: Bytes, log: Bytes, branch: string];

/** Exactly these bytes: of a view, the platform would store the whole buffer behind it. */
const copyOf = (bytes: Uint8Array): Bytes => bytes.slice();
const idKey = (id: Parameters<typeof idToBytes>[0]): Bytes => copyOf(idToBytes(id));

export const spaceKey = (space: SpaceId): Bytes => idKey(space);
export const pathKeyOf = (space: SpaceId, { log, branch }: LogPath): PathKey => [idKey(space), idKey(log), branch];
export const idRowKey = (space: SpaceId, id: Parameters<typeof idToBytes>[0]): [Bytes, Bytes] => [idKey(space), idKey(id)];

/** All rows of a space. An array sorts after every number, text and byte string. */
export const spaceRange = (space: SpaceId): IDBKeyRange => IDBKeyRange.bound([idKey(space)], [idKey(space), []]);
/** The rows of a path from `fromSeq` on. */
export const pathRange = (path: PathKey, fromSeq: number): IDBKeyRange =>
  IDBKeyRange.bound([...path, fromSeq], [...path, Number.POSITIVE_INFINITY]);

export const headToRow = (head: PathHead): Fields => ({
  log: idKey(head.log),
  branch: head.branch,
  device: idKey(head.device),
  generation: head.generation,
  firstSeq: head.firstSeq,
  parentId: head.parentId === null ? null : idKey(head.parentId),
  seq: head.seq,
  id: idKey(head.id),
});

export function parseHeadRow(row: unknown): PathHead | null {
  const fields = fieldsOf(row);
  const log = parseIdField("log", fields["log"]);
  const device = parseIdField("device", fields["device"]);
  const id = parseIdField("record", fields["id"]);
  const parentId = parseIdField("record", fields["parentId"]);
  const place = parsePlace(fields);
  if (log === null || device === null || id === null || place === null) return null;
  return parentId === null && fields["parentId"] !== null ? null : { log, device, id, parentId, ...place };
}

function parsePlace({ branch, generation, firstSeq, seq }: Fields): Pick<PathHead, "branch" | "generation" | "firstSeq" | "seq"> | null {
  if (typeof branch !== "string" || !isBranch(branch) || !isCount(generation) || !isCount(firstSeq) || !isCount(seq)) return null;
  return { branch, generation, firstSeq, seq };
}

export const recordToRow = ({ seq, id, bytes }: StoredRecord): Fields => ({ seq, id: idKey(id), bytes: copyOf(bytes) });

/** Applied, until its row among the states says otherwise. */
export function parseRecordRow({ log, branch }: LogPath, row: unknown): StoredRecord | null {
  const { seq, id: idBytes, bytes } = fieldsOf(row);
  const id = parseIdField("record", idBytes);
  return id !== null && isCount(seq) && bytes instanceof Uint8Array ? { log, branch, seq, id, bytes, state: "applied" } : null;
}

export type StateRow = { readonly seq: number; readonly state: RecordState };

const STATES: readonly string[] = ["applied", "keyless", "parked", "void"] satisfies readonly RecordState[];
const isRecordState = (value: unknown): value is RecordState => typeof value === "string" && STATES.includes(value);

export function parseStateRow(row: unknown): StateRow | null {
  const { seq, state } = fieldsOf(row);
  return isCount(seq) && isRecordState(state) ? { seq, state } : null;
}

export const statementToRow = ({ id, bytes }: StoredStatement): Fields => ({ id: idKey(id), bytes: copyOf(bytes) });

export function parseStatementRow(row: unknown): StoredStatement | null {
  const { id: idBytes, bytes } = fieldsOf(row);
  const id = parseIdField("statement", idBytes);
  return id !== null && bytes instanceof Uint8Array ? { id, bytes } : null;
}

export const receiptToRow = ({ device, counter, bytes }: StoredReceipt): Fields => ({
  device: idKey(device),
  counter,
  bytes: copyOf(bytes),
});

export function parseReceiptRow(row: unknown): StoredReceipt | null {
  const { device: deviceBytes, counter, bytes } = fieldsOf(row);
  const device = parseIdField("device", deviceBytes);
  return device !== null && isCount(counter) && bytes instanceof Uint8Array ? { device, counter, bytes } : null;
}

export const metaToRow = copyOf;

export const parseMetaRow = (row: unknown): Uint8Array | null => (row instanceof Uint8Array ? row : null);

const isCount = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

function fieldsOf(row: unknown): Fields {
  return typeof row === "object" && row !== null && !ArrayBuffer.isView(row) ? { ...row } : {};
}

function parseIdField<Kind extends Parameters<typeof parseId>[0]>(kind: Kind, value: unknown): ReturnType<typeof parseId<Kind>> {
  return value instanceof Uint8Array ? parseId(kind, value) : null;
}
