// Takes away what is kept of rooms that no note of this device is mirrored with any more: of notes that were deleted for good, that another device mirrors, or that
// are mirrored with nothing or anew. What is mirrored keeps its rows in the trash too: it may be restored. A note that is not known here keeps them, as it may
// be one that cannot be read now.

import type { ItemId } from "../../base/ids.ts";
import { mirrorHeadKey, mirrorRemovals, mirroredNotesEntry, MIRRORS_KEY, parseMirrorHead, readMirroredNotes } from "../mirror-rows.ts";
import type { SpaceCore } from "../space-core.ts";
import { makeBatch } from "../store-batch.ts";
import { valueOf } from "../store-failure.ts";
import type { EngineContext } from "./engine-context.ts";

function isOver({ items, self }: SpaceCore, note: ItemId, log: string | null): boolean {
  if (items.tombstones.has(note)) return true;
  const row = items.index.notes.row(note);
  return row !== null && (row.mirror === null || row.mirror.device !== self || row.mirror.stint !== log);
}

/** Throws a store failure. */
export async function forgetMirrors({ core, fenced, isStopped }: EngineContext): Promise<void> {
  const { store } = core.ports;
  const { notes, bytes } = await readMirroredNotes(store);
  if (notes.length === 0 || isStopped()) return;
  // A tab that has said meanwhile that it mirrors one of them has appended to a log: then nothing is taken away now.
  const expect = core.index.heads.map(({ log, branch, seq, id }) => ({ log, branch, seq, id }));
  const heads = await Promise.all(notes.map(async (note) => ({ note, head: valueOf(await store.readMeta(mirrorHeadKey(note))) })));
  const over = heads.filter(({ note, head }) => isOver(core, note, parseMirrorHead(head)?.log ?? null));
  if (over.length === 0) return;
  const left = notes.filter((note) => over.every((each) => each.note !== note));
  const batch = makeBatch(core.space, {
    ...fenced,
    expect,
    expectMeta: [{ key: MIRRORS_KEY, value: bytes }, ...over.map(({ note, head }) => ({ key: mirrorHeadKey(note), value: head }))],
    meta: [mirroredNotesEntry(left), ...over.flatMap(({ note, head }) => mirrorRemovals(note, head))],
  });
  const stored = await store.commit(batch);
  const isMoved = !stored.ok && (stored.error.kind === "head-moved" || stored.error.kind === "meta-moved");
  if (!isMoved) valueOf(stored);
}
