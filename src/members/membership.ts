// Who is a member of a space, with which role and keys, and which epochs there are: one pure function of a set of statements, run alike by devices and
// relays (PROTOCOL.md "Statements"). A statement counts if its author held the role it takes at its parents; one that does not is there and means
// nothing. One whose author is no member at its parents does not even get in: a relay, which anyone's key may sign for, could otherwise fill every device's
// store with them, and crowd members' statements out of the parents that a new one can name. In this first form rights are only ever added, so of several counting statements on one thing a fixed rule chooses, in whatever order
// they arrived: of `add`s of one device the strongest role, then the smallest id; of names the deepest, then the greatest id.
// Signatures and proofs were checked before a statement entered the DAG.

import type { DeviceId, EpochId, SpaceId, StatementId } from "../base/ids.ts";
import { unreachable } from "../base/result.ts";
import { ROLE_CODES, type NameBody, type Role, type SealedEpochKey, type StatementBody } from "./statement-content.ts";
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
  /** In the shared order of their first statements, the latest last. */
  readonly epochs: readonly Epoch[];
  readonly names: { readonly space: SealedName | null; readonly devices: ReadonlyMap<DeviceId, SealedName> };
  /** There are statements that this version of Daybook does not understand: a newer one is needed to judge the space. */
  readonly newerKinds: boolean;
};

type Giver = { readonly statement: Statement; readonly device: DeviceId; readonly role: Role; readonly kemKey: Uint8Array | null };

const isStronger = (a: Giver, b: Giver): boolean =>
  ROLE_CODES[a.role] < ROLE_CODES[b.role] || (a.role === b.role && a.statement.id < b.statement.id);

const strongestOf = (givers: readonly Giver[]): Giver | null =>
  givers.reduce<Giver | null>((best, giver) => (best === null || isStronger(giver, best) ? giver : best), null);

function pushTo<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** Which statements of a DAG count. That depends on a statement's past only, so it is worked out once for each. */
class CountingStatements {
  readonly #dag: StatementDag;
  readonly #counting = new Set<StatementId>();
  readonly #giversByDevice = new Map<DeviceId, Giver[]>();
  readonly #keyStatementsByDevice = new Map<DeviceId, Statement[]>();
  readonly #ofNewerKinds: StatementId[] = [];
  #judged = 0;

  constructor(dag: StatementDag) {
    this.#dag = dag;
  }

  counts(statement: Statement): boolean {
    this.#judgeAll();
    return this.#counting.has(statement.id);
  }

  /** Of one that is not in the DAG yet, but its parents are. */
  mayEnter({ author, parents, body }: Statement): boolean {
    if (body.kind === "found") return true;
    this.#judgeAll();
    const isPast = (id: StatementId): boolean => parents.some((parent) => parent === id || this.#dag.isBefore(id, parent));
    const givers = this.#giversByDevice.get(author) ?? [];
    return givers.some(({ statement }) => isPast(statement.id)) || this.#ofNewerKinds.some(isPast);
  }

  #judgeAll(): void {
    for (; this.#judged < this.#dag.statements.length; this.#judged++) {
      const next = this.#dag.statements[this.#judged];
      if (next?.body.kind === "unknown") this.#ofNewerKinds.push(next.id);
      if (next !== undefined && this.#judge(next)) this.#remember(next);
    }
  }

  #judge(statement: Statement): boolean {
    if (statement.body.kind === "found") return true;
    const givers = this.#giversByDevice.get(statement.author) ?? [];
    const giver = strongestOf(givers.filter((each) => this.#dag.isBefore(each.statement.id, statement.id)));
    return giver !== null && this.#mayState(statement, giver);
  }

  /** `giver`: what gave the author its role, in the statement's past. */
  #mayState(statement: Statement, giver: Giver): boolean {
    const { body, author } = statement;
    switch (body.kind) {
      case "found":
      case "unknown":
      case "remove":
      case "role":
      case "accept":
        return false;
      case "add":
        return giver.role === "owner";
      case "epoch":
        return giver.role !== "reader";
      case "keys":
        return giver.kemKey === null && !this.#hasStatedKey(statement);
      case "name":
        return giver.role === "owner" || body.device === author;
      default:
        return unreachable(body);
    }
  }

  #hasStatedKey(statement: Statement): boolean {
    const stated = this.#keyStatementsByDevice.get(statement.author) ?? [];
    return stated.some((earlier) => this.#dag.isBefore(earlier.id, statement.id));
  }

  #remember(statement: Statement): void {
    const { body, author } = statement;
    this.#counting.add(statement.id);
    if (body.kind === "keys") pushTo(this.#keyStatementsByDevice, author, statement);
    const giver = giverOf(statement);
    if (giver !== null) pushTo(this.#giversByDevice, giver.device, giver);
  }
}

function giverOf(statement: Statement): Giver | null {
  const { body, author } = statement;
  if (body.kind === "found") return { statement, device: author, role: "owner", kemKey: null };
  return body.kind === "add" ? { statement, device: body.device, role: body.role, kemKey: body.kemKey } : null;
}

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

function countingStatementsOf(dag: StatementDag, heads: readonly StatementId[]): readonly Statement[] {
  const counting = countingIn(dag);
  return dag
    .closureOf(heads)
    .filter((statement) => counting.counts(statement))
    .toSorted((a, b) => dag.compare(a.id, b.id));
}

function membersOf(statements: readonly Statement[]): ReadonlyMap<DeviceId, Member> {
  const giverByDevice = new Map<DeviceId, Giver>();
  const keyByDevice = new Map<DeviceId, Statement>();
  for (const statement of statements) {
    const giver = giverOf(statement);
    const best = giver === null ? undefined : giverByDevice.get(giver.device);
    if (giver !== null && (best === undefined || isStronger(giver, best))) giverByDevice.set(giver.device, giver);
    const stated = keyByDevice.get(statement.author);
    if (statement.body.kind === "keys" && (stated === undefined || statement.id < stated.id)) keyByDevice.set(statement.author, statement);
  }
  return new Map(Array.from(giverByDevice, ([device, giver]) => [device, memberFrom(giver, keyByDevice.get(device)?.body ?? null)]));
}

function memberFrom({ role, kemKey, statement }: Giver, stated: StatementBody | null): Member {
  const addedBy = statement.body.kind === "found" ? null : statement.author;
  return { role, kemKey: kemKey ?? (stated?.kind === "keys" ? stated.kemKey : null), addedBy, statement: statement.id };
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

function namesOf(statements: readonly Statement[], members: ReadonlyMap<DeviceId, Member>): Membership["names"] {
  const devices = new Map<DeviceId, SealedName>();
  let space: SealedName | null = null;
  for (const { body, author } of statements) {
    if (body.kind !== "name") continue;
    if (body.device === null) space = { ...body, author };
    else if (members.has(body.device)) devices.set(body.device, { ...body, author });
  }
  return { space, devices };
}

/** The membership as the statements of `heads` and their pasts have it. Heads that are not in the DAG are left out. */
export function membershipAt(dag: StatementDag, heads: readonly StatementId[]): Membership {
  const statements = countingStatementsOf(dag, heads);
  const members = membersOf(statements);
  const newerKinds = dag.closureOf(heads).some((statement) => statement.body.kind === "unknown");
  return { space: dag.space, members, epochs: epochsOf(statements), names: namesOf(statements, members), newerKinds };
}
