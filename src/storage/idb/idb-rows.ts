// How what the store holds stands in IndexedDB's rows, and back: ids as bytes, so that rows stay small and keys sort as bytes do.
// A row that reads as nothing of ours (another program's, a half-broken profile's) parses as `null` and is left where it is.

import { idToBytes, parseId, type PackId, type SpaceId } from "../../base/ids.ts";
import type {
  LogPath,
  PathBase,
  PathHead,
  RecordState,
  StoredPage,
  StoredReceipt,
  StoredRecord,
  StoredStatement,
} from "../../ports/store.ts";
import { MAX_SEQ } from "../../wire/limits.ts";
import { isBranch } from "../branch-name.ts";

export type Bytes = Uint8Array<ArrayBuffer>;
export type Fields = Readonly<Record<string, unknown>>;
export type PathKey = [space: Bytes, log: Bytes, branch: string];

/** Exactly these bytes: of a view, the platform would store the whole buffer behind it. */
export const copyOf = (bytes: Uint8Array): Bytes => bytes.slice();
export const idKey = (id: Parameters<typeof idToBytes>[0]): Bytes => copyOf(idToBytes(id));

export const spaceKey = (space: SpaceId): Bytes => idKey(space);
export const pathKeyOf = (space: SpaceId, { log, branch }: LogPath): PathKey => [idKey(space), idKey(log), branch];

/** All rows of a space. An array sorts after every number, text and byte string. */
export const spaceRange = (space: SpaceId): IDBKeyRange => IDBKeyRange.bound([idKey(space)], [idKey(space), []]);
/** The rows of a path from `fromSeq` on. */
export const pathRange = (path: PathKey, fromSeq: number): IDBKeyRange =>
  IDBKeyRange.bound([...path, fromSeq], [...path, Number.POSITIVE_INFINITY]);

export const blockKey = (space: SpaceId, pack: PackId, index: number): [Bytes, Bytes, number] => [idKey(space), idKey(pack), index];
export const blockRange = (space: SpaceId, pack: PackId, firstIndex: number, maxBlocks: number): IDBKeyRange =>
  IDBKeyRange.bound(blockKey(space, pack, firstIndex), blockKey(space, pack, firstIndex + maxBlocks - 1));

export function parseHeadRow(row: unknown): PathHead | null {
  const fields = fieldsOf(row);
  const log = parseIdField("log", fields["log"]);
  const device = parseIdField("device", fields["device"]);
  const id = parseIdField("record", fields["id"]);
  const parentId = parseIdField("record", fields["parentId"]);
  const place = parsePlace(fields);
  if (log === null || device === null || id === null || place === null) return null;
  const head = { log, device, id, parentId, ...place };
  return isPlace(head, fields["parentId"]) ? withBase(head, fields["base"]) : null;
}

/** Without branches whose log has no trunk here: where they begin cannot be told. */
export function withTrunks(heads: readonly PathHead[]): readonly PathHead[] {
  const logs = new Set(heads.flatMap(({ log, branch }) => (branch === "" ? log : [])));
  return heads.filter(({ log }) => logs.has(log));
}

/** Only a path that begins with the log follows nothing, and a trunk is one. */
function isPlace({ branch, firstSeq, parentId, seq }: PathHead, parentRow: unknown): boolean {
  const isFirst = firstSeq === 1;
  return seq >= firstSeq && seq <= MAX_SEQ && (isFirst ? parentRow === null : parentId !== null && firstSeq > 1 && branch !== "");
}

function withBase(head: PathHead, row: unknown): PathHead | null {
  if (row === undefined) return head;
  const base = parseBase(row);
  if (base === null || head.branch !== "" || base.seq < 1 || base.seq > head.seq) return null;
  return base.seq < head.seq || base.id === head.id ? { ...head, base } : null;
}

function parseBase(row: unknown): PathBase | null {
  const { seq, id: idBytes } = fieldsOf(row);
  const id = parseIdField("record", idBytes);
  return id !== null && isCount(seq) ? { seq, id } : null;
}

function parsePlace({ branch, generation, firstSeq, seq }: Fields): Pick<PathHead, "branch" | "generation" | "firstSeq" | "seq"> | null {
  if (typeof branch !== "string" || !isBranch(branch) || !isCount(generation) || !isCount(firstSeq) || !isCount(seq)) return null;
  return { branch, generation, firstSeq, seq };
}

/** Applied, until its row among the states says otherwise. */
export function parseRecordRow({ log, branch }: LogPath, row: unknown): StoredRecord | null {
  const { seq, id: idBytes, bytes } = fieldsOf(row);
  const id = parseIdField("record", idBytes);
  return id !== null && isCount(seq) && bytes instanceof Uint8Array ? { log, branch, seq, id, bytes, state: "applied" } : null;
}

export type StateRow = { readonly seq: number; readonly state: RecordState };

const STATES: readonly string[] = ["applied", "keyless", "parked", "void", "beyond"] satisfies readonly RecordState[];
const isRecordState = (value: unknown): value is RecordState => typeof value === "string" && STATES.includes(value);

export function parseStateRow(row: unknown): StateRow | null {
  const { seq, state } = fieldsOf(row);
  return isCount(seq) && isRecordState(state) ? { seq, state } : null;
}

export function parseStatementRow(row: unknown): StoredStatement | null {
  const { id: idBytes, bytes } = fieldsOf(row);
  const id = parseIdField("statement", idBytes);
  return id !== null && bytes instanceof Uint8Array ? { id, bytes } : null;
}

export function parseReceiptRow(row: unknown): StoredReceipt | null {
  const { device: deviceBytes, counter, bytes } = fieldsOf(row);
  const device = parseIdField("device", deviceBytes);
  return device !== null && isCount(counter) && bytes instanceof Uint8Array ? { device, counter, bytes } : null;
}

export function parsePageRow(row: unknown): StoredPage | null {
  const { number, bytes } = fieldsOf(row);
  return isCount(number) && bytes instanceof Uint8Array ? { number, bytes } : null;
}

export type BlockRow = { readonly index: number; readonly bytes: Uint8Array };

export function parseBlockRow(row: unknown): BlockRow | null {
  const { index, bytes } = fieldsOf(row);
  return isCount(index) && bytes instanceof Uint8Array ? { index, bytes } : null;
}

/** The pack a block's key names. */
export function parseBlockKey(key: unknown): PackId | null {
  const [, pack, index]: readonly unknown[] = Array.isArray(key) ? Array.from<unknown>(key) : [];
  return pack instanceof ArrayBuffer && isCount(index) ? parseId("pack", new Uint8Array(pack)) : null;
}

export const parseMetaRow = (row: unknown): Uint8Array | null => (row instanceof Uint8Array ? row : null);

const isCount = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

function fieldsOf(row: unknown): Fields {
  return typeof row === "object" && row !== null && !ArrayBuffer.isView(row) ? { ...row } : {};
}

function parseIdField<Kind extends Parameters<typeof parseId>[0]>(kind: Kind, value: unknown): ReturnType<typeof parseId<Kind>> {
  return value instanceof Uint8Array ? parseId(kind, value) : null;
}
