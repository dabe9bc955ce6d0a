// The mark in an item's document that says how much of a room (src/bridge) its text contains: written in the transaction by which the text takes it in, so that both
// are in one record, or neither. It is no field: a field is what the user sees and chooses, this is where two texts stand. A later device reads it, so it
// is checked, and it is all that the root may hold that an editor's document writes.

import * as Y from "yjs";

const MIRROR_ROOT = "mirror";
const KEY = "at";
const HEX = /^[0-9a-f]{16}$/;

export type MirrorMark = {
  /** Whose entries are counted (`StoredMirror.log`). */
  readonly log: string;
  /** All entries from the room up to this one are in the note. */
  readonly room: number;
  /** What the text was on both sides when nothing was on its way: 16 hex digits; null: not said. */
  readonly text: string | null;
};

export function readMark(note: Y.Doc): MirrorMark | null {
  const value: unknown = note.share.has(MIRROR_ROOT) ? note.getMap(MIRROR_ROOT).get(KEY) : undefined;
  if (!Array.isArray(value) || value.length > 3) return null;
  const parts: readonly unknown[] = value;
  const [log, room, text = null] = parts;
  return isHex(log) && isCount(room) && (text === null || isHex(text)) ? { log, room, text } : null;
}

const isHex = (value: unknown): value is string => typeof value === "string" && HEX.test(value);
const isCount = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

/** Must run in a transaction. */
export function writeMark(note: Y.Doc, { log, room, text }: MirrorMark): void {
  note.getMap(MIRROR_ROOT).set(KEY, text === null ? [log, room] : [log, room, text]);
}

/** Whether a change of `type`, as Yjs tells it (keys, null for a list's place), was of the mark and of nothing else. */
export function isChangeOfMark(note: Y.Doc, type: unknown, keys: ReadonlySet<string | null>): boolean {
  return type instanceof Y.AbstractType && note.share.get(MIRROR_ROOT) === type && [...keys].every((key) => key === KEY);
}
