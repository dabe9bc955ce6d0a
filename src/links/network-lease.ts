// Which tab holds the network links: the one that holds an exclusive Web Lock, granted in order of asking and never stolen by us. The browser
// releases it when a tab ends, however it ends. With the lock a tab takes the next fencing number of the store, so that the commits of an
// earlier holder that wakes up late are refused (Store.raiseFence).

import type { Result } from "../base/result.ts";
import type { StoreError } from "../ports/store.ts";
import type { LeaseEvents, NetworkLease } from "../ports/tabs.ts";

/** What is used of `navigator.locks`. */
export interface Locks {
  request(
    name: string,
    options: { readonly mode: "exclusive"; readonly signal: AbortSignal },
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
  readonly #events: LeaseEvents;
  readonly #waiting = new AbortController();
  #state: "waiting" | "held" | "over" = "waiting";
  #release: () => void = () => undefined;

  constructor({ locks, lockName, raiseFence }: NetworkLeaseOptions, events: LeaseEvents) {
    this.#events = events;
    const whileHeld = async (): Promise<void> => this.#hold(raiseFence);
    locks.request(lockName, { mode: "exclusive", signal: this.#waiting.signal }, whileHeld).then(
      () => this.#onEnd(),
      () => this.#onEnd(),
    );
  }

  close(): void {
    this.#state = "over";
    this.#waiting.abort();
    this.#release();
  }

  /** The lock is ours until the returned promise settles. */
  async #hold(raiseFence: NetworkLeaseOptions["raiseFence"]): Promise<void> {
    const fence = await raiseFence();
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

  /** The lock was stolen, or the request refused: the platform's doing, since our own ends the lease first. */
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
