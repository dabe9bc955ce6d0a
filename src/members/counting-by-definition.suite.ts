// The slow twin of counting-statements.ts, for tests: which statements count, by PROTOCOL.md's words and nothing else. All is asked anew each time, over plain
// sets, with what hangs on what written out as a table.

import type { DeviceId } from "../base/ids.ts";
import type { Statement } from "./statement.ts";

type Statements = ReadonlySet<Statement>;

const WEIGHTS: Readonly<Record<string, number>> = { owner: 3, writer: 2, reader: 1, none: 0 };

/** Whose role it changes, to what. */
function changeBy({ body, author }: Statement): { readonly device: DeviceId; readonly to: string } | null {
  if (body.kind === "found") return { device: author, to: "owner" };
  if (body.kind === "recovery") return { device: body.device, to: "owner" };
  if (body.kind === "add" || body.kind === "role") return { device: body.device, to: body.role };
  return body.kind === "remove" ? { device: body.device, to: "none" } : null;
}

const takesAway = ({ body }: Statement): boolean => body.kind === "remove" || (body.kind === "role" && body.role !== "owner");

function weightNeeded({ body, author }: Statement): number {
  if (body.kind === "found") return 0;
  if (body.kind === "epoch" || body.kind === "accept") return 2;
  if (body.kind === "keys") return 1;
  if ((body.kind === "name" || body.kind === "remove") && body.device === author) return 1;
  return body.kind === "unknown" ? 4 : 3;
}

const weightsOf = (changes: readonly Statement[]): readonly number[] => changes.map((each) => WEIGHTS[changeBy(each)?.to ?? ""] ?? 0);

const isCut = ({ body }: Statement): boolean => body.kind === "remove" || (body.kind === "role" && body.role === "reader");

export class CountingByDefinition {
  readonly #statements: readonly Statement[];
  readonly #pasts = new Map<Statement, Statements>();
  readonly #right = new Map<Statement, boolean>();

  /** Parents first. */
  constructor(statements: readonly Statement[]) {
    this.#statements = statements;
    for (const statement of statements) {
      const parents = statements.filter(({ id }) => statement.parents.includes(id));
      this.#pasts.set(statement, new Set(parents.flatMap((parent) => [parent, ...this.past(parent)])));
    }
  }

  /** Of the heads' statements and all before them. */
  counting(heads: readonly string[]): Statements {
    const tops = this.#statements.filter(({ id }) => heads.includes(id));
    return this.#countingIn(new Set(tops.flatMap((top) => [top, ...this.past(top)])));
  }

  /** The `recovery`s of one that is nothing but the way back. */
  recoveriesOf(device: DeviceId, changes: Iterable<Statement>): readonly Statement[] {
    const adding = [...changes].filter(
      (each) => changeBy(each)?.device === device && ["found", "add", "recovery"].includes(each.body.kind),
    );
    return adding.some(({ body }) => body.kind !== "recovery") ? [] : adding;
  }

  /** What nobody may take from the way back without knowing it means nothing. */
  meaning(device: DeviceId, changes: Iterable<Statement>): readonly Statement[] {
    const about = [...changes].filter((each) => changeBy(each)?.device === device);
    const recoveries = this.recoveriesOf(device, about);
    const knowsIt = (each: Statement): boolean => recoveries.some((recovery) => this.past(each).has(recovery));
    return about.filter((each) => recoveries.length === 0 || each.body.kind === "recovery" || knowsIt(each));
  }

  weightOf(device: DeviceId, inForce: Iterable<Statement>): number {
    const about = this.meaning(device, inForce);
    if (about.some(({ body }) => body.kind === "remove")) return 0;
    const adding = weightsOf(about.filter(({ body }) => ["found", "add", "recovery"].includes(body.kind)));
    const changing = about.filter(({ body }) => body.kind === "role");
    const last = changing.filter((each) => !changing.some((other) => this.past(other).has(each)));
    if (adding.length === 0) return 0;
    return last.length > 0 ? Math.min(...weightsOf(last)) : Math.max(...adding);
  }

