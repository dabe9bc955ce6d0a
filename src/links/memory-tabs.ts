// The tabs of one browser within one process, for tests and the simulation: a broadcast between them and the locks they share, as browsers
// have them. Deliveries and grants happen in the next microtask, or whenever the injected `defer` runs them. A tab can die without a word, and it can
// freeze: it keeps its locks, and what it is told waits until it thaws.

import type { Locks } from "./network-lease.ts";
import type { Broadcast } from "./tab-channel.ts";

/** One tab, until it dies. */
export interface MemoryTab {
  openBroadcast(): Broadcast;
  readonly locks: Locks;
  /** It hears nothing until it thaws, and is given no lock. */
  freeze(): void;
  thaw(): void;
  /** As when the browser discards it: its locks go to the next in line, it hears and says nothing more. */
  die(): void;
}

type Listener = (event: { readonly data: unknown }) => void;

type LockHow = Parameters<Locks["request"]>[1];

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

  add(request: LockRequest, how: LockHow): void {
    if ("steal" in how) {
      this.#requests = [request, ...this.#requests];
      this.#takeFromHolder();
    } else {
      this.#requests = [...this.#requests, request];
      how.signal.addEventListener("abort", () => this.#remove(request, how.signal.reason));
    }
    this.#grantLater();
  }

  #remove(request: LockRequest, reason: unknown): void {
    if (!this.#requests.includes(request)) return;
    this.#requests = this.#requests.filter((other) => other !== request);
    request.settle.reject(reason);
  }

  removeTab(tab: MemoryTab): void {
    this.#requests = this.#requests.filter((request) => request.tab !== tab);
    if (this.#holder?.tab === tab) this.#release(this.#holder);
  }

  #takeFromHolder(): void {
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

/** What a tab hears, put off while it is frozen. */
class TabEars {
  readonly #defer: (task: () => void) => void;
  #isFrozen = false;
  #waiting: (() => void)[] = [];

  constructor(defer: (task: () => void) => void) {
    this.#defer = defer;
  }

  readonly later = (task: () => void): void => {
    if (this.#isFrozen) this.#waiting.push(task);
    else this.#defer(() => (this.#isFrozen ? this.#waiting.push(task) : task()));
  };

  freeze(): void {
    this.#isFrozen = true;
  }

  thaw(): void {
    this.#isFrozen = false;
    for (const task of this.#waiting.splice(0)) this.#defer(task);
  }
}

/** A browser without tabs yet. */
export class MemoryBrowser {
  readonly #defer: (task: () => void) => void;
  readonly #listeners = new Map<Broadcast, { readonly ears: TabEars; readonly listeners: Listener[] }>();
  readonly #queues = new Map<string, LockQueue>();

  constructor(defer: (task: () => void) => void = queueMicrotask) {
    this.#defer = defer;
  }

  openTab(): MemoryTab {
    const broadcasts: Broadcast[] = [];
    const ears = new TabEars(this.#defer);
    const tab: MemoryTab = {
      openBroadcast: () => {
        const broadcast = this.#openBroadcast(ears);
        broadcasts.push(broadcast);
        return broadcast;
      },
      locks: {
        request: async (name, how, whileHeld) => this.#request(name, tab, how, whileHeld, ears),
      },
      freeze: () => ears.freeze(),
      thaw: () => ears.thaw(),
      die: () => {
        for (const broadcast of broadcasts) broadcast.close();
        for (const queue of this.#queues.values()) queue.removeTab(tab);
      },
    };
    return tab;
  }

  #openBroadcast(ears: TabEars): Broadcast {
    const broadcast: Broadcast = {
      postMessage: (data) => this.#deliver(broadcast, data),
      addEventListener: (type, listener) => {
        if (type === "message") this.#listeners.get(broadcast)?.listeners.push(listener);
      },
      close: () => void this.#listeners.delete(broadcast),
    };
    this.#listeners.set(broadcast, { ears, listeners: [] });
    return broadcast;
  }

  #deliver(from: Broadcast, said: unknown): void {
    if (!this.#listeners.has(from) || this.#listeners.size === 1) return;
    const data = structuredClone(said);
    for (const [to, { ears }] of this.#listeners) {
      if (to === from) continue;
      ears.later(() => {
        for (const listener of this.#listeners.get(to)?.listeners ?? []) listener({ data });
      });
    }
  }

  async #request(name: string, tab: MemoryTab, how: LockHow, whileHeld: () => Promise<void>, ears: TabEars): Promise<void> {
    const queue = this.#queues.get(name) ?? new LockQueue(this.#defer);
    this.#queues.set(name, queue);
    const wake = async (): Promise<void> => new Promise((resolve) => ears.later(resolve));
    try {
      await new Promise<void>((resolve, reject) => {
        queue.add({ tab, whileHeld, settle: { resolve, reject } }, how);
      });
    } finally {
      await wake();
    }
  }
}
