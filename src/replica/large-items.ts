// Items that have grown beyond what one update may carry, by what several devices wrote at once: where all items of a space are taken along into another,
// these go as the updates that they were made of, one after another.

import { encodeStateV1 } from "../items/document.ts";
import { MAX_UPDATE_BYTES } from "../wire/limits.ts";
import type { UpdatesByItem } from "./item-set.ts";
import { readPoison } from "./poison-note.ts";
import { RecordReader } from "./record-reader.ts";
import type { SpaceCore } from "./space-core.ts";
import { replaySpace } from "./space-replay.ts";

/** As states are held they are smaller than an update of the same, but not by this much: what is below need not be opened. */
const mayBeLarge = (state: Uint8Array | null): boolean => state !== null && state.length > MAX_UPDATE_BYTES / 8;

/** The updates of those items of a space, as they were written. Throws a store failure. */
export async function updatesOfLargeItems({ items, index, keys, members, ports, space }: SpaceCore): Promise<UpdatesByItem> {
  const large = [...items.ids].filter((id) => mayBeLarge(items.state(id)) && encodeStateV1(items.open(id)).length > MAX_UPDATE_BYTES);
  if (large.length === 0) return new Map();
  const reader = new RecordReader(keys, () => members.epochKeys());
  const poisoned = await readPoison(ports.store, space);
  const { gathered } = await replaySpace({
    index,
    reader,
    sha256: ports.suite.sha256,
    space,
    poisoned,
    suspects: null,
    onProgress: () => undefined,
  });
  return new Map(large.map((id) => [id, gathered.updatesByItem.get(id) ?? []]));
}
