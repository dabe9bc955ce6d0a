// What is kept of the rooms that notes of this device are mirrored with (ports/mirror-store.ts), as rows of the store's meta table. By the note alone: a note keeps its
// id when it goes along into another space. A device's own, never sent. What the rooms hold is wrapped by the vault, as all texts on the device are.
// Forms: `mirrors`: list(note bytes[16]), those with rows here. Of each note a head: format u8 | log bytes[8] | base flag u8 | room of the base varuint | first slot
// varuint | slots varuint; a base, wrapped: the update; and its entries in slots, wrapped: kind u8 | number varuint | of a note's: after varuint | list(client varuint
// | from varuint | end varuint) | the update. Slots are never used again, so that no two heads of a note are ever the same.

import { bytesToHex, hexToBytes } from "../base/bytes.ts";
import { ByteWriter, decode, type ByteReader } from "../base/codec.ts";
import { ID_BYTES, idToBytes, makeId, type ItemId } from "../base/ids.ts";
import type { MirrorEntry } from "../ports/mirror-store.ts";
import type { Store, StoreBatch } from "../ports/store.ts";
import { valueOf } from "./store-failure.ts";

type MetaRow = StoreBatch["meta"][number];

export type MirrorHead = {
  readonly log: string;
  /** `MirrorBase.room`; null: there is no base. */
  readonly baseRoom: number | null;
  readonly firstSlot: number;
  readonly slots: number;
};

const FORMAT = 1;
const LOG_BYTES = 8;
const [ROOM, NOTE] = [0, 1] as const;
/** A device mirrors a few notes at a time; of those that it mirrored before, rows are taken away. */
const MAX_NOTES = 1_024;
/** Clients whose operations one change of a note brings. */
const MAX_CLIENTS = 10_000;

export const MIRRORS_KEY = "mirrors";
export const mirrorHeadKey = (note: ItemId): string => `mirror/${note}`;
export const mirrorBaseKey = (note: ItemId): string => `mirror/${note}/base`;
export const mirrorSlotKey = (note: ItemId, slot: number): string => `mirror/${note}/${slot}`;
/** What a row is wrapped for. */
export const mirrorPurpose = (key: string): string => `${key} ${FORMAT}`;

/** Throws a store failure. */
export async function readMirroredNotes(
  store: Pick<Store, "readMeta">,
): Promise<{ readonly notes: readonly ItemId[]; readonly bytes: Uint8Array | null }> {
  const bytes = valueOf(await store.readMeta(MIRRORS_KEY));
  const decoded = bytes === null ? null : decode(bytes, readNotes);
  return { notes: decoded?.ok === true ? decoded.value : [], bytes };
}

const readNotes = (reader: ByteReader): ItemId[] =>
  reader.list(MAX_NOTES, ID_BYTES.item, (entry) => makeId("item", entry.bytes(ID_BYTES.item)));

export const mirroredNotesEntry = (notes: readonly ItemId[]): MetaRow => ({
  key: MIRRORS_KEY,
  value: notes.length === 0 ? null : new ByteWriter().list(notes.slice(-MAX_NOTES), (writer, id) => writer.bytes(idToBytes(id))).finish(),
});

export function encodeMirrorHead({ log, baseRoom, firstSlot, slots }: MirrorHead): Uint8Array {
  const bytes = hexToBytes(log) ?? new Uint8Array(LOG_BYTES);
  const writer = new ByteWriter().u8(FORMAT).bytes(bytes);
  return writer.u8(baseRoom === null ? 0 : 1).varUint(baseRoom ?? 0).varUint(firstSlot).varUint(slots).finish(); // prettier-ignore
}

/** Null where it is none of ours. */
export function parseMirrorHead(bytes: Uint8Array | null): MirrorHead | null {
  if (bytes === null || bytes[0] !== FORMAT) return null;
  const decoded = decode(bytes.subarray(1), (reader): MirrorHead => {
    const log = bytesToHex(reader.bytes(LOG_BYTES));
    const hasBase = reader.u8() === 1;
    const room = reader.varUint();
    return { log, baseRoom: hasBase ? room : null, firstSlot: reader.varUint(), slots: reader.varUint() };
  });
  return decoded.ok ? decoded.value : null;
}

export const slotsOf = ({ firstSlot, slots }: MirrorHead): number[] => Array.from({ length: slots }, (_, i) => firstSlot + i);

export const slotRemovals = (note: ItemId, head: MirrorHead | null): MetaRow[] =>
  (head === null ? [] : slotsOf(head)).map((slot) => ({ key: mirrorSlotKey(note, slot), value: null }));

/** All rows of a note. `bytes`: of its head. */
export const mirrorRemovals = (note: ItemId, bytes: Uint8Array | null): MetaRow[] => [
  { key: mirrorHeadKey(note), value: null },
  { key: mirrorBaseKey(note), value: null },
  ...slotRemovals(note, parseMirrorHead(bytes)),
];

export function encodeMirrorEntry(entry: MirrorEntry): Uint8Array {
  const writer = new ByteWriter().u8(entry.kind === "room" ? ROOM : NOTE).varUint(entry.number);
  if (entry.kind === "note") {
    writer.varUint(entry.after).list(entry.operations, (each, { client, from, end }) => each.varUint(client).varUint(from).varUint(end));
  }
  return writer.bytes(entry.update).finish();
}

export function parseMirrorEntry(bytes: Uint8Array): MirrorEntry | null {
  const decoded = decode(bytes, readEntry);
  return decoded.ok ? decoded.value : null;
}

function readEntry(reader: ByteReader): MirrorEntry {
  const kind = reader.u8();
  const number = reader.varUint();
  if (kind === ROOM) return { kind: "room", number, update: reader.rest() };
  const after = reader.varUint();
  const operations = reader.list(MAX_CLIENTS, 3, (each) => ({ client: each.varUint(), from: each.varUint(), end: each.varUint() }));
  return { kind: "note", number, after, operations, update: reader.rest() };
}
