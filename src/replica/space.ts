// One open space: everything a replica does with it, put together from its parts. It is also the SyncSource of the space's sessions.
// All changes go through the space's turn, one at a time; what is told to others is told after the commit.

import { idToBytes, type DeviceId, type SpaceId, type StatementId } from "../base/ids.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Statement } from "../members/statement.ts";
import type { Signer } from "../ports/crypto.ts";
import type { LogPath, PathHead, StoreBatch, StoreError } from "../ports/store.ts";
import type { Timers } from "../ports/time.ts";
import type { CheckpointSource, PageContent, SyncSource } from "../sync/sync-source.ts";
import { PAGE_LIMIT, withinPage } from "./record-pages.ts";
import type { Comparison, IngestedPage, JoinedPage, LocalView, PageFrame, Partings } from "../sync/session-step.ts";
import type { ForkSearch, SeqAndId } from "../wire/fork-search.ts";
import type { CheckpointId, Version, VersionEntry } from "../wire/frames.ts";
import type { Receipt } from "../wire/receipt.ts";
import type { IngestedReceipts } from "./receipt-exchange.ts";
import { BEYOND, UpdateGatherer } from "./record-reader.ts";
import { noteRestsMs } from "./poison-note.ts";
import { SpaceCore, type SpaceChange, type SpacePorts } from "./space-core.ts";
import { SpaceMembers } from "./space-members.ts";
import { SpaceReceipts } from "./space-receipts.ts";
import { isBeyond, undamaged } from "./space-replay.ts";
import { SpaceStart } from "./space-start.ts";
import { SpaceStatements } from "./space-statements.ts";
import type { Change, ReadOnly, WriteError, Written } from "./space-writer.ts";
import { catchStoreFailure, NO_CODE, valueOf } from "./store-failure.ts";
import { Upkeep } from "./upkeep.ts";

const ANY_PAGE = { maxRecords: 1_000, maxBytes: 4_194_304 };

export type SpaceOptions = {
  readonly space: SpaceId;
  readonly signer: Signer;
  readonly self: DeviceId;
  readonly timers: Timers;
  readonly onChange: (change: SpaceChange) => void;
  readonly onProgress: (recordsRead: number) => void;
};

export class Space implements SyncSource {
  readonly core: SpaceCore;
  readonly receipts: SpaceReceipts;
  readonly upkeep: Upkeep;
  readonly #start: SpaceStart;
  readonly #statements: SpaceStatements;
  readonly #timers: Timers;
  /** Which are being stored or wait for it. */
  #pagesUnderWay = 0;
  #pagesTaken = 0;

