// The replica's store as a port: sealed records and what belongs to them, changed by atomic, durable, compare-and-set commits.
// Adapters (storage/) keep bytes as they are and never look inside. They pass store.suite.ts.

import type { DeviceId, LogTag, PackId, RecordId, SpaceId, StatementId } from "../base/ids.ts";
import type { Result } from "../base/result.ts";

/**
 * Where a record stands. A log is a tree: its first-known path is the trunk (`branch` ""), every other path is a branch, stored under the first
 * 8 bytes (hex) of the id of its first record. These names are this store's own: no other replica hears of them.
 */
export type LogPath = { readonly log: LogTag; readonly branch: string };

/** How a held record stands with the items (PROTOCOL.md "How a record fails"). */
export type RecordState = "applied" | "keyless" | "parked" | "void" | "beyond";

export type StoredRecord = LogPath & {
  readonly seq: number;
  readonly id: RecordId;
  readonly bytes: Uint8Array;
  readonly state: RecordState;
};

/** The last record of a path that is contained in packs instead of being stored. */
export type PathBase = { readonly seq: number; readonly id: RecordId };

/**
 * The end of one path, and where it leaves its parent: `firstSeq` is 1 and `parentId` null on the trunk. Only a trunk has a base: its records
 * up to there are not stored (any more, or never were). A head that is its own base stands for a path of which no record is stored.
 */
export type PathHead = LogPath & {
  readonly device: DeviceId;
  readonly generation: number;
  readonly firstSeq: number;
  readonly parentId: RecordId | null;
  readonly seq: number;
  readonly id: RecordId;
  readonly base?: PathBase;
};

export type StoredStatement = { readonly id: StatementId; readonly bytes: Uint8Array };

/** The newest receipt of a device. */
export type StoredReceipt = { readonly device: DeviceId; readonly counter: number; readonly bytes: Uint8Array };

/** One sealed block of a pack; block 0 is its head. */
export type StoredBlock = { readonly pack: PackId; readonly index: number; readonly bytes: Uint8Array };

/** One page of sealed rows, this replica's own. */
export type StoredPage = { readonly number: number; readonly bytes: Uint8Array };

/** How many blocks of a pack are stored: fewer than it has while it is being fetched. */
export type StoredPack = { readonly pack: PackId; readonly blocks: number };

/** Everything of a space but its records, packs and pages. */
export type SpaceIndex = {
  readonly statements: readonly StoredStatement[];
  /** Of a log whose trunk is lost here there are none: it begins anew, without what was left of it. */
  readonly heads: readonly PathHead[];
  readonly receipts: readonly StoredReceipt[];
};

/** A head the commit was built on: it is refused when the path's head is another by now. `seq` 0, `id` null: the path must not exist. */
export type ExpectedHead = LogPath & { readonly seq: number; readonly id: RecordId | null };

/** A value the commit was built on; null: there must be none. */
export type ExpectedMeta = { readonly key: string; readonly value: Uint8Array | null };

/**
 * One atomic change. Records must continue their paths without a gap, from the base on where there is one, which the adapter asserts by `heads`.
 * What is removed goes first, then puts replace, but for a receipt with a lower counter than the stored one of its device: it is left out.
 */
export type StoreBatch = {
  readonly space: SpaceId;
  readonly expect: readonly ExpectedHead[];
  /** When given, the commit is refused unless it is the store's present fence (see `raiseFence`). */
  readonly fence?: number;
  readonly records: readonly StoredRecord[];
  readonly heads: readonly PathHead[];
  readonly statements: readonly StoredStatement[];
  readonly receipts: readonly StoredReceipt[];
  /** `value` null deletes. Not bound to the space. */
  readonly meta: readonly { readonly key: string; readonly value: Uint8Array | null }[];
  /** Values that must still be as they are given here. */
  readonly expectMeta?: readonly ExpectedMeta[];
  readonly pages?: { readonly put: readonly StoredPage[]; readonly remove: readonly number[] };
  readonly blocks?: readonly StoredBlock[];
  /** With all their blocks. */
  readonly removePacks?: readonly PackId[];
  /** Deletes the records of a trunk up to `upTo`, where the batch's head of the trunk has its base: whoever moves a base prunes up to it. */
  readonly prune?: readonly (LogPath & { readonly upTo: number })[];
  /** Whole branches; a trunk only when it begins anew with a head of this batch that has a base. */
  readonly removePaths?: readonly LogPath[];
};

export type StoreError =
  /** Another tab appended first: read what is missing and build again. */
  | { readonly kind: "head-moved"; readonly path: LogPath }
  /** Another value is stored than the commit expected. */
  | { readonly kind: "meta-moved"; readonly key: string }
  /** Another tab has taken the links over. */
  | { readonly kind: "fenced" }
  | { readonly kind: "full" }
  /** The store cannot be used here at all: private mode, blocked, broken. */
  | { readonly kind: "unavailable"; readonly reason: string }
  /** A newer version of Daybook has upgraded the database. */
  | { readonly kind: "newer-database" }
  | { readonly kind: "closed" };

export interface Store {
  loadIndex(space: SpaceId): Promise<Result<SpaceIndex, StoreError>>;
  /** Ascending by seq from `fromSeq`, at most `maxRecords`, ending after the record that reaches `maxBytes` (at least one, where there is one). */
  readRecords(
    space: SpaceId,
    path: LogPath,
    fromSeq: number,
    limit: { readonly maxRecords: number; readonly maxBytes: number },
  ): Promise<Result<readonly StoredRecord[], StoreError>>;
  /**
   * Resolves only once all of it is durable (or none of it happened). `onPlaced` is called once at most, before that: the batch has passed and is in the
   * store's hands, so that all of it will be durable, whatever becomes of who asked for it, unless the disk has no room or the device stops just now. To be
   * believed no further than that: an error may still follow.
   */
  commit(batch: StoreBatch, onPlaced?: () => void): Promise<Result<void, StoreError>>;
  /** Changes the states of held records, nothing else. */
  setRecordStates(
    space: SpaceId,
    states: readonly (LogPath & { readonly seq: number; readonly state: RecordState })[],
  ): Promise<Result<void, StoreError>>;
  /** Writes held records again, by path and seq, where the stored bytes were found damaged or missing below the head. Heads stay as they are. */
  repairRecords(space: SpaceId, records: readonly StoredRecord[]): Promise<Result<void, StoreError>>;
  /**
   * Removes rows of a space, a bounded number in one transaction, and says how many: 0 when nothing of it is left, heads and statements being the last to go.
   * What is in the meta table is of no space, and stays.
   */
  removeSpace(space: SpaceId): Promise<Result<number, StoreError>>;
  /** All pages of a space, ascending by number. */
  readPages(space: SpaceId): Promise<Result<readonly StoredPage[], StoreError>>;
  /** Consecutive blocks of a pack from `firstIndex` on, at most `maxBlocks`; ends before the first that is not stored. */
  readBlocks(space: SpaceId, pack: PackId, firstIndex: number, maxBlocks: number): Promise<Result<readonly Uint8Array[], StoreError>>;
  /** Of which packs blocks are stored, ascending by id. */
  listPacks(space: SpaceId): Promise<Result<readonly StoredPack[], StoreError>>;
  readMeta(key: string): Promise<Result<Uint8Array | null, StoreError>>;
  /** Takes the next fencing number: commits that carry an older one are refused from now on. */
  raiseFence(): Promise<Result<number, StoreError>>;
  /** Bytes used and granted, where the platform tells. */
  estimate(): Promise<{ readonly usedBytes: number; readonly quotaBytes: number } | null>;
  close(): void;
}
