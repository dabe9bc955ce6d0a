// When what is being typed is saved: half a second after the last change, and at least every second while they go on.

export const IDLE_MS = 500;
export const LONGEST_MS = 1_000;

export interface Timers {
  /** Returns what stops it. */
  after(delayMs: number, run: () => void): () => void;
}

export class SaveTimer {
  readonly #timers: Timers;
  readonly #save: () => void;
  #stopIdle: (() => void) | null = null;
  #stopLongest: (() => void) | null = null;

  /** `save` stops it, as whatever else saves does. */
  constructor(timers: Timers, save: () => void) {
    this.#timers = timers;
    this.#save = save;
  }

  changed(): void {
    this.#stopIdle?.();
    this.#stopIdle = this.#timers.after(IDLE_MS, this.#save);
    this.#stopLongest ??= this.#timers.after(LONGEST_MS, this.#save);
  }

  stop(): void {
    this.#stopIdle?.();
    this.#stopLongest?.();
    this.#stopIdle = null;
    this.#stopLongest = null;
  }
}
