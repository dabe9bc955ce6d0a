// The tasks that are open in full on screen: each watch is told the task's details whenever its document has changed. What has just changed is in
// memory and told at once, before whoever changed it has an answer; where the document has to be read first it is told when it was.

import type { ItemId } from "../base/ids.ts";
import { ok } from "../base/result.ts";
import type { ReplicaPush, WatchedTask } from "./face.ts";
import type { ItemSet } from "./item-set.ts";
import { heldDetails, readDetails } from "./read-details.ts";
import type { ShownItems } from "./screen.ts";
import { catchStoreFailure } from "./store-failure.ts";

type Watch = {
  readonly id: ItemId;
  /** What is told, or being read, of which items at which revision; null before the first time. */
  told: { readonly items: ItemSet; readonly revision: number } | null;
};

type TaskPush = Extract<ReplicaPush, { kind: "task" }>;

export class TaskWatches {
  readonly #watches = new Map<number, Watch>();
  readonly #push: (push: TaskPush) => void;
  #shown: ShownItems | null = null;

  constructor(push: (push: TaskPush) => void) {
    this.#push = push;
  }

  watch(shown: ShownItems, watch: number, id: ItemId): void {
    const added: Watch = { id, told: null };
    this.#watches.set(watch, added);
    this.#shown = shown;
    this.#tell(watch, added);
  }

  /** False when there is no such watch. */
  unwatch(watch: number): boolean {
    return this.#watches.delete(watch);
  }

  get items(): readonly ItemId[] {
    return [...new Set(Array.from(this.#watches.values(), ({ id }) => id))];
  }

  /** The items have changed, or are others. */
  refresh(shown: ShownItems): void {
    this.#shown = shown;
    for (const [watch, present] of this.#watches) this.#tell(watch, present);
  }

  #tell(watch: number, present: Watch): void {
    const items = this.#shown?.itemsWith(present.id);
    if (items === undefined) return;
    const revision = items.revision(present.id);
    if (present.told?.items === items && present.told.revision === revision) return;
    present.told = { items, revision };
    if (items.index.row(present.id) === null) this.#say(watch, null);
    else if (items.heldState(present.id) !== undefined) this.#say(watch, heldDetails(items, present.id));
    else void this.#read(items, watch, present);
  }

  #say(watch: number, told: WatchedTask): void {
    const named = this.#shown?.named;
    const details = told === null || told === "unreadable" || named === undefined ? told : { ...told, row: named(told.row) };
    this.#push({ kind: "task", watch, details });
  }

  async #read(items: ItemSet, watch: number, present: Watch): Promise<void> {
    const { told } = present;
    const read = await catchStoreFailure(async () => ok(await readDetails(items, present.id)));
    if (present.told !== told || this.#watches.get(watch) !== present) return;
    const isUnreadable = read.ok && items.unreadable.has(present.id);
    if (read.ok) this.#say(watch, isUnreadable ? "unreadable" : read.value);
    // What could not be read is read again with the next change, or when the task is opened again.
    if (!read.ok || isUnreadable) present.told = null;
  }
}
