// Which space this profile works in. A profile that has none founds one: nothing is asked, nothing is sent. Two tabs that open a new profile at the same
// time agree through the store's fence: the commit of the one that was overtaken is refused, and it opens what the other has made.

import { bytesToUtf8, utf8ToBytes } from "../base/bytes.ts";
import { parseIdText, type SpaceId } from "../base/ids.ts";
import { err, ok, type Result } from "../base/result.ts";
import { makeEpochKey } from "../crypto/epoch-key.ts";
import { foundSpace, signStatement } from "../members/statement.ts";
import type { Signer } from "../ports/crypto.ts";
import type { StoreBatch, StoreError } from "../ports/store.ts";
import { makeKemSeedEntry } from "./kem-seed.ts";
import type { SpacePorts } from "./space-core.ts";
import { epochKeysEntry } from "./epoch-keys.ts";
import { SpaceMembers } from "./space-members.ts";
import { catchStoreFailure, valueOf } from "./store-failure.ts";
import { makeBatch } from "./store-batch.ts";

const ACTIVE_SPACE = "active-space";
const MAX_ATTEMPTS = 50;

/** The entry of the store's meta table that makes `space` the profile's own. */
export const activeSpaceEntry = (space: SpaceId): StoreBatch["meta"][number] => ({ key: ACTIVE_SPACE, value: utf8ToBytes(space) });

export async function readActiveSpace({ store }: Pick<SpacePorts, "store">): Promise<SpaceId | null> {
  const bytes = valueOf(await store.readMeta(ACTIVE_SPACE));
  const text = bytes === null ? null : bytesToUtf8(bytes);
  return text === null ? null : parseIdText("space", text);
}

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

async function found(ports: SpacePorts, signer: Signer, fence: number): Promise<Result<void, StoreError>> {
  const { suite, random, vault, store } = ports;
  const founding = await foundSpace(suite.sha256, signer, random(16));
  const { space } = founding;
  const epoch = makeEpochKey(suite.sha256, random, space);
  const body = { kind: "epoch", epoch: epoch.id, grants: [], predecessors: [] } as const;
  const epochStatement = await signStatement(suite.sha256, signer, { space, parents: [founding.id], body });
  const members = new SpaceMembers(suite, space);
  members.addEpochKey(epoch);
  return store.commit(
    makeBatch(space, {
      fence,
      statements: [founding, epochStatement].map(({ id, bytes }) => ({ id, bytes })),
      meta: [activeSpaceEntry(space), await makeKemSeedEntry(vault, random), await epochKeysEntry(vault, members)],
    }),
  );
}
