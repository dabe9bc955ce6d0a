// When the status is told: on a terminal in place, whenever it changes; without one as a line, at once when it is another state, and else now and then,
// so that a service's log stays short.

import type { Clock, Timers } from "../src/ports/time.ts";
import type { SyncStatus } from "../src/replica/face.ts";
import { statusText } from "./status-text.ts";

/** A first sync makes a status of every page of records. */
const IN_PLACE_EVERY_MS = 200;
const LINE_EVERY_MS = 60_000;
/** A state that lasts shorter is not worth a line: connecting, the moment before the first answer. */
const STATE_AFTER_MS = 1_000;

export type StatusOutput = { readonly isInPlace: boolean; show(text: string): void };

export class StatusLine {
  readonly #output: StatusOutput;
  readonly #clock: Clock;
  readonly #timers: Timers;
  #latest: SyncStatus | null = null;
  #isFull = false;
  #shown = { state: "", text: "", atMs: Number.NEGATIVE_INFINITY };
  #due: { readonly state: string; readonly cancel: () => void } | null = null;
  #isOpen = false;

  constructor(output: StatusOutput, clock: Clock, timers: Timers) {
    this.#output = output;
    this.#clock = clock;
    this.#timers = timers;
  }

  /** Shows what there is, and from now on what comes. */
  open(): void {
    this.#isOpen = true;
    this.#plan();
  }

  close(): void {
    this.#isOpen = false;
    this.#due?.cancel();
    this.#due = null;
  }

  update(status: SyncStatus): void {
    this.#latest = status;
    this.#plan();
  }

  full(isFull: boolean): void {
    this.#isFull = isFull;
    this.#plan();
  }

  #plan(): void {
    if (!this.#isOpen || this.#latest === null) return;
    const { state, text } = statusText(this.#latest, this.#isFull);
    if (text === this.#shown.text) return this.#cancel();
    if (this.#due?.state === state) return;
    this.#cancel();
    this.#due = { state, cancel: this.#timers.after(this.#waitMs(state), () => this.#show()) };
  }

  #waitMs(state: string): number {
    if (this.#output.isInPlace) return IN_PLACE_EVERY_MS;
    if (state !== this.#shown.state) return STATE_AFTER_MS;
    return Math.max(STATE_AFTER_MS, this.#shown.atMs + LINE_EVERY_MS - this.#clock());
  }

  #cancel(): void {
    this.#due?.cancel();
    this.#due = null;
  }

  #show(): void {
    this.#due = null;
    if (this.#latest === null) return;
    this.#shown = { ...statusText(this.#latest, this.#isFull), atMs: this.#clock() };
    this.#output.show(this.#shown.text);
  }
}
