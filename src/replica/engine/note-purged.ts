// Items that a checkpoint says were purged, of which no record tells: gone here too. What this device has written to them beyond the checkpoint nobody had
// seen; it is kept as a copy, as with any purge (late-copies.ts).

import type { ItemId } from "../../base/ids.ts";
import { stateVectorOf } from "../../items/document.ts";
import { encodeStateVector } from "../../items/trash.ts";
import type { Reach } from "../base.ts";
import type { SpaceCore } from "../space-core.ts";
import { isCovered, type ItemUpdate } from "../tail.ts";

const SEEN_NOTHING = encodeStateVector(new Map());

function vectorSeen({ items, isOwnLog }: SpaceCore, id: ItemId, cover: Reach): Uint8Array {
  const isUnseen = items.tail.of(id).some((change) => isOwnLog(change.path.log) && !isCovered(cover, change));
  // Another tab has put the base here, its packs are gone, and what this device wrote to the item has been kept by that tab.
  const isGone = !items.isInMemory(id);
  return isUnseen || isGone ? SEEN_NOTHING : encodeStateVector(stateVectorOf(items.open(id)));
}

/** In the space's turn; the items must have been loaded. */
export function notePurged(core: SpaceCore, ids: readonly ItemId[], cover: Reach): void {
  const [log] = core.index.trees.keys();
  if (log === undefined) return;
  const purges = ids.map((item): ItemUpdate => ({ item, update: vectorSeen(core, item, cover), path: { log, branch: "" }, seq: 0 }));
  core.items.purge(purges, core.isOwnLog);
}
