// For tests: a space whose statements are made by devices that are told apart by a number. KEM keys are made up except where a test needs real ones.

import type { DeviceId, StatementId } from "../base/ids.ts";
import { deviceOf, fixedSigner, fixedSuite } from "../crypto/fixed.suite.ts";
import type { Signer } from "../ports/crypto.ts";
import { membershipAt, type Membership } from "./membership.ts";
import { KEM_KEY_BYTES, type AddBody, type KnownBody, type Role } from "./statement-content.ts";
import { StatementDag } from "./statement-dag.ts";
import { foundSpace, signStatement } from "./sign-statement.ts";
import { joinMessage, type Statement } from "./statement.ts";

export const fakeKemKey = (number: number): Uint8Array => new Uint8Array(KEM_KEY_BYTES).fill(number);

export class TestSpace {
  readonly founder: Signer;
  readonly found: Statement;
  readonly dag: StatementDag;

  constructor(founder: Signer, found: Statement) {
    this.founder = founder;
    this.found = found;
    this.dag = new StatementDag(found.space);
    this.dag.add(found);
  }

  /** Founded by device 1. */
  static async found(salt = 1): Promise<TestSpace> {
    const founder = fixedSigner(1);
    return new TestSpace(founder, await foundSpace(fixedSuite.sha256, founder, new Uint8Array(16).fill(salt)));
  }

  /** Makes a statement without adding it; on the present heads unless told otherwise. */
  sign(
    author: Signer,
    body: Exclude<KnownBody, { kind: "found" }>,
    parents: readonly StatementId[] = this.dag.heads(),
  ): Promise<Statement> {
    return signStatement(fixedSuite.sha256, author, { space: this.found.space, parents: parents.toSorted(), body });
  }

  async say(author: Signer, body: Exclude<KnownBody, { kind: "found" }>, parents?: readonly StatementId[]): Promise<Statement> {
    const statement = await this.sign(author, body, parents);
    this.dag.add(statement);
    return statement;
  }

  async addBody(author: Signer, newcomer: Signer, role: Role = "writer", kemKey: Uint8Array = fakeKemKey(1)): Promise<AddBody> {
    const device = deviceOf(newcomer);
    const proof = await newcomer.sign(joinMessage(fixedSuite.sha256, this.found.space, deviceOf(author), device, kemKey));
    return { kind: "add", device, role, kemKey, proof };
  }

  async add(author: Signer, newcomer: Signer, role?: Role, parents?: readonly StatementId[], kemKey?: Uint8Array): Promise<Statement> {
    return this.say(author, await this.addBody(author, newcomer, role, kemKey), parents);
  }

  membership(heads: readonly StatementId[] = this.dag.heads()): Membership {
    return membershipAt(this.dag, heads);
  }

  /** Roles by device, by default at the present heads. */
  roles(heads?: readonly StatementId[]): Readonly<Record<DeviceId, Role>> {
    return Object.fromEntries(Array.from(this.membership(heads).members, ([device, { role }]) => [device, role]));
  }
}
