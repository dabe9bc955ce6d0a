// Statements that change who may do what: they add a device, give it a role or remove it. Here is what several of them amount to for one device, and
// what they mean for a statement of that device; which of them are in force is changes-in-force.ts.

import type { DeviceId } from "../base/ids.ts";
import { ROLE_CODES, type Role } from "./statement-content.ts";
import type { StatementDag } from "./statement-dag.ts";
import type { Statement } from "./statement.ts";

/** In the place of a role's code: none. As with those, the greater, the weaker. */
const OUT = 4;

export type Change = {
  readonly statement: Statement;
  /** Whose role it changes. */
  readonly device: DeviceId;
  /** One of `ROLE_CODES`, or `OUT`. */
  readonly rank: number;
  /** It makes the device a member; the others mean nothing where none does. */
  readonly adds: boolean;
  /** It makes it one that is no device, but the way back to the space. */
  readonly isRecovery: boolean;
};

export function changeOf(statement: Statement): Change | null {
  const { body, author } = statement;
  const of = (device: DeviceId, rank: number, adds: boolean): Change => ({
    statement,
    device,
    rank,
    adds,
    isRecovery: body.kind === "recovery",
  });
  switch (body.kind) {
    case "found":
      return of(author, ROLE_CODES.owner, true);
    case "add":
      return of(body.device, ROLE_CODES[body.role], true);
    case "recovery":
      return of(body.device, ROLE_CODES.owner, true);
    case "role":
      return of(body.device, ROLE_CODES[body.role], false);
    case "remove":
      return of(body.device, OUT, false);
    default:
      return null;
  }
}

/** Whether it also takes from what the device states without knowing it. To be made an owner takes nothing. */
export const takes = ({ adds, rank }: Change): boolean => !adds && rank > ROLE_CODES.owner;

export const isOut = (rank: number): boolean => rank === OUT;

/** Of those that add a device the strongest role, then the smallest id; null: none does. */
export function chooseAdding(changes: readonly Change[]): Change | null {
  const isBetter = (a: Change, b: Change): boolean => a.rank < b.rank || (a.rank === b.rank && a.statement.id < b.statement.id);
  return changes.reduce<Change | null>((best, each) => (each.adds && (best === null || isBetter(each, best)) ? each : best), null);
}

/** Those that make somebody the way back to the space; none where it is a device by any of them, or no member. */
export function recoveriesIn(changes: readonly Change[]): readonly Change[] {
  const adding = changes.filter(({ adds }) => adds);
  return adding.every(({ isRecovery }) => isRecovery) ? adding : [];
}

/** Of the changes of one device those that mean something: of the way back nobody takes anything without knowing it. */
export function effectiveOf(dag: StatementDag, changes: readonly Change[]): readonly Change[] {
  const recoveries = recoveriesIn(changes);
  if (recoveries.length === 0) return changes;
  return changes.filter((change) => change.adds || recoveries.some(({ statement }) => dag.isBefore(statement.id, change.statement.id)));
}

/** Whether who is the way back by `elder` was that before whoever is it by `younger`. */
export const isElder = (dag: StatementDag, elder: readonly Change[], younger: readonly Change[]): boolean =>
  elder.some((old) => younger.every((young) => dag.isBefore(old.statement.id, young.statement.id)));

/**
 * A device's role by the changes of it that are in force, parents first: that of its adding, or the weakest of those given last; none once it was removed.
 * As a code; above all of `ROLE_CODES`: none.
 */
export function rankBy(dag: StatementDag, all: readonly Change[]): number {
  const changes = effectiveOf(dag, all);
  const last: Change[] = [];
  let added = OUT;
  for (let index = changes.length - 1; index >= 0; index--) {
    const change = changes[index];
    if (change === undefined) continue;
    const isReplaced = (): boolean => last.some((later) => dag.isBefore(change.statement.id, later.statement.id));
    if (change.adds) added = Math.min(added, change.rank);
    else if (isOut(change.rank) || !isReplaced()) last.push(change);
  }
  return last.reduce((weakest, { rank }) => Math.max(weakest, rank), added === OUT || last.length === 0 ? added : 0);
}

export const roleOfRank = (rank: number): Role | null =>
  rank === ROLE_CODES.owner ? "owner" : rank === ROLE_CODES.writer ? "writer" : rank === ROLE_CODES.reader ? "reader" : null;

/** The weakest role whose holders may state this. */
function rankNeeded({ body, author }: Statement): number {
  switch (body.kind) {
    case "found":
      return OUT;
    case "add":
    case "recovery":
    case "role":
    case "capsule":
      return ROLE_CODES.owner;
    case "remove":
    case "name":
      return body.device === author ? ROLE_CODES.reader : ROLE_CODES.owner;
    case "epoch":
    case "accept":
      return ROLE_CODES.writer;
    case "keys":
      return ROLE_CODES.reader;
    default:
      return 0;
  }
}

/** Whether a statement counts by the changes of its author that are in force: those it knew, parents first, and those beside it that take. */
export function isAllowedBy(
  dag: StatementDag,
  statement: Statement,
  known: readonly Change[],
  beside: readonly Change[] = [],
  needed = rankNeeded(statement),
): boolean {
  return beside.every(({ rank }) => rank <= needed) && rankBy(dag, known) <= needed;
}

/** As `isAllowedBy`, of all that bears on the statement and is in force. */
export function isAllowedByAll(dag: StatementDag, statement: Statement, all: readonly Change[], needed = rankNeeded(statement)): boolean {
  const bearing = effectiveOf(dag, all);
  const isKnown = (change: Change): boolean => dag.isBefore(change.statement.id, statement.id);
  const known = bearing.filter(isKnown);
  const beside = known.length === bearing.length ? [] : bearing.filter((change) => !isKnown(change));
  return isAllowedBy(dag, statement, known, beside, needed);
}

/** Whether a device might write when it stated this, by all changes of it that are in force: only then can it say itself how far its logs count. */
export function mightWrite(dag: StatementDag, statement: Statement, changes: readonly Change[]): boolean {
  const bearing = changes.filter((change) => bearsOn(dag, change, statement));
  return isAllowedByAll(dag, statement, bearing, ROLE_CODES.writer);
}

/** Whether a change of a statement's author says anything about it: one that it knew, or one beside it that takes. */
export function bearsOn(dag: StatementDag, change: Change, statement: Statement): boolean {
  const { id } = change.statement;
  if (dag.isBefore(id, statement.id)) return true;
  return takes(change) && id !== statement.id && !dag.isBefore(statement.id, id);
}
