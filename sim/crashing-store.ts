// A store whose process can be killed between any two writes. What was committed before is on the disk and can be opened again; of the write
// that was under way there is nothing (killed before it), or all of it without anyone having been told (killed after it). Or the power goes: of a commit that
// was said to be placed nothing is on the disk, and the process goes on for a moment as if it were. From then on the killed process gets no answer to
// anything, as is the way of dead processes.

import { openMemoryStore, type MemoryDisk } from "../src/storage/memory-store.ts";
import type { Store, StoreBatch } from "../src/ports/store.ts";
import type { Lane } from "./lane.ts";

export type CrashMoment = "before" | "placed" | "after";

/** Asked at each write, which are numbered from 1 in this process, whether it is the last. `batch`: of a commit; null for other writes. */
export type CrashAt = (write: number, batch: StoreBatch | null) => CrashMoment | null;

export type CrashingStoreOptions = {
  readonly disk: MemoryDisk;
  /** How long the disk takes, when it takes time. */
  readonly lane?: Lane;
  readonly crashAt: CrashAt;
  /** Once. The caller ends the rest of the process: its timers and its links. */
  readonly onCrash: () => void;
  /** Of each commit that is on the disk, whether anyone is told of it or not. */
  readonly onCommit?: (batch: StoreBatch) => void;
};

export class CrashingStore implements Store {
  readonly #store: Store;
  readonly #options: CrashingStoreOptions;
  #writes = 0;
  #isCrashed = false;
  /** What is asked of the disk now waits for a write that never comes to be there. */
  #isLosing = false;

  constructor(options: CrashingStoreOptions) {
    this.#options = options;
    this.#store = openMemoryStore(options.disk);
  }

  /** Writes so far, with the one it crashed at. */
  get writes(): number {
    return this.#writes;
  }

  get isCrashed(): boolean {
    return this.#isCrashed;
  }

  /** Killed from outside: of what is under way nothing happens. */
  crash(): void {
    if (this.#isCrashed) return;
    this.#isCrashed = true;
    this.#options.onCrash();
  }

  loadIndex: Store["loadIndex"] = (...parameters) => this.#read(() => this.#store.loadIndex(...parameters));
  readRecords: Store["readRecords"] = (...parameters) => this.#read(() => this.#store.readRecords(...parameters));
  readPages: Store["readPages"] = (...parameters) => this.#read(() => this.#store.readPages(...parameters));
  readBlocks: Store["readBlocks"] = (...parameters) => this.#read(() => this.#store.readBlocks(...parameters));
  listPacks: Store["listPacks"] = (...parameters) => this.#read(() => this.#store.listPacks(...parameters));
  readMeta: Store["readMeta"] = (...parameters) => this.#read(() => this.#store.readMeta(...parameters));
  estimate: Store["estimate"] = () => this.#read(() => this.#store.estimate());
  commit: Store["commit"] = (batch, onPlaced = () => undefined) =>
    this.#write(
      async () => {
        const committed = await this.#store.commit(batch, onPlaced);
        if (committed.ok) this.#options.onCommit?.(batch);
        return committed;
      },
      batch,
      onPlaced,
    );
  setRecordStates: Store["setRecordStates"] = (...parameters) => this.#write(() => this.#store.setRecordStates(...parameters));
  repairRecords: Store["repairRecords"] = (...parameters) => this.#write(() => this.#store.repairRecords(...parameters));
  removeSpace: Store["removeSpace"] = (...parameters) => this.#write(() => this.#store.removeSpace(...parameters));
  raiseFence: Store["raiseFence"] = () => this.#write(() => this.#store.raiseFence());

  close(): void {
    this.#store.close();
  }

  #read<T>(call: () => Promise<T>): Promise<T> {
    return this.#inTurn((answer) => answer(call()));
  }

  #write<T>(call: () => Promise<T>, batch: StoreBatch | null = null, onPlaced = (): void => undefined): Promise<T> {
    return this.#inTurn((answer) => {
      this.#writes += 1;
      const moment = this.#options.crashAt(this.#writes, batch);
      if (moment === "before") return this.crash();
      if (moment === "placed") return this.#lose(batch, onPlaced);
      const answered = call();
      if (moment === "after") this.crash();
      else answer(answered);
    });
  }

  /** Dies when it would have been there. */
  #lose(batch: StoreBatch | null, onPlaced: () => void): void {
    this.#isLosing = true;
    if (batch !== null) void openMemoryStore(this.#options.disk.copy()).commit(batch, onPlaced);
    if (this.#options.lane === undefined) this.crash();
    else this.#options.lane.add(() => this.crash());
  }

  #inTurn<T>(turn: (answer: (answered: Promise<T>) => void) => void): Promise<T> {
    return new Promise((resolve) => {
      const run = (): void => {
        if (!this.#isCrashed && !this.#isLosing) turn(resolve);
      };
      if (this.#options.lane === undefined) run();
      else this.#options.lane.add(run);
    });
  }
}
