// Keys for members that have none: of epochs made while a member was being added, elsewhere and unseen, nobody has granted it the key. Whoever holds the
// key and sees that adds the grant (PROTOCOL.md "Statements"). Of several who see it the first is enough: each waits a random while and looks again.

import type { DeviceId, EpochId } from "../base/ids.ts";
import { makeEpochBody, membersWithoutGrant, type Recipient } from "../members/make-epoch.ts";
import type { Membership } from "../members/membership.ts";
import { signStatement, type Statement } from "../members/statement.ts";
import type { Timers } from "../ports/time.ts";
import type { SpaceCore } from "./space-core.ts";
import type { Space } from "./space.ts";

const MAX_WAIT_MS = 20_000;

/** The epochs whose keys a device can open: those granted to it, and those sealed under them. */
function epochsOpenTo({ epochs }: Membership, device: DeviceId): ReadonlySet<EpochId> {
  const open = new Set<EpochId>();
  for (const epoch of epochs.toReversed()) {
    if (epoch.grants.has(device)) open.add(epoch.id);
    if (open.has(epoch.id)) for (const { epoch: earlier } of epoch.predecessors) open.add(earlier);
  }
  return open;
}

type Missing = { readonly epoch: EpochId; readonly recipients: readonly Recipient[] };

/** Who made an epoch has its key without a grant. */
function missingGrants({ members }: SpaceCore): readonly Missing[] {
  const { membership, dag } = members;
  const authors = new Map(dag.statements.map(({ id, author }) => [id, author]));
  return membership.epochs.flatMap((epoch) => {
    if (members.keyOfEpoch(epoch.id) === null) return [];
    const maker = epoch.statements.map((id) => authors.get(id)).at(0);
    const recipients = membersWithoutGrant(membership, epoch).filter(
      ({ device }) => device !== maker && !epochsOpenTo(membership, device).has(epoch.id),
    );
    return recipients.length === 0 ? [] : [{ epoch: epoch.id, recipients }];
  });
}

/** All that is missing now; one statement after the other. */
async function statementsFor(core: SpaceCore): Promise<readonly Statement[]> {
  const { ports, space, signer, members } = core;
  const { suite } = ports;
  const kem = await suite.loadKem();
  const statements: Statement[] = [];
  for (const { epoch: id, recipients } of missingGrants(core)) {
    const key = members.keyOfEpoch(id);
    if (key === null) continue;
    const body = await makeEpochBody({ suite, kem, space, epoch: { id, key }, recipients, predecessors: [] });
    const last = statements.at(-1);
    const parents = last === undefined ? members.dag.parentsForNext() : [last.id];
    statements.push(await signStatement(suite.sha256, signer, { space, parents, body }));
  }
  return statements;
}

/** Called whenever nothing is on its way: what is missing a while later, and still is then, is granted. */
export function grantMissing(space: Space, timers: Timers): void {
  const { core } = space;
  if (missingGrants(core).length === 0) return;
  const waitMs = ((core.ports.random(1)[0] ?? 0) / 256) * MAX_WAIT_MS;
  timers.after(waitMs, () => {
    if (core.members.mayWrite(core.self) && missingGrants(core).length > 0) void space.addOwnStatements(() => statementsFor(core));
  });
}
