// What note and room were when they were last the same, told from what is durable of either: the note's mark says what of the room is in the note, the entries in the
// log say what of the note is in the room. Both only ever grow, and each is written after what it speaks of: so the room's document of all that the one says
// is in the note, and all that the note still has of the other, is one whose text the note had once. Where the two do not go together (a note that lost what
// was typed before something that it kept), there is no base.

import * as Y from "yjs";
import type { MirrorMark } from "../items/mirror-mark.ts";
import type { MirrorBase, MirrorEntry, NoteEntry, StoredMirror } from "../ports/mirror-store.ts";
import { isPending, makeRoomDocument } from "./room-document.ts";

export type Standing = {
  /** Null: not known. */
  readonly base: MirrorBase | null;
  /** Of all there is. */
  readonly state: Uint8Array;
  /** What the base lacks of it; null: nothing. Without a base it is all. */
  readonly rest: Uint8Array | null;
  /** Greater than any number before. */
  readonly next: number;
};

/** Never the client id of an operation: these documents are only read. */
const READER = 0;

export function standingOf(mirror: StoredMirror, mark: MirrorMark | null, note: Y.Doc): Standing {
  const all = makeRoomDocument(READER, ...statesOf(mirror), ...mirror.entries.map(({ update }) => update));
  const state = Y.encodeStateAsUpdate(all);
  const next = Math.max(...[mark, mirror.base].map((known) => known?.room ?? 0), ...mirror.entries.map(({ number }) => number)) + 1;
  const unknown: Standing = { base: null, state, rest: state, next };
  const included = mark === null || !isMarkOf(mirror, mark) ? null : includedIn(mirror.entries, mark.room, note);
  if (mark === null || included === null) return unknown;
  const base = makeRoomDocument(READER, ...statesOf(mirror), ...included.map(({ update }) => update));
  if (isPending(base)) return unknown;
  const rest = included.length === mirror.entries.length ? null : Y.encodeStateAsUpdate(all, Y.encodeStateVector(base));
  return { base: { room: mark.room, state: Y.encodeStateAsUpdate(base) }, state, rest, next };
}

const statesOf = ({ base }: StoredMirror): Uint8Array[] => (base === null ? [] : [base.state]);

/** Without a base, the first entry is what the room was. */
function isMarkOf({ log, base, entries }: StoredMirror, mark: MirrorMark): boolean {
  const first = base?.room ?? entries[0]?.number;
  return mark.log === log && first !== undefined && mark.room >= first;
}

function includedIn(entries: readonly MirrorEntry[], room: number, note: Y.Doc): MirrorEntry[] | null {
  const included: MirrorEntry[] = [];
  let isGap = false;
  for (const entry of entries) {
    if (entry.kind === "room") {
      if (entry.number <= room) included.push(entry);
      continue;
    }
    const share = shareOf(note, entry);
    isGap ||= share !== "all" || entry.after > room;
    if (!isGap) included.push(entry);
    else if (share !== "none" && entry.operations.length > 0) return null;
  }
  return included;
}

/** A note that lost what was typed last in a window may have some of it, or none. */
function shareOf(note: Y.Doc, { operations }: NoteEntry): "all" | "some" | "none" {
  if (operations.every(({ client, end }) => Y.getState(note.store, client) >= end)) return "all";
  return operations.some(({ client, from }) => Y.getState(note.store, client) > from) ? "some" : "none";
}
