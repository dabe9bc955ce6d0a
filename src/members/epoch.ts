// Epochs (PROTOCOL.md "Statements"): a space's symmetric keys, each named by its commitment, granted to every member by its X-Wing key, and holding the
// keys before it. Nothing here decides who is a member (membership.ts). A grant or a sealed key is believed only when the key it yields fits the
// commitment: whoever wrote it may have written anything.

import { concatBytes } from "../base/bytes.ts";
import { idToBytes, type DeviceId, type EpochId, type SpaceId } from "../base/ids.ts";
import { label } from "../base/labels.ts";
import { assert } from "../base/result.ts";
import { epochIdOf, type EpochKey } from "../crypto/epoch-key.ts";
import type { CryptoSuite, Kem } from "../ports/crypto.ts";
import type { Epoch, Membership } from "./membership.ts";
import { NONCE_BYTES, type EpochBody, type Grant, type SealedEpochKey } from "./statement-content.ts";

/** A member that an epoch's key is to be granted to. */
export type Recipient = { readonly device: DeviceId; readonly kemKey: Uint8Array };

/** What fits into one statement; an epoch of more members takes several. */
const MAX_GRANTS_PER_STATEMENT = 256;

const KEY_BYTES = 32;

const grantInfo = (space: SpaceId, epoch: EpochId, recipient: DeviceId): Uint8Array =>
  concatBytes(label("grant"), idToBytes(space), idToBytes(epoch), idToBytes(recipient));

const compareIds = (a: string, b: string): number => (a < b ? -1 : 1);

async function makeGrants(kem: Kem, space: SpaceId, epoch: EpochKey, recipients: readonly Recipient[]): Promise<readonly Grant[]> {
  const grants: Grant[] = [];
  for (const { device, kemKey } of recipients) {
    const sealed = await kem.sealTo(kemKey, grantInfo(space, epoch.id, device), epoch.key);
    if (sealed !== null) grants.push({ device, sealed });
  }
  return grants.toSorted((a, b) => compareIds(a.device, b.device));
}

/** Sealed under `epoch`: AEAD key, nonce and associated data as PROTOCOL.md "Sealed key of an earlier epoch" has them. */
function predecessorSealing(
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

export type EpochDraft = {
  readonly suite: CryptoSuite;
  readonly kem: Kem;
  readonly space: SpaceId;
  readonly epoch: EpochKey;
  /** At most `MAX_GRANTS_PER_STATEMENT`. One whose KEM key is broken gets no grant. */
  readonly recipients: readonly Recipient[];
  /** The epochs it follows; none when it only adds grants to an epoch that is there. */
  readonly predecessors: readonly EpochKey[];
};

/** The body of a statement that makes an epoch, or adds grants to one. */
export async function makeEpochBody({ suite, kem, space, epoch, recipients, predecessors }: EpochDraft): Promise<EpochBody> {
  assert(recipients.length <= MAX_GRANTS_PER_STATEMENT, "grants that fit into a statement");
  const sealed = predecessors.map((earlier): SealedEpochKey => {
    const { key, nonce, context } = predecessorSealing(suite, space, epoch, earlier.id);
    return { epoch: earlier.id, sealed: suite.seal(key, nonce, context, earlier.key) };
  });
  return {
    kind: "epoch",
    epoch: epoch.id,
    grants: await makeGrants(kem, space, epoch, recipients),
    predecessors: sealed.toSorted((a, b) => compareIds(a.epoch, b.epoch)),
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

/** Members with a KEM key to whom the epoch is not granted yet: whoever holds its key adds them. */
export function membersWithoutGrant(membership: Membership, epoch: Epoch): readonly Recipient[] {
  return Array.from(membership.members).flatMap(([device, { kemKey }]) =>
    kemKey === null || epoch.grants.has(device) ? [] : [{ device, kemKey }],
  );
}

/** The epoch to write under: the latest of those whose key is held and whose grantees are all members; null: a new one is needed. */
export function chooseEpoch(membership: Membership, holdsKey: (epoch: EpochId) => boolean): EpochId | null {
  const isFit = (epoch: Epoch): boolean => holdsKey(epoch.id) && [...epoch.grants.keys()].every((device) => membership.members.has(device));
  return membership.epochs.findLast(isFit)?.id ?? null;
}
