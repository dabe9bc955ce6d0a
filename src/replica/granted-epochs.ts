// Epoch keys that statements have brought within reach: granted to this device, or sealed under a key it holds. The key-encapsulation code is loaded
// only when there is a grant to open.

import type { EpochId } from "../base/ids.ts";
import type { EpochKey } from "../crypto/epoch-key.ts";
import { openGrant, openPredecessors } from "../members/epoch.ts";
import type { Epoch } from "../members/membership.ts";
import type { SpaceCore } from "./space-core.ts";

/** Whose keys are asked for; the seed is that of its key-encapsulation key. */
type Grantee = Pick<SpaceCore, "members" | "space" | "self"> & { readonly ports: Pick<SpaceCore["ports"], "suite"> };
type KemSeed = () => Promise<Uint8Array>;

async function openMine({ ports, space, self }: Grantee, kemSeed: KemSeed, epoch: Epoch): Promise<EpochKey | null> {
  if (!epoch.grants.has(self)) return null;
  return openGrant({ suite: ports.suite, kem: await ports.suite.loadKem(), space }, epoch, self, await kemSeed());
}

/** The keys that are new, to be added to the members and stored. Throws a store failure. */
export async function openGrantedEpochs(core: Grantee, kemSeed: KemSeed): Promise<readonly EpochKey[]> {
  const { members, ports, space } = core;
  const opened = new Map<EpochId, EpochKey>();
  // The latest first: it holds the keys of those it follows.
  for (const epoch of members.membership.epochs.toReversed()) {
    const held = members.keyOfEpoch(epoch.id) ?? opened.get(epoch.id)?.key;
    const mine = held === undefined ? await openMine(core, kemSeed, epoch) : { id: epoch.id, key: held };
    if (mine === null) continue;
    if (held === undefined) opened.set(mine.id, mine);
    for (const earlier of openPredecessors(ports.suite, space, mine, epoch)) {
      if (members.keyOfEpoch(earlier.id) === null) opened.set(earlier.id, earlier);
    }
  }
  return [...opened.values()];
}
