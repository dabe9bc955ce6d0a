// The notes of a task while they are written: saved half a second after the last key, at least every second while typing goes on, and at once on
// `flush`; with every key while somebody has them open on another device. What is written elsewhere meanwhile is merged in. One save at a time; a failed one
// keeps its text and is tried again with the next key or flush. Knows nothing of the screen: timers and saving come in.

import { SaveTimer, type Timers } from "../../../base/save-timer.ts";
import { mergeText } from "./merge-text.ts";

/**
 * What would have been one save if nobody had looked on. `number`: it is one step for whoever takes it back. `isTold`: this save is to be told as any other;
 * else all of the part is told at its end.
 */
export type DraftPart = { readonly number: number; readonly isTold: boolean };

export type NotesDraftOptions = {
  readonly text: string;
  readonly timers: Timers;
  /** Somebody looks on at another device. */
  readonly isShared: () => boolean;
  /** Saves the change from `before` to `after`; answers null, or why it was not saved. */
  readonly save: (before: string, after: string, part: DraftPart) => Promise<string | null>;
  /** All is saved of a part whose saves were not told. */
  readonly onSaved: () => void;
  /** The draft is another one than what was typed; `caretAfter` says where a caret in it goes. */
  readonly onMerged: (text: string, caretAfter: (caret: number) => number) => void;
  readonly onError: (error: string | null) => void;
};

export class NotesDraft {
  readonly #options: NotesDraftOptions;
  /** What the item holds as far as is known here; the draft is a change of it. */
  #base: string;
  #draft: string;
  /** What the item holds according to the last word from the worker, kept back while a save is under way. */
  #heard: string | null = null;
  #saving: Promise<void> | null = null;
  #part = 0;
  /** Of this part something has been saved and not been told. */
  #isUntold = false;
  readonly #timer: SaveTimer;

  constructor(options: NotesDraftOptions) {
    this.#options = options;
    this.#base = options.text;
    this.#draft = options.text;
    this.#timer = new SaveTimer(options.timers, () => void this.flush());
  }

  get text(): string {
    return this.#draft;
  }

  get isSaved(): boolean {
    return this.#draft === this.#base && this.#saving === null;
  }

  typed(text: string): void {
    this.#draft = text;
    this.#timer.changed();
    if (this.#options.isShared()) void this.#saveAll(false);
  }

  /** The item's notes now. */
  heard(text: string): void {
    if (this.#saving === null) this.#take(text);
    else this.#heard = text;
  }

  /** Saves what is not saved; resolves when that has ended, well or not. */
  async flush(): Promise<void> {
    this.#timer.stop();
    await this.#saveAll(true);
    if (this.#isUntold && this.isSaved) this.#options.onSaved();
    this.#isUntold = false;
    this.#part += 1;
  }

  /** Several may wait for the save that is under way. */
  async #saveAll(isTold: boolean): Promise<void> {
    while (this.#saving !== null) await this.#saving;
    if (this.#draft !== this.#base) await this.#save({ number: this.#part, isTold });
  }

  #take(text: string): void {
    const before = this.#draft;
    const { text: merged, caretAfter } = mergeText(this.#base, before, text);
    this.#base = text;
    this.#draft = merged;
    if (merged !== before) this.#options.onMerged(merged, caretAfter);
  }

  async #save(part: DraftPart): Promise<void> {
    this.#saving = this.#saveDraft(this.#draft, part);
    await this.#saving;
  }

  async #saveDraft(after: string, part: DraftPart): Promise<void> {
    const error = await this.#options.save(this.#base, after, part);
    this.#saving = null;
    if (error === null) this.#base = after;
    if (error === null) this.#isUntold = !part.isTold;
    this.#options.onError(error);
    const heard = this.#heard;
    this.#heard = null;
    if (heard !== null) this.#take(heard);
  }
}
