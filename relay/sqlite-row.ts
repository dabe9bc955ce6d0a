// Reads the columns of a row that SQLite returned. What has another type than the schema gives it is damage: it throws `DamagedRow`, which
// the store turns into an error.

import { parseId, type DeviceId, type LogTag, type PackId, type RecordId, type StatementId } from "../src/base/ids.ts";
import { bytesToHex } from "../src/base/bytes.ts";
import type { PathHead } from "../src/ports/store.ts";

export class DamagedRow extends Error {}

type IdTypes = { device: DeviceId; log: LogTag; pack: PackId; record: RecordId; statement: StatementId };

function column(row: unknown, name: string): unknown {
  if (typeof row !== "object" || row === null) throw new DamagedRow("not a row");
  return Reflect.get(row, name);
}

export function readNumber(row: unknown, name: string): number {
  const value = column(row, name);
  if (typeof value !== "number") throw new DamagedRow(`${name} is not a number`);
  return value;
}

export function readText(row: unknown, name: string): string {
  const value = column(row, name);
  if (typeof value !== "string") throw new DamagedRow(`${name} is not text`);
  return value;
}

export function readBytes(row: unknown, name: string): Uint8Array {
  const value = column(row, name);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  // Some calls of the library give a Buffer: the same bytes as everyone else has them.
  if (value instanceof Uint8Array) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  throw new DamagedRow(`${name} is not bytes`);
}

export const readHex = (row: unknown, name: string): string => bytesToHex(readBytes(row, name));

export function readId<Kind extends keyof IdTypes>(row: unknown, kind: Kind, name: string): IdTypes[Kind] {
  const id = parseId(kind, readBytes(row, name));
  if (id === null) throw new DamagedRow(`${name} has the wrong length`);
  return id;
}

export const isNull = (row: unknown, name: string): boolean => column(row, name) === null;

/** A path's row: log, branch, device, generation, first_seq, parent_id, head_seq, head_id, base_seq, base_id. */
export const readHead = (row: unknown): PathHead => ({
  log: readId(row, "log", "log"),
  branch: readHex(row, "branch"),
  device: readId(row, "device", "device"),
  generation: readNumber(row, "generation"),
  firstSeq: readNumber(row, "first_seq"),
  parentId: isNull(row, "parent_id") ? null : readId(row, "record", "parent_id"),
  seq: readNumber(row, "head_seq"),
  id: readId(row, "record", "head_id"),
  ...(isNull(row, "base_seq") ? {} : { base: { seq: readNumber(row, "base_seq"), id: readId(row, "record", "base_id") } }),
});
