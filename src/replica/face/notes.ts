// Notes, as a window asks for them: the list of them, and one that is open in an editor. The editor works on a Yjs document of its own, which the worker
// brings up to date, and says what it has done to the body. What a note is called, and whether it is in the trash, is said by intents as of any item.

import type { DeviceId, ItemId } from "../../base/ids.ts";
import type { Result } from "../../base/result.ts";
import type { Caret } from "../../members/sealed-presence.ts";
import type { NoteRow } from "../../model/note-row.ts";
import type { MirrorEntry, MirrorStoreError, StoredMirror } from "../../ports/mirror-store.ts";
import type { StoreError } from "../../ports/store.ts";
import type { ActError, RowWindow } from "../face.ts";

/** `notes`: those outside the trash, changed last first. `mirrored`: of these, those with a mirror. `trashed`: newest in the trash first. */
export type NoteQuery = "notes" | "mirrored" | "trashed";

export type OpenNote = {
  /** null: it is a task, of which its details tell. */
  readonly row: NoteRow | null;
  /** Of its whole document, a Yjs update V2: all of it at first, later what is new since it was told last. */
  readonly update: Uint8Array;
};

/** null: there is no such note or task. `unreadable`: the pack it is in is damaged here, and is being fetched again. */
export type WatchedNote = OpenNote | "unreadable" | null;

export type MirrorChange =
  | { readonly kind: "append"; readonly entry: MirrorEntry }
  | { readonly kind: "replace"; readonly mirror: StoredMirror };

/** The caret in the text, null while it is in none. */
export type Here = { readonly caret: Caret | null };

/** Another device on which the same note is open, on a page that is on screen. */
export type Present = Here & { readonly device: DeviceId };

export type NoteRequest =
  /** Rows of notes, told by `note-rows`. Numbers are shared with `watch`, and so are moving its window and ending it. */
  | { readonly kind: "watch-notes"; readonly watch: number; readonly query: NoteQuery; readonly window: RowWindow }
  /**
   * One note in full, or the notes of a task, told by `note`: at once and whenever it changes. `client`: of the editor's document, whose own operations are not told back.
   * `isUnseen`: it is not on a screen, and other devices are not told that somebody is in it.
   */
  | { readonly kind: "watch-note"; readonly watch: number; readonly id: ItemId; readonly client: number; readonly isUnseen?: true }
  /** Of what is watched like that: whether it is on screen, and where its caret is; null: it is not. Others are told, and their own is told by `present`. */
  | { readonly kind: "be-in-note"; readonly watch: number; readonly here: Here | null }
  /** What an editor has done to the body of a note since it said so last: a Yjs update V1. Answered once it is durable. */
  | { readonly kind: "edit-note"; readonly id: ItemId; readonly update: Uint8Array }
  /** What is kept here of the room that a note is mirrored with, as by a `MirrorStore`: loaded before anything is changed. */
  | { readonly kind: "load-mirror"; readonly id: ItemId }
  | { readonly kind: "keep-mirror"; readonly id: ItemId; readonly change: MirrorChange }
  /** At most as many as one intent may touch. */
  | { readonly kind: "note-ids"; readonly query: NoteQuery };

export type NoteAnswers = {
  "watch-notes": Result<null, StoreError>;
  "watch-note": Result<null, StoreError>;
  "be-in-note": null;
  "edit-note": Result<null, ActError>;
  "load-mirror": Result<StoredMirror | null, MirrorStoreError>;
  "keep-mirror": Result<void, MirrorStoreError>;
  "note-ids": readonly ItemId[];
};

export type NotePush =
  | {
      readonly kind: "note-rows";
      readonly watch: number;
      readonly total: number;
      readonly start: number;
      readonly ids: readonly ItemId[];
      readonly changed: readonly NoteRow[];
    }
  | { readonly kind: "note"; readonly watch: number; readonly note: WatchedNote }
  /** By device, ascending; whenever it changes. */
  | { readonly kind: "present"; readonly watch: number; readonly present: readonly Present[] };
