// One space as the relay knows it while links of it are open: its statements, the heads of its logs, its newest receipts, and who is to hear of
// changes. All that is written goes through one queue: what has come in while a commit was under way is taken together in the next round, is
// committed as one batch, and only then answered, shown and passed on. What is read in between sees committed things only.
// Records and packs themselves stay in the store. When a commit fails, the space is read again as the store has it.
// After what bears on checkpoints it is tidied (tidy-space.ts), in rounds of their own.

import type { DeviceId, LogTag, PackId, SpaceId, StatementId } from "../src/base/ids.ts";
import { ok, type Result } from "../src/base/result.ts";
import { haveCutsMoved, membershipAt, type Membership } from "../src/members/membership.ts";
import type { StatementDag } from "../src/members/statement-dag.ts";
import type { StatementVerifier } from "../src/members/statement.ts";
import type { LogPath, StoredReceipt } from "../src/ports/store.ts";
import type { Clock, Timers } from "../src/ports/time.ts";
import type { CheckpointId, Version } from "../src/wire/frames.ts";
import { versionOf, type IdAt, type LogTree } from "../src/wire/log-tree.ts";
import { receiptsDigest } from "../src/wire/receipt.ts";
import { MAX_HEADS } from "../src/wire/limits.ts";
import { isTold } from "../src/wire/within-cut.ts";
import type { WireError } from "../src/wire/wire-error.ts";
import { capsulesToKeep, lacksCapsules } from "./capsules.ts";
import { CheckpointIntake } from "./checkpoint-intake.ts";
import { forgetVerdicts, receiptsOf } from "./lost-roles.ts";
import { NO_CHECKPOINT, type PageIntake } from "./page-intake.ts";
import { Presence } from "./presence.ts";
import type { BlockLimit, ReadLimit, RelayAppend, RelayRecord, RelayStore, RelayStoreError } from "./relay-store.ts";
import { remindersThatGo } from "./reminders.ts";
import { checkpointBelow, coveredTo, mayContain, type Shelf } from "./shelf.ts";
import { SpaceDraft, type SpaceWrite } from "./space-draft.ts";
import { authorsIn, byDevice, loadState, StoreFailure, toldTrees, valueOf, type SpaceState } from "./space-state.ts";
import { isVouchedIn, tidy, type TidyPorts } from "./tidy-space.ts";
import { TidyingTimes } from "./tidying-times.ts";

