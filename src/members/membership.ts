// Who is a member of a space, with which role and keys, who was one, and which epochs there are: one pure function of a set of statements, run alike by
// devices and relays (PROTOCOL.md "Statements"), the same in whatever order they arrived. Which statements count is counting-statements.ts; here is what those
// that do amount to. One whose author is no member at its parents does not even get in: a relay, which anyone's key may sign for, could otherwise
// fill every device's store with them, and crowd members' statements out of the parents that a new one can name.
// Signatures and proofs were checked before a statement entered the DAG.

import type { DeviceId, EpochId, SpaceId, StatementId } from "../base/ids.ts";
import { comparePlaces } from "../wire/record-place.ts";
import { changeOf, chooseAdding, effectiveOf, mightWrite, rankBy, recoveriesIn, roleOfRank, type Change } from "./changes.ts";
import { CountingStatements, pushTo } from "./counting-statements.ts";
import type { Cut, KnownBody, NameBody, Role, SealedEpochKey } from "./statement-content.ts";
import { StatementDag } from "./statement-dag.ts";
import type { Statement } from "./statement.ts";

export type { Role } from "./statement-content.ts";

export type Member = {
  readonly role: Role;
  /** X-Wing public key; null until the founder has stated its own. */
  readonly kemKey: Uint8Array | null;
  /** null: it founded the space. */
  readonly addedBy: DeviceId | null;
  /** That made it a member. */
  readonly statement: StatementId;
  /** Of a reader: what counts of its logs, from the time before it was one. null: all that it writes. */
  readonly cut: Cut | null;
  /** What made it a reader and is in force, in the shared order; of one that was added as a reader nothing. */
  readonly cutBy: readonly StatementId[];
  /** It is no device, but a phrase on paper: it has no log and says nothing of what it holds, so nobody waits for it. */
  readonly isRecovery: boolean;
};

/** Of a device that was removed: it is no member any more, and never will be. */
export type FormerMember = {
  /** Those in force, in the shared order. */
  readonly removals: readonly StatementId[];
  readonly asksToWipe: boolean;
  /** What counts of its logs. */
  readonly cut: Cut;
};

export type Epoch = {
  readonly id: EpochId;
  /** Those that state it, the first of the shared order first. */
  readonly statements: readonly StatementId[];
  /** More than one for a device when several statements grant to it: any of them may be the good one. */
  readonly grants: ReadonlyMap<DeviceId, readonly Uint8Array[]>;
  readonly predecessors: readonly SealedEpochKey[];
};

export type SealedName = NameBody & { readonly author: DeviceId };

export type Membership = {
  readonly space: SpaceId;
  readonly members: ReadonlyMap<DeviceId, Member>;
  /** The members without what is the way back only: those that have logs and give receipts. */
  readonly devices: ReadonlyMap<DeviceId, Member>;
  readonly former: ReadonlyMap<DeviceId, FormerMember>;
  /** Without one nobody can change the members any more. */
  readonly hasOwner: boolean;
  /** In the shared order of their first statements, the latest last. */
  readonly epochs: readonly Epoch[];
  readonly names: { readonly space: SealedName | null; readonly devices: ReadonlyMap<DeviceId, SealedName> };
  /** There are statements that this version of Daybook does not understand: a newer one is needed to judge the space. */
  readonly newerKinds: boolean;
};

const countingByDag = new WeakMap<StatementDag, CountingStatements>();

function countingIn(dag: StatementDag): CountingStatements {
  const counting = countingByDag.get(dag) ?? new CountingStatements(dag);
  countingByDag.set(dag, counting);
  return counting;
}

/**
 * A DAG that takes in what members state. What its author states without being one at its parents is refused by everyone alike: it can never count. Unless a
 * statement of a newer kind is in its past, which may have made its author a member.
 */
export const openStatementDag = (space: SpaceId): StatementDag =>
  new StatementDag(space, (dag, statement) => countingIn(dag).mayEnter(statement));

/** Whether its author held the role it takes at its parents: it may not count all the same, for what is beside it. */
export const isRightIn = (dag: StatementDag, id: StatementId): boolean => countingIn(dag).isRight(id);

/** All that is within any of them. */
function joinCuts(cuts: readonly Cut[]): Cut {
  const entries = cuts.flat().map((entry) => [`${entry.log}/${entry.seq}/${entry.id}`, entry] as const);
  return [...new Map(entries).values()].toSorted(comparePlaces);
}

type Cutting = Statement & { readonly body: Extract<KnownBody, { readonly kind: "remove" | "role" }> };

const isCutting = (statement: Statement): statement is Cutting =>
  statement.body.kind === "remove" || (statement.body.kind === "role" && statement.body.role === "reader");

/** What counts of the logs of devices that may not write any more, or could not for a while. */
function cutsOf(
  dag: StatementDag,
  statements: readonly Statement[],
  changesByDevice: ReadonlyMap<DeviceId, readonly Change[]>,
): ReadonlyMap<DeviceId, Cut> {
  const cuts = new Map<DeviceId, Cut[]>();
  const cutting = new Map(statements.filter(isCutting).map((statement) => [statement.id, statement]));
  for (const statement of cutting.values()) {
    const { author, body } = statement;
    // A reader that leaves would else have what it wrote as one count.
    const isToSay = author !== body.device || mightWrite(dag, statement, changesByDevice.get(author) ?? []);
    if (isToSay) pushTo(cuts, body.device, body.cut);
  }
  for (const { body } of statements) {
    const cut = body.kind === "accept" ? cutting.get(body.statement) : undefined;
    if (body.kind === "accept" && cut !== undefined) pushTo(cuts, cut.body.device, body.cut);
  }
  return new Map(Array.from(cuts, ([device, each]) => [device, joinCuts(each)]));
}

