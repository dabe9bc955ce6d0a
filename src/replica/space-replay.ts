// Reads the held records beyond the base again, path by path, when a space is opened or when keys have come in: checks that each is still the record it
// was, finds damaged places, and gathers what applies. Signatures were verified before the records were stored; their ids are checked again here.

import type { LogTag, RecordId, SpaceId } from "../base/ids.ts";
import type { CryptoSuite } from "../ports/crypto.ts";
import type { LogPath, PathBase, RecordState, StoredRecord } from "../ports/store.ts";
import { hashedSignedBytesOf, isHuskBytes, parseRecord, recordIdOf } from "../wire/record-envelope.ts";
import type { TreePath } from "../wire/log-tree.ts";
import type { LogIndex } from "./log-index.ts";
import type { OpenedRecord } from "../log/record.ts";
import type { PoisonNote } from "./poison-note.ts";
import { UpdateGatherer, type RecordReader } from "./record-reader.ts";
import { isCovered, type Cover, type Tail } from "./tail.ts";

/** Whether it is stored as one that does not count, and does not by now. One that was applied before its log was cut stays so. */
export const isBeyond = (index: LogIndex, record: StoredRecord): boolean =>
  record.state === "beyond" && !index.isWithin(record, record.seq);

export type StateChange = LogPath & { readonly seq: number; readonly state: RecordState };

export type Replayed = {
  /** What it was given, with all updates. */
  readonly tail: Tail;
  /** The rest. */
  readonly gathered: Pick<UpdateGatherer, "purges" | "stamp">;
  /** Records whose state in the store is another than it turned out to be. */
  readonly stateChanges: readonly StateChange[];
  readonly counts: Readonly<Record<RecordState, number>>;
  /** Of those that are void. */
  readonly poisoned: number;
  /** Of trunks, the first record that others may have applied and that was not read here: all behind it waits, too. */
  readonly unread: ReadonlyMap<LogTag, number>;
  /** In order. */
  readonly suspects: readonly { readonly record: StoredRecord; readonly body: OpenedRecord }[];
};

const BATCH = { maxRecords: 1_000, maxBytes: 4_194_304 };

/** Trunks first, then branches by where they begin: what a branch builds on comes before it. */
const byBeginning = (a: TreePath, b: TreePath): number =>
  Number(a.parentBranch !== null) - Number(b.parentBranch !== null) || a.firstSeq - b.firstSeq;

type Hashing = Pick<CryptoSuite, "sha256" | "digest">;

async function isUndamaged(suite: Hashing, space: SpaceId, record: StoredRecord, previousId: RecordId | null): Promise<boolean> {
  const envelope = parseRecord(record.bytes);
  if (!envelope.ok || envelope.value.seq !== record.seq) return false;
  const signed = await hashedSignedBytesOf(suite, { space, log: record.log }, envelope.value, previousId);
  return recordIdOf(suite.sha256, signed) === record.id;
}

/** Whether each is still what it was; `previousId`: of the record before them. */
const areUndamaged = (
  suite: Hashing,
  space: SpaceId,
  records: readonly StoredRecord[],
  previousId: RecordId | null,
): Promise<readonly boolean[]> =>
  Promise.all(records.map((record, i) => isUndamaged(suite, space, record, i === 0 ? previousId : (records[i - 1]?.id ?? null))));

/** As many of `records`, from the first, as still are what they were; `previousId`: of the record before them. */
export async function undamaged(
  suite: Hashing,
  space: SpaceId,
  records: readonly StoredRecord[],
  previousId: RecordId | null,
): Promise<readonly StoredRecord[]> {
  const first = (await areUndamaged(suite, space, records, previousId)).indexOf(false);
  return first < 0 ? records : records.slice(0, first);
}

export type ReplayInput = {
  /** Empty. */
  readonly tail: Tail;
  readonly index: LogIndex;
  /** The last record of each log that the base contains; what is up to it need not be read. */
  readonly covered: ReadonlyMap<LogTag, PathBase>;
  /** All that the base contains: only there a husk is what a record may be. */
  readonly contained: Cover;
  /** Also what the base contains is to be told. */
  readonly isRestoring: boolean;
  readonly reader: RecordReader;
  readonly suite: Hashing;
  readonly space: SpaceId;
  /** Records that have killed this worker: void here (poison-note.ts). */
  readonly poisoned: ReadonlySet<RecordId>;
  /** Records that were being applied when the worker ended: left for the caller to apply one by one. */
  readonly suspects: PoisonNote | null;
  readonly onProgress: (recordsRead: number) => void;
};

class Replay {
  readonly #tail: Tail;
  readonly #index: LogIndex;
  readonly #covered: ReplayInput["covered"];
  readonly #contained: Cover;
  readonly #isRestoring: boolean;
  readonly #reader: RecordReader;
  readonly #suite: Hashing;
  readonly #space: SpaceId;
  readonly #poisoned: ReadonlySet<RecordId>;
  readonly #note: PoisonNote | null;
  readonly #suspects: { readonly record: StoredRecord; readonly body: OpenedRecord }[] = [];
  readonly #onProgress: (recordsRead: number) => void;
  readonly #gathered = new UpdateGatherer();
  readonly #stateChanges: StateChange[] = [];
  readonly #unread = new Map<LogTag, number>();
  readonly #counts = { applied: 0, keyless: 0, parked: 0, void: 0, beyond: 0 };
  #poisonedCount = 0;
  #recordsRead = 0;

