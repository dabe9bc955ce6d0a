// The store, watched for the first failure after which nothing can be kept any more: the process says it and ends, instead of looking well.

import type { Result } from "../src/base/result.ts";
import type { Store, StoreError } from "../src/ports/store.ts";

export type FatalStoreError = Extract<StoreError, { kind: "unavailable" | "newer-database" }>;

export type WatchedStore = {
  readonly store: Store;
  /** Resolves with the first such failure. */
  readonly failed: Promise<FatalStoreError>;
};

export function watchStore(inner: Store): WatchedStore {
  let fail: ((error: FatalStoreError) => void) | null = null;
  const failed = new Promise<FatalStoreError>((resolve) => {
    fail = resolve;
  });
  async function look<T>(calling: Promise<Result<T, StoreError>>): Promise<Result<T, StoreError>> {
    const result = await calling;
    if (!result.ok && (result.error.kind === "unavailable" || result.error.kind === "newer-database")) fail?.(result.error);
    return result;
  }
  const store: Store = {
    loadIndex: (space) => look(inner.loadIndex(space)),
    readRecords: (space, path, fromSeq, limit) => look(inner.readRecords(space, path, fromSeq, limit)),
    commit: (batch, onPlaced) => look(inner.commit(batch, onPlaced)),
    setRecordStates: (space, states) => look(inner.setRecordStates(space, states)),
    repairRecords: (space, records) => look(inner.repairRecords(space, records)),
    removeSpace: (space) => look(inner.removeSpace(space)),
    readPages: (space) => look(inner.readPages(space)),
    readBlocks: (space, pack, firstIndex, maxBlocks) => look(inner.readBlocks(space, pack, firstIndex, maxBlocks)),
    listPacks: (space) => look(inner.listPacks(space)),
    readMeta: (key) => look(inner.readMeta(key)),
    raiseFence: () => look(inner.raiseFence()),
    estimate: () => inner.estimate(),
    close: () => inner.close(),
  };
  return { store, failed };
}
