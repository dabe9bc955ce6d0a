// When a space that somebody follows is tidied though nothing comes in: once a day, and when what is here has waited long enough.

import type { Timers } from "../src/ports/time.ts";
import { TIDY_EVERY_MS } from "./limits.ts";

export class TidyingTimes {
  readonly #timers: Timers;
  readonly #tidy: () => void;
  #cancelDaily: (() => void) | null = null;
  #cancelSoon: (() => void) | null = null;

  constructor(timers: Timers, tidy: () => void) {
    this.#timers = timers;
    this.#tidy = tidy;
  }

  begin(): void {
    this.#cancelDaily = this.#timers.after(TIDY_EVERY_MS, () => {
      this.#tidy();
      this.begin();
    });
  }

  /** Once more after so long, in the place of what was said before; null: no more. */
  again(afterMs: number | null): void {
    this.#cancelSoon?.();
    this.#cancelSoon = afterMs === null || this.#cancelDaily === null ? null : this.#timers.after(afterMs, this.#tidy);
  }

  end(): void {
    this.again(null);
    this.#cancelDaily?.();
    this.#cancelDaily = null;
  }
}
