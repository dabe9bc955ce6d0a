// The relay's store as a port: sealed records, statements, receipts, checkpoints and packs of many spaces, changed by atomic, durable commits.
// Adapters (sqlite-store.ts, memory-store.ts) keep bytes as they are and never look inside; they pass relay-store.suite.ts.
// One relay writes to a store, and space.ts one batch of a space at a time: so there is nothing to compare and set here, but an
// adapter refuses records and blocks that do not continue what it has.

import { bytesEqual } from "../src/base/bytes.ts";
import type { DeviceId, PackId, RecordId, SpaceId } from "../src/base/ids.ts";
import type { Result } from "../src/base/result.ts";
import type { Capsule } from "../src/members/capsules-in.ts";
import type { LogPath, PathBase, PathHead, StoredReceipt, StoredStatement } from "../src/ports/store.ts";
import type { CheckpointId } from "../src/wire/frames.ts";

export type RelayRecord = { readonly seq: number; readonly id: RecordId; readonly bytes: Uint8Array };

/** What members have said of a checkpoint in their receipts; it stays when newer receipts do not name it any more. */
export type Verdict = "none" | "endorsed" | "objected";

export type StoredCheckpoint = {
  readonly id: CheckpointId;
  readonly maker: DeviceId;
  readonly counter: number;
  readonly madeAtMs: number;
  /** When the last of its packs came, by the relay's clock; 0 before that. */
  readonly receivedAtMs: number;
  readonly verdict: Verdict;
  /** The signed manifest, as sent. */
  readonly bytes: Uint8Array;
};

/** `heldBlocks`: so many from the first on are stored, fewer than `blocks` while it is being fetched. */
export type RelayPack = { readonly pack: PackId; readonly blocks: number; readonly heldBlocks: number };

/** Everything of a space but its records and blocks. */
export type RelaySpaceIndex = {
  /** In the order in which they were committed. */
  readonly statements: readonly StoredStatement[];
  readonly heads: readonly PathHead[];
  readonly receipts: readonly StoredReceipt[];
  readonly checkpoints: readonly StoredCheckpoint[];
  readonly packs: readonly RelayPack[];
  /** Bytes of its records, statements, checkpoints and blocks. */
  readonly usedBytes: number;
};

/** Records of one path, ascending, continuing it without a gap, and the path's head after the last of them. */
export type RelayAppend = { readonly head: PathHead; readonly records: readonly RelayRecord[] };

/** The head of a trunk with its new base: records up to the base are deleted. Where the trunk ended earlier, or was not there, it goes on from the base. */
export type BasedHead = PathHead & { readonly base: PathBase };

/** Stored records of one path, without their payloads from now on. */
export type RelayHusks = { readonly path: LogPath; readonly records: readonly RelayRecord[] };

/** A pack of which nothing is stored yet, and the hashes of its blocks, 32 bytes each. */
export type NewPack = { readonly pack: PackId; readonly leaves: Uint8Array };

/** Blocks that follow those that are stored of a pack. */
export type BlockRun = { readonly pack: PackId; readonly firstIndex: number; readonly blocks: readonly Uint8Array[] };

/** All that a device wants to be woken for, in the place of what there is of its tag and of its endpoint. `minutes`: since 1970, ascending. */
export type ReminderSet = { readonly tag: Uint8Array; readonly endpoint: string; readonly minutes: readonly number[] };

export type DueReminder = { readonly endpoint: string; readonly minute: number };

/** What is kept of an endpoint (null: of any) up to a minute, itself included. */
export type ReminderDrop = { readonly endpoint: string | null; readonly upToMinute: number };

/**
 * One atomic change of one space. The first one with a statement makes the space. Statements already held are left alone, receipts and
 * checkpoints replace. What is removed goes first, then trunks are set aside, bases are set and husks put, then all else is added.
 */
