// The tasks that are open in full on screen: each watch is told the task's details whenever its document has changed.

import type { ItemId } from "../base/ids.ts";
import type { ReplicaPush } from "./face.ts";
import type { ItemSet } from "./item-set.ts";

type Watch = {
  readonly id: ItemId;
  /** The state of the document that was told last; undefined before the first time. */
  told: Uint8Array | null | undefined;
};

type TaskPush = Extract<ReplicaPush, { kind: "task" }>;

export class TaskWatches {
  readonly #watches = new Map<number, Watch>();
  readonly #push: (push: TaskPush) => void;

  constructor(push: (push: TaskPush) => void) {
    this.#push = push;
  }

  watch(items: ItemSet, watch: number, id: ItemId): void {
    const added: Watch = { id, told: undefined };
    this.#watches.set(watch, added);
    this.#tell(items, watch, added);
  }

  unwatch(watch: number): void {
    this.#watches.delete(watch);
  }

  /** The items have changed, or are others. */
  refresh(items: ItemSet): void {
    for (const [watch, present] of this.#watches) this.#tell(items, watch, present);
  }

  #tell(items: ItemSet, watch: number, present: Watch): void {
    const state = items.state(present.id);
    if (present.told === state) return;
    present.told = state;
    this.#push({ kind: "task", watch, details: items.details(present.id) });
  }
}
