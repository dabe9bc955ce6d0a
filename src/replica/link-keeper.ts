// Which tab has the network links: one at a time does, those of all spaces of the profile. This one stands in line for the lease of them, and opens and closes
// those of each space (space-links.ts).

import type { ItemId, SpaceId, StatementId } from "../base/ids.ts";
import type { NetworkLease } from "../ports/tabs.ts";
import type { MeetCloseReason, PresenceFrame } from "../wire/frames.ts";
import { LinkWatch } from "./link-watch.ts";
import type { RememberedRelay } from "./relay-memory.ts";
import type { ReplicaPorts } from "./replica-ports.ts";
import type { LinkFence } from "./space-core.ts";
import { SpaceLinks, type LinkFailure } from "./space-links.ts";
import type { Space } from "./space.ts";
import type { LinkStatus } from "./sync-status.ts";

export type LinkKeeperEvents = {
  readonly changed: () => void;
  readonly meetData: (room: Uint8Array, message: Uint8Array) => void;
  readonly meetClosed: (room: Uint8Array, reason: MeetCloseReason) => void;
  /** The space's relay has let this device in. */
  readonly connected: (space: SpaceId) => void;
  /** The connection for the space ended or could not be made; `other-tab`: the links have gone to another tab. */
  readonly notOpen: (space: SpaceId, error: LinkFailure) => void;
  readonly theirHeads: (space: SpaceId, heads: readonly StatementId[]) => void;
  readonly presence: (space: SpaceId, frame: PresenceFrame) => void;
  /** The user's own servers, as wire/ice-text.ts has them. */
  readonly iceServers: () => string | null;
  /** The tab that holds the links is to tell of them. */
  readonly askStatus: () => void;
};

const RETRY_LEASE_MS = 1_000;

/** What a profile has open. */
export type LinkedSpaces = {
  readonly all: readonly RememberedRelay[];
  /** On screen in this tab. */
  readonly shown: SpaceId;
};

type Page = { readonly isVisible: boolean; readonly isOnline: boolean };

export class LinkKeeper {
  readonly #ports: ReplicaPorts;
  readonly #events: LinkKeeperEvents;
  #lease: NetworkLease | null = null;
  #fence: LinkFence | null = null;
  #page: Page;
  #closed = false;
  readonly #watch: LinkWatch;
  #shown: SpaceId | null = null;
  #open: readonly ItemId[] = [];
  readonly #links = new Map<SpaceId, SpaceLinks>();
  /** A space that is being joined. */
  #borrower: Space | null = null;

  constructor(ports: ReplicaPorts, page: Page, events: LinkKeeperEvents) {
    this.#ports = ports;
    this.#events = events;
    this.#page = page;
    this.#watch = new LinkWatch(ports.timers, events.askStatus, () => this.#lease?.steal());
  }

  get isHolder(): boolean {
    return this.#fence !== null;
  }

  /** Undefined where the profile has no such space open. */
  of(space: SpaceId): SpaceLinks | undefined {
    return this.#links.get(space);
  }

  statuses(): ReadonlyMap<SpaceId, LinkStatus> {
    return new Map([...this.#links].map(([space, links]) => [space, links.status()]));
  }

  /** The links of these from now on. Resolves when those that are new, or have another relay, are being dialled. */
  async take({ all, shown }: LinkedSpaces): Promise<void> {
    this.#shown = shown;
    for (const [id, links] of this.#links) {
      if (all.some(({ space }) => links.isOf(space))) continue;
      links.close();
      this.#links.delete(id);
    }
    const taken = all.map((one) => this.#takeOne(one));
    this.#watchHolder();
    this.showOpen(this.#open);
    await Promise.all(taken);
  }

  #takeOne(one: RememberedRelay): Promise<void> {
    const { space } = one.space.core;
    const present = this.#links.get(space);
    if (present !== undefined) return present.setRelay(one.address);
    const events = this.#events;
    const links = new SpaceLinks(this.#ports, one, {
      changed: events.changed,
      meetData: events.meetData,
      meetClosed: events.meetClosed,
      iceServers: events.iceServers,
      connected: () => events.connected(space),
      notOpen: (error) => events.notOpen(space, error),
      theirHeads: (heads) => events.theirHeads(space, heads),
      presence: (frame) => events.presence(space, frame),
    });
    this.#links.set(space, links);
    links.setOnline(this.#page.isOnline);
    links.direct.setVisible(this.#page.isVisible);
    if (this.#fence !== null) links.open(this.#fence);
    return links.begin();
  }

  /** Items of the space that is shown, in full on screen. */
  showOpen(items: readonly ItemId[]): void {
    this.#open = items;
    for (const [space, links] of this.#links) links.direct.showOpen(space === this.#shown ? items : []);
  }

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
    for (const links of this.#links.values()) links.open(this.#fence);
    this.#events.changed();
  }

  /** The holder is asked for signs of life while somebody looks at this tab and there is something to hold. */
  #watchHolder(): void {
    const hasRelay = [...this.#links.values()].some((links) => links.hasRelay);
    this.#watch.watch(this.#page.isVisible && this.#fence === null && hasRelay && !this.#closed);
  }

  /** The tab with the links has told of them. */
  heardOfHolder(): void {
    this.#watch.heard();
  }

  /** What the platform says of the page and of the network. */
  pageState(page: Page): void {
    this.#page = page;
    for (const links of this.#links.values()) {
      links.setOnline(page.isOnline);
      links.direct.setVisible(page.isVisible);
    }
    this.#watchHolder();
  }

  syncNow(): void {
    for (const links of this.#links.values()) links.syncNow();
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
    for (const [space, links] of this.#links) {
      links.giveUp();
      if (this.#fence !== null) this.#events.notOpen(space, "other-tab");
    }
    this.#fence = null;
    if (this.#borrower !== null) this.#borrower.core.fence = null;
    this.#watchHolder();
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
    for (const links of this.#links.values()) links.close();
    this.#lease?.close();
  }
}
