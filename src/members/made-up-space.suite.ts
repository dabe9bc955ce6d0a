// For tests of what statements amount to: a space whose statements nobody has signed, made at no cost, by devices that are told apart by a number.
// Device 1 founds it.

import { createHash } from "node:crypto";
import { makeId, type DeviceId, type EpochId, type StatementId } from "../base/ids.ts";
import { membershipAt, openStatementDag, type Membership } from "./membership.ts";
import {
  GRANT_BYTES,
  KEM_KEY_BYTES,
  SEALED_KEY_BYTES,
  type Cut,
  type KnownBody,
  type Role,
  type StatementBody,
} from "./statement-content.ts";
import { StatementDag, type AddOutcome } from "./statement-dag.ts";
import type { Statement } from "./statement.ts";

export const device = (number: number): DeviceId => makeId("device", new Uint8Array(32).fill(number & 255).fill(number >> 8, 30));

/** The `seq`th record of a device's log; `branch` of a log that has forked. */
export const recordOf = (number: number, seq: number, branch = 0): Cut[number] => ({
  log: makeId("log", new Uint8Array(8).fill(number)),
  seq,
  id: makeId("record", new Uint8Array(32).fill(number).fill(seq, 8).fill(branch, 16)),
});

export const epochNumber = (number: number): EpochId => makeId("epoch", new Uint8Array(32).fill(number));

const KEM_KEY = new Uint8Array(KEM_KEY_BYTES);

export const bodies = {
  add: (number: number, role: Role): KnownBody => ({
    kind: "add",
    device: device(number),
    role,
    kemKey: KEM_KEY,
    proof: new Uint8Array(64),
  }),
  recovery: (number: number): KnownBody => ({ kind: "recovery", device: device(number), kemKey: KEM_KEY, proof: new Uint8Array(64) }),
  capsule: (id: number, sealed = 0): KnownBody => ({
    kind: "capsule",
    id: new Uint8Array(16).fill(id),
    sealed: new Uint8Array(93).fill(sealed),
  }),
  remove: (number: number, cut: Cut = [], asksToWipe = false): KnownBody => ({ kind: "remove", device: device(number), asksToWipe, cut }),
  role: (number: number, role: Role, cut: Cut = []): KnownBody => ({ kind: "role", device: device(number), role, cut }),
  accept: (statement: StatementId, cut: Cut): KnownBody => ({ kind: "accept", statement, cut }),
  epoch: (number: number, grantees: readonly number[] = [], predecessors: readonly number[] = []): KnownBody => ({
    kind: "epoch",
    epoch: epochNumber(number),
    grants: grantees.map((each) => ({ device: device(each), sealed: new Uint8Array(GRANT_BYTES) })),
    predecessors: predecessors.map((each) => ({ epoch: epochNumber(each), sealed: new Uint8Array(SEALED_KEY_BYTES) })),
  }),
  name: (number: number | null, byte = 0): KnownBody => ({
    kind: "name",
    device: number === null ? null : device(number),
    epochPrefix: new Uint8Array(4),
    nonce: new Uint8Array(12),
    sealed: new Uint8Array(48).fill(byte),
  }),
};

export class MadeUpSpace {
  readonly found: Statement;
  /** In the order they were made in, which puts parents first. */
  readonly statements: Statement[] = [];
  readonly dag: StatementDag;
  readonly #salt: number;

  /** `salt`: the ids of all statements, and so their order, hang on it. */
  constructor(salt = 0) {
    this.#salt = salt;
    const id = this.#nextId();
    const space = makeId("space", Buffer.from(id, "hex"));
    this.found = { id, space, author: device(1), parents: [], body: { kind: "found", salt: new Uint8Array(16) }, bytes: new Uint8Array(0) };
    this.dag = new StatementDag(space);
    this.#take(this.found);
  }

  /** By default on the present heads. */
  say(author: number, body: StatementBody, parents: readonly StatementId[] = this.dag.heads()): StatementId {
    const statement: Statement = {
      id: this.#nextId(),
      space: this.found.space,
      author: device(author),
      parents: parents.toSorted(),
      body,
      bytes: new Uint8Array(0),
    };
    this.#take(statement);
    return statement.id;
  }

  membership(heads: readonly StatementId[] = this.dag.heads()): Membership {
    return membershipAt(this.dag, heads);
  }

  /** By the devices' numbers. */
  roles(heads?: readonly StatementId[]): Readonly<Record<number, Role>> {
    return Object.fromEntries(Array.from(this.membership(heads).members, ([id, { role }]) => [Number.parseInt(id.slice(0, 2), 16), role]));
  }

  /** The numbers of those that were removed. */
  former(heads?: readonly StatementId[]): readonly number[] {
    return Array.from(this.membership(heads).former.keys(), (id) => Number.parseInt(id.slice(0, 2), 16)).toSorted((a, b) => a - b);
  }

  /** What a device's DAG, which lets in members' statements only, says to a statement of this space; null: it was not made here. */
  offered(id: StatementId): AddOutcome["kind"] | null {
    const dag = openStatementDag(this.found.space);
    let outcome: AddOutcome["kind"] | null = null;
    for (const statement of this.statements) {
      const { kind } = dag.add(statement);
      if (statement.id === id) outcome = kind;
    }
    return outcome;
  }

  #nextId(): StatementId {
    return makeId("statement", createHash("sha256").update(`${this.#salt}/${this.statements.length}`).digest());
  }

  #take(statement: Statement): void {
    this.statements.push(statement);
    this.dag.add(statement);
  }
}
