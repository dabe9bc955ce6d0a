// Making an epoch, and granting one to members that lack it (epoch.ts): done when the members change, and by no start.

import { assert } from "../base/result.ts";
import type { DeviceId, SpaceId } from "../base/ids.ts";
import { makeEpochKey, type EpochKey } from "../crypto/epoch-key.ts";
import type { CryptoSuite, Kem, Random } from "../ports/crypto.ts";
import { grantInfo, predecessorSealing } from "./epoch.ts";
import type { Epoch, Membership } from "./membership.ts";
import type { EpochBody, Grant, SealedEpochKey } from "./statement-content.ts";

/** A member that an epoch's key is to be granted to. */
export type Recipient = { readonly device: DeviceId; readonly kemKey: Uint8Array };

/** What fits into one statement beside each other; an epoch of more takes several. */
const MAX_GRANTS_PER_STATEMENT = 256;
const MAX_PREDECESSORS_PER_STATEMENT = 1_000;

const compareIds = (a: string, b: string): number => (a < b ? -1 : 1);

async function makeGrants(kem: Kem, space: SpaceId, epoch: EpochKey, recipients: readonly Recipient[]): Promise<readonly Grant[]> {
  const grants: Grant[] = [];
  for (const { device, kemKey } of recipients) {
    const sealed = await kem.sealTo(kemKey, grantInfo(space, epoch.id, device), epoch.key);
    if (sealed !== null) grants.push({ device, sealed });
  }
  return grants.toSorted((a, b) => compareIds(a.device, b.device));
}

export type EpochDraft = {
  readonly suite: CryptoSuite;
  readonly kem: Kem;
  readonly space: SpaceId;
  readonly epoch: EpochKey;
  /** At most `MAX_GRANTS_PER_STATEMENT`. One whose KEM key is broken gets no grant. */
  readonly recipients: readonly Recipient[];
  /** The epochs it follows, at most `MAX_PREDECESSORS_PER_STATEMENT`; none when it only adds grants to an epoch that is there. */
  readonly predecessors: readonly EpochKey[];
};

/** The body of a statement that makes an epoch, or adds grants to one. */
export async function makeEpochBody({ suite, kem, space, epoch, recipients, predecessors }: EpochDraft): Promise<EpochBody> {
  assert(recipients.length <= MAX_GRANTS_PER_STATEMENT, "grants that fit into a statement");
  assert(predecessors.length <= MAX_PREDECESSORS_PER_STATEMENT, "keys that fit into a statement");
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

/** Members with a KEM key to whom the epoch is not granted yet: whoever holds its key adds them. */
export function membersWithoutGrant(membership: Membership, epoch: Epoch): readonly Recipient[] {
  return Array.from(membership.members).flatMap(([device, { kemKey }]) =>
    kemKey === null || epoch.grants.has(device) ? [] : [{ device, kemKey }],
  );
}

function* piecesOf<T>(all: readonly T[], most: number): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += most) yield all.slice(at, at + most);
}

/** As `makeEpochBody`, of however many, for statements one after the other; none where there is nothing to grant or to hold. */
export async function makeEpochBodies({ recipients, predecessors, ...draft }: EpochDraft): Promise<readonly EpochBody[]> {
  const grants = [...piecesOf(recipients, MAX_GRANTS_PER_STATEMENT)];
  const held = [...piecesOf(predecessors, MAX_PREDECESSORS_PER_STATEMENT)];
  const bodies: EpochBody[] = [];
  for (let index = 0; index < Math.max(grants.length, held.length); index++) {
    bodies.push(await makeEpochBody({ ...draft, recipients: grants[index] ?? [], predecessors: held[index] ?? [] }));
  }
  return bodies;
}

/**
 * An epoch for a space whose others are unfit: granted to every member, and holding every key that its maker has. Also of epochs that count no more, since
 * others may have written under them before they knew, and of those that earlier ones hold, which may come to count no more.
 */
export async function makeEpochForAll(
  { suite, kem, random }: { readonly suite: CryptoSuite; readonly kem: Kem; readonly random: Random },
  { space, members }: Membership,
  held: readonly EpochKey[],
): Promise<{ readonly epoch: EpochKey; readonly bodies: readonly EpochBody[] }> {
  const epoch = makeEpochKey(suite.sha256, random, space);
  const recipients = Array.from(members).flatMap(([device, { kemKey }]) => (kemKey === null ? [] : [{ device, kemKey }]));
  const bodies = await makeEpochBodies({ suite, kem, space, epoch, recipients, predecessors: held });
  return { epoch, bodies };
}
