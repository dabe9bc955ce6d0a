// The statements of one space, each after those it names as its parents (PROTOCOL.md "Statements"). Grows only. Holds verified statements: a caller
// checks the signature first (`verifyStatement`). One whose parents are not here yet waits, within bounds; hashes make cycles impossible. Whether one may
// enter at all is asked once its past is here (membership.ts).
// What is in a statement's past is kept as one bit per statement, so that questions about it cost nothing.

import type { SpaceId, StatementId } from "../base/ids.ts";
import { assert } from "../base/result.ts";
import { MAX_STATEMENT_PARENTS } from "../wire/limits.ts";
import type { Statement } from "./statement.ts";

/** Statements and their bytes that may wait for their parents; further ones are turned away. */
export const MAX_WAITING_STATEMENTS = 1_024;
const MAX_WAITING_BYTES = 4_194_304;

export type AddOutcome =
  /** `statements`: this one and those that had waited for it, parents first. */
  | { readonly kind: "added"; readonly statements: readonly Statement[] }
  | { readonly kind: "known" }
  /** Some of its parents are not here; nothing is lost if they come. */
  | { readonly kind: "waiting" }
  /** It was to wait, but too many do. */
  | { readonly kind: "overflow" }
  /** It can never count, for anyone. */
  | { readonly kind: "refused" }
  | { readonly kind: "wrong-space" };

/** Of a statement whose parents are in the DAG; must depend on its past only. */
export type MayEnter = (dag: StatementDag, statement: Statement) => boolean;

type Node = {
  readonly statement: Statement;
  readonly index: number;
  /** Length of the longest way from the founding statement. */
  readonly depth: number;
  /** Bit i: the i-th statement is in the past of this one. */
  readonly past: Uint32Array;
};

