// What deleting for good needs, in one part: seldom wanted, so that its code is loaded on first use (SpacePorts.loadPurging).

import { keepLateEdits } from "./late-copies.ts";
import type { PathHead } from "../ports/store.ts";
import { buildPurge } from "./purge-items.ts";
import { purgeNotesEntry, readPurgeNotes } from "./purge-notes.ts";
import type { SpaceCore } from "./space-core.ts";
import { makeBatch } from "./store-batch.ts";
import { catchStoreFailure } from "./store-failure.ts";

/** For the report of who has confirmed it. What fails is only not told of. */
async function notePurge({ ports, space, index, self }: SpaceCore, items: number): Promise<void> {
  const own = index.heads.filter((head) => head.device === self && head.branch === "");
  const head = own.reduce<PathHead | null>((newest, one) => (newest === null || one.generation > newest.generation ? one : newest), null);
  if (head === null) return;
  await catchStoreFailure(async () => {
    const before = await readPurgeNotes(ports.store, space);
    const note = { log: head.log, seq: head.seq, items, madeAtMs: Math.max(0, Math.trunc(ports.clock())) };
    return ports.store.commit(makeBatch(space, { meta: [purgeNotesEntry(space, before, note)] }));
  });
}

export const purging = { buildPurge, keepLateEdits, notePurge };

export type Purging = typeof purging;