  constructor({ tail, index, covered, contained, isRestoring, reader, suite, space, poisoned, suspects, onProgress }: ReplayInput) {
    this.#tail = tail;
    this.#covered = covered;
    this.#contained = contained;
    this.#isRestoring = isRestoring;
    this.#note = suspects;
    this.#index = index;
    this.#reader = reader;
    this.#suite = suite;
    this.#space = space;
    this.#poisoned = poisoned;
    this.#onProgress = onProgress;
  }

  async run(): Promise<Replayed> {
    const paths = [...this.#index.trees.values()].flatMap((tree) => [...tree.paths.values()]).toSorted(byBeginning);
    for (const path of paths) {
      this.#reader.noteBranch(path, path.parentBranch);
      await this.#replayPath(path);
    }
    return {
      tail: this.#tail,
      gathered: this.#gathered,
      stateChanges: this.#stateChanges,
      counts: this.#counts,
      poisoned: this.#poisonedCount,
      unread: this.#unread,
      suspects: this.#suspects,
    };
  }

  /** Behind the base of a trunk, which may be that of its records alone: they are gone, whatever became of the packs. */
  #beginOf(path: TreePath): { readonly seq: number; readonly previousId: RecordId | null } {
    const covered = path.branch === "" ? this.#covered.get(path.log) : undefined;
    const base = covered !== undefined && covered.seq >= (path.base?.seq ?? 0) ? covered : path.base;
    return base === undefined ? { seq: path.firstSeq, previousId: path.parentId } : { seq: base.seq + 1, previousId: base.id };
  }

  async #replayPath(treePath: TreePath): Promise<void> {
    const path = { log: treePath.log, branch: treePath.branch };
    const begin = this.#beginOf(treePath);
    let { previousId } = begin;
    for (let { seq } = begin; seq <= treePath.seq;) {
      const records = await this.#index.read(path, seq, BATCH);
      if (records.length === 0) {
        // A hole: nothing behind it can be told apart from damage either.
        this.#index.noteDamaged(path, seq, previousId);
        return;
      }
      const areSound = await areUndamaged(this.#suite, this.#space, records, previousId);
      for (const [i, record] of records.entries()) {
        if (areSound[i] === true && this.#isThere(record)) this.#take(path, record);
        else this.#index.noteDamaged(path, record.seq, previousId);
        previousId = record.id;
      }
      // Not at the end: all of them together may be more than memory should hold.
      this.#tail.append(this.#gathered.updates.splice(0));
      seq += records.length;
      this.#recordsRead += records.length;
      this.#onProgress(this.#recordsRead);
    }
  }

  /** A husk of which no pack tells is as good as none: others may have the record. */
  #isThere(record: StoredRecord): boolean {
    return !isHuskBytes(record.bytes) || isCovered(this.#contained, { path: record, seq: record.seq });
  }

  #isSuspect({ log, branch, seq }: StoredRecord): boolean {
    const note = this.#note;
    return note !== null && note.log === log && note.branch === branch && seq >= note.firstSeq && seq <= note.lastSeq;
  }

  #noteUnread({ log, branch }: LogPath, seq: number): void {
    if (branch === "" && !this.#unread.has(log)) this.#unread.set(log, seq);
  }

  #take(path: LogPath, record: StoredRecord): void {
    const isContained = !this.#isRestoring && isCovered(this.#contained, { path, seq: record.seq });
    if (isContained) this.#noteState(record, "applied");
    else if (isBeyond(this.#index, record)) this.#leave(path, record);
    else this.#read(path, record);
  }

  #leave(path: LogPath, record: StoredRecord): void {
    this.#noteUnread(path, record.seq);
    this.#noteState(record, "beyond");
  }

  #read(path: LogPath, record: StoredRecord): void {
    const isPoison = this.#poisoned.has(record.id);
    const { state, body } = isPoison ? { state: "void" as const, body: null } : this.#reader.read(path, record.bytes);
    if (isPoison) this.#poisonedCount += 1;
    if (isPoison || state === "keyless" || state === "parked") this.#noteUnread(path, record.seq);
    if (body !== null && this.#isSuspect(record)) this.#suspects.push({ record, body });
    else if (body !== null) this.#gathered.add(path, record.seq, body);
    this.#noteState(record, state);
  }

  #noteState({ log, branch, seq, state: before }: StoredRecord, state: RecordState): void {
    this.#counts[state] += 1;
    if (state !== before) this.#stateChanges.push({ log, branch, seq, state });
  }
}

export const replaySpace = (input: ReplayInput): Promise<Replayed> => new Replay(input).run();
