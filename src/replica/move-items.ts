// The profile moves into another space of its own: its items become records there, and then that space takes the place of the one before. Where it breaks off
// the old one is still in use, and what was taken already is not taken twice; the old one's data is kept (left-spaces.ts).

import type { Result } from "../base/result.ts";
import type { StoreBatch, StoreError } from "../ports/store.ts";
import { activeSpaceEntry } from "./active-space.ts";
import { countRecords } from "./count-records.ts";
import { leftSpacesEntry, readLeftSpaces, relayOfLeftEntry } from "./left-space-entries.ts";
import type { Replica } from "./replica.ts";
import type { Space } from "./space.ts";
import type { WriteError } from "./space-writer.ts";
import { makeBatch } from "./store-batch.ts";
import { takeItems } from "./take-items.ts";

/** How many items were taken. `meta`: entries that go with the commit of the move. Throws a store failure. */
export function moveItems(replica: Replica, space: Space, meta: StoreBatch["meta"]): Promise<Result<number, StoreError | WriteError>> {
  const old = replica.spaces.own.space.core;
  const { store } = replica.ports;
  return old.inTurn<number, StoreError | WriteError>(async () => {
    const left = leftSpacesEntry(await readLeftSpaces(store), { space: old.space, records: countRecords(old.index.heads) });
    const move = [activeSpaceEntry(space.core.space), left, relayOfLeftEntry(old.space, replica.relay.address), ...meta];
    const taken = await takeItems(space, old.items);
    if (!taken.ok) return taken;
    const committed = await store.commit(makeBatch(space.core.space, { meta: move }));
    return committed.ok ? taken : committed;
  });
}
