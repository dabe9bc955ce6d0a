// The statements of one open space and the epoch keys that they bring within reach: read from the store, taken in from links, made here. A statement is
// neither told nor built upon before it is stored. All of it runs in the space's turn.

import type { EpochId } from "../base/ids.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { EpochKey } from "../crypto/epoch-key.ts";
import { haveCutsMoved, type Membership } from "../members/membership.ts";
import { isStatementIntact, parseStatement, verifyStatement, type Statement } from "../members/statement.ts";
import type { StoreBatch, StoredStatement, StoreError } from "../ports/store.ts";
import { commitWithKeys, readEpochKeys } from "./epoch-keys.ts";
import type { SpaceCore } from "./space-core.ts";
import type { ReadOnly } from "./space-writer.ts";
import { catchStoreFailure, valueOf } from "./store-failure.ts";

/** All of it throws store failures. */
export class SpaceStatements {
  readonly #core: SpaceCore;
  readonly #readAgain: () => Promise<void>;

  /** `readAgain`: reads all beyond the base, for keys that have come in. */
  constructor(core: SpaceCore, readAgain: () => Promise<void>) {
    this.#core = core;
    this.#readAgain = readAgain;
  }

  async takeStored(stored: readonly StoredStatement[]): Promise<void> {
    const { members, ports } = this.#core;
    const unknown = stored.filter(({ id }) => !members.dag.has(id));
    const parsed = unknown.flatMap(({ bytes }) => {
      const statement = parseStatement(ports.suite.sha256, bytes);
      return statement.ok ? [statement.value] : [];
    });
    const intact: Statement[] = [];
    for (const statement of parsed) if (await isStatementIntact(ports.suite, statement)) intact.push(statement);
    const before = members.membership;
    members.prepare(intact).take();
    if (intact.length > 0) await this.#judgeCuts(before);
  }

