// The links of this tab as the rest of the replica sees them. Their code (link-keeper.ts) is loaded once the rows are there, since nothing on screen waits
// for it. Until then this tab has none, and whoever asks hears what another tab says; what page and screen have told meanwhile is passed on. Code that
// cannot be had is asked for again: after a pause, and at once when somebody wants the links.

import type { ItemId } from "../base/ids.ts";
import type { PresenceFrame } from "../wire/frames.ts";
import type { SaidFrame } from "../sync/session-step.ts";
import type { DirectLinks } from "./direct/direct-links.ts";
import type { LinkKeeper, LinkKeeperEvents } from "./link-keeper.ts";
import { RelayKnowledge } from "./relay-knowledge.ts";
import type { RememberedRelay } from "./relay-memory.ts";
import type { ReplicaPorts } from "./replica-ports.ts";
import type { Space } from "./space.ts";
import { NO_LINKS, type LinkStatus } from "./sync-status.ts";

export type LinkCode = { readonly LinkKeeper: typeof LinkKeeper };

export type LoadLinks = () => Promise<LinkCode>;

const LOAD_AGAIN_MS = 10_000;

export class LinkDesk {
  readonly #ports: ReplicaPorts;
  readonly #of: () => RememberedRelay;
  readonly #events: LinkKeeperEvents;
  #keeper: LinkKeeper | null = null;
  #loading: Promise<LinkKeeper | null> | null = null;
  /** Null: the code has not failed to come. */
  #retryAtMs: number | null = null;
  #cancelRetry: () => void = () => undefined;
  /** What the tab with the links says, while that is another one. */
  #elsewhere: LinkStatus = NO_LINKS;
  #page = { isVisible: false, isOnline: true };
  #open: readonly ItemId[] = [];
  #isClosed = false;

  /** `of`: what the profile works with at present. */
  constructor(ports: ReplicaPorts, of: () => RememberedRelay, events: LinkKeeperEvents) {
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
    const keeper = new code.LinkKeeper(this.#ports, this.#of(), this.#events);
    this.#keeper = keeper;
    keeper.own.setOnline(this.#page.isOnline);
    keeper.setVisible(this.#page.isVisible);
    keeper.own.direct.showOpen(this.#open);
    await keeper.own.loadMemory();
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

  get isOnline(): boolean {
    return this.#keeper?.own.isOnline === true;
  }

  /** What the tab with the links says of them. */
  status(): LinkStatus {
    if (this.#keeper?.isHolder === true) return this.#keeper.own.status();
    if (this.#retryAtMs === null || this.#elsewhere !== NO_LINKS) return this.#elsewhere;
    return { ...NO_LINKS, relay: { kind: "waiting", retryAtMs: this.#retryAtMs, reason: "unreachable" } };
  }

  /** What the relay has confirmed. */
  knowledge(): RelayKnowledge {
    return this.#keeper?.isHolder === true ? this.#keeper.own.knowledge : RelayKnowledge.decode(this.#elsewhere.confirmed);
  }

  // --- what happens

  /** Another tab has told of them. */
  heardElsewhere(status: LinkStatus): void {
    this.#elsewhere = status;
    this.heardOfHolder();
  }

  /** Another tab has given a sign of life. */
  heardOfHolder(): void {
    this.#keeper?.heardOfHolder();
  }

  pageState(isVisible: boolean, isOnline: boolean): void {
    this.#page = { isVisible, isOnline };
    this.#keeper?.own.setOnline(isOnline);
    this.#keeper?.setVisible(isVisible);
  }

  /** Of tasks in full on screen. */
  showOpen(items: readonly ItemId[]): void {
    this.#open = items;
    this.#keeper?.own.direct.showOpen(items);
  }

  spaceChanged(): void {
    this.#keeper?.own.spaceChanged();
  }

  /** The relay in use, or the token for it, may be another. Resolves when it is being dialled. */
  async relayChanged(): Promise<void> {
    await this.#keeper?.setRelay(this.#of().address);
  }

  /** The profile works in another space now. */
  async spaceMoved(): Promise<void> {
    await this.#keeper?.own.moveTo(this.#of());
  }

  /** A file has been taken in: it may tell of devices. */
  fileTaken(): void {
    this.#keeper?.own.direct.fileTaken();
  }

  // --- what is done with them

  syncNow(): void {
    if (this.#keeper === null) void this.load();
    this.#keeper?.own.syncNow();
  }

  say(frame: SaidFrame): void {
    this.#keeper?.own.say(frame);
  }

  /** To the devices that are reached; false where another tab has the links. */
  sayPresence(frame: PresenceFrame): boolean {
    if (this.#keeper?.isHolder !== true) return false;
    this.#keeper.own.direct.sayPresence(frame);
    return true;
  }

  yieldLinks(): void {
    this.#keeper?.yieldLinks();
  }

  lendTo(space: Space | null): void {
    this.#keeper?.lendTo(space);
  }

  /** Null when this tab does not hold them, or what it takes cannot be loaded now. */
  async loadDirect(): Promise<DirectLinks | null> {
    return (await this.load())?.own.direct.load() ?? null;
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelRetry();
    this.#keeper?.close();
  }
}
