// One space as the relay knows it while links of it are open: its statements, the heads of its logs, its newest receipts, and who is to hear of
// changes. All that is written goes through one queue: what has come in while a commit was under way is taken together in the next round, is
// committed as one batch, and only then answered, shown and passed on. What is read in between sees committed things only.
// Records themselves stay in the store. When a commit fails, the space is read again as the store has it.

import type { DeviceId, LogTag, SpaceId } from "../src/base/ids.ts";
import { err, ok, type Result } from "../src/base/result.ts";
import { membershipAt, type Membership } from "../src/members/membership.ts";
import { StatementDag } from "../src/members/statement-dag.ts";
import { parseStatement, type StatementVerifier } from "../src/members/statement.ts";
import type { LogPath, StoredReceipt } from "../src/ports/store.ts";
import type { Version } from "../src/wire/frames.ts";
import { makeLogFinder, type LogFinder } from "../src/wire/log-tag.ts";
import { makeLogTrees, versionOf, type IdAt, type LogTree } from "../src/wire/log-tree.ts";
import { receiptsDigest } from "../src/wire/receipt.ts";
import type { WireError } from "../src/wire/wire-error.ts";
import type { PageIntake } from "./page-intake.ts";
import type { ReadLimit, RelayAppend, RelayRecord, RelaySpaceIndex, RelayStore, RelayStoreError } from "./relay-store.ts";
import { SpaceDraft } from "./space-draft.ts";

/** What a commit has changed. */
export type SpaceChange = {
  readonly appends: readonly RelayAppend[];
  readonly statements: boolean;
  readonly receipts: boolean;
};

/** A link that follows the space. */
export interface SpaceFollower {
  readonly device: DeviceId;
  changed(change: SpaceChange): void;
  /** The device is no member any more. */
  expelled(): void;
  /** The space cannot be read or a defect stands in the way; nothing unanswered is kept. */
  failed(error: WireError): void;
}

/** Adds to a round. What it returns is called after the round's commit, with what became of it. */
export type SpaceWrite = {
  /** It takes long: the round ends with it, so that what comes after does not wait for more of its kind. */
  readonly isSlow: boolean;
  readonly apply: (draft: SpaceDraft) => Promise<(committed: Result<void, RelayStoreError>) => void>;
};

type Task = { readonly kind: "write"; readonly write: SpaceWrite } | { readonly kind: "read"; readonly read: () => Promise<void> };

export type SpacePorts = {
  readonly store: RelayStore;
  readonly verifier: StatementVerifier;
  readonly quotaBytes: number;
  readonly storeFailed: (error: RelayStoreError) => void;
  /** A defect: the space's links are closed, the relay goes on. */
  readonly defect: (error: unknown) => void;
};

type SpaceState = {
  readonly dag: StatementDag;
  membership: Membership;
  readonly logs: LogFinder;
  readonly trees: Map<LogTag, LogTree>;
  readonly receipts: Map<DeviceId, StoredReceipt>;
  usedBytes: number;
};

export class Space {
  readonly id: SpaceId;
  readonly #ports: SpacePorts;
  readonly #followers = new Set<SpaceFollower>();
  readonly #tasks: Task[] = [];
  #state: SpaceState;
  #running: Promise<void> | null = null;

  private constructor(id: SpaceId, ports: SpacePorts, state: SpaceState) {
    this.id = id;
    this.#ports = ports;
    this.#state = state;
  }

  /** A space that the store does not have yet is empty. */
  static async open(id: SpaceId, ports: SpacePorts): Promise<Result<Space, RelayStoreError>> {
    const state = await loadState(id, ports);
    return state.ok ? ok(new Space(id, ports, state.value)) : state;
  }

  /** Whether the store has it. */
  get isFounded(): boolean {
    return this.#state.dag.statements.length > 0;
  }

  get isIdle(): boolean {
    return this.#running === null && this.#followers.size === 0;
  }

  get dag(): StatementDag {
    return this.#state.dag;
  }

  get membership(): Membership {
    return this.#state.membership;
  }

  get trees(): ReadonlyMap<LogTag, LogTree> {
    return this.#state.trees;
  }

  get receipts(): ReadonlyMap<DeviceId, StoredReceipt> {
    return this.#state.receipts;
  }

