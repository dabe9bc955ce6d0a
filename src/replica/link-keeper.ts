// Which tab has the network links: one at a time does. This one stands in line for the lease of them, and opens and closes those of its space (space-links.ts).

import type { NetworkLease } from "../ports/tabs.ts";
import { LinkWatch } from "./link-watch.ts";
import type { RememberedRelay } from "./relay-memory.ts";
import type { ReplicaPorts } from "./replica-ports.ts";
import type { LinkFence } from "./space-core.ts";
import { SpaceLinks, type SpaceLinksEvents } from "./space-links.ts";
import type { Space } from "./space.ts";

export type LinkKeeperEvents = SpaceLinksEvents & {
  /** The tab that holds the links is to tell of them. */
  readonly askStatus: () => void;
};

const RETRY_LEASE_MS = 1_000;

export class LinkKeeper {
  readonly #ports: ReplicaPorts;
  readonly #events: LinkKeeperEvents;
  #lease: NetworkLease | null = null;
  #fence: LinkFence | null = null;
  #isVisible = false;
  #closed = false;
  readonly #watch: LinkWatch;
  readonly own: SpaceLinks;
  /** A space that is being joined. */
  #borrower: Space | null = null;

  constructor(ports: ReplicaPorts, of: RememberedRelay, events: LinkKeeperEvents) {
    this.#ports = ports;
    this.#events = events;
    this.#watch = new LinkWatch(ports.timers, events.askStatus, () => this.#lease?.steal());
    this.own = new SpaceLinks(ports, of, events);
  }

  get isHolder(): boolean {
    return this.#fence !== null;
  }

  /** Once what is remembered of the relay is there. */
  start(): void {
    if (this.#closed || this.#lease !== null) return;
    this.#lease = this.#ports.openLease({
      acquired: (fence) => this.#onAcquired(fence),
      lost: () => this.#onLost(),
      failed: () => this.#onLost(),
    });
  }

  #onAcquired(fence: number): void {
    this.#fence = { number: fence, overtaken: () => this.yieldLinks() };
    this.#watchHolder();
    this.own.open(this.#fence);
    this.#events.changed();
  }

  /** The holder is asked for signs of life while somebody looks at this tab and there is something to hold. */
  #watchHolder(): void {
    this.#watch.watch(this.#isVisible && this.#fence === null && this.own.hasRelay && !this.#closed);
  }

  /** The tab with the links has told of them. */
  heardOfHolder(): void {
    this.#watch.heard();
  }

  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible;
    this.own.direct.setVisible(isVisible);
    this.#watchHolder();
  }

  #onLost(): void {
    this.#lease = null;
    this.#giveUp();
    this.#ports.timers.after(RETRY_LEASE_MS, () => this.start());
  }

  /** Another tab asked for the links, or has overtaken this one: gives them up and stands in line again, behind it. */
  yieldLinks(): void {
    if (this.#fence === null) return;
    this.#giveUp();
    this.#lease?.close();
    this.#lease = null;
    this.start();
  }

  #giveUp(): void {
    this.own.giveUp();
    if (this.#fence !== null) this.#events.notOpen("other-tab");
    this.#fence = null;
    if (this.#borrower !== null) this.#borrower.core.fence = null;
    this.#watchHolder();
  }

  /** Also when only the token for it may be another. Resolves when it is being dialled. */
  setRelay(address: string | null): Promise<void> {
    const set = this.own.setRelay(address);
    this.#watchHolder();
    return set;
  }

  /** A space that is being joined is worked on under the same fence, for which the links come to this tab; null: no more. */
  lendTo(space: Space | null): void {
    this.#borrower = space;
    if (space === null) return;
    space.core.fence = this.#fence;
    if (this.#fence === null) this.#lease?.steal();
  }

  close(): void {
    this.#closed = true;
    this.#watchHolder();
    this.own.close();
    this.#lease?.close();
  }
}
