// The row of a note: the plain projection that the list of notes reads, made only from the item and the beginning of its text; and its orders.

import type { ItemId, SpaceId } from "../base/ids.ts";
import type { Item } from "../items/read-item.ts";
import { stampToMs } from "../items/stamp.ts";
import { conflictsOf, type FieldConflict } from "./field-conflict.ts";
import { parseMirror, type NoteMirror } from "./mirror-field.ts";
import { noteSchema } from "./note-schema.ts";

export type NoteRow = {
  readonly id: ItemId;
  readonly kind: "note";
  /** Where rows of several spaces are shown together: the shared one it is of; absent: the user's own. */
  readonly space?: SpaceId;
  /** Empty when no valid title was ever written. */
  readonly title: string;
  /** The beginning of its text, on one line; at most `MAX_EXCERPT_LENGTH`. */
  readonly excerpt: string;
  /** With which room its text is mirrored, and by which device; null: none. */
  readonly mirror: NoteMirror | null;
  readonly trashed: boolean;
  /** Milliseconds since 1970, as all times here. */
  readonly trashedMs: number | null;
  readonly conflicts: readonly FieldConflict[];
  readonly createdMs: number;
  readonly changedMs: number;
  /** Written by a newer version of Daybook: shown as far as it is understood, read-only. */
  readonly newer: boolean;
};

/** In UTF-16 units: two lines of a wide screen. */
export const MAX_EXCERPT_LENGTH = 160;

const isNote = (item: Item): boolean => item.kind === noteSchema.kind;

/** `null` when the item is not a note. */
export function noteRow(id: ItemId, item: Item, excerpt: () => string): NoteRow | null {
  if (!isNote(item)) return null;
  const title = item.fields.get("title");
  return {
    id,
    kind: "note",
    title: typeof title === "string" ? title : "",
    excerpt: excerpt(),
    mirror: parseMirror(item.fields.get("mirror") ?? null),
    trashed: item.isTrashed,
    trashedMs: item.trashedStamp === null ? null : stampToMs(item.trashedStamp),
    conflicts: conflictsOf(item, "title"),
    createdMs: stampToMs(item.createdStamp),
    changedMs: stampToMs(item.changedStamp),
    newer: item.status === "newer",
  };
}

const compareIds = (a: NoteRow, b: NoteRow): number => Number(a.id > b.id) - Number(a.id < b.id);

/** Changed last first. */
export const compareByChanged = (a: NoteRow, b: NoteRow): number => b.changedMs - a.changedMs || compareIds(a, b);

/** Newest in the trash first. */
export const compareNotesByTrashed = (a: NoteRow, b: NoteRow): number => (b.trashedMs ?? 0) - (a.trashedMs ?? 0) || compareIds(a, b);
