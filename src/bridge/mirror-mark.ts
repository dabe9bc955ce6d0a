// The mark in a note's document that says how much of the room its text contains: written in the transaction by which the text takes it in, so that both are in one
// record, or neither. It is no field: a field is what the user sees and chooses, this is where two texts stand. A later device reads it, so it is checked.

import { digest } from "lib0/hash/sha256";
import type * as Y from "yjs";
import { bytesToHex, utf8ToBytes } from "../base/bytes.ts";
import { keyOf, type Tree } from "./tree.ts";

const MIRROR_ROOT = "mirror";
const KEY = "at";
const LOG = /^[0-9a-f]{16}$/;
const TEXT_ID = /^[0-9a-f]{16}$/;

export type MirrorMark = {
  /** Whose entries are counted (`StoredMirror.log`). */
  readonly log: string;
  /** All entries from the room up to this one are in the note. */
  readonly room: number;
  /** What the text was on both sides when nothing was on its way; null: not said. */
  readonly text: string | null;
};

export function readMark(note: Y.Doc): MirrorMark | null {
  const value: unknown = note.share.has(MIRROR_ROOT) ? note.getMap(MIRROR_ROOT).get(KEY) : undefined;
  if (!Array.isArray(value)) return null;
  const parts: readonly unknown[] = value;
  const [log, room, text] = parts;
  if (typeof log !== "string" || !LOG.test(log)) return null;
  if (typeof room !== "number" || !Number.isSafeInteger(room) || room < 0) return null;
  return { log, room, text: typeof text === "string" && TEXT_ID.test(text) ? text : null };
}

/** Must run in a transaction. */
export function writeMark(note: Y.Doc, { log, room, text }: MirrorMark): void {
  note.getMap(MIRROR_ROOT).set(KEY, text === null ? [log, room] : [log, room, text]);
}

/** The same for equal texts: the first 8 bytes of SHA-256. */
export const textIdOf = (tree: Tree): string => bytesToHex(digest(utf8ToBytes(keyOf(tree))).slice(0, 8));
