// A lane in virtual time: what is put in comes out later, each after a random delay, always in the order it was put in. One direction of a
// connection is a lane, and so is a disk.

import type { Timers } from "../src/ports/time.ts";

type Waiting = { readonly dueMs: number; readonly run: () => void };

export class Lane {
  readonly #time: Timers & { readonly nowMs: number };
  readonly #delayMs: () => number;
  #waiting: Waiting[] = [];
  #lastDueMs = 0;
  #isHeld = false;
  #isDropped = false;
  #cancelNext: (() => void) | null = null;

  /** `delayMs` is asked for each entry. */
  constructor(time: Timers & { readonly nowMs: number }, delayMs: () => number) {
    this.#time = time;
    this.#delayMs = delayMs;
  }

  add(run: () => void): void {
    if (this.#isDropped) return;
    this.#lastDueMs = Math.max(this.#lastDueMs, this.#time.nowMs + this.#delayMs());
    this.#waiting.push({ dueMs: this.#lastDueMs, run });
    this.#arm();
  }

  /** Nothing comes out until `resume`, and nothing is lost. */
  hold(): void {
    this.#isHeld = true;
    this.#cancelNext?.();
    this.#cancelNext = null;
  }

  resume(): void {
    this.#isHeld = false;
    this.#arm();
  }

  /** Loses what is in the lane and whatever is put in later. */
  drop(): void {
    this.#isDropped = true;
    this.#waiting = [];
    this.#cancelNext?.();
    this.#cancelNext = null;
  }

  #arm(): void {
    const [next] = this.#waiting;
    if (this.#isHeld || this.#cancelNext !== null || next === undefined) return;
    this.#cancelNext = this.#time.after(next.dueMs - this.#time.nowMs, () => {
      this.#cancelNext = null;
      this.#waiting.shift();
      next.run();
      this.#arm();
    });
  }
}
