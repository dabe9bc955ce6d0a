// What the desks of one tab have in common, one for each session (checkpoint-desk.ts): what has come of checkpoints, and which session is fetching which, so that
// no two fetch the same at the same time. A side that gives nothing for a while does not keep the others from it.

import type { Timers } from "../../ports/time.ts";
import type { CheckpointId } from "../../wire/frames.ts";
import type { Base } from "../base.ts";
import type { SpaceCore } from "../space-core.ts";
import type { EngineParts } from "./engine-context.ts";
import { ManifestIntake } from "./manifest-intake.ts";
import type { ReadAhead } from "./read-ahead.ts";

/** A session's part in it. */
export type FetchingDesk = {
  /** Of which checkpoint it fetches or makes the packs; null: of none. */
  readonly target: CheckpointId | null;
  /** What it says to be taking. */
  readonly taking: readonly CheckpointId[];
  readonly keptBlocks: number;
  readonly missingBlocks: number;
};

/** How long one that gives nothing is waited for where another side has the same. */
const STALLED_MS = 20_000;

export class DeskMemory {
  readonly manifests: ManifestIntake;
  /** Checkpoints whose packs were fetched, with all that it depends on whether anything comes of it. */
  readonly ended = new Map<CheckpointId, string>();
  /** What they hold is packed here too. `same`: with that base they are what this device would have made. */
  readonly packing = new Map<CheckpointId, "due" | "done" | { readonly sameWith: Base }>();
  /** That claim to be old, and whose records a relay has given up. */
  readonly givenUp = new Set<CheckpointId>();
  /** What has come of checkpoints that are to be taken, over whatever link. */
  readonly ahead = new Map<CheckpointId, ReadAhead>();
  readonly #core: SpaceCore;
  readonly #timers: Timers;
  readonly #desks = new Set<FetchingDesk>();
  readonly #stalled = new WeakSet<FetchingDesk>();
  /** Who waits for whom. */
  readonly #waiting = new Map<FetchingDesk, () => void>();

  constructor({ core, receipts, timers }: Pick<EngineParts, "core" | "receipts" | "timers">) {
    this.#core = core;
    this.#timers = timers;
    this.manifests = new ManifestIntake(core, receipts);
  }

  enter(desk: FetchingDesk): void {
    this.#desks.add(desk);
  }

  leave(desk: FetchingDesk): void {
    this.#desks.delete(desk);
    this.changed();
    this.release(desk);
  }

  /** What is said and shown of all of them. */
  changed(): void {
    const { base } = this.#core;
    const desks = [...this.#desks];
    base.taking = [...new Set(desks.flatMap(({ taking }) => taking))];
    base.fetchedShare = Math.max(0, ...desks.map(({ keptBlocks, missingBlocks }) => Math.min(1, keptBlocks / Math.max(1, missingBlocks))));
  }

  /** Whether another session is at it: this one hears when that has ended, or gives nothing any more. */
  isTaken(desk: FetchingDesk, checkpoint: CheckpointId): boolean {
    const other = [...this.#desks].find((each) => each !== desk && each.target === checkpoint && !this.#stalled.has(each));
    if (other === undefined) return false;
    if (!this.#waiting.has(other)) this.#watch(other);
    return true;
  }

  #watch(desk: FetchingDesk): void {
    const { keptBlocks } = desk;
    const cancel = this.#timers.after(STALLED_MS, () => {
      this.#waiting.delete(desk);
      if (desk.keptBlocks > keptBlocks) return this.#watch(desk);
      this.#stalled.add(desk);
      return this.#tellWaiting();
    });
    this.#waiting.set(desk, cancel);
  }

  /** It fetches nothing any more. */
  release(desk: FetchingDesk): void {
    this.#stalled.delete(desk);
    const cancel = this.#waiting.get(desk);
    if (cancel === undefined) return;
    cancel();
    this.#waiting.delete(desk);
    this.#tellWaiting();
  }

  #tellWaiting(): void {
    this.#core.base.fetchTurn += 1;
    this.#core.changed({ items: false, committed: false });
  }
}

const memoryBySpace = new WeakMap<SpaceCore, DeskMemory>();

export function deskMemoryOf(parts: Pick<EngineParts, "core" | "receipts" | "timers">): DeskMemory {
  const memory = memoryBySpace.get(parts.core) ?? new DeskMemory(parts);
  memoryBySpace.set(parts.core, memory);
  return memory;
}