  isMemberAtParents(statement: Statement): boolean {
    return statement.body.kind === "found" || this.weightOf(statement.author, this.#countingIn(this.past(statement))) > 0;
  }

  past(statement: Statement): Statements {
    return this.#pasts.get(statement) ?? new Set();
  }

  /** Whether its author held the role it needs at its parents. */
  isRight(statement: Statement): boolean {
    const known = this.#right.get(statement);
    if (known !== undefined) return known;
    const before = this.#countingIn(this.past(statement));
    const right = this.weightOf(statement.author, before) >= weightNeeded(statement) && this.#sparesTheWayBack(statement, before);
    this.#right.set(statement, right);
    return right;
  }

  #sparesTheWayBack({ author, body }: Statement, before: Statements): boolean {
    if ((body.kind !== "remove" && body.kind !== "role") || body.device === author) return true;
    const [own, theirs] = [this.recoveriesOf(author, before), this.recoveriesOf(body.device, before)];
    return theirs.length === 0 || own.some((elder) => theirs.every((younger) => this.past(younger).has(elder)));
  }

  #countingIn(statements: Statements): Statements {
    const right = [...statements].filter((each) => this.isRight(each));
    const inForce = this.#changesInForce(right.filter((each) => changeBy(each) !== null));
    return new Set(right.filter((each) => (changeBy(each) === null ? this.#holds(each, inForce) : inForce.has(each))));
  }

  /** Whether a change says anything about a statement: its author's role is changed, in its past or beside it. */
  #bears(change: Statement, statement: Statement): boolean {
    if (changeBy(change)?.device !== statement.author || change === statement) return false;
    if (this.past(statement).has(change)) return true;
    return takesAway(change) && !this.past(change).has(statement);
  }

  /** The removals, and the changes to a reader, whose cuts mean something: what a device says itself of its logs as a reader does not. */
  cutting(device: DeviceId, inForce: Statements): readonly Statement[] {
    const about = [...inForce].filter((each) => changeBy(each)?.device === device && isCut(each));
    return about.filter((each) => each.author !== device || this.#holds(each, inForce, 2));
  }

  #holds(statement: Statement, inForce: Statements, needed = weightNeeded(statement)): boolean {
    const all = [...inForce].filter((change) => this.#bears(change, statement));
    const bearing = this.meaning(statement.author, all);
    const past = this.past(statement);
    const beside = weightsOf(bearing.filter((change) => !past.has(change)));
    const weight = this.weightOf(
      statement.author,
      bearing.filter((change) => past.has(change)),
    );
    return Math.min(weight, ...beside) >= needed;
  }

  /** All that a change hangs on, through however many others. */
  #rootsOf(change: Statement, changes: readonly Statement[]): Statements {
    const roots = new Set<Statement>();
    const visit = (statement: Statement): void => {
      for (const other of changes.filter((each) => !roots.has(each) && this.#bears(each, statement))) {
        roots.add(other);
        visit(other);
      }
    };
    visit(change);
    return roots;
  }

  #changesInForce(changes: readonly Statement[]): Statements {
    const roots = new Map(changes.map((change) => [change, new Set([change, ...this.#rootsOf(change, changes)])]));
    const hangsOn = (change: Statement, other: Statement): boolean => roots.get(change)?.has(other) === true;
    const decided = new Set<Statement>();
    const inForce = new Set<Statement>();
    // What a ring hangs on outside of it hangs on less than the ring does.
    for (const change of changes.toSorted((a, b) => (roots.get(a)?.size ?? 0) - (roots.get(b)?.size ?? 0))) {
      if (decided.has(change)) continue;
      const ring = changes.filter((other) => hangsOn(change, other) && hangsOn(other, change));
      this.#decide(ring, inForce);
      for (const each of ring) decided.add(each);
    }
    return inForce;
  }

  #decide(ring: readonly Statement[], inForce: Set<Statement>): void {
    const parentsFirst = ring.toSorted((a, b) => this.past(a).size - this.past(b).size);
    // As if nothing in the ring took anything.
    const supposed = new Set(inForce);
    const taking: Statement[] = [];
    for (const each of parentsFirst) {
      if (!this.#holds(each, supposed)) continue;
      if (takesAway(each)) taking.push(each);
      else supposed.add(each);
    }
    for (const each of taking) inForce.add(each);
    for (const each of parentsFirst) if (!takesAway(each) && this.#holds(each, inForce)) inForce.add(each);
  }
}
