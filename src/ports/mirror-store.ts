// What a device keeps of the room that a note is mirrored with, as a port: a base, and a log of what came after it, in order. See bridge/mirror.ts for what they mean.

import type { Result } from "../base/result.ts";

/** `room`: it came from the room. `note`: it is what the note's change is in the room's document. */
export type MirrorEntry = {
  /** From 1, one after the other. */
  readonly number: number;
  /** A Yjs update V1 of the room's document. */
  readonly update: Uint8Array;
} & ({ readonly kind: "room" } | NoteEntry);

/** Of one client, from clock `from` up to `end`. */
export type ClientOperations = { readonly client: number; readonly from: number; readonly end: number };

export type NoteEntry = {
  readonly kind: "note";
  /** The last entry of the room that it was made on. */
  readonly after: number;
  /** The operations in the note that it stands for. Empty: the note has them. */
  readonly operations: readonly ClientOperations[];
};

/** The room's document when its text was the note's, as far as the note's mark says `room` or more. */
export type MirrorBase = { readonly room: number; readonly state: Uint8Array };

export type StoredMirror = {
  /** Random: another one each time that a device takes the note over. */
  readonly log: string;
  /** Null: the two were never the same yet. */
  readonly base: MirrorBase | null;
  readonly entries: readonly MirrorEntry[];
};

/** `full`: no room on the disk, or more than is kept. `failed`: it cannot be stored, or another tab has gone on from here. */
export type MirrorStoreError = { readonly kind: "full" | "failed" };

/** Of one note on one device. Acts one after the other, in the order they were asked for; each is durable when it answers. */
export interface MirrorStore {
  /** Null where there is none. */
  load(): Promise<Result<StoredMirror | null, MirrorStoreError>>;
  append(entry: MirrorEntry): Promise<Result<void, MirrorStoreError>>;
  /** All of it at once, or nothing. */
  replace(mirror: StoredMirror): Promise<Result<void, MirrorStoreError>>;
}
