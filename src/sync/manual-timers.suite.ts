// For tests: time that passes only when it is told to, and the wish to have all that is under way done first.

import type { Timers } from "../ports/time.ts";

/** 2026-01-01, so that stamps look like stamps. */
const START_MS = 1_767_225_600_000;

/** Past all microtasks, and work that WebCrypto does elsewhere: as long as it takes, which is no time here. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => void setImmediate(resolve));
}

/** Turns that follow each other at once; those after them leave a busy machine the time for what is done in other threads. */
const QUICK_TURNS = 2_000;

/** Until `isReached`; fails after a number of turns that nothing here comes near. */
export async function settleUntil(isReached: () => boolean): Promise<void> {
  for (let turn = 0; turn < 20_000; turn++) {
    if (isReached()) return;
    await new Promise((resolve) => void (turn < QUICK_TURNS ? setImmediate(resolve) : setTimeout(resolve, 1)));
  }
  throw new Error("never came to that");
}

export class ManualTimers implements Timers {
  nowMs = START_MS;
  readonly #tasks = new Set<{ readonly dueMs: number; readonly run: () => void }>();

  readonly clock = (): number => this.nowMs;

  after(delayMs: number, run: () => void): () => void {
    const task = { dueMs: this.nowMs + delayMs, run };
    this.#tasks.add(task);
    return () => void this.#tasks.delete(task);
  }

  /** Tasks that wait. */
  get size(): number {
    return this.#tasks.size;
  }

  /** Lets time pass; what a task sets off is done before the next is due. */
  async pass(durationMs: number): Promise<void> {
    const endMs = this.nowMs + durationMs;
    await settle();
    for (let next = this.#next(endMs); next !== null; next = this.#next(endMs)) {
      this.#tasks.delete(next);
      this.nowMs = next.dueMs;
      next.run();
      await settle();
    }
    this.nowMs = endMs;
  }

  #next(endMs: number): { readonly dueMs: number; readonly run: () => void } | null {
    const due = [...this.#tasks].filter((task) => task.dueMs <= endMs).toSorted((a, b) => a.dueMs - b.dueMs);
    return due[0] ?? null;
  }
}
