// Which changes of roles (changes.ts) are in force in one set of statements that holds the past of each. A change is void where another one, in force and
// not known to it, takes the role it needs, and where what gave its author that role is void. So whether one is in force hangs on others: most often along a
// line, from whose end it follows. But those that take without knowing each other may also hang on each other in a ring: A removes B, and B removes A;
// A removes B, B removes C, C removes A; A removes B, who beside that adds C, who removes A. An order by ids must not decide there: whoever was
// removed can still make statements with any parents and as many as it likes, and would win. So all that is taken in a ring is taken: nobody escapes its
// removal through what that removal voids. What is given in a ring is then judged by what was taken.

import type { StatementId } from "../base/ids.ts";
import { bearsOn, isAllowedByAll, takes, type Change } from "./changes.ts";
import type { StatementDag } from "./statement-dag.ts";

/** One step of the way from a change to those it hangs on. */
type Visit = {
  readonly change: Change;
  readonly bearing: readonly Change[];
  next: number;
  /** Its place among those that are open. */
  readonly place: number;
  /** The first place that is known to hang on this one and the other way round. */
  first: number;
};

export class ChangesInForce {
  readonly #dag: StatementDag;
  readonly #changesOfAuthor: (change: Change) => readonly Change[];
  readonly #has: (id: StatementId) => boolean;
  readonly #isInForce = new Map<Change, boolean>();

  /** `changesOfAuthor`: the right changes of the device that states a change. */
  constructor(dag: StatementDag, changesOfAuthor: (change: Change) => readonly Change[], has: (id: StatementId) => boolean) {
    this.#dag = dag;
    this.#changesOfAuthor = changesOfAuthor;
    this.#has = has;
  }

  /** Of a right change that is in the set, or has all of the set's that bear on it in its past: nothing takes from such a one. */
  has(change: Change): boolean {
    if (!this.#has(change.statement.id)) return true;
    if (!this.#isInForce.has(change)) this.#settle(change);
    return this.#isInForce.get(change) === true;
  }

  #bearingOn(change: Change): readonly Change[] {
    return this.#changesOfAuthor(change).filter((other) => this.#has(other.statement.id) && bearsOn(this.#dag, other, change.statement));
  }

  /** Tarjan's strongly connected components: what others hang on comes first. Not by recursion, since a line may be as long as the DAG. */
  #settle(root: Change): void {
    const places = new Map<Change, number>();
    const open: Change[] = [];
    const way: Visit[] = [];
    const enter = (change: Change): void => {
      const place = open.push(change) - 1;
      places.set(change, place);
      way.push({ change, bearing: this.#bearingOn(change), next: 0, place, first: place });
    };
    enter(root);
    for (let visit = way.at(-1); visit !== undefined; visit = way.at(-1)) {
      const next = visit.bearing[visit.next++];
      if (next === undefined) {
        way.pop();
        const before = way.at(-1);
        if (before !== undefined) before.first = Math.min(before.first, visit.first);
        if (visit.first === visit.place) this.#decide(open.splice(visit.place));
      } else if (!this.#isInForce.has(next)) {
        const place = places.get(next);
        if (place === undefined) enter(next);
        else visit.first = Math.min(visit.first, place);
      }
    }
  }

  /** Those that hang on each other, or one alone. What they hang on besides is decided. */
  #decide(ring: Change[]): void {
    ring.sort((a, b) => this.#dag.compare(a.statement.id, b.statement.id));
    const inside = new Set(ring);
    for (const change of ring) this.#judge(change, (other) => !takes(other) || !inside.has(other));
    if (ring.length === 1) return;
    for (const change of ring) if (!takes(change)) this.#judge(change, () => true);
  }

  #judge(change: Change, isConsidered: (other: Change) => boolean): void {
    const bearing = this.#bearingOn(change).filter((other) => isConsidered(other) && this.#isInForce.get(other) === true);
    this.#isInForce.set(change, isAllowedByAll(this.#dag, change.statement, bearing));
  }
}
