// Branded names of things: an id can only come from its parser or its generator, so that ids of different kinds never mix.
// In memory and across postMessage every id is lower-case hex text (usable as a map key); on the wire and on disk it is bytes.

import { bytesToHex, hexToBytes } from "./bytes.ts";

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** 32 bytes: SHA-256 of the founding statement (PROTOCOL.md "Statements"). */
export type SpaceId = Branded<"SpaceId">;
/** 32 bytes: the device's Ed25519 public key. */
export type DeviceId = Branded<"DeviceId">;
/** 8 bytes: names a log by (space, device, generation) (PROTOCOL.md "Logs"). */
export type LogTag = Branded<"LogTag">;
/** 32 bytes: SHA-256 of what a record's author signed. */
export type RecordId = Branded<"RecordId">;
/** 32 bytes: SHA-256 of what a statement's author signed. */
export type StatementId = Branded<"StatementId">;
/** 32 bytes: commitment to an epoch's key. */
export type EpochId = Branded<"EpochId">;
/** 16 bytes: random, or derived from the item's meaning. */
export type ItemId = Branded<"ItemId">;
/** 8 bytes: random; joins the records of one user action. */
export type ActionId = Branded<"ActionId">;

/** 32 bytes: the Merkle root of a pack's blocks (PROTOCOL.md "Packs"). */
export type PackId = Branded<"PackId">;

type IdTypes = {
  space: SpaceId;
  device: DeviceId;
  log: LogTag;
  record: RecordId;
  statement: StatementId;
  epoch: EpochId;
  item: ItemId;
  action: ActionId;
  pack: PackId;
};

/** Length in bytes of each kind of id. */
export const ID_BYTES = {
  space: 32,
  device: 32,
  log: 8,
  record: 32,
  statement: 32,
  epoch: 32,
  item: 16,
  action: 8,
  pack: 32,
} as const satisfies Record<keyof IdTypes, number>;

/** `null` unless `bytes` has the length of this kind of id. */
export function parseId<Kind extends keyof IdTypes>(kind: Kind, bytes: Uint8Array): IdTypes[Kind] | null {
  // The only place where a brand is given: the length has just been checked.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return bytes.length === ID_BYTES[kind] ? (bytesToHex(bytes) as IdTypes[Kind]) : null;
}

/** Asserts the length: for bytes that our own code computed. */
export function makeId<Kind extends keyof IdTypes>(kind: Kind, bytes: Uint8Array): IdTypes[Kind] {
  const id = parseId(kind, bytes);
  if (id === null) throw new Error(`a ${kind} id has ${ID_BYTES[kind]} bytes, not ${bytes.length}`);
  return id;
}

/** `null` unless `text` is lower-case hex of the right length: for ids that come back from storage, URLs or messages. */
export function parseIdText<Kind extends keyof IdTypes>(kind: Kind, text: string): IdTypes[Kind] | null {
  const bytes = hexToBytes(text);
  const id = bytes === null ? null : parseId(kind, bytes);
  return id === text ? id : null;
}

export function idToBytes(id: IdTypes[keyof IdTypes]): Uint8Array {
  const bytes = hexToBytes(id);
  if (bytes === null) throw new Error("a branded id is hex");
  return bytes;
}
