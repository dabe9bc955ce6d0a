// The tabs of one browser within one process, for tests and the simulation: a broadcast between them and the locks they share, as browsers
// have them. Deliveries and grants happen in the next microtask, or whenever the injected `defer` runs them. A tab can die without a word.

import type { Locks } from "./network-lease.ts";
import type { Broadcast } from "./tab-channel.ts";

/** One tab, until it dies. */
export interface MemoryTab {
  openBroadcast(): Broadcast;
  readonly locks: Locks;
  /** As when the browser discards it: its locks go to the next in line, it hears and says nothing more. */
  die(): void;
}

type Listener = (event: { readonly data: unknown }) => void;

type LockRequest = {
  readonly tab: MemoryTab;
  readonly whileHeld: () => Promise<void>;
  readonly settle: { readonly resolve: () => void; readonly reject: (reason: unknown) => void };
};

class LockQueue {
  readonly #defer: (task: () => void) => void;
  #requests: readonly LockRequest[] = [];
  #holder: LockRequest | null = null;

  constructor(defer: (task: () => void) => void) {
    this.#defer = defer;
  }

  add(request: LockRequest, signal: AbortSignal): void {
    this.#requests = [...this.#requests, request];
    signal.addEventListener("abort", () => {
      if (!this.#requests.includes(request)) return;
      this.#requests = this.#requests.filter((other) => other !== request);
      request.settle.reject(signal.reason);
    });
    this.#grantLater();
  }

  removeTab(tab: MemoryTab): void {
    this.#requests = this.#requests.filter((request) => request.tab !== tab);
    if (this.#holder?.tab === tab) this.#release(this.#holder);
  }

  /** Takes the lock from its holder, as a page with `steal` does. */
  steal(): void {
    const holder = this.#holder;
    if (holder === null) return;
    holder.settle.reject(new DOMException("stolen", "AbortError"));
    this.#release(holder);
  }

  #grantLater(): void {
    this.#defer(() => void this.#grant());
  }

  async #grant(): Promise<void> {
    const [next, ...rest] = this.#requests;
    if (this.#holder !== null || next === undefined) return;
    this.#requests = rest;
    this.#holder = next;
    await next.whileHeld();
    if (this.#holder !== next) return;
    next.settle.resolve();
    this.#release(next);
  }

  #release(holder: LockRequest): void {
    if (this.#holder !== holder) return;
    this.#holder = null;
    this.#grantLater();
  }
}

/** A browser without tabs yet. */
export class MemoryBrowser {
  readonly #defer: (task: () => void) => void;
  readonly #listeners = new Map<Broadcast, Listener[]>();
  readonly #queues = new Map<string, LockQueue>();

  constructor(defer: (task: () => void) => void = queueMicrotask) {
    this.#defer = defer;
  }

  openTab(): MemoryTab {
    const broadcasts: Broadcast[] = [];
    const tab: MemoryTab = {
      openBroadcast: () => {
        const broadcast = this.#openBroadcast();
        broadcasts.push(broadcast);
        return broadcast;
      },
      locks: {
        request: async (name, { signal }, whileHeld) => this.#request(name, tab, signal, whileHeld),
      },
      die: () => {
        for (const broadcast of broadcasts) broadcast.close();
        for (const queue of this.#queues.values()) queue.removeTab(tab);
      },
    };
    return tab;
  }

  /** What a page that steals does to the present holder. */
  stealLock(name: string): void {
    this.#queues.get(name)?.steal();
  }

  #openBroadcast(): Broadcast {
    const broadcast: Broadcast = {
      postMessage: (data) => this.#deliver(broadcast, data),
      addEventListener: (type, listener) => {
        if (type === "message") this.#listeners.get(broadcast)?.push(listener);
      },
      close: () => void this.#listeners.delete(broadcast),
    };
    this.#listeners.set(broadcast, []);
    return broadcast;
  }

  #deliver(from: Broadcast, said: unknown): void {
    if (!this.#listeners.has(from) || this.#listeners.size === 1) return;
    const data = structuredClone(said);
    for (const to of this.#listeners.keys()) {
      if (to === from) continue;
      this.#defer(() => {
        for (const listener of this.#listeners.get(to) ?? []) listener({ data });
      });
    }
  }

  async #request(name: string, tab: MemoryTab, signal: AbortSignal, whileHeld: () => Promise<void>): Promise<void> {
    const queue = this.#queues.get(name) ?? new LockQueue(this.#defer);
    this.#queues.set(name, queue);
    await new Promise<void>((resolve, reject) => {
      queue.add({ tab, whileHeld, settle: { resolve, reject } }, signal);
    });
  }
}
