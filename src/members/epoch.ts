// Epochs (PROTOCOL.md "Statements"): a space's symmetric keys, each named by its commitment, granted to every member by its X-Wing key, and holding the
// keys before it. Making one is in make-epoch.ts. Nothing here decides who is a member (membership.ts). A grant or a sealed key is believed only when the key it yields fits the
// commitment: whoever wrote it may have written anything.

import { concatBytes } from "../base/bytes.ts";
import { idToBytes, type DeviceId, type EpochId, type SpaceId } from "../base/ids.ts";
import { label } from "../base/labels.ts";
import { epochIdOf, type EpochKey } from "../crypto/epoch-key.ts";
import type { CryptoSuite, Kem } from "../ports/crypto.ts";
import type { Epoch } from "./membership.ts";
import { NONCE_BYTES } from "./statement-content.ts";

const KEY_BYTES = 32;

export const grantInfo = (space: SpaceId, epoch: EpochId, recipient: DeviceId): Uint8Array =>
  concatBytes(label("grant"), idToBytes(space), idToBytes(epoch), idToBytes(recipient));

/** Sealed under `epoch`: AEAD key, nonce and associated data as PROTOCOL.md "Sealed key of an earlier epoch" has them. */
export function predecessorSealing(
  suite: CryptoSuite,
  space: SpaceId,
  epoch: EpochKey,
  earlier: EpochId,
): { key: Uint8Array; nonce: Uint8Array; context: Uint8Array } {
  return {
    key: suite.hkdf(epoch.key, idToBytes(space), label("epoch key"), KEY_BYTES),
    nonce: idToBytes(earlier).subarray(0, NONCE_BYTES),
    context: concatBytes(idToBytes(epoch.id), idToBytes(earlier)),
  };
}

/** The key of an epoch from what it grants to `device`, whose KEM seed this is; null when there is no good grant to it. */
export async function openGrant(
  { suite, kem, space }: { readonly suite: CryptoSuite; readonly kem: Kem; readonly space: SpaceId },
  epoch: Epoch,
  device: DeviceId,
  seed: Uint8Array,
): Promise<EpochKey | null> {
  for (const sealed of epoch.grants.get(device) ?? []) {
    const key = await kem.openWith(seed, grantInfo(space, epoch.id, device), sealed);
    if (key !== null && epochIdOf(suite.sha256, space, key) === epoch.id) return { id: epoch.id, key };
  }
  return null;
}

/** The keys that an epoch holds of those before it. */
export function openPredecessors(suite: CryptoSuite, space: SpaceId, held: EpochKey, epoch: Epoch): readonly EpochKey[] {
  const keys: EpochKey[] = [];
  for (const predecessor of epoch.predecessors) {
    const { key, nonce, context } = predecessorSealing(suite, space, held, predecessor.epoch);
    const opened = suite.open(key, nonce, context, predecessor.sealed);
    if (opened !== null && epochIdOf(suite.sha256, space, opened) === predecessor.epoch) keys.push({ id: predecessor.epoch, key: opened });
  }
  return keys;
}
