// A profile that has no space founds one: nothing is asked, nothing is sent. Two tabs that open a new profile at the same
// time agree through the store's fence: the commit of the one that was overtaken is refused, and it opens what the other has made.

import type { SpaceId } from "../base/ids.ts";
import { err, ok, type Result } from "../base/result.ts";
import { makeEpochKey, type EpochKey } from "../crypto/epoch-key.ts";
import { foundSpace, signStatement } from "../members/sign-statement.ts";
import type { Statement } from "../members/statement.ts";
import type { Signer } from "../ports/crypto.ts";
import type { StoreBatch, StoreError } from "../ports/store.ts";
import { activeSpaceEntry, readActiveSpace } from "./active-space.ts";
import { makeKemSeedEntry } from "./kem-seed.ts";
import type { SpacePorts } from "./space-core.ts";
import { epochKeysEntry } from "./epoch-keys.ts";
import { SpaceMembers } from "./space-members.ts";
import { catchStoreFailure, valueOf } from "./store-failure.ts";
import { makeBatch } from "./store-batch.ts";

type FoundingParts = Pick<StoreBatch, "statements" | "meta">;

const MAX_ATTEMPTS = 50;

/** The profile's space, founded now if there is none. */
export function setUpDevice(ports: SpacePorts, signer: Signer): Promise<Result<SpaceId, StoreError>> {
  return catchStoreFailure(async () => {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if ((await readActiveSpace(ports)) === null) {
        const fence = valueOf(await ports.store.raiseFence());
        const founded = (await readActiveSpace(ports)) === null ? await found(ports, signer, fence) : ok(undefined);
        if (!founded.ok && founded.error.kind !== "fenced") return founded;
      }
      const space = await readActiveSpace(ports);
      if (space !== null) return ok(space);
    }
    return err({ kind: "unavailable", reason: "other tabs keep setting up this profile" });
  });
}

export type Founding = { readonly space: SpaceId; readonly statements: readonly Statement[]; readonly epoch: EpochKey };

/** What a new space begins with: this device its owner, and an epoch to write under. */
export async function makeFounding({ suite, random }: Pick<SpacePorts, "suite" | "random">, signer: Signer): Promise<Founding> {
  const founding = await foundSpace(suite.sha256, signer, random(16));
  const { space } = founding;
  const epoch = makeEpochKey(suite.sha256, random, space);
  const body = { kind: "epoch", epoch: epoch.id, grants: [], predecessors: [] } as const;
  const epochStatement = await signStatement(suite.sha256, signer, { space, parents: [founding.id], body });
  return { space, statements: [founding, epochStatement], epoch };
}

export async function foundingParts({ suite, vault }: SpacePorts, { space, statements, epoch }: Founding): Promise<FoundingParts> {
  const members = new SpaceMembers(suite, space);
  members.addEpochKey(epoch);
  return { statements: statements.map(({ id, bytes }) => ({ id, bytes })), meta: [await epochKeysEntry(vault, members)] };
}

async function found(ports: SpacePorts, signer: Signer, fence: number): Promise<Result<void, StoreError>> {
  const founding = await makeFounding(ports, signer);
  const { statements, meta } = await foundingParts(ports, founding);
  const more = [activeSpaceEntry(founding.space), await makeKemSeedEntry(ports.vault, ports.random)];
  return ports.store.commit(makeBatch(founding.space, { fence, statements, meta: [...more, ...meta] }));
}