/** Of each device the one with the smallest id. */
function statedKeysOf(statements: readonly Statement[]): ReadonlyMap<DeviceId, Uint8Array> {
  const stated = statements.flatMap(({ id, author, body }) => (body.kind === "keys" ? [{ id, author, kemKey: body.kemKey }] : []));
  return new Map(stated.toSorted((a, b) => (a.id < b.id ? 1 : -1)).map(({ author, kemKey }) => [author, kemKey]));
}

function membersOf(dag: StatementDag, statements: readonly Statement[]): Pick<Membership, "members" | "former"> {
  const changesByDevice = new Map<DeviceId, Change[]>();
  for (const change of statements.map(changeOf)) if (change !== null) pushTo(changesByDevice, change.device, change);
  const [members, former] = [new Map<DeviceId, Member>(), new Map<DeviceId, FormerMember>()];
  const [cuts, keys] = [cutsOf(dag, statements, changesByDevice), statedKeysOf(statements)];
  for (const [device, changes] of changesByDevice) {
    const cut = cuts.get(device) ?? [];
    const removals = effectiveOf(dag, changes).flatMap(({ statement: { id, body } }) => (body.kind === "remove" ? [{ id, body }] : []));
    const asksToWipe = removals.some(({ body }) => body.asksToWipe);
    if (removals.length > 0) former.set(device, { removals: removals.map(({ id }) => id), asksToWipe, cut });
    const adding = chooseAdding(changes)?.statement;
    const role = roleOfRank(rankBy(dag, changes));
    if (adding === undefined || role === null) continue;
    const cutBy = changes.flatMap(({ statement: { id, body } }) => (body.kind === "role" && body.role === "reader" ? [id] : []));
    const isRecovery = recoveriesIn(changes).length > 0;
    members.set(device, { ...memberFrom(adding, role, keys.get(device) ?? null, { cut, cutBy }), isRecovery });
  }
  return { members, former };
}

const devicesAmong = (members: Membership["members"]): Membership["devices"] =>
  new Map([...members].filter(([, { isRecovery }]) => !isRecovery));

function memberFrom(
  { id, author, body }: Statement,
  role: Role,
  statedKey: Uint8Array | null,
  { cut, cutBy }: { readonly cut: Cut; readonly cutBy: readonly StatementId[] },
): Omit<Member, "isRecovery"> {
  return {
    role,
    kemKey: body.kind === "add" || body.kind === "recovery" ? body.kemKey : statedKey,
    addedBy: body.kind === "found" ? null : author,
    statement: id,
    cut: role === "reader" ? cut : null,
    cutBy: role === "reader" ? cutBy : [],
  };
}

function epochsOf(statements: readonly Statement[]): readonly Epoch[] {
  const epochs = new Map<EpochId, { statements: StatementId[]; grants: Map<DeviceId, Uint8Array[]>; predecessors: SealedEpochKey[] }>();
  for (const { id, body } of statements) {
    if (body.kind !== "epoch") continue;
    const epoch = epochs.get(body.epoch) ?? { statements: [], grants: new Map<DeviceId, Uint8Array[]>(), predecessors: [] };
    epochs.set(body.epoch, epoch);
    epoch.statements.push(id);
    epoch.predecessors.push(...body.predecessors);
    for (const { device, sealed } of body.grants) pushTo(epoch.grants, device, sealed);
  }
  return Array.from(epochs, ([id, epoch]) => ({ id, ...epoch }));
}

function namesOf(statements: readonly Statement[], isOrWasMember: (device: DeviceId) => boolean): Membership["names"] {
  const devices = new Map<DeviceId, SealedName>();
  let space: SealedName | null = null;
  for (const { body, author } of statements) {
    if (body.kind !== "name") continue;
    if (body.device === null) space = { ...body, author };
    else if (isOrWasMember(body.device)) devices.set(body.device, { ...body, author });
  }
  return { space, devices };
}

/** The membership as the statements of `heads` and their pasts have it. Heads that are not in the DAG are left out. */
export function membershipAt(dag: StatementDag, heads: readonly StatementId[]): Membership {
  const closure = dag.closureOf(heads);
  const statements = countingIn(dag).among(closure);
  const { members, former } = membersOf(dag, statements);
  return {
    space: dag.space,
    members,
    devices: devicesAmong(members),
    former,
    hasOwner: [...members.values()].some(({ role }) => role === "owner"),
    epochs: epochsOf(statements),
    names: namesOf(statements, (device) => members.has(device) || former.has(device)),
    newerKinds: closure.some((statement) => statement.body.kind === "unknown"),
  };
}

/** As text; null: all that it writes. */
const cutTextIn = ({ members, former }: Membership, device: DeviceId): string | undefined =>
  JSON.stringify(former.get(device)?.cut ?? members.get(device)?.cut);

/** Whether more or less of what somebody had written counts than before. */
export function haveCutsMoved(before: Membership, after: Membership): boolean {
  if (before === after) return false;
  return [...before.former.keys(), ...before.members.keys()].some((device) => cutTextIn(before, device) !== cutTextIn(after, device));
}