export type RelayBatch = {
  readonly space: SpaceId;
  readonly statements: readonly StoredStatement[];
  readonly appends: readonly RelayAppend[];
  readonly receipts: readonly StoredReceipt[];
  readonly checkpoints?: readonly StoredCheckpoint[];
  readonly removeCheckpoints?: readonly CheckpointId[];
  readonly packs?: readonly NewPack[];
  readonly blocks?: readonly BlockRun[];
  /** With all their blocks. */
  readonly removePacks?: readonly PackId[];
  readonly bases?: readonly BasedHead[];
  /** Heads of branches that the trunks of their logs become, with all their records. */
  readonly setAside?: readonly PathHead[];
  /** With all their records. */
  readonly removePaths?: readonly LogPath[];
  /** Each in the place of the record that it is of. */
  readonly husks?: readonly RelayHusks[];
  /** All that the space has from now on. */
  readonly capsules?: readonly Capsule[];
  readonly reminders?: readonly ReminderSet[];
};

export type RelayStoreError =
  | { readonly kind: "full" }
  /** `reason` is for the operator's log: it names no ids and no content. */
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "closed" };

/** At most `maxRecords`, ending after the record that reaches `maxBytes`. */
export type ReadLimit = { readonly maxRecords: number; readonly maxBytes: number };

/** At most `maxBlocks`, ending after the block that reaches `maxBytes`. */
export type BlockLimit = { readonly maxBlocks: number; readonly maxBytes: number };

export interface RelayStore {
  /** 32 random bytes, made with the store: the relay's id in `hello`. */
  readonly storeId: Uint8Array;
  /** `null`: the store has no such space. */
  loadSpace(space: SpaceId): Promise<Result<RelaySpaceIndex | null, RelayStoreError>>;
  /** As in the index of the space; 0 when there is none. */
  readUsedBytes(space: SpaceId): Promise<Result<number, RelayStoreError>>;
  /** Ascending by seq from `fromSeq`; at least one record where there is one. */
  readRecords(space: SpaceId, path: LogPath, fromSeq: number, limit: ReadLimit): Promise<Result<readonly RelayRecord[], RelayStoreError>>;
  /** `null`: the path has no record of that seq. */
  readId(space: SpaceId, path: LogPath, seq: number): Promise<Result<RecordId | null, RelayStoreError>>;
  /** The signed manifest; `null` when it is not stored. */
  readCheckpoint(space: SpaceId, checkpoint: CheckpointId): Promise<Result<Uint8Array | null, RelayStoreError>>;
  /** The hashes of all blocks of a pack, 32 bytes each; `null` when nothing of it is stored. */
  readLeaves(space: SpaceId, pack: PackId): Promise<Result<Uint8Array | null, RelayStoreError>>;
  /** Consecutive from `firstIndex`, as far as they are stored; at least one where there is one. */
  readBlocks(space: SpaceId, pack: PackId, firstIndex: number, limit: BlockLimit): Promise<Result<readonly Uint8Array[], RelayStoreError>>;
  /** What is sealed in the capsule of this id that was here first, of whatever space; `null`: there is none. */
  readCapsule(id: Uint8Array): Promise<Result<Uint8Array | null, RelayStoreError>>;
  /** Up to a minute, itself included, of all spaces; ascending by minute, at most `limit`. */
  readDueReminders(upToMinute: number, limit: number): Promise<Result<readonly DueReminder[], RelayStoreError>>;
  /** The first minute after that one with a reminder. */
  readNextReminder(afterMinute: number): Promise<Result<number | null, RelayStoreError>>;
  /** All that there are, but for those that a set of this tag and endpoint would be in the place of. */
  countOtherReminders(tag: Uint8Array, endpoint: string): Promise<Result<number, RelayStoreError>>;
  /** Resolves once it is durable. */
  dropReminders(drops: readonly ReminderDrop[]): Promise<Result<void, RelayStoreError>>;
  /** Resolves with ok only once all of it is durable; otherwise none of it happened. */
  commit(batch: RelayBatch): Promise<Result<void, RelayStoreError>>;
  /** Commits what is queued, then closes; whatever is asked later is `closed`. */
  close(): Promise<void>;
}

/** Whether they are one capsule: what is sealed never changes, but another recovery member may state the same id. */
export const isSameCapsule = (a: Omit<Capsule, "device">, b: Omit<Capsule, "device">): boolean =>
  bytesEqual(a.id, b.id) && bytesEqual(a.sealed, b.sealed);

/** The first record of a path that can be stored. */
export const firstStoredSeq = ({ firstSeq, base }: PathHead): number => Math.max(firstSeq, (base?.seq ?? 0) + 1);

export const LEAF_BYTES = 32;
