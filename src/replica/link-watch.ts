// Whether the tab that holds the links is awake. Browsers freeze tabs in the background, with the locks they hold: a tab that is being looked at asks,
// and takes the links when nobody answers. It asks instead of listening for a beat, because the timers of hidden tabs are held back for a minute and
// more, while messages are not: whoever does not answer within seconds is frozen, or so busy that the links are better elsewhere.

import type { Timers } from "../ports/time.ts";

const ASK_MS = 10_000;
/** Questions without an answer after which the links are taken. */
const MAX_UNANSWERED = 2;

export class LinkWatch {
  readonly #timers: Timers;
  readonly #ask: () => void;
  readonly #take: () => void;
  #unanswered = 0;
  #cancel: (() => void) | null = null;

  constructor(timers: Timers, ask: () => void, take: () => void) {
    this.#timers = timers;
    this.#ask = ask;
    this.#take = take;
  }

  /** Begins, with a question at once, or ends. */
  watch(isWatching: boolean): void {
    if (isWatching === (this.#cancel !== null)) return;
    this.#cancel?.();
    this.#cancel = null;
    this.#unanswered = 0;
    if (isWatching) this.#turn();
  }

  /** A sign of life. */
  heard(): void {
    this.#unanswered = 0;
  }

  #turn(): void {
    this.#cancel = this.#timers.after(ASK_MS, () => this.#turn());
    const isSilent = this.#unanswered === MAX_UNANSWERED;
    this.#unanswered = isSilent ? 0 : this.#unanswered + 1;
    if (isSilent) this.#take();
    else this.#ask();
  }
}