/** What a commit has changed. */
export type SpaceChange = {
  readonly appends: readonly RelayAppend[];
  readonly statements: boolean;
  readonly receipts: boolean;
  /** Others are whole now, or logs go on from elsewhere: what `have` told is not so any more. */
  readonly checkpoints: boolean;
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

type Task =
  | { readonly kind: "write"; readonly write: SpaceWrite }
  | { readonly kind: "read"; readonly read: () => Promise<void> }
  | { readonly kind: "tidy" };

export type SpacePorts = {
  readonly store: RelayStore;
  readonly verifier: StatementVerifier;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly quotaBytes: number;
  readonly stagedBytes: number;
  readonly storeFailed: (error: RelayStoreError) => void;
  /** A defect: the space's links are closed, the relay goes on. */
  readonly defect: (error: unknown) => void;
};

export class Space {
  readonly id: SpaceId;
  /** Fetches checkpoints from the links that offer them. */
  readonly checkpointIntake: CheckpointIntake;
  readonly presence: Presence;
  readonly #ports: SpacePorts;
  readonly #followers = new Set<SpaceFollower>();
  readonly #tasks: Task[] = [];
  #state: SpaceState;
  #running: Promise<void> | null = null;
  #isTidyDue = false;
  readonly #emptied = new Set<string>();
  readonly #tidyingTimes: TidyingTimes;

  private constructor(id: SpaceId, ports: SpacePorts, state: SpaceState) {
    this.id = id;
    this.#ports = ports;
    this.#state = state;
    this.checkpointIntake = new CheckpointIntake(this, ports);
    this.presence = new Presence(ports.timers, (device) => this.#state.membership.members.has(device));
    this.#tidyingTimes = new TidyingTimes(ports.timers, () => this.#tidySoon());
  }

  /** A space that the store does not have yet is empty. */
  static async open(id: SpaceId, ports: SpacePorts): Promise<Result<Space, RelayStoreError>> {
    const state = await loadState(id, ports);
    if (!state.ok) return state;
    const space = new Space(id, ports, state.value);
    const lacks = await lacksCapsules(ports.store, state.value).catch(() => false);
    if (lacks) space.write({ isSlow: false, apply: async (draft) => space.#noteCapsules(draft, state.value.membership) });
    space.#tidySoon();
    return ok(space);
  }

  /** Whether the store has it. */
  get isFounded(): boolean {
    return this.#state.dag.statements.length > 0;
  }

  get dag(): StatementDag {
    return this.#state.dag;
  }

  /** As many as are told, those of members first. */
  get toldHeads(): readonly StatementId[] {
    const { dag, membership } = this.#state;
    return dag.headsFirst(({ author }) => membership.members.has(author)).slice(0, MAX_HEADS);
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

  get shelf(): Shelf {
    return this.#state.shelf;
  }

  /** The logs as links are told of them: their paths without what does not count. */
  get told(): ReadonlyMap<LogTag, LogTree> {
    return this.#state.told;
  }

  get version(): Version {
    return versionOf([...this.#state.told.values()].flatMap((tree) => [...tree.paths.values()]).filter(isTold));
  }

  get receiptsDigest(): Uint8Array {
    return receiptsDigest(this.#ports.verifier.sha256, this.#state.receipts.values());
  }

  get pageIntake(): PageIntake {
    const { membership, logs, shelf } = this.#state;
    const { sha256, verify } = this.#ports.verifier;
    const below = (tree: LogTree): CheckpointId => checkpointBelow(shelf, tree)?.id ?? NO_CHECKPOINT;
    const to = (log: LogTag): number => coveredTo(shelf, log, isVouchedIn(membership));
    const { quotaBytes } = this.#ports;
    const contains = (log: LogTag, seq: number): boolean => mayContain(shelf, log, seq);
    return { space: this.id, membership, logs, sha256, verify, quotaBytes, checkpointBelow: below, coveredTo: to, mayContain: contains };
  }

  /** Of committed records. Throws like `readRecords`. */
  readonly idAt: IdAt = async (path, seq) => {
    return valueOf(await this.#ports.store.readId(this.id, path, seq));
  };

  /** Throws what `report` and `wireErrorOf` understand. */
  async readRecords(path: LogPath, fromSeq: number, limit: ReadLimit): Promise<readonly RelayRecord[]> {
    return valueOf(await this.#ports.store.readRecords(this.id, path, fromSeq, limit));
  }

  /** The signed manifest. Throws like `readRecords`, as do the next ones. */
  async readManifest(checkpoint: CheckpointId): Promise<Uint8Array | null> {
    return valueOf(await this.#ports.store.readCheckpoint(this.id, checkpoint));
  }

  async readLeaves(pack: PackId): Promise<Uint8Array | null> {
    return valueOf(await this.#ports.store.readLeaves(this.id, pack));
  }

  async readBlocks(pack: PackId, firstIndex: number, limit: BlockLimit): Promise<readonly Uint8Array[]> {
    return valueOf(await this.#ports.store.readBlocks(this.id, pack, firstIndex, limit));
  }

  countFollowers(device: DeviceId): number {
    return [...this.#followers].filter((follower) => follower.device === device).length;
  }

  follow(follower: SpaceFollower): void {
    this.#followers.add(follower);
    if (this.#followers.size > 1) return;
    this.#tidyingTimes.begin();
    this.#tidySoon();
  }

  unfollow(follower: SpaceFollower): void {
    this.#followers.delete(follower);
    if (this.#followers.size === 0) this.#tidyingTimes.end();
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

  #tidySoon(): void {
    if (this.#isTidyDue || this.#state.shelf.checkpoints.size + this.#state.shelf.packs.size === 0) return;
    this.#isTidyDue = true;
    this.#add({ kind: "tidy" });
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
    if (task?.kind === "tidy") {
      this.#tasks.shift();
      await this.#tidy();
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
    const draft = this.#makeDraft();
    const settle: ((committed: Result<void, RelayStoreError>) => void)[] = [];
    for (const write of writes) settle.push(await write.apply(draft));
    const membership = draft.statementCount === 0 ? this.#state.membership : membershipAt(this.#state.dag, this.#state.dag.heads());
    if (draft.statementCount > 0) this.#noteCapsules(draft, membership);
    draft.setReminders(...remindersThatGo(this.#ports.verifier.sha256, this.id, this.#state.membership, membership));
    await forgetVerdicts(draft, this.#state.membership, membership, (checkpoint) => this.readManifest(checkpoint));
    const before = this.#state.membership;
    const committed = await this.#commit(draft, membership);
    for (const each of settle) each(committed);
    if (!committed.ok || draft.isEmpty) return;
    this.#tell({ ...changeOf(draft), checkpoints: haveCutsMoved(before, membership) });
    if (draft.bearsOnCheckpoints || this.#bringsWays(draft)) this.#tidySoon();
  }

  #noteCapsules(draft: SpaceDraft, membership: Membership): () => void {
    draft.setCapsules(capsulesToKeep(draft.committed.dag, membership));
    return () => undefined;
  }

  #bringsWays({ appends }: SpaceDraft): boolean {
    const ways = [...this.#state.shelf.checkpoints.values()].flatMap((each) => each.ways);
    return ways.some(({ log }) => appends.some(({ head }) => head.log === log));
  }

  /** A round of its own, again and again until there is nothing left to do. */
  async #tidy(): Promise<void> {
    this.#isTidyDue = false;
    const draft = this.#makeDraft();
    const { membership, logs } = this.#state;
    const readManifest = (checkpoint: CheckpointId): Promise<Uint8Array | null> => this.readManifest(checkpoint);
    const readRecords: TidyPorts["readRecords"] = (path, fromSeq, limit) => this.readRecords(path, fromSeq, limit);
    const { sha256 } = this.#ports.verifier;
    const ports = { membership, logs, nowMs: this.#ports.clock(), sha256, readManifest, readRecords, emptied: this.#emptied };
    const { news, lookAgainMs } = await tidy(draft, ports);
    this.#tidyingTimes.again(lookAgainMs);
    if (draft.isEmpty) return;
    const committed = await this.#commit(draft);
    if (!committed.ok) return;
    this.#tell({ ...changeOf(draft), checkpoints: news });
    this.checkpointIntake.askMore();
    this.#tidySoon();
  }

  #makeDraft(): SpaceDraft {
    const { trees, receipts, shelf, usedBytes, dag } = this.#state;
    return new SpaceDraft({ space: this.id, trees, receipts, shelf, usedBytes, idAt: this.idAt, dag });
  }

  async #commit(draft: SpaceDraft, membership = this.#state.membership): Promise<Result<void, RelayStoreError>> {
    if (draft.isEmpty) return ok(undefined);
    const committed = await this.#ports.store.commit(draft.batch());
    if (committed.ok) {
      this.#install(draft, membership);
      this.#state.told = await toldTrees(membership, this.#state.trees, this.idAt);
      if (draft.frees) this.#state.usedBytes = valueOf(await this.#ports.store.readUsedBytes(this.id));
    } else {
      this.#ports.storeFailed(committed.error);
      await this.#reload();
    }
    return committed;
  }

  #install(draft: SpaceDraft, membership: Membership): void {
    const state = this.#state;
    for (const log of draft.removedLogs) state.trees.delete(log);
    if (draft.removedLogs.size > 0) this.#emptied.clear();
    for (const [log, tree] of draft.trees) state.trees.set(log, tree);
    for (const [device, receipt] of draft.receipts) state.receipts.set(device, receipt);
    for (const head of [...draft.bases, ...draft.appends.map((append) => append.head)]) state.logs.addHeld(head);
    state.shelf = { checkpoints: draft.shelf.checkpoints, packs: draft.shelf.packs };
    state.usedBytes = draft.usedBytes;
    if (draft.statementCount > 0) {
      state.membership = membership;
      state.receipts = byDevice(receiptsOf(membership, state.receipts.values()));
      for (const device of authorsIn(membership)) state.logs.addDevice(device);
    }
    // What was refused may have a maker that counts now, or somebody who vouches for it.
    if (draft.statementCount + draft.receipts.size > 0) this.checkpointIntake.judgeAnew();
  }

  #tell(change: SpaceChange): void {
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

const changeOf = (draft: SpaceDraft): Omit<SpaceChange, "checkpoints"> => ({
  appends: draft.appends,
  statements: draft.statementCount > 0,
  receipts: draft.receipts.size > 0,
});

/** What a link is told whose question could not be answered. */
export const wireErrorOf = (error: unknown): WireError => (error instanceof StoreFailure ? "storage" : "internal");
