// The checkpoints known here, with their manifests, for the reports. Those whose manifest is gone are left out.

import type { Checkpoint } from "../../wire/checkpoint.ts";
import { readBook, type BookEntry } from "../checkpoint-book.ts";
import { readManifest } from "../manifests.ts";
import type { SpaceCore } from "../space-core.ts";

export type KnownCheckpoint = { readonly checkpoint: Checkpoint; readonly entry: BookEntry };

/** The newest first. Throws a store failure. */
export async function readCheckpoints(core: SpaceCore): Promise<readonly KnownCheckpoint[]> {
  const known: KnownCheckpoint[] = [];
  for (const entry of await readBook(core.ports.store, core.space)) {
    const checkpoint = await readManifest(core, entry.id);
    if (checkpoint !== null) known.push({ checkpoint, entry });
  }
  return known.toSorted((a, b) => b.checkpoint.madeAt - a.checkpoint.madeAt);
}
