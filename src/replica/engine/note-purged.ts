// Items that a checkpoint says were purged, of which no record tells: gone here too. What this device has written to them beyond the checkpoint nobody had
// seen; it is kept as a copy, as with any purge (late-copies.ts), and before the checkpoint is taken: its commit leaves nothing to make the copy from.

import type { ItemId } from "../../base/ids.ts";
import { ok, type Result } from "../../base/result.ts";
import { stateVectorOf } from "../../items/document.ts";
import { encodeStateVector } from "../../items/write-trash.ts";
import type { StoreError } from "../../ports/store.ts";
import type { LateEdits } from "../item-set.ts";
import { buildCopies } from "../late-copies.ts";
import type { SpaceCore } from "../space-core.ts";
import type { WriteError } from "../space-writer.ts";
import { isCovered, type Cover } from "../tail.ts";
import type { EngineContext } from "./engine-context.ts";

const SEEN_NOTHING = encodeStateVector(new Map());

function vectorSeen({ items, isOwnLog }: SpaceCore, id: ItemId, cover: Cover): Uint8Array {
  const isUnseen = items.tail.of(id).some((change) => isOwnLog(change.path.log) && !isCovered(cover, change));
  // Another tab has put the base here, its packs are gone, and what this device wrote to the item has been kept by that tab.
  const isGone = items.heldState(id) === undefined;
  return isUnseen || isGone ? SEEN_NOTHING : encodeStateVector(stateVectorOf(items.open(id)));
}

/** In the space's turn; the items must have been loaded. */
export function notePurged(core: SpaceCore, ids: readonly ItemId[], cover: Cover): void {
  core.items.bury(new Map(ids.map((id) => [id, [vectorSeen(core, id, cover)]])), core.isOwnLog);
}

/** Copies of what is about to go with these items, unseen. `cover`: of what comes. `inNewLog`: as of a change. */
export async function keepUnseen(
  { core, write }: Pick<EngineContext, "core" | "write">,
  ids: readonly ItemId[],
  { cover, inNewLog }: { readonly cover: Cover; readonly inNewLog: boolean },
): Promise<Result<unknown, WriteError | StoreError>> {
  const loaded = await core.inTurn<void, never>(async () => ok(await core.items.load(ids)));
  if (!loaded.ok) return loaded;
  // Of what cannot be read nothing can be kept.
  const isThere = (id: ItemId): boolean => !core.items.tombstones.has(id) && !core.items.unreadable.has(id);
  const unseen = (): ReadonlyMap<ItemId, LateEdits> => {
    const late = new Map<ItemId, LateEdits>();
    for (const id of ids.filter(isThere)) {
      const edits = core.items.editsBeyond(id, [vectorSeen(core, id, cover)], core.isOwnLog);
      if (edits !== null) late.set(id, edits);
    }
    return late;
  };
  return write<null, never>({ items: () => ids.filter(isThere), build: (stamp) => ok(buildCopies(core, unseen(), stamp)), inNewLog });
}