  /** True when others' records, or less of them or more, count now. `before`: the membership as it was. */
  async #judgeCuts(before: Membership): Promise<boolean> {
    const { members, index } = this.#core;
    await index.judgeCuts();
    const isElse = haveCutsMoved(before, members.membership);
    if (isElse) this.#core.cutTurn += 1;
    return isElse;
  }

  async loadEpochKeys(): Promise<void> {
    for (const key of await readEpochKeys(this.#core)) this.#core.members.addEpochKey(key);
  }

  get #isKeyMissing(): boolean {
    const { members } = this.#core;
    const isMissing = (id: EpochId): boolean => members.keyOfEpoch(id) === null;
    return members.membership.epochs.some(({ id, predecessors }) => isMissing(id) || predecessors.some(({ epoch }) => isMissing(epoch)));
  }

  /** Where the code for it cannot be had now, what is sealed waits. */
  async #openGrantedEpochs(): Promise<readonly EpochKey[]> {
    if (!this.#isKeyMissing) return [];
    const code = await this.#core.ports.loadRotation().catch(() => null);
    return code === null ? [] : code.openGrantedEpochs(this.#core);
  }

  /** Another tab may have opened grants that this one has not, or have ended before it could. True when there were any. */
  async loadMissingKeys(): Promise<boolean> {
    if (!this.#isKeyMissing) return false;
    const before = this.#core.members.epochKeyCount;
    await this.loadEpochKeys();
    if (this.#core.fence !== null) await this.openMissing();
    return this.#core.members.epochKeyCount > before;
  }

  /** Of grants whose statements are stored, but not their keys: nothing else would open them before the next statement comes. */
  async openMissing(): Promise<void> {
    const opened = await this.#openGrantedEpochs().catch(() => []);
    for (const key of opened) this.#core.members.addEpochKey(key);
    // Where they find no room they are opened again at the next start.
    if (opened.length > 0) await commitWithKeys(this.#core, {});
  }

  /** Stores statements made here, with the epoch keys held now, and tells everyone. */
  async addOwn(make: () => Promise<readonly Statement[]>, meta: StoreBatch["meta"]): Promise<Result<void, StoreError>> {
    const made = await make();
    const stored = await this.#store(made, meta);
    return stored.ok ? ok(undefined) : stored;
  }

  /**
   * Makes an epoch where there is none that this device could write under: it holds keys, but others have those too who are members no more. `refresh` reads
   * what other tabs have stored, who may have made one.
   */
  async readyToWrite(refresh: () => Promise<Result<void, StoreError>>): Promise<Result<void, ReadOnly | StoreError>> {
    const { members, self } = this.#core;
    for (const find of [null, refresh, (): Promise<Result<void, StoreError>> => this.#makeEpoch()]) {
      const found = find === null ? ok(undefined) : await find();
      if (!found.ok) return found;
      // A member whose grant has not come yet reads nothing and writes nothing.
      if (!members.mayWrite(self) || members.epochKeyCount === 0) return err({ kind: "read-only" });
      if (members.writingEpoch() !== null) return ok(undefined);
    }
    return err({ kind: "unavailable", reason: "a new key does not count" });
  }

  async #makeEpoch(): Promise<Result<void, StoreError>> {
    const core = this.#core;
    const made = await core.ports
      .loadRotation()
      .then(({ makeEpoch }) => makeEpoch(core))
      .catch(() => null);
    if (made === null) return err({ kind: "unavailable", reason: "the code that makes a new key cannot be loaded" });
    const stored = await this.#commit(made.statements, [], [made.epoch]);
    if (stored.ok) core.members.addEpochKey(made.epoch);
    return stored.ok ? ok(undefined) : stored;
  }

  /** States what is held beyond the cuts of others, if anything is. What fails, or cannot be loaded now, is done at the next start. */
  async acceptBeyond(): Promise<void> {
    const { members, index, self, ports } = this.#core;
    // What a reader alone holds is not counted: whoever was removed could write on through one.
    if (!members.mayWrite(self) || !index.heads.some(({ device }) => members.cutOf(device) !== null)) return;
    const code = await ports.loadRotation().catch(() => null);
    if (code !== null) await this.#commit(await code.acceptBeyond(this.#core), []);
  }

  /** As `#commit`. In the same turn, before anything can be refused for what came, what it cuts off here is accepted. */
  async #store(statements: readonly Statement[], meta: StoreBatch["meta"]): Promise<Result<number, StoreError>> {
    const { members } = this.#core;
    const before = members.membership;
    const stored = await this.#commit(statements, meta);
    if (members.membership === before) return stored;
    await catchStoreFailure(async () => ok(await this.acceptBeyond()));
    const isElse = await this.#judgeCuts(before);
    const isStale = this.#core.isCutStale;
    if (isStale) await this.#readAgain();
    if (isStale || isElse) this.#core.changed({ items: isStale, committed: isStale });
    return stored;
  }

  /** With epoch keys that are not held yet. How many were refused. */
  async #commit(
    statements: readonly Statement[],
    meta: StoreBatch["meta"],
    keys: readonly EpochKey[] = [],
  ): Promise<Result<number, StoreError>> {
    const core = this.#core;
    const { added, refused, take } = core.members.prepare(statements);
    const isNews = added.length > 0 || meta.length > 0;
    const stored = added.map(({ id, bytes }) => ({ id, bytes }));
    const committed = isNews ? await commitWithKeys(core, { statements: stored, meta }, keys) : ok(undefined);
    if (!committed.ok) return committed;
    // Neither told nor built upon before they are stored.
    take();
    if (added.length > 0) core.base.fetchTurn += 1;
    if (isNews) core.changed({ items: false, committed: true });
    return ok(refused);
  }

  async ingest(statements: readonly Uint8Array[]): Promise<Result<{ readonly invalid: number }, StoreError>> {
    const { members, ports } = this.#core;
    const verified: Statement[] = [];
    let invalid = 0;
    for (const bytes of statements) {
      const statement = parseStatement(ports.suite.sha256, bytes);
      if (statement.ok && members.dag.has(statement.value.id)) continue;
      if (statement.ok && (await verifyStatement(ports.suite, statement.value))) verified.push(statement.value);
      else invalid += 1;
    }
    const refused = valueOf(await this.#store(verified, []));
    await this.#openGrants();
    return ok({ invalid: invalid + refused });
  }

  /** Opens grants and sealed keys that have come in; what had waited for them is applied. */
  async #openGrants(): Promise<void> {
    const core = this.#core;
    const opened = await this.#openGrantedEpochs();
    if (opened.length === 0) return;
    valueOf(await commitWithKeys(core, {}, opened));
    // Held only now: were they held before, nothing would open them, and read what waits for them, once there is room again.
    for (const key of opened) core.members.addEpochKey(key);
    await this.#readAgain();
    core.changed({ items: true, committed: true });
  }
}