  get version(): Version {
    return versionOf([...this.#state.trees.values()].flatMap((tree) => [...tree.paths.values()]));
  }

  get receiptsDigest(): Uint8Array {
    return receiptsDigest(this.#ports.verifier.sha256, this.#state.receipts.values());
  }

  get pageIntake(): PageIntake {
    const { membership, logs } = this.#state;
    const { sha256, verify } = this.#ports.verifier;
    return { space: this.id, membership, logs, sha256, verify, quotaBytes: this.#ports.quotaBytes };
  }

  /** Of committed records. Throws like `readRecords`. */
  readonly idAt: IdAt = async (path, seq) => {
    const id = await this.#ports.store.readId(this.id, path, seq);
    if (!id.ok) throw new StoreFailure(id.error);
    return id.value;
  };

  /** Throws what `report` and `wireErrorOf` understand. */
  async readRecords(path: LogPath, fromSeq: number, limit: ReadLimit): Promise<readonly RelayRecord[]> {
    const records = await this.#ports.store.readRecords(this.id, path, fromSeq, limit);
    if (!records.ok) throw new StoreFailure(records.error);
    return records.value;
  }

  countFollowers(device: DeviceId): number {
    return [...this.#followers].filter((follower) => follower.device === device).length;
  }

  follow(follower: SpaceFollower): void {
    this.#followers.add(follower);
  }

  unfollow(follower: SpaceFollower): void {
    this.#followers.delete(follower);
  }

  write(write: SpaceWrite): void {
    this.#add({ kind: "write", write });
  }

  /** Runs `read` when everything asked for before it is committed and nothing is being committed. */
  read(read: () => Promise<void>): void {
    this.#add({ kind: "read", read });
  }

  /** What went wrong with a question about committed things. */
  report(error: unknown): void {
    if (error instanceof StoreFailure) this.#ports.storeFailed(error.error);
    else this.#ports.defect(error);
  }

  /** When everything asked for is done. */
  async settled(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  #add(task: Task): void {
    this.#tasks.push(task);
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    // What arrives in the same turn of the event loop belongs to the same round.
    await Promise.resolve();
    while (this.#tasks.length > 0) {
      try {
        await this.#next();
      } catch (error) {
        this.report(error);
        await this.#reload();
        this.#fail(wireErrorOf(error));
      }
    }
    this.#running = null;
  }

  async #next(): Promise<void> {
    const [task] = this.#tasks;
    if (task?.kind === "read") {
      this.#tasks.shift();
      await task.read();
      return;
    }
    const writes: SpaceWrite[] = [];
    for (let next = this.#tasks[0]; next?.kind === "write"; next = this.#tasks[0]) {
      this.#tasks.shift();
      writes.push(next.write);
      if (next.write.isSlow) break;
    }
    await this.#commitRound(writes);
  }

  async #commitRound(writes: readonly SpaceWrite[]): Promise<void> {
    const { trees, receipts, usedBytes, dag } = this.#state;
    const draft = new SpaceDraft({ space: this.id, trees, receipts, usedBytes, idAt: this.idAt, dag });
    const settle: ((committed: Result<void, RelayStoreError>) => void)[] = [];
    for (const write of writes) settle.push(await write.apply(draft));
    const committed = draft.isEmpty ? ok(undefined) : await this.#ports.store.commit(draft.batch());
    if (committed.ok) this.#install(draft);
    else {
      this.#ports.storeFailed(committed.error);
      await this.#reload();
    }
    for (const each of settle) each(committed);
    if (committed.ok && !draft.isEmpty) this.#tell(draft);
  }

  #install(draft: SpaceDraft): void {
    const state = this.#state;
    for (const [log, tree] of draft.trees) state.trees.set(log, tree);
    for (const [device, receipt] of draft.receipts) state.receipts.set(device, receipt);
    for (const { head } of draft.appends) state.logs.addHeld(head);
    state.usedBytes = draft.usedBytes;
    if (draft.statementCount === 0) return;
    state.membership = membershipAt(state.dag, state.dag.heads());
    for (const device of state.membership.members.keys()) state.logs.addDevice(device);
  }

  #tell(draft: SpaceDraft): void {
    const change = { appends: draft.appends, statements: draft.statementCount > 0, receipts: draft.receipts.size > 0 };
    for (const follower of this.#followers) {
      if (this.#state.membership.members.has(follower.device)) follower.changed(change);
      else follower.expelled();
    }
  }

  async #reload(): Promise<void> {
    const state = await loadState(this.id, this.#ports).catch((error: unknown) => {
      this.report(error);
      return null;
    });
    if (state?.ok === true) this.#state = state.value;
    else this.#fail("storage");
  }

  #fail(error: WireError): void {
    for (const follower of this.#followers) follower.failed(error);
  }
}

/** Carries a store's failure out of a question that has no other answer for it; caught by the space's queue. */
class StoreFailure extends Error {
  readonly error: RelayStoreError;

  constructor(error: RelayStoreError) {
    super(error.kind);
    this.error = error;
  }
}

/** What a link is told whose question could not be answered. */
export const wireErrorOf = (error: unknown): WireError => (error instanceof StoreFailure ? "storage" : "internal");

async function loadState(id: SpaceId, { store, verifier }: SpacePorts): Promise<Result<SpaceState, RelayStoreError>> {
  const loaded = await store.loadSpace(id);
  if (!loaded.ok) return loaded;
  const index: RelaySpaceIndex = loaded.value ?? { statements: [], heads: [], receipts: [], checkpoints: [], packs: [], usedBytes: 0 };
  const dag = new StatementDag(id);
  for (const { bytes } of index.statements) {
    const statement = parseStatement(verifier.sha256, bytes);
    if (!statement.ok) return err({ kind: "failed", reason: "a stored statement is damaged" });
    dag.add(statement.value);
  }
  const membership = membershipAt(dag, dag.heads());
  const logs = makeLogFinder(verifier.sha256, id);
  for (const device of membership.members.keys()) logs.addDevice(device);
  for (const head of index.heads) logs.addHeld(head);
  const idAt: IdAt = async (path, seq) => {
    const found = await store.readId(id, path, seq);
    return found.ok ? found.value : null;
  };
  const trees = await makeLogTrees(index.heads, idAt).catch(() => null);
  if (trees === null) return err({ kind: "failed", reason: "a stored log has lost its beginning" });
  const receipts = new Map(index.receipts.map((receipt) => [receipt.device, receipt]));
  return ok({ dag, membership, logs, trees: new Map(trees), receipts, usedBytes: index.usedBytes });
}
