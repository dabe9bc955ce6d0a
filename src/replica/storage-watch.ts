// Whether this store takes what is written. It looks at every write, so that a disk that fills up while others' changes come in is said too; while it
// is full it tries by itself whether there is room again. Room for a few bytes is no room: what is tried is as large as the larger changes are.

import type { Result } from "../base/result.ts";
import type { Store, StoreError } from "../ports/store.ts";
import type { Timers } from "../ports/time.ts";
import { makeBatch, NO_SPACE } from "./store-batch.ts";

const TRY_MS = 10_000;
const TRIAL = "room-trial";
const TRIAL_BYTES = 65_536;

/** Engines have several names for what a full disk does to them. */
const hasEnded = ({ kind }: StoreError): boolean => kind === "closed" || kind === "newer-database";

export class StorageWatch {
  /** The store, looked at. */
  readonly store: Store;
  readonly #inner: Store;
  readonly #timers: Timers;
  readonly #onFull: (isFull: boolean) => void;
  #isFull = false;

  constructor(inner: Store, timers: Timers, onFull: (isFull: boolean) => void) {
    this.#inner = inner;
    this.#timers = timers;
    this.#onFull = onFull;
    this.store = {
      loadIndex: (space) => inner.loadIndex(space),
      readRecords: (space, path, fromSeq, limit) => inner.readRecords(space, path, fromSeq, limit),
      commit: (batch, onPlaced) => this.#look(inner.commit(batch, onPlaced)),
      setRecordStates: (space, states) => this.#look(inner.setRecordStates(space, states)),
      repairRecords: (space, records) => this.#look(inner.repairRecords(space, records)),
      removeSpace: (space) => this.#look(inner.removeSpace(space)),
      readPages: (space) => inner.readPages(space),
      readBlocks: (space, pack, firstIndex, maxBlocks) => inner.readBlocks(space, pack, firstIndex, maxBlocks),
      listPacks: (space) => inner.listPacks(space),
      readMeta: (key) => inner.readMeta(key),
      raiseFence: () => this.#look(inner.raiseFence()),
      estimate: () => inner.estimate(),
      close: () => inner.close(),
    };
  }

  get isFull(): boolean {
    return this.#isFull;
  }

  async #look<T>(writing: Promise<Result<T, StoreError>>): Promise<Result<T, StoreError>> {
    const written = await writing;
    if (!written.ok && written.error.kind === "full") this.noteFull();
    return written;
  }

  /** Here, or in another tab over the same store. */
  noteFull(): void {
    if (this.#isFull) return;
    this.#isFull = true;
    this.#onFull(true);
    this.#tryLater();
  }

  /** Something of the user's was saved. */
  noteRoom(): void {
    if (!this.#isFull) return;
    this.#isFull = false;
    this.#onFull(false);
  }

  #tryLater(): void {
    this.#timers.after(TRY_MS, () => void this.#try());
  }

  async #try(): Promise<void> {
    if (!this.#isFull) return;
    const tried = await this.#inner.commit(makeBatch(NO_SPACE, { meta: [{ key: TRIAL, value: new Uint8Array(TRIAL_BYTES) }] }));
    if (tried.ok) await this.#inner.commit(makeBatch(NO_SPACE, { meta: [{ key: TRIAL, value: null }] }));
    if (tried.ok) this.noteRoom();
    else if (!hasEnded(tried.error)) this.#tryLater();
  }
}