  private constructor(core: SpaceCore, receipts: SpaceReceipts, timers: Timers) {
    this.core = core;
    this.receipts = receipts;
    this.#timers = timers;
    this.upkeep = new Upkeep({ core, receipts, timers, write: (change) => this.write(change), reread: () => this.#reread() });
    this.#start = new SpaceStart(core);
    this.#statements = new SpaceStatements(core, () => this.#start.readAgain());
    core.readAgain = () => this.#start.readAgain();
    core.onDamaged = () => {
      if (!this.#start.isReading) void this.#reread();
    };
  }

  static async open(ports: SpacePorts, options: SpaceOptions): Promise<Result<Space, StoreError>> {
    const { space, signer, self, onChange, onProgress } = options;
    const members = new SpaceMembers(ports.suite, space);
    const core = new SpaceCore(ports, space, signer, self, members, (change) => {
      onChange(change);
      if (change.items || change.committed) opened.upkeep.poke();
    });
    const opened = new Space(core, new SpaceReceipts(core, options.timers), options.timers);
    return catchStoreFailure(async () => {
      await opened.#load(onProgress);
      opened.#keepLateEdits();
      // In a turn of its own, before any session has one.
      void opened.core.inTurn(async () => ok(await opened.#statements.acceptBeyond()));
      return ok(opened);
    });
  }

  async #load(onProgress: (recordsRead: number) => void): Promise<void> {
    const { core } = this;
    const loading = core.ports.store.loadIndex(core.space);
    // Asked for after the index, so that no base is older than the records that are left beside it.
    core.base.readAhead();
    const [loaded] = await Promise.all([loading, this.#statements.loadEpochKeys()]);
    const index = valueOf(loaded);
    await this.#statements.takeStored(index.statements);
    await this.#statements.openMissing();
    for (const head of index.heads) core.members.noteHeldLog(head);
    await core.index.load(index.heads);
    this.receipts.load(index.receipts);
    await this.#start.open(onProgress);
  }

  // --- local changes

  /** Builds and appends one action. `null`: it changed nothing. */
  write<Extra, Refused>(change: Change<Extra, Refused>): Promise<Result<Written<Extra> | null, WriteError | Refused | StoreError>> {
    return this.core.inTurn<Written<Extra> | null, WriteError | Refused | StoreError>(async () => {
      const writeChange = await this.core.ports.loadWriting().catch(() => null);
      if (writeChange === null) return err(NO_CODE);
      return writeChange<Extra, Refused>(this.core, { refresh: () => this.#refresh(), ready: () => this.#ready() }, change);
    });
  }

  /** Another tab has committed: reads what is new in the store. */
  async refresh(): Promise<Result<void, StoreError>> {
    const refreshed = await this.core.inTurn(() => this.#refresh());
    this.#keepLateEdits();
    return refreshed;
  }

  /** In the turn after what deleted the items: before anything can cover that. */
  #keepLateEdits(): void {
    if (this.core.items.lateEdits.size === 0) return;
    // Where the code cannot be had now, the next change or the next start tries again.
    void this.core.ports.loadPurging().then(
      async ({ keepLateEdits }) => keepLateEdits(this),
      () => undefined,
    );
  }

  async #refresh(): Promise<Result<void, StoreError>> {
    const { core } = this;
    const index = valueOf(await core.ports.store.loadIndex(core.space));
    await this.#statements.takeStored(index.statements);
    const hasNewKeys = await this.#statements.loadMissingKeys();
    this.receipts.load(index.receipts);
    // A base may cover the damage: what stands behind it has not been read either.
    const { damagedPaths } = core.index;
    await core.takeStoredBase();
    const grown = await core.index.takeOver(index.heads);
    for (const { head } of grown) core.members.noteHeldLog(head);
    if (hasNewKeys || damagedPaths > 0 || core.isReadAnewFor(grown)) {
      // What was waiting for a key, or damaged, may be readable now; what the base has let go may be damaged.
      core.index.forgetDamage();
      await this.#start.readAgain();
      core.changed({ items: true, committed: false });
      return ok(undefined);
    }
    for (const { head, fromSeq } of grown.toSorted((a, b) => a.head.firstSeq - b.head.firstSeq)) {
      core.reader.noteBranch(head, core.index.trees.get(head.log)?.paths.get(head.branch)?.parentBranch ?? null);
      if (await this.#readNew(head, fromSeq)) continue;
      await this.#start.readAgain();
      break;
    }
    core.changed({ items: true, committed: false });
    return ok(undefined);
  }

  /** What the base's packs cannot give (any more) is looked for in records again, or the other way round. */
  #reread(): Promise<Result<void, StoreError>> {
    return this.core.inTurn(async () => {
      await this.#start.readAgain();
      this.core.changed({ items: true, committed: false });
      return ok(undefined);
    });
  }

  /** False where not all of it is as it was stored: which records are damaged shows when all is read again. */
  async #readNew(head: PathHead, fromSeq: number): Promise<boolean> {
    const { index, reader, ports, space } = this.core;
    const path = { log: head.log, branch: head.branch };
    let previousId = fromSeq === head.firstSeq ? head.parentId : await index.idAt(path, fromSeq - 1);
    for (let seq = fromSeq; seq <= head.seq;) {
      // What was committed meanwhile has a turn of its own.
      const records = (await index.read(path, seq, ANY_PAGE)).filter((record) => record.seq <= head.seq);
      if (records.length === 0 || (await undamaged(ports.suite, space, records, previousId)).length < records.length) return false;
      const gathered = new UpdateGatherer();
      for (const read of records) {
        const { state, body } = isBeyond(index, read) ? BEYOND : reader.read(path, read.bytes);
        this.core.count(state);
        if (body !== null) gathered.add(path, read.seq, body);
        previousId = read.id;
      }
      await this.core.loadAndApply(gathered);
      // What a change is built on is loaded again then.
      this.core.items.release();
      seq += records.length;
    }
    return true;
  }

  // --- statements and keys

  /** Stores statements made here, with the epoch keys held now, and tells everyone. */
  addOwnStatements(make: () => Promise<readonly Statement[]>, meta: StoreBatch["meta"] = []): Promise<Result<void, StoreError>> {
    return this.core.inTurn(() => this.#statements.addOwn(make, meta));
  }

  #ready(): Promise<Result<void, ReadOnly | StoreError>> {
    return this.#statements.readyToWrite(() => this.#refresh());
  }

  /** Makes an epoch where there is none that this device could write under. */
  readyToWrite(): Promise<Result<void, ReadOnly | StoreError>> {
    return this.core.inTurn<void, ReadOnly | StoreError>(() => this.#ready());
  }

  // --- SyncSource

  view(): LocalView {
    const { index, members, base } = this.core;
    return {
      heads: index.toldHeads,
      version: index.version,
      statementHeads: members.heads,
      receiptsDigest: this.receipts.digest,
      receiptCounters: this.receipts.counters,
      checkpoints: base.checkpoints,
      fetchTurn: base.fetchTurn,
      cutTurn: this.core.cutTurn,
    };
  }

  isMember(device: DeviceId): boolean {
    return this.core.members.isMember(device);
  }

  wasRemoved(device: DeviceId): boolean {
    return this.core.members.wasRemoved(device);
  }

  sign(message: Uint8Array): Promise<Uint8Array> {
    return this.core.signer.sign(message);
  }

  verify(device: DeviceId, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
    return this.core.ports.suite.verify(idToBytes(device), message, signature);
  }

  compare(theirs: Version, checkpoints: readonly CheckpointId[], partings: Partings): Promise<Result<Comparison, StoreError>> {
    return catchStoreFailure(async () => {
      const { compareLogs } = await this.core.ports.loadExchange();
      return ok(await compareLogs(this.core, theirs, checkpoints, partings));
    });
  }

  readPage(path: LogPath, fromSeq: number): Promise<Result<PageContent, StoreError>> {
    return catchStoreFailure(async () => {
      const { index, base, ports, space } = this.core;
      const head = index.toldHeadOf(path);
      const damaged = index.damagedSeq(path);
      if (head === null || (damaged > 0 && damaged <= fromSeq)) return ok({ previousId: null, records: [] });
      const read = (await index.read(path, fromSeq, PAGE_LIMIT)).filter(({ seq }) => seq <= head.seq);
      const previousId = fromSeq === head.firstSeq ? head.parentId : await index.idAt(path, fromSeq - 1);
      // What the base covers was not read at the start: damage shows here first.
      const isChecked = path.branch !== "" || fromSeq > base.coveredSeq(path.log);
      const records = isChecked ? read : await undamaged(ports.suite, space, read, previousId);
      if (!isChecked && records.length < Math.max(1, read.length)) {
        index.noteDamagedBelow(path.log, fromSeq + records.length);
        this.upkeep.poke();
      }
      const sound = withinPage(damaged === 0 ? records : records.filter(({ seq }) => seq < damaged));
      return ok({ previousId, records: sound.map(({ bytes }) => bytes) });
    });
  }

  writtenPage(path: LogPath, fromSeq: number): PageContent | null {
    return this.core.index.writtenPage(path, fromSeq);
  }

  expectPage({ log, records }: PageFrame): void {
    const owner = this.core.members.findLog(log);
    if (owner !== null && this.core.members.mayWrite(owner.device)) this.core.expected.expect(log, records);
  }

  async ingestPage(page: JoinedPage): Promise<Result<IngestedPage, StoreError>> {
    const { ingestPage } = await this.core.ports.loadExchange();
    this.#pagesUnderWay += 1;
    const ingested = await this.core
      .inTurn(() => ingestPage(this.core, page, () => this.#start.readAgain()))
      .finally(() => (this.#pagesUnderWay -= 1));
    this.#takeNoteAwaySoon(page.records.length);
    this.#keepLateEdits();
    if (ingested.ok && this.core.members.findLog(page.log)?.device !== this.core.self) this.receipts.noteStored();
    return ingested;
  }

  /** Not while pages come one after another, or keys that somebody types elsewhere: the note of each takes the place of the one before. */
  #takeNoteAwaySoon(records: number): void {
    const taken = ++this.#pagesTaken;
    this.#timers.after(noteRestsMs(records), () => {
      if (taken === this.#pagesTaken && this.#pagesUnderWay === 0) this.core.takeNoteAway();
    });
  }

  async ingestStatements(statements: readonly Uint8Array[]): Promise<Result<{ readonly invalid: number }, StoreError>> {
    const ingested = await this.core.inTurn(() => this.#statements.ingest(statements));
    this.#keepLateEdits();
    return ingested;
  }

  async ingestReceipts(receipts: readonly Uint8Array[]): Promise<Result<IngestedReceipts, StoreError>> {
    const { ingestReceipts } = await this.core.ports.loadExchange();
    return this.core.inTurn(() => ingestReceipts(this.core, this.receipts, receipts));
  }

  statementsBeyond(heads: readonly StatementId[]): readonly Uint8Array[] {
    return this.core.members.dag.missingFor(heads).map(({ bytes }) => bytes);
  }

  receiptOf(device: DeviceId): Receipt | null {
    return this.receipts.of(device);
  }

  receiptsBeyond(known: ReadonlyMap<DeviceId, number>): readonly Uint8Array[] {
    return this.receipts.beyond(known);
  }

  loadCheckpoints(): Promise<CheckpointSource> {
    return this.upkeep.loadCheckpoints();
  }

  idsBelow(leaf: VersionEntry, seqs: readonly number[]): Promise<Result<readonly SeqAndId[], StoreError>> {
    return catchStoreFailure(async () => {
      const { idsAsked } = await this.core.ports.loadExchange();
      const tree = this.core.index.trees.get(leaf.log);
      return ok(tree === undefined ? [] : await idsAsked(tree, leaf, seqs, this.core.index.idAt));
    });
  }

  learnIds(search: ForkSearch, ids: readonly SeqAndId[]): Promise<Result<ForkSearch | null, StoreError>> {
    return catchStoreFailure(async () => {
      const exchange = await this.core.ports.loadExchange();
      const tree = this.core.index.trees.get(search.leaf.log);
      return ok(tree === undefined ? null : await exchange.learnIds(search, ids, tree, this.core.index.idAt));
    });
  }

  close(): void {
    this.upkeep.close();
    this.receipts.close();
  }
}
