// The epoch keys of a space as they rest in the store: wrapped, all in one entry of its meta table. They only ever become more: who writes the entry takes
// along what another tab has put into it meanwhile, since a key that its maker has not granted to anybody is nowhere else.

import type { SpaceId } from "../base/ids.ts";
import type { Result } from "../base/result.ts";
import type { EpochKey } from "../crypto/epoch-key.ts";
import type { KeyVault } from "../ports/identity.ts";
import type { StoreBatch, StoreError } from "../ports/store.ts";
import type { SpaceCore } from "./space-core.ts";
import { decodeEpochKeys, type SpaceMembers } from "./space-members.ts";
import { makeBatch } from "./store-batch.ts";
import { valueOf } from "./store-failure.ts";

const MAX_ATTEMPTS = 100;

export const epochKeysKey = (space: SpaceId): string => `epoch-keys/${space}`;
const epochKeysPurpose = (space: SpaceId): string => `epoch keys of ${space}`;

/** The epoch keys held, and `more`, wrapped, as an entry of the store's meta table. */
export async function epochKeysEntry(
  vault: KeyVault,
  members: SpaceMembers,
  more: readonly EpochKey[] = [],
): Promise<StoreBatch["meta"][number]> {
  const { space } = members.dag;
  return { key: epochKeysKey(space), value: await vault.wrap(epochKeysPurpose(space), members.encodeEpochKeys(more)) };
}

type Keys = Pick<SpaceCore, "ports" | "space" | "members">;

async function readStored({ ports, space }: Keys): Promise<{ readonly value: Uint8Array | null; readonly keys: readonly EpochKey[] }> {
  const value = valueOf(await ports.store.readMeta(epochKeysKey(space)));
  const bytes = value === null ? null : await ports.vault.unwrap(epochKeysPurpose(space), value);
  return { value, keys: (bytes === null ? null : decodeEpochKeys(bytes)) ?? [] };
}

/** Those in the store; none where they cannot be read. Throws a store failure. */
export const readEpochKeys = async (core: Keys): Promise<readonly EpochKey[]> => (await readStored(core)).keys;

/** Commits `parts` together with the epoch keys held, and `more`. Throws a store failure of what it reads. */
export async function commitWithKeys(
  core: Keys,
  parts: Partial<Pick<StoreBatch, "statements" | "meta">>,
  more: readonly EpochKey[] = [],
): Promise<Result<void, StoreError>> {
  const { ports, space, members } = core;
  for (let attempt = 1; ; attempt++) {
    const { value, keys } = await readStored(core);
    const entry = await epochKeysEntry(ports.vault, members, [...keys, ...more]);
    const expectMeta = [{ key: entry.key, value }];
    const committed = await ports.store.commit(makeBatch(space, { ...parts, expectMeta, meta: [...(parts.meta ?? []), entry] }));
    if (committed.ok || committed.error.kind !== "meta-moved" || attempt === MAX_ATTEMPTS) return committed;
  }
}
