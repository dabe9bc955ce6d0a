// Keys for members that have none: of epochs made while a member was being added, elsewhere and unseen, nobody has granted it the key. Whoever holds the
// key and sees that adds the grant (PROTOCOL.md "Statements"). Likewise where no epoch is fit for writing somebody makes one, before anybody has to wait for it.
// Of several who see it the first is enough: each waits a random while and looks again.

import type { DeviceId, EpochId } from "../base/ids.ts";
import type { EpochKey } from "../crypto/epoch-key.ts";
import { makeEpochBodies, membersWithoutGrant, type Recipient } from "../members/make-epoch.ts";
import type { Membership } from "../members/membership.ts";
import type { EpochBody } from "../members/statement-content.ts";
import type { Timers } from "../ports/time.ts";
import { signStatements } from "./sign-statements.ts";
import type { SpaceCore } from "./space-core.ts";
import type { SpaceMembers } from "./space-members.ts";
import type { Space } from "./space.ts";

const MAX_WAIT_MS = 20_000;

/** Those that state an epoch have its key without a grant. */
type MakersOf = ReadonlyMap<EpochId, ReadonlySet<DeviceId>>;

function makersOf({ dag, membership }: SpaceMembers): MakersOf {
  const authors = new Map(dag.statements.map(({ id, author }) => [id, author]));
  return new Map(membership.epochs.map(({ id, statements }) => [id, new Set(statements.flatMap((each) => authors.get(each) ?? []))]));
}

/** The epochs whose keys a device can open: those granted to it or made by it, and those sealed under them. */
function epochsOpenTo({ epochs }: Membership, makers: MakersOf, device: DeviceId): ReadonlySet<EpochId> {
  const open = new Set<EpochId>();
  for (const epoch of epochs.toReversed()) {
    if (epoch.grants.has(device) || makers.get(epoch.id)?.has(device) === true) open.add(epoch.id);
    if (open.has(epoch.id)) for (const { epoch: earlier } of epoch.predecessors) open.add(earlier);
  }
  return open;
}

type Missing = { readonly epoch: EpochKey; readonly recipients: readonly Recipient[]; readonly predecessors: readonly EpochKey[] };

function missingGrants(members: SpaceMembers): readonly Missing[] {
  const { membership } = members;
  const makers = makersOf(members);
  const openTo = new Map(Array.from(membership.members.keys(), (device) => [device, epochsOpenTo(membership, makers, device)]));
  return membership.epochs.flatMap((epoch) => {
    const key = members.keyOfEpoch(epoch.id);
    const recipients = membersWithoutGrant(membership, epoch).filter(({ device }) => openTo.get(device)?.has(epoch.id) !== true);
    return key === null || recipients.length === 0 ? [] : [{ epoch: { id: epoch.id, key }, recipients, predecessors: [] }];
  });
}

/** Keys held here of epochs that do not count any more and that none which counts holds: who comes later cannot read what was written under them. */
function missingPredecessors(members: SpaceMembers): readonly Missing[] {
  const told = new Set(members.membership.epochs.flatMap(({ id, predecessors }) => [id, ...predecessors.map(({ epoch }) => epoch)]));
  const predecessors = [...members.epochKeys()].filter(({ id }) => !told.has(id));
  const epoch = members.writingEpoch();
  return epoch === null || predecessors.length === 0 ? [] : [{ epoch, recipients: [], predecessors }];
}

const missingFrom = (members: SpaceMembers): readonly Missing[] => [...missingGrants(members), ...missingPredecessors(members)];

/** Where there is a fit one whose key is not here, somebody will grant it. */
const isEpochMissing = ({ fitEpochs, epochKeyCount }: SpaceMembers): boolean => fitEpochs.size === 0 && epochKeyCount > 0;

/** What grants all keys that are held here to whoever lacks them. */
export async function bodiesFor({
  ports,
  space,
  members,
}: Pick<SpaceCore, "space" | "members"> & { readonly ports: Pick<SpaceCore["ports"], "suite"> }): Promise<readonly EpochBody[]> {
  const { suite } = ports;
  const kem = await suite.loadKem();
  const bodies: EpochBody[] = [];
  for (const missing of missingFrom(members)) bodies.push(...(await makeEpochBodies({ suite, kem, space, ...missing })));
  return bodies;
}

/** Called whenever nothing is on its way: what is missing a while later, and still is then, is granted or made. */
export function grantMissing(space: Space, timers: Timers): void {
  const { core } = space;
  const { members } = core;
  if (!isEpochMissing(members) && missingFrom(members).length === 0) return;
  const waitMs = ((core.ports.random(1)[0] ?? 0) / 256) * MAX_WAIT_MS;
  timers.after(waitMs, () => {
    if (!members.mayWrite(core.self)) return;
    if (isEpochMissing(members)) void space.readyToWrite();
    else if (missingFrom(members).length > 0) void space.addOwnStatements(async () => signStatements(core, await bodiesFor(core)));
  });
}
