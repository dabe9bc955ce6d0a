// Which statements of a DAG count (PROTOCOL.md "Statements"). Two things are asked of each. Whether it is *right*: its author held the role it takes at
// its parents. Its past alone says that, so it is worked out once. And whether, among the statements of some heads, nothing beside it takes from it:
// that changes with the heads. Where nothing takes from a change of roles that it does not know, every right change is in force, and that is known at a glance.

import type { DeviceId, StatementId } from "../base/ids.ts";
import { ChangesInForce } from "./changes-in-force.ts";
import {
  bearsOn,
  changeOf,
  chooseAdding,
  isAllowedBy,
  isAllowedByAll,
  isElder,
  isOut,
  rankBy,
  recoveriesIn,
  takes,
  type Change,
} from "./changes.ts";
import type { StatementDag } from "./statement-dag.ts";
import type { Statement } from "./statement.ts";

type IsPast = (id: StatementId) => boolean;

/** null: every right change is. */
type InForce = ChangesInForce | null;

export function pushTo<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

export class CountingStatements {
  readonly #dag: StatementDag;
  /** What each right statement changes, if it changes a role. */
  readonly #right = new Map<StatementId, Change | null>();
  /** Right changes by the device that they are about and by their author; parents first. */
  readonly #changesOf = new Map<DeviceId, Change[]>();
  readonly #changesBy = new Map<DeviceId, Change[]>();
  readonly #takenFrom = new Set<DeviceId>();
  /** Changes that take from another one. */
  readonly #contested = new Set<Change>();
  /** At the parents of a statement, where not every right change is. */
  readonly #inForceAt = new Map<StatementId, ChangesInForce>();
  readonly #keysBy = new Map<DeviceId, Statement[]>();
  readonly #ofNewerKinds: StatementId[] = [];
  #judged = 0;

  constructor(dag: StatementDag) {
    this.#dag = dag;
  }

  /** Of one that is not in the DAG yet, but its parents are. */
  mayEnter(statement: Statement): boolean {
    if (statement.body.kind === "found") return true;
    this.#judgeAll();
    const isPast: IsPast = (id) => statement.parents.some((parent) => parent === id || this.#dag.isBefore(id, parent));
    const changes = this.#known(statement.author, isPast, this.#inForceFor(statement, isPast));
    return !isOut(rankBy(this.#dag, changes)) || this.#ofNewerKinds.some(isPast);
  }

  isRight(id: StatementId): boolean {
    this.#judgeAll();
    return this.#right.has(id);
  }

  /** Those of `closure`, which holds the past of each, in the shared order. */
  among(closure: readonly Statement[]): readonly Statement[] {
    this.#judgeAll();
    const ids = new Set(closure.map(({ id }) => id));
    const inForce = this.#inForceIn((id) => ids.has(id));
    const isInForce = (change: Change): boolean => ids.has(change.statement.id) && (inForce === null || inForce.has(change));
    const counts = (statement: Statement): boolean => {
      const change = this.#right.get(statement.id);
      if (change === undefined) return false;
      if (change !== null) return isInForce(change);
      if (inForce === null && !this.#takenFrom.has(statement.author)) return true;
      const bearing = this.#of(statement.author).filter((each) => isInForce(each) && bearsOn(this.#dag, each, statement));
      return isAllowedByAll(this.#dag, statement, bearing);
    };
    return closure.filter(counts).toSorted((a, b) => this.#dag.compare(a.id, b.id));
  }

  #of(device: DeviceId): readonly Change[] {
    return this.#changesOf.get(device) ?? [];
  }

  /** The changes of a device that a statement's author knew, as they were at its parents. */
  #known(device: DeviceId, isPast: IsPast, inForce: InForce): readonly Change[] {
    return this.#of(device).filter((change) => isPast(change.statement.id) && (inForce === null || inForce.has(change)));
  }

  /** Of a statement with one parent: what was in force at that one's parents still is, and nothing beside it takes from the parent. */
  #inForceFor({ parents: [parent, ...others] }: Statement, isPast: IsPast): InForce {
    return parent !== undefined && others.length === 0 ? (this.#inForceAt.get(parent) ?? null) : this.#inForceIn(isPast);
  }

  #inForceIn(has: IsPast): InForce {
    for (const { statement } of this.#contested)
      if (has(statement.id)) return new ChangesInForce(this.#dag, (change) => this.#of(change.statement.author), has);
    return null;
  }

  #judgeAll(): void {
    for (; this.#judged < this.#dag.statements.length; this.#judged++) {
      const next = this.#dag.statements[this.#judged];
      if (next?.body.kind === "unknown") this.#ofNewerKinds.push(next.id);
      if (next !== undefined && this.#judgeRight(next)) this.#remember(next);
    }
  }

  #judgeRight(statement: Statement): boolean {
    const isPast: IsPast = (id) => this.#dag.isBefore(id, statement.id);
    const inForce = this.#inForceFor(statement, isPast);
    if (inForce !== null) this.#inForceAt.set(statement.id, inForce);
    const known = this.#known(statement.author, isPast, inForce);
    if (!isAllowedBy(this.#dag, statement, known)) return false;
    const change = changeOf(statement);
    if (change !== null && !this.#mayChange(change, known, this.#known(change.device, isPast, inForce))) return false;
    return statement.body.kind !== "keys" || this.#lacksKey(statement, known);
  }

  /** The way back is removed, or given another role, by itself or by one that was there before it. `byAuthor`, `ofDevice`: the changes of both that it knew. */
  #mayChange({ adds, device, statement }: Change, byAuthor: readonly Change[], ofDevice: readonly Change[]): boolean {
    const recoveries = recoveriesIn(ofDevice);
    if (adds || recoveries.length === 0 || device === statement.author) return true;
    return isElder(this.#dag, recoveriesIn(byAuthor), recoveries);
  }

  /** Who was added has had a key since. */
  #lacksKey({ id, author }: Statement, known: readonly Change[]): boolean {
    const stated = this.#keysBy.get(author) ?? [];
    return chooseAdding(known)?.statement.body.kind === "found" && !stated.some((earlier) => this.#dag.isBefore(earlier.id, id));
  }

  #remember(statement: Statement): void {
    const change = changeOf(statement);
    this.#right.set(statement.id, change);
    if (statement.body.kind === "keys") pushTo(this.#keysBy, statement.author, statement);
    if (change === null) return;
    for (const other of this.#of(statement.author)) if (this.#takesBeside(other, change)) this.#contested.add(other);
    if ((this.#changesBy.get(change.device) ?? []).some((other) => this.#takesBeside(change, other))) this.#contested.add(change);
    if (takes(change)) this.#takenFrom.add(change.device);
    pushTo(this.#changesOf, change.device, change);
    pushTo(this.#changesBy, statement.author, change);
  }

  /** Whether `change` takes from `other`, which does not know it. */
  #takesBeside(change: Change, other: Change): boolean {
    return takes(change) && !this.#dag.isBefore(change.statement.id, other.statement.id) && bearsOn(this.#dag, change, other.statement);
  }
}
