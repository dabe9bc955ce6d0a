// The notes, and tasks of which the notes are, that are open in an editor of this window: each watch is told the whole document first, and then whatever is new in it, but for what its own
// editor has written.

import type { ItemId } from "../../base/ids.ts";
import { ok } from "../../base/result.ts";
import { newInState, stateVectorIn } from "../../items/document-states.ts";
import { encodeState } from "../../items/document.ts";
import type { OpenNote, WatchedNote } from "../face/notes.ts";
import type { ItemSet } from "../item-set.ts";
import type { ShownItems } from "../screen.ts";
import { catchStoreFailure } from "../store-failure.ts";

type Watch = {
  readonly id: ItemId;
  readonly client: number;
  readonly isUnseen: boolean;
  /** What the editor's document holds: clocks by client; null before it was told the first time. */
  vector: ReadonlyMap<number, number> | null;
  /** What was read last, of which items at which revision. */
  told: { readonly items: ItemSet; readonly revision: number } | null;
  isReading: boolean;
};

export class OpenNotes {
  readonly #watches = new Map<number, Watch>();
  readonly #push: (watch: number, note: WatchedNote) => void;
  #shown: ShownItems;

  constructor(shown: ShownItems, push: (watch: number, note: WatchedNote) => void) {
    this.#shown = shown;
    this.#push = push;
  }

  watch(watch: number, id: ItemId, client: number, isUnseen: boolean): void {
    const added: Watch = { id, client, isUnseen, vector: null, told: null, isReading: false };
    this.#watches.set(watch, added);
    void this.#tell(watch, added);
  }

  /** False when there is no such watch. */
  unwatch(watch: number): boolean {
    return this.#watches.delete(watch);
  }

  idOf(watch: number): ItemId | null {
    return this.#watches.get(watch)?.id ?? null;
  }

  /** Of those on a screen. */
  get ids(): readonly ItemId[] {
    const seen = [...this.#watches.values()].filter(({ isUnseen }) => !isUnseen);
    return [...new Set(seen.map(({ id }) => id))];
  }

  /** The items have changed, or are others. */
  refresh(shown: ShownItems): void {
    this.#shown = shown;
    for (const [watch, present] of this.#watches) void this.#tell(watch, present);
  }

  /** One reading at a time: what changes meanwhile is read right after. */
  async #tell(watch: number, present: Watch): Promise<void> {
    if (present.isReading) return;
    present.isReading = true;
    while (this.#watches.get(watch) === present && !isUpToDate(present, this.#shown.itemsWith(present.id))) {
      const items = this.#shown.itemsWith(present.id);
      const revision = items.revision(present.id);
      const read = await catchStoreFailure(async () => ok(await items.readDocuments([present.id])));
      // What could not be read is read again with the next change, or when the note is opened again.
      if (!read.ok || this.#watches.get(watch) !== present) break;
      present.told = { items, revision };
      const document = read.value.get(present.id);
      // It was encoded when it was read, and is kept like that, unless it is too large to be kept.
      const state = document === undefined ? null : (items.heldState(present.id) ?? encodeState(document));
      this.#push(watch, this.#noteOf(items, present, state));
    }
    present.isReading = false;
  }

  #noteOf(items: ItemSet, present: Watch, state: Uint8Array | null): WatchedNote {
    if (items.unreadable.has(present.id)) return "unreadable";
    const row = items.index.notes.row(present.id);
    if (state === null || (row === null && items.index.row(present.id) === null)) return null;
    return { row: row === null ? null : (this.#shown.named?.(row) ?? row), update: newFor(present, state) };
  }
}

const isUpToDate = ({ id, told }: Watch, items: ItemSet): boolean => told?.items === items && told.revision === items.revision(id);

function newFor(present: Watch, state: Uint8Array): OpenNote["update"] {
  const vector = stateVectorIn(state);
  const { client, vector: before } = present;
  const own = vector.get(client);
  present.vector = vector;
  if (before === null) return state;
  return newInState(state, own === undefined ? before : new Map([...before, [client, own]]));
}
