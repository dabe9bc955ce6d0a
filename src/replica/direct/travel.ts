// How far what travels over connections, to devices or to the relay, has come: counted from when there began to be something, told only of what takes a while, and at most twice a
// second. What does not go on is told no more after a while: not all that another device says to hold can be had from it.

import type { Timers } from "../../ports/time.ts";
import type { LeftToMove } from "../../sync/left-to-move.ts";
import type { Portion } from "../face.ts";

const MEASURE_EVERY_MS = 500;
/** Ten seconds. */
const MEASURES_UNCHANGED = 20;

/** The same object as before when nothing has changed. */
function goOn(before: Portion | null, left: number): Portion | null {
  if (left === 0) return null;
  if (before === null) return { done: 0, total: left };
  const total = Math.max(before.total, before.done + left);
  const done = total - left;
  return done === before.done && total === before.total ? before : { done, total };
}

/** In one direction. */
class Way {
  told: Portion | null = null;
  #counted: Portion | null = null;
  #unchanged = 0;

  count(left: number): void {
    const next = goOn(this.#counted, left);
    if (next !== this.#counted) this.#unchanged = 0;
    this.#counted = next;
  }

  /** Whether that is news. */
  tell(): boolean {
    const before = this.told;
    this.#unchanged += 1;
    this.told = this.#unchanged > MEASURES_UNCHANGED ? null : this.#counted;
    return this.told !== before;
  }

  forget(): void {
    [this.told, this.#counted, this.#unchanged] = [null, null, 0];
  }
}

/** Over one connection. */
export class Travel {
  readonly #sending = new Way();
  readonly #receiving = new Way();
  /** It could not be counted the last time. */
  isUnknown = false;

  get sending(): Portion | null {
    return this.#sending.told;
  }

  get receiving(): Portion | null {
    return this.#receiving.told;
  }

  get isUnderWay(): boolean {
    return this.sending !== null || this.receiving !== null;
  }

  count(left: LeftToMove | null): void {
    this.isUnknown = left === null;
    if (left === null) return;
    this.#sending.count(left.toSend);
    this.#receiving.count(left.toReceive);
  }

  /** Whether that is news. */
  tell(): boolean {
    const isNews = this.#sending.tell();
    return this.#receiving.tell() || isNews;
  }

  forget(): void {
    this.#sending.forget();
    this.#receiving.forget();
    this.isUnknown = false;
  }
}

export type Travelling = { readonly travel: Travel; readonly left: () => LeftToMove | null };

export class TravelMeter {
  readonly #timers: Timers;
  readonly #peers: () => readonly Travelling[];
  readonly #changed: () => void;
  #cancelTimer: (() => void) | null = null;

  constructor(timers: Timers, peers: () => readonly Travelling[], changed: () => void) {
    this.#timers = timers;
    this.#peers = peers;
    this.#changed = changed;
  }

  /** Something has moved, or may do so. */
  look(): void {
    if (this.#cancelTimer !== null) return;
    for (const peer of this.#peers()) peer.travel.count(peer.left());
    this.#lookLater();
  }

  #lookLater(): void {
    this.#cancelTimer = this.#timers.after(MEASURE_EVERY_MS, () => {
      this.#cancelTimer = null;
      this.#measure();
    });
  }

  #measure(): void {
    const peers = this.#peers();
    for (const peer of peers) peer.travel.count(peer.left());
    if (peers.filter(({ travel }) => travel.tell()).length > 0) this.#changed();
    if (peers.some(({ travel }) => travel.isUnderWay || travel.isUnknown)) this.#lookLater();
  }

  close(): void {
    this.#cancelTimer?.();
  }
}
