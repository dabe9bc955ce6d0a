// Which tab holds the network links: the one that holds an exclusive Web Lock, granted in order of asking. The browser releases it when a tab ends,
// however it ends; of a tab that is frozen it is stolen, by one that has asked in vain (replica/link-watch.ts). With the lock a tab takes the next
// fencing number of the store, so that the commits of an earlier holder that wakes up late are refused (Store.raiseFence).

import type { Result } from "../base/result.ts";
import type { StoreError } from "../ports/store.ts";
import type { LeaseEvents, NetworkLease } from "../ports/tabs.ts";

/** What is used of `navigator.locks`; stealing takes no signal there. */
export interface Locks {
  request(
    name: string,
    options: { readonly mode: "exclusive"; readonly signal: AbortSignal } | { readonly mode: "exclusive"; readonly steal: true },
    whileHeld: () => Promise<void>,
  ): Promise<unknown>;
}

export type NetworkLeaseOptions = {
  readonly locks: Locks;
  /** The same in all tabs that share a store. */
  readonly lockName: string;
  readonly raiseFence: () => Promise<Result<number, StoreError>>;
};

class LockLease implements NetworkLease {
  readonly #options: NetworkLeaseOptions;
  readonly #events: LeaseEvents;
  readonly #waiting = new AbortController();
  #state: "waiting" | "held" | "over" = "waiting";
  #isStealing = false;
  #release: () => void = () => undefined;

  constructor(options: NetworkLeaseOptions, events: LeaseEvents) {
    this.#options = options;
    this.#events = events;
    this.#request({ mode: "exclusive", signal: this.#waiting.signal });
  }

  #request(how: Parameters<Locks["request"]>[1]): void {
    const isOwnEnd = (): boolean => this.#isStealing && !("steal" in how);
    const onEnd = (): void => {
      if (!isOwnEnd()) this.#onEnd();
    };
    const { locks, lockName } = this.#options;
    locks.request(lockName, how, async () => this.#hold()).then(onEnd, onEnd);
  }

  steal(): void {
    if (this.#state !== "waiting" || this.#isStealing) return;
    this.#isStealing = true;
    this.#waiting.abort();
    this.#request({ mode: "exclusive", steal: true });
  }

  close(): void {
    this.#state = "over";
    this.#waiting.abort();
    this.#release();
  }

  /** The lock is ours until the returned promise settles. */
  async #hold(): Promise<void> {
    const fence = await this.#options.raiseFence();
    if (this.#state === "over") return;
    if (!fence.ok) {
      this.#state = "over";
      this.#events.failed(fence.error);
      return;
    }
    this.#state = "held";
    const released = new Promise<void>((resolve) => {
      this.#release = resolve;
    });
    this.#events.acquired(fence.value);
    await released;
  }

  /** The lock was stolen, or the request refused. */
  #onEnd(): void {
    if (this.#state === "over") return;
    this.#state = "over";
    this.#release();
    this.#events.lost();
  }
}

export function openNetworkLease(options: NetworkLeaseOptions, events: LeaseEvents): NetworkLease {
  return new LockLease(options, events);
}
