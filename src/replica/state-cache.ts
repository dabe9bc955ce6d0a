// Encoded states of the items that were used last, bounded by bytes. What the present turn works with is pinned until the turn ends, however much it
// is; what is not pinned goes, longest unused first, as soon as there is more than the bound.

import type { ItemId } from "../base/ids.ts";

export class StateCache {
  readonly limitBytes: number;
  /** Longest unused first. */
  readonly #idle = new Map<ItemId, Uint8Array>();
  readonly #pinned = new Map<ItemId, Uint8Array | null>();
  #idleBytes = 0;

  constructor(limitBytes: number) {
    this.limitBytes = limitBytes;
  }

  /** Bytes of states that are not pinned. */
  get bytes(): number {
    return this.#idleBytes;
  }

  isPinned(id: ItemId): boolean {
    return this.#pinned.has(id);
  }

  /** Of a pinned one; null where there is no such item. */
  pinned(id: ItemId): Uint8Array | null {
    return this.#pinned.get(id) ?? null;
  }

  /** `undefined` when it is not here. */
  get(id: ItemId): Uint8Array | null | undefined {
    return this.#pinned.has(id) ? this.#pinned.get(id) : this.#idle.get(id);
  }

  /** `state` null: there is no such item. */
  pin(id: ItemId, state: Uint8Array | null): void {
    this.#forgetIdle(id);
    this.#pinned.set(id, state);
  }

  /** Keeps a state that nobody works with just now. */
  keep(id: ItemId, state: Uint8Array): void {
    if (this.#pinned.has(id)) return;
    this.#forgetIdle(id);
    this.#idle.set(id, state);
    this.#idleBytes += state.length;
    this.#evict();
  }

  forget(id: ItemId): void {
    this.#forgetIdle(id);
    this.#pinned.delete(id);
  }

  /** Pins nothing any more. */
  release(): void {
    for (const [id, state] of this.#pinned) {
      if (state === null) continue;
      this.#idle.set(id, state);
      this.#idleBytes += state.length;
    }
    this.#pinned.clear();
    this.#evict();
  }

  #forgetIdle(id: ItemId): void {
    this.#idleBytes -= this.#idle.get(id)?.length ?? 0;
    this.#idle.delete(id);
  }

  #evict(): void {
    for (const id of this.#idle.keys()) {
      if (this.#idleBytes <= this.limitBytes) return;
      this.#forgetIdle(id);
    }
  }
}
