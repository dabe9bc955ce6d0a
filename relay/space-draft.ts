// One round of changes to a space, before its commit: what was committed, seen through what the round has added. Nothing of it is visible
// outside the round until the store has committed the batch.

import type { DeviceId, LogTag, RecordId, SpaceId } from "../src/base/ids.ts";
import { assert, type Result } from "../src/base/result.ts";
import type { Capsule } from "../src/members/capsules-in.ts";
import type { StatementDag } from "../src/members/statement-dag.ts";
import type { Statement } from "../src/members/statement.ts";
import type { LogPath, StoredReceipt } from "../src/ports/store.ts";
import { withPath, type IdAt, type LogTree, type TreePath } from "../src/wire/log-tree.ts";
import type { BasedHead, RelayAppend, RelayBatch, RelayHusks, RelayRecord, RelayStoreError, ReminderSet } from "./relay-store.ts";
import { ShelfDraft } from "./shelf-draft.ts";
import type { Shelf } from "./shelf.ts";

export const pathKey = (path: LogPath): string => `${path.log}/${path.branch}`;

/** What a round starts from. */
export type CommittedSpace = {
  readonly space: SpaceId;
  readonly trees: ReadonlyMap<LogTag, LogTree>;
  readonly receipts: ReadonlyMap<DeviceId, StoredReceipt>;
  readonly shelf: Shelf;
  readonly usedBytes: number;
  /** Of committed records. */
  readonly idAt: IdAt;
  /** Grows with the round; when the commit fails it is thrown away and read again. */
  readonly dag: StatementDag;
};

/** Adds to a round. What it returns is called after the round's commit, with what became of it. */
export type SpaceWrite = {
  /** It takes long: the round ends with it, so that what comes after does not wait for more of its kind. */
  readonly isSlow: boolean;
  readonly apply: (draft: SpaceDraft) => Promise<(committed: Result<void, RelayStoreError>) => void>;
};

type DraftAppend = { path: TreePath; readonly records: RelayRecord[] };

export class SpaceDraft {
  readonly committed: CommittedSpace;
  readonly shelf: ShelfDraft;
  readonly #trees = new Map<LogTag, LogTree>();
  readonly #bases = new Map<LogTag, TreePath & BasedHead>();
  readonly #setAside = new Map<LogTag, TreePath>();
  readonly #removedLogs = new Set<LogTag>();
  readonly #appends = new Map<string, DraftAppend>();
  readonly #husks: RelayHusks[] = [];
  readonly #statements: Statement[] = [];
  readonly #receipts = new Map<DeviceId, StoredReceipt>();
  #capsules: readonly Capsule[] | null = null;
  readonly #reminders: ReminderSet[] = [];
  #addedBytes = 0;

  constructor(committed: CommittedSpace) {
    this.committed = committed;
    this.shelf = new ShelfDraft(committed.shelf);
  }

  /** Bytes of the space with what the round has added; what it takes away is not counted (see `frees`). */
  get usedBytes(): number {
    return this.committed.usedBytes + this.#addedBytes + this.shelf.addedBytes;
  }

  /** Whether bytes become free. */
  get frees(): boolean {
    return this.shelf.frees || this.#bases.size + this.#removedLogs.size + this.#husks.length > 0;
  }

  get trees(): ReadonlyMap<LogTag, LogTree> {
    return this.#trees;
  }

