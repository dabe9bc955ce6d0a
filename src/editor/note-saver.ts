// Saves what an editor has done to a note: half a second after the last change, at least every second while they go on, and at once on `flush`; with every
// change while somebody has the note open on another device. One save at a time; what could not be saved is kept and tried again with the next change or
// flush. What a binding changes by itself before the user has done anything is kept back, and goes along with what the user does first.

import { SaveTimer, type Timers } from "../base/save-timer.ts";
import { joinUpdates } from "../items/editor-document.ts";

export type NoteSaverOptions = {
  readonly timers: Timers;
  /** Somebody looks on at another device. */
  readonly isShared: () => boolean;
  /** Answers null, or why it was not saved. */
  readonly save: (update: Uint8Array) => Promise<string | null>;
  readonly onState: (state: SavedState) => void;
};

export type SavedState = { readonly isSaved: boolean; readonly error: string | null };

export class NoteSaver {
  readonly #options: NoteSaverOptions;
  #unsaved: readonly Uint8Array[] = [];
  #hasInput = false;
  #saving: Promise<void> | null = null;
  #error: string | null = null;
  readonly #timer: SaveTimer;

  constructor(options: NoteSaverOptions) {
    this.#options = options;
    this.#timer = new SaveTimer(options.timers, () => void this.flush());
  }

  get isSaved(): boolean {
    return this.#saving === null && (this.#unsaved.length === 0 || !this.#hasInput);
  }

  /** What is to be saved yet, as one update; null: nothing. */
  get unsaved(): Uint8Array | null {
    return this.isSaved || this.#unsaved.length === 0 ? null : joinUpdates(this.#unsaved);
  }

  /** The user does something: from now on what changes is meant. */
  input(): void {
    this.#hasInput = true;
  }

  changed(update: Uint8Array): void {
    this.#unsaved = [...this.#unsaved, update];
    if (!this.#hasInput) return;
    this.#timer.changed();
    this.#tell();
    if (this.#options.isShared()) void this.#saveAll();
  }

  /** Saves what is not saved; resolves when that has ended, well or not. */
  async flush(): Promise<void> {
    this.#timer.stop();
    await this.#saveAll();
  }

  close(): void {
    this.#timer.stop();
  }

  /** Several may wait for the save that is under way. */
  async #saveAll(): Promise<void> {
    while (this.#saving !== null) await this.#saving;
    if (!this.#hasInput || this.#unsaved.length === 0) return;
    this.#saving = this.#save();
    await this.#saving;
  }

  async #save(): Promise<void> {
    const saving = this.#unsaved;
    this.#error = await this.#options.save(joinUpdates(saving)).catch(() => "failed");
    if (this.#error === null) this.#unsaved = this.#unsaved.slice(saving.length);
    this.#saving = null;
    this.#tell();
  }

  #tell(): void {
    this.#options.onState({ isSaved: this.isSaved, error: this.#error });
  }
}
