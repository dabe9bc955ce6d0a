// The relay's store as a port: sealed records, statements and receipts of many spaces, changed by atomic, durable commits.
// Adapters (sqlite-store.ts, memory-store.ts) keep bytes as they are and never look inside; they pass relay-store.suite.ts.
// One relay writes to a store, and space.ts one batch of a space at a time: so there is nothing to compare and set here, but an
// adapter refuses records that do not continue their path.

import type { RecordId, SpaceId } from "../src/base/ids.ts";
import type { Result } from "../src/base/result.ts";
import type { LogPath, PathHead, StoredReceipt, StoredStatement } from "../src/ports/store.ts";

export type RelayRecord = { readonly seq: number; readonly id: RecordId; readonly bytes: Uint8Array };

/** Everything of a space but its records. */
export type RelaySpaceIndex = {
  /** In the order in which they were committed. */
  readonly statements: readonly StoredStatement[];
  readonly heads: readonly PathHead[];
  readonly receipts: readonly StoredReceipt[];
  /** Bytes of its records and statements. */
  readonly usedBytes: number;
};

/** Records of one path, ascending, continuing it without a gap, and the path's head after the last of them. */
export type RelayAppend = { readonly head: PathHead; readonly records: readonly RelayRecord[] };

/** One atomic change of one space. The first one with a statement makes the space. Statements already held are left alone, receipts replace. */
export type RelayBatch = {
  readonly space: SpaceId;
  readonly statements: readonly StoredStatement[];
  readonly appends: readonly RelayAppend[];
  readonly receipts: readonly StoredReceipt[];
};

export type RelayStoreError =
  | { readonly kind: "full" }
  /** `reason` is for the operator's log: it names no ids and no content. */
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "closed" };

/** At most `maxRecords`, ending after the record that reaches `maxBytes`. */
export type ReadLimit = { readonly maxRecords: number; readonly maxBytes: number };

export interface RelayStore {
  /** 32 random bytes, made with the store: the relay's id in `hello`. */
  readonly storeId: Uint8Array;
  /** `null`: the store has no such space. */
  loadSpace(space: SpaceId): Promise<Result<RelaySpaceIndex | null, RelayStoreError>>;
  /** Ascending by seq from `fromSeq`; at least one record where there is one. */
  readRecords(space: SpaceId, path: LogPath, fromSeq: number, limit: ReadLimit): Promise<Result<readonly RelayRecord[], RelayStoreError>>;
  /** `null`: the path has no record of that seq. */
  readId(space: SpaceId, path: LogPath, seq: number): Promise<Result<RecordId | null, RelayStoreError>>;
  /** Resolves with ok only once all of it is durable; otherwise none of it happened. */
  commit(batch: RelayBatch): Promise<Result<void, RelayStoreError>>;
  /** Commits what is queued, then closes; whatever is asked later is `closed`. */
  close(): Promise<void>;
}