  get bases(): readonly BasedHead[] {
    return [...this.#bases.values()];
  }

  get removedLogs(): ReadonlySet<LogTag> {
    return this.#removedLogs;
  }

  get receipts(): ReadonlyMap<DeviceId, StoredReceipt> {
    return this.#receipts;
  }

  get appends(): readonly RelayAppend[] {
    return Array.from(this.#appends.values(), ({ path, records }) => ({ head: path, records }));
  }

  get statementCount(): number {
    return this.#statements.length;
  }

  get isEmpty(): boolean {
    const adds = this.#appends.size + this.#statements.length + this.#receipts.size + this.#reminders.length > 0 || this.#capsules !== null;
    return !adds && this.shelf.isEmpty && !this.frees;
  }

  /** Whether what is made of checkpoints may be another after it. */
  get bearsOnCheckpoints(): boolean {
    return !this.shelf.isEmpty || this.#receipts.size + this.#statements.length > 0;
  }

  treeOf(log: LogTag): LogTree | null {
    const changed = this.#trees.get(log);
    if (changed !== undefined) return changed;
    return this.#removedLogs.has(log) ? null : (this.committed.trees.get(log) ?? null);
  }

  allTrees(): readonly LogTree[] {
    const logs = new Set([...this.committed.trees.keys(), ...this.#trees.keys()]);
    return [...logs].map((log) => this.treeOf(log)).filter((tree) => tree !== null);
  }

  allReceipts(): readonly StoredReceipt[] {
    return [...new Map([...this.committed.receipts, ...this.#receipts]).values()];
  }

  receiptOf(device: DeviceId): StoredReceipt | null {
    return this.#receipts.get(device) ?? this.committed.receipts.get(device) ?? null;
  }

  readonly idAt: IdAt = (path, seq): RecordId | null | Promise<RecordId | null> => {
    const added = this.#appends.get(pathKey(path))?.records;
    const firstSeq = added?.[0]?.seq;
    if (added === undefined || firstSeq === undefined || seq < firstSeq) return this.committed.idAt(this.#committedPath(path), seq);
    return added[seq - firstSeq]?.id ?? null;
  };

  /** Under what name it was committed. */
  #committedPath(path: LogPath): LogPath {
    return this.#setAside.get(path.log)?.branch === path.branch ? { log: path.log, branch: "" } : path;
  }

  /** `path`: as it is after `records`, at least one, which continue or begin it. */
  append(path: TreePath, records: readonly RelayRecord[]): void {
    const held = this.#appends.get(pathKey(path));
    assert(records.at(-1)?.id === path.id, "a path ends with its last record");
    if (held === undefined) this.#appends.set(pathKey(path), { path, records: [...records] });
    else {
      held.path = path;
      held.records.push(...records);
    }
    this.#trees.set(path.log, withPath(this.treeOf(path.log), path));
    for (const record of records) this.#addedBytes += record.bytes.length;
  }

  /** Gives a trunk its new base, before the round adds records to it. */
  setBase(path: TreePath & BasedHead): void {
    assert(!this.#appends.has(pathKey(path)), "a base is set before records are added");
    this.#bases.set(path.log, path);
    this.#trees.set(path.log, withPath(this.treeOf(path.log), path));
  }

  /** Gives a log another trunk, which is a base alone: the one that it has, its only path, becomes `branch`. */
  setTrunkAside(trunk: TreePath & BasedHead, branch: TreePath): void {
    assert(trunk.seq === trunk.base.seq && !this.#appends.has(pathKey(trunk)), "a trunk is set aside before records are added");
    this.#setAside.set(trunk.log, branch);
    this.#bases.set(trunk.log, trunk);
    this.#trees.set(trunk.log, withPath(withPath(null, trunk), branch));
  }

  /** Whether what is committed of paths is read under other names from now on. */
  get renames(): boolean {
    return this.#setAside.size > 0;
  }

  /** Committed records lose their payloads. */
  putHusks(husks: RelayHusks): void {
    this.#husks.push(husks);
  }

  /** Forgets a log with all its branches, and what the round has added to it. */
  removeLog(log: LogTag): void {
    this.#removedLogs.add(log);
    for (const [key, { path }] of this.#appends) if (path.log === log) this.#appends.delete(key);
    this.#bases.delete(log);
    this.#setAside.delete(log);
    this.#trees.delete(log);
  }

  /** Statements that the DAG has just taken in. */
  addStatements(statements: readonly Statement[]): void {
    this.#statements.push(...statements);
    for (const statement of statements) this.#addedBytes += statement.bytes.length;
  }

  /** All that the space has. */
  setCapsules(capsules: readonly Capsule[]): void {
    this.#capsules = capsules;
  }

  /** Each in the place of what the store has of its tag and of its endpoint. */
  setReminders(...sets: readonly ReminderSet[]): void {
    this.#reminders.push(...sets);
  }

  putReceipt(receipt: StoredReceipt): void {
    this.#receipts.set(receipt.device, receipt);
  }

  #pathsOf(log: LogTag): readonly LogPath[] {
    return [...(this.committed.trees.get(log)?.paths.keys() ?? [])].map((branch) => ({ log, branch }));
  }

  batch(): RelayBatch {
    const statements = this.#statements.map(({ id, bytes }) => ({ id, bytes }));
    return {
      space: this.committed.space,
      statements,
      appends: this.appends,
      receipts: [...this.#receipts.values()],
      ...this.shelf.batch(),
      bases: this.bases,
      setAside: [...this.#setAside.values()],
      husks: this.#husks,
      ...(this.#capsules === null ? {} : { capsules: this.#capsules }),
      ...(this.#reminders.length === 0 ? {} : { reminders: this.#reminders }),
      removePaths: [...this.#removedLogs].flatMap((log) => this.#pathsOf(log)),
    };
  }
}
