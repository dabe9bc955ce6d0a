// Keeps the book of checkpoints short: with every entry a manifest is stored, and packs of those that are still to be compared. What is dropped and heard of again is
// asked for again, as if it were new.

import { changeBook, type Book, type BookEntry } from "../checkpoint-book.ts";
import type { CheckpointId } from "../../wire/frames.ts";
import type { SpaceCore } from "../space-core.ts";
import type { EngineContext } from "./engine-context.ts";

/** More than all members of a space may have at a relay at once, which keeps two of each maker. */
const KEPT_ENTRIES = 64;
/** Of each maker, so that no device pushes out what others have made. */
const KEPT_OF_EACH_MAKER = 16;

function entriesToKeep(book: Book, isInUse: (entry: BookEntry) => boolean): Book {
  const counts = new Map<string, number>();
  let kept = 0;
  return book.filter((entry) => {
    if (isInUse(entry)) return true;
    const count = (counts.get(entry.maker) ?? 0) + 1;
    counts.set(entry.maker, count);
    kept += 1;
    return count <= KEPT_OF_EACH_MAKER && kept <= KEPT_ENTRIES;
  });
}

/** Without the oldest, but for what the base stands for, what is kept for the user, and what is being taken or read. `manifests`: to be removed. */
export function keepWithinLimits(
  { base }: SpaceCore,
  book: Book,
): { readonly kept: Book; readonly manifests: readonly { readonly id: CheckpointId; readonly bytes: null }[] } {
  const inUse = new Set([...base.base.checkpoints, ...base.base.kept, ...base.taking, ...base.reading, ...base.admitted]);
  const kept = entriesToKeep(book, ({ id }) => inUse.has(id));
  const dropped = book.filter((entry) => !kept.includes(entry));
  return { kept, manifests: dropped.map(({ id }) => ({ id, bytes: null })) };
}

/** Throws a store failure. */
export async function forgetOldEntries({ core, fenced, isStopped }: EngineContext): Promise<void> {
  const { ports, space } = core;
  if (isStopped()) return;
  await changeBook(ports.store, space, (book) => {
    const { kept, manifests } = keepWithinLimits(core, book);
    return manifests.length === 0 ? null : { book: kept, manifests, parts: fenced };
  });
}
