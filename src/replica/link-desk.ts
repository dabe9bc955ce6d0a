// The links of this tab as the rest of the replica sees them. Their code (link-keeper.ts) is loaded once the rows are there, since nothing on screen waits
// for it. Until then this tab has none, and whoever asks hears what another tab says; what page and screen have told meanwhile is passed on. Code that
// cannot be had is asked for again: after a pause, and at once when somebody wants the links.

import type { ItemId, SpaceId } from "../base/ids.ts";
import type { PresenceFrame } from "../wire/frames.ts";
import type { SaidFrame } from "../sync/session-step.ts";
import type { DirectLinks } from "./direct/direct-links.ts";
import type { LinkedSpaces, LinkKeeper, LinkKeeperEvents } from "./link-keeper.ts";
import { RelayKnowledge } from "./relay-knowledge.ts";
import type { ReplicaPorts } from "./replica-ports.ts";
import type { RelayWaking } from "./space-links.ts";
import type { Space } from "./space.ts";
import { NO_LINKS, type LinkStatus } from "./sync-status.ts";

export type LinkCode = { readonly LinkKeeper: typeof LinkKeeper };

export type LoadLinks = () => Promise<LinkCode>;

const LOAD_AGAIN_MS = 10_000;

export class LinkDesk {
  readonly #ports: ReplicaPorts;
  readonly #of: () => LinkedSpaces;
  readonly #events: LinkKeeperEvents;
  #keeper: LinkKeeper | null = null;
  #loading: Promise<LinkKeeper | null> | null = null;
  /** Null: the code has not failed to come. */
  #retryAtMs: number | null = null;
  #cancelRetry: () => void = () => undefined;
  /** What the tab with the links says, while that is another one. */
  #elsewhere: ReadonlyMap<SpaceId, LinkStatus> = new Map();
  #page = { isVisible: false, isOnline: true };
  #open: readonly ItemId[] = [];
  #isClosed = false;

  /** `of`: what the profile works with at present. */
  constructor(ports: ReplicaPorts, of: () => LinkedSpaces, events: LinkKeeperEvents) {
    this.#ports = ports;
    this.#of = of;
    this.#events = events;
  }

  /** Has them stand in line for the lease; null when their code cannot be had now. */
  load(): Promise<LinkKeeper | null> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load(): Promise<LinkKeeper | null> {
    this.#cancelRetry();
    const code = await this.#ports.loadLinks().catch(() => null);
    if (this.#isClosed) return null;
    if (code === null) return this.#loadAgain();
    this.#retryAtMs = null;
    const keeper = new code.LinkKeeper(this.#ports, this.#page, this.#events);
    this.#keeper = keeper;
    keeper.showOpen(this.#open);
    await keeper.take(this.#of());
    keeper.start();
    return keeper;
  }

  #loadAgain(): null {
    this.#loading = null;
    this.#retryAtMs = this.#ports.clock() + LOAD_AGAIN_MS;
    this.#cancelRetry = this.#ports.timers.after(LOAD_AGAIN_MS, () => void this.load());
    this.#events.changed();
    return null;
  }

  // --- what is told of them

  get isHolder(): boolean {
    return this.#keeper?.isHolder === true;
  }

  isOnline(space: SpaceId): boolean {
    return this.#keeper?.of(space)?.isOnline === true;
  }

  /** Null where another tab has them. */
  statuses(): ReadonlyMap<SpaceId, LinkStatus> | null {
    return this.#keeper?.isHolder === true ? this.#keeper.statuses() : null;
  }

  /** What the tab with the links says of those of a space. */
  status(space: SpaceId): LinkStatus {
    if (this.#keeper?.isHolder === true) return this.#keeper.of(space)?.status() ?? NO_LINKS;
    if (this.#retryAtMs === null || this.#elsewhere.size > 0) return this.#elsewhere.get(space) ?? NO_LINKS;
    return { ...NO_LINKS, relay: { kind: "waiting", retryAtMs: this.#retryAtMs, reason: "unreachable" } };
  }

  /** What the relay of a space has confirmed. */
  knowledge(space: SpaceId): RelayKnowledge {
    const here = this.#keeper?.isHolder === true ? this.#keeper.of(space) : undefined;
    return here?.knowledge ?? RelayKnowledge.decode(this.status(space).confirmed);
  }

  /** Null also where another tab has the links. */
  waking(space: SpaceId): RelayWaking | null {
    return this.#keeper?.of(space)?.waking ?? null;
  }

  // --- what happens

  /** Another tab has told of them. */
  heardElsewhere(statuses: ReadonlyMap<SpaceId, LinkStatus>): void {
    this.#elsewhere = statuses;
    this.heardOfHolder();
  }

  /** Another tab has given a sign of life. */
  heardOfHolder(): void {
    this.#keeper?.heardOfHolder();
  }

  pageState(isVisible: boolean, isOnline: boolean): void {
    this.#page = { isVisible, isOnline };
    this.#keeper?.pageState(this.#page);
  }

  /** Of what is in full on screen. */
  showOpen(items: readonly ItemId[]): void {
    this.#open = items;
    this.#keeper?.showOpen(items);
  }

  spaceChanged(space: SpaceId): void {
    this.#keeper?.of(space)?.spaceChanged();
  }

  /** The spaces, their relays or the tokens for these may be others. Resolves when they are being dialled. */
  async spacesChanged(): Promise<void> {
    await this.#keeper?.take(this.#of());
  }

  /** A file has been taken in: it may tell of devices. */
  fileTaken(space: SpaceId): void {
    this.#keeper?.of(space)?.direct.fileTaken();
  }

  // --- what is done with them

  syncNow(): void {
    if (this.#keeper === null) void this.load();
    this.#keeper?.syncNow();
  }

  say(space: SpaceId, frame: SaidFrame): void {
    this.#keeper?.of(space)?.say(frame);
  }

  /** To the devices that are reached; false where another tab has the links. */
  sayPresence(space: SpaceId, frame: PresenceFrame): boolean {
    if (this.#keeper?.isHolder !== true) return false;
    this.#keeper.of(space)?.direct.sayPresence(frame);
    return true;
  }

  yieldLinks(): void {
    this.#keeper?.yieldLinks();
  }

  lendTo(space: Space | null): void {
    this.#keeper?.lendTo(space);
  }

  /** Null when this tab does not hold them, or what it takes cannot be loaded now. */
  async loadDirect(space: SpaceId): Promise<DirectLinks | null> {
    return (await this.load())?.of(space)?.direct.load() ?? null;
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelRetry();
    this.#keeper?.close();
  }
}