const hasBit = (bits: Uint32Array, index: number): boolean => (((bits[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1;

function setBit(bits: Uint32Array, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] ?? 0) | (1 << (index & 31));
}

export class StatementDag {
  readonly space: SpaceId;
  readonly #nodes = new Map<StatementId, Node>();
  /** In the order of their arrival, which puts parents first. */
  readonly #order: Statement[] = [];
  readonly #heads = new Set<StatementId>();
  readonly #waiting = new Map<StatementId, Statement>();
  readonly #mayEnter: MayEnter;
  #waitingBytes = 0;

  constructor(space: SpaceId, mayEnter: MayEnter = () => true) {
    this.space = space;
    this.#mayEnter = mayEnter;
  }

  /** With all that this one holds; from now on the two grow apart. */
  copy(): StatementDag {
    const copy = new StatementDag(this.space, this.#mayEnter);
    for (const [id, node] of this.#nodes) copy.#nodes.set(id, node);
    for (const statement of this.#order) copy.#order.push(statement);
    for (const head of this.#heads) copy.#heads.add(head);
    for (const [id, statement] of this.#waiting) copy.#waiting.set(id, statement);
    copy.#waitingBytes = this.#waitingBytes;
    return copy;
  }

  /** All statements, parents first; otherwise in this replica's own order. Grows at its end. */
  get statements(): readonly Statement[] {
    return this.#order;
  }

  get(id: StatementId): Statement | null {
    return this.#nodes.get(id)?.statement ?? null;
  }

  has(id: StatementId): boolean {
    return this.#nodes.has(id);
  }

  /** Ascending. */
  heads(): readonly StatementId[] {
    return [...this.#heads].toSorted();
  }

  /** All of them, those first that are `preferred`: for where not all can be named. */
  headsFirst(preferred: (statement: Statement) => boolean): readonly StatementId[] {
    const heads = this.heads();
    const first = heads.filter((id) => preferred(this.#node(id).statement));
    return [...new Set([...first, ...heads])];
  }

  /** The heads as parents of a new statement: all of them, or as many as a statement can name, those first that are `preferred`. */
  parentsForNext(preferred: (statement: Statement) => boolean = () => true): readonly StatementId[] {
    return this.headsFirst(preferred).slice(0, MAX_STATEMENT_PARENTS).toSorted();
  }

  add(statement: Statement): AddOutcome {
    if (statement.space !== this.space) return { kind: "wrong-space" };
    if (this.#nodes.has(statement.id)) return { kind: "known" };
    if (this.#waiting.has(statement.id)) return { kind: "waiting" };
    if (!this.#isComplete(statement)) return this.#wait(statement);
    if (!this.#mayEnter(this, statement)) return { kind: "refused" };
    const added = [statement];
    this.#link(statement);
    for (let grown = true; grown;) {
      grown = false;
      for (const waiting of this.#waiting.values()) {
        if (!this.#isComplete(waiting)) continue;
        this.#waiting.delete(waiting.id);
        this.#waitingBytes -= waiting.bytes.length;
        if (!this.#mayEnter(this, waiting)) continue;
        this.#link(waiting);
        added.push(waiting);
        grown = true;
      }
    }
    return { kind: "added", statements: added };
  }

  /** Length of the longest way from the founding statement: with the id, an order that all replicas share and that puts parents first. */
  depthOf(id: StatementId): number {
    return this.#node(id).depth;
  }

  /** The shared order: negative when `a` comes before `b`. */
  compare(a: StatementId, b: StatementId): number {
    return this.depthOf(a) - this.depthOf(b) || (a < b ? -1 : a > b ? 1 : 0);
  }

  /** Whether `ancestor` is in the past of `descendant`, itself not included. */
  isBefore(ancestor: StatementId, descendant: StatementId): boolean {
    return hasBit(this.#node(descendant).past, this.#node(ancestor).index);
  }

  /** The statements of `heads` and their pasts, parents first. Heads that are not here are left out. */
  closureOf(heads: readonly StatementId[]): readonly Statement[] {
    const bits = this.#closureBits(heads);
    return this.#order.filter((_, index) => hasBit(bits, index));
  }

  /** What a replica with these heads does not hold, as far as is known here; parents first. */
  missingFor(theirHeads: readonly StatementId[]): readonly Statement[] {
    const bits = this.#closureBits(theirHeads);
    return this.#order.filter((_, index) => !hasBit(bits, index));
  }

  #node(id: StatementId): Node {
    const node = this.#nodes.get(id);
    assert(node !== undefined, "a statement of this space's DAG");
    return node;
  }

  #closureBits(heads: readonly StatementId[]): Uint32Array {
    const bits = new Uint32Array((this.#order.length + 31) >>> 5);
    for (const head of heads) {
      const node = this.#nodes.get(head);
      if (node !== undefined) this.#unite(bits, node);
    }
    return bits;
  }

  /** Adds a statement and its past to `bits`. */
  #unite(bits: Uint32Array, node: Node): void {
    for (let word = 0; word < node.past.length; word++) bits[word] = (bits[word] ?? 0) | (node.past[word] ?? 0);
    setBit(bits, node.index);
  }

  #isComplete(statement: Statement): boolean {
    return statement.parents.every((parent) => this.#nodes.has(parent));
  }

  #wait(statement: Statement): AddOutcome {
    const bytes = this.#waitingBytes + statement.bytes.length;
    if (this.#waiting.size >= MAX_WAITING_STATEMENTS || bytes > MAX_WAITING_BYTES) return { kind: "overflow" };
    this.#waiting.set(statement.id, statement);
    this.#waitingBytes = bytes;
    return { kind: "waiting" };
  }

  #link(statement: Statement): void {
    const index = this.#order.length;
    const past = new Uint32Array((index + 31) >>> 5);
    let depth = 0;
    for (const parent of statement.parents) {
      const node = this.#node(parent);
      this.#unite(past, node);
      depth = Math.max(depth, node.depth + 1);
      this.#heads.delete(parent);
    }
    this.#nodes.set(statement.id, { statement, index, depth, past });
    this.#order.push(statement);
    this.#heads.add(statement.id);
  }
}
