// Direct connections to the other devices of a space, in the tab that holds the links: made to those that can be heard of, by the relay or by another device,
// and kept as long as they last. Everything that a session does is done over them too, so that devices sync as well without a relay as with one. What
// devices need to find each other is passed on between them (PROTOCOL.md "Direct connections").

import type { DeviceId } from "../../base/ids.ts";
import type { Signal } from "../../members/sealed-signal.ts";
import type { AnswerDirect, DialDirect, IceServer } from "../../ports/direct.ts";
import type { PathHead } from "../../ports/store.ts";
import type { Timers } from "../../ports/time.ts";
import type { RunSession } from "../../sync/session-driver.ts";
import type { DirectFrame, SaidFrame, SessionNotice } from "../../sync/session-step.ts";
import type { DirectAddress } from "../../wire/direct-address.ts";
import { parseIceServers } from "../../wire/ice-text.ts";
import { makeSignalMeter } from "../../wire/pass-meter.ts";
import { MAX_NEIGHBOURS } from "../../wire/limits.ts";
import type { DirectState } from "../sync-status.ts";
import type { Space } from "../space.ts";
import { Attempts } from "./attempts.ts";
import { CalledLinks, type TakenCall } from "./called-links.ts";
import { readDirectAddresses, type DirectAddresses } from "./direct-addresses.ts";
import type { DirectConnection } from "./direct-connection.ts";
import { DirectPeer, type AdoptedLink, type PeerPorts } from "./direct-peer.ts";
import { SessionForwarding, type Neighbourhood, type Neighbours } from "./forwarding.ts";
import { OpenItems } from "./open-items.ts";
import { Signalling, type SignalFrame } from "./signalling.ts";
import type { ToldAddresses } from "./told-addresses.ts";
import { TravelMeter } from "./travel.ts";

const MOST_CONNECTIONS = 8;
/** The last place is for who dials: so of devices that are all connected to each other there is always one that has room for another. */
const MOST_DIALLED = MOST_CONNECTIONS - 1;
const AUTO_SYNC_MS = 60_000;
const TELL_AT_MOST_EVERY_MS = 500;
/** A clock that has gone on so much longer than a timer was asleep. */
const WATCH_EVERY_MS = 10_000;
const SLEPT_MS = 20_000;

/** The session with the relay, as far as it matters here. */
export type RelayLink = {
  readonly say: (frame: SaidFrame) => void;
  /** Something may be sent that was not before. */
  readonly look: () => void;
  readonly isConfirmed: (head: PathHead) => boolean;
};

export type DirectLinksOptions = {
  readonly space: Space;
  readonly told: ToldAddresses;
  readonly timers: Timers;
  readonly dial: DialDirect;
  readonly answer?: AnswerDirect | undefined;
  readonly runSession: RunSession;
  readonly relay: RelayLink;
  /** As wire/ice-text.ts has them; what is none counts for nothing. */
  readonly ownServers: () => string | null;
  readonly notice: (device: DeviceId, notice: SessionNotice) => void;
  readonly bytes: (direction: "sent" | "received", bytes: number) => void;
  readonly changed: () => void;
  /** The device has slept: whatever is open may be gone. */
  readonly woke: () => void;
};

type Peer = {
  readonly peer: DirectPeer;
  readonly forwarding: SessionForwarding;
  told: Neighbours | null;
  saidToIt: string;
  readonly takesSignal: () => boolean;
};

const NO_NEIGHBOURS: ReadonlySet<DeviceId> = new Set();

export class DirectLinks implements Neighbourhood {
  readonly self: DeviceId;
  readonly #options: DirectLinksOptions;
  readonly #ports: PeerPorts;
  readonly #peers = new Map<DeviceId, Peer>();
  readonly #attempts: Attempts;
  readonly open = new OpenItems({ elsewhere: () => this.#changed(), here: () => this.#tellSoon() });
  readonly #signalling: Signalling;
  readonly toRelay: SessionForwarding;
  readonly #calls: CalledLinks;
  readonly #meter: TravelMeter;
  #addresses: DirectAddresses = { of: null, byDevice: new Map() };
  relay: Neighbourhood["relay"] = null;
  #offeredServers: readonly IceServer[] = [];
  #isTelling = false;
  #isTellingDue = false;
  /** Grows with each try in vain, so that where one way loses signals another is taken. */
  #turn = 0;
  #watchedAtMs: number;
  #cancelWatch: () => void;
  #cancelSync: () => void;
  #isClosed = false;

  constructor(options: DirectLinksOptions) {
    this.#options = options;
    const { space, timers, dial, runSession } = options;
    const { core } = space;
    const { clock, random, suite } = core.ports;
    this.self = core.self;
    this.#ports = { source: space, timers, clock, random, sha256: suite.sha256, dial, runSession };
    this.toRelay = new SessionForwarding(this, null, this.#ports, () => options.relay.look());
    this.#attempts = new Attempts(this.#ports, (from, signal) => this.#onSignal(from, signal));
    this.#signalling = new Signalling(
      core,
      (frame) => this.#route(frame),
      (from, signal) => this.#attempts.hear(from, signal),
    );
    this.#calls = new CalledLinks(this.#ports, core, options.answer, options.bytes, (device, connection) => this.#take(device, connection));
    this.#meter = new TravelMeter(
      timers,
      () => this.#openPeers(),
      () => this.#changed(),
    );
    this.#watchedAtMs = clock();
    this.#cancelWatch = timers.after(WATCH_EVERY_MS, () => this.#watchClock());
    this.#cancelSync = timers.after(AUTO_SYNC_MS, () => this.#autoSync());
    this.#readAddresses();
  }

  // --- devices with an address

  #readAddresses(): void {
    const before = this.#addresses;
    this.#addresses = readDirectAddresses(this.#options.space.core, before, this.#options.told);
    if (this.#addresses === before) return;
    for (const device of new Set([...before.byDevice.keys(), ...this.#addresses.byDevice.keys()])) {
      const address = this.#addresses.byDevice.get(device) ?? null;
      if (address !== (before.byDevice.get(device) ?? null)) this.#peerOf(device).peer.setAddress(address);
    }
  }

  /** Null where there is no room for it. */
  #take(device: DeviceId, connection: DirectConnection): TakenCall | null {
    if (this.#isClosed || device === this.self) return null;
    const { peer, forwarding } = this.#peerOf(device);
    if (!peer.isBusy && this.#busyCount >= MOST_CONNECTIONS) return null;
    return { events: peer.eventsOfCall(connection), forwarding };
  }

  // --- the neighbourhood

  readonly neighboursOf = (device: DeviceId): Neighbours | null => {
    const held = this.#peers.get(device);
    if (held === undefined || !held.peer.isOpen) return null;
    return held.told ?? { devices: NO_NEIGHBOURS, relay: null };
  };

  readonly isAtRelay = (head: PathHead): boolean => this.relay !== null && this.#options.relay.isConfirmed(head);

  // --- what others say

  relayConnected(id: string): void {
    this.relay = { id, present: NO_NEIGHBOURS };
    this.#tellSoon();
  }

  relayGone(): void {
    if (this.relay === null) return;
    this.relay = null;
    this.#lookAround();
    this.#tellSoon();
  }

  hearFromRelay(frame: DirectFrame): void {
    if (frame.type === "ice-servers") this.#offeredServers = frame.servers;
    else if (frame.type === "signal") this.#signalling.hear(frame);
    else if (frame.type === "neighbours" && this.relay !== null) {
      this.relay = { ...this.relay, present: new Set(frame.devices) };
      this.#lookAround();
    }
  }

  #hearFrom(device: DeviceId, frame: DirectFrame): void {
    const held = this.#peers.get(device);
    if (held === undefined) return;
    if (frame.type === "neighbours") {
      held.told = { devices: new Set(frame.devices), relay: frame.relay };
      this.#lookAround();
    } else if (frame.type === "open-items") this.open.hear(device, frame.items);
    else if (frame.type === "signal") this.#hearSignal(held, device, frame);
  }

  #hearSignal(held: Peer, device: DeviceId, frame: SignalFrame): void {
    if (frame.to === this.self) this.#signalling.hear(frame);
    else if (frame.from === device && held.takesSignal()) this.#peers.get(frame.to)?.peer.session?.say(frame);
  }

  /** Who can be heard of now. */
  #lookAround(): void {
    const [{ space }, heardOf] = [this.#options, this.#heardOf()];
    for (const device of heardOf) if (device !== this.self && space.core.members.isDevice(device)) this.#peerOf(device);
    for (const [device, { peer }] of this.#peers) peer.setPresent(heardOf.has(device) && !space.wasRemoved(device));
    this.#changed();
    this.#lookAgain();
  }

  #heardOf(): ReadonlySet<DeviceId> {
    const linked = [...this.#peers.keys()].flatMap((device) => [...(this.neighboursOf(device)?.devices ?? [])]);
    return new Set([...(this.relay?.present ?? []), ...linked]);
  }

  /** Held back before, some of it may have to be sent now. */
  #lookAgain(): void {
    for (const { peer } of this.#peers.values()) peer.session?.changed();
    this.#options.relay.look();
  }

  #peerOf(device: DeviceId): Peer {
    const held = this.#peers.get(device);
    if (held !== undefined) return held;
    const forwarding = new SessionForwarding(this, device, this.#ports, () => peer.session?.changed());
    const peer: DirectPeer = new DirectPeer(this.#ports, this.#options.space.core, device, forwarding, {
      say: (signal) => this.#signalling.say(device, signal),
      notice: (notice) => this.#onNotice(device, notice),
      bytes: this.#options.bytes,
      linked: () => this.#onLinked(device),
      failed: () => this.#onFailed(),
      mayOpen: (by) => this.#busyCount < (by === "dial" ? MOST_DIALLED : MOST_CONNECTIONS),
      iceServers: () => [...(parseIceServers(this.#options.ownServers() ?? "") ?? []), ...this.#offeredServers],
      keep: (attempt, isKept) => this.#attempts.keep(device, attempt, isKept),
    });
    const made: Peer = { peer, forwarding, told: null, saidToIt: "", takesSignal: makeSignalMeter(this.#ports.clock) };
    this.#peers.set(device, made);
    return made;
  }

  #openPeers(): readonly DirectPeer[] {
    return [...this.#peers.values()].map(({ peer }) => peer).filter(({ isOpen }) => isOpen);
  }

  get #busyCount(): number {
    return [...this.#peers.values()].filter(({ peer }) => peer.isBusy).length;
  }

  /** Made by hand, by two devices side by side. */
  adopt(device: DeviceId, link: AdoptedLink): void {
    this.#peerOf(device).peer.adopt(link);
  }

  /** A device that has been let in, and has stated no address yet. */
  call(device: DeviceId, address: DirectAddress): void {
    if (!this.#isClosed) this.#peerOf(device).peer.expectAt(address);
  }

  // --- signals

  /**
   * By the relay, or by a device that is linked to both. Where there is none, over the connection between the two itself, which may look for a better way
   * while it still works.
   */
  #route(frame: SignalFrame): void {
    const ways = this.#waysTo(frame.to);
    const itself = this.#peers.get(frame.to)?.peer.session;
    if (ways.length === 0) itself?.say(frame);
    else ways[this.#turn % ways.length]?.(frame);
  }

  #waysTo(device: DeviceId): readonly ((frame: SaidFrame) => void)[] {
    const ways: ((frame: SaidFrame) => void)[] = [];
    if (this.relay?.present.has(device) === true) ways.push(this.#options.relay.say);
    for (const { peer, told } of this.#peers.values())
      if (told?.devices.has(device) === true && peer.isOpen) ways.push((said) => peer.session?.say(said));
    return ways;
  }

  #onSignal(from: DeviceId, signal: Signal): void {
    if (!this.#isClosed && this.#options.space.core.members.isMember(from)) this.#peerOf(from).peer.hear(signal);
  }

  // --- sessions

  #onNotice(device: DeviceId, notice: SessionNotice): void {
    this.#meter.look();
    if (notice.kind === "direct" && notice.frame.type !== "presence") this.#hearFrom(device, notice.frame);
    else this.#options.notice(device, notice);
  }

  /** Or not any more. */
  #onLinked(device: DeviceId): void {
    const held = this.#peers.get(device);
    if (held === undefined) return;
    held.told = null;
    held.saidToIt = "";
    this.open.forget(device);
    held.forwarding.close();
    this.#lookAround();
    this.#tellSoon();
    this.#fillUp();
  }

  #onFailed(): void {
    this.#turn += 1;
    this.#changed();
    this.#fillUp();
  }

  /** There may be room for another one now. */
  #fillUp(): void {
    for (const { peer } of this.#peers.values()) peer.look();
  }

  /** Returns to whom. */
  sayToAll(frame: SaidFrame): readonly DeviceId[] {
    const open = this.#openPeers();
    for (const { session } of open) session?.say(frame);
    return open.map(({ device }) => device);
  }

  #tellSoon(): void {
    this.#isTellingDue = true;
    if (!this.#isTelling) this.#tellNow();
  }

  #tellNow(): void {
    this.#isTellingDue = false;
    this.#isTelling = true;
    this.#options.timers.after(TELL_AT_MOST_EVERY_MS, () => {
      this.#isTelling = false;
      if (this.#isTellingDue && !this.#isClosed) this.#tellNow();
    });
    const linked = this.#openPeers().map(({ device }) => device);
    const relay = this.relay?.id ?? null;
    for (const [device, held] of this.#peers) {
      const others = linked.filter((other) => other !== device).toSorted();
      const devices = others.slice(0, MAX_NEIGHBOURS);
      const said = `${devices.join()}/${relay}`;
      if (held.peer.isOpen) this.open.tell(device, (frame) => held.peer.session?.say(frame));
      if (!held.peer.isOpen || said === held.saidToIt) continue;
      held.saidToIt = said;
      held.peer.session?.say({ type: "neighbours", isRelay: false, devices, relay });
    }
  }

  spaceChanged(): void {
    this.#readAddresses();
    for (const [device, { peer }] of this.#peers) {
      peer.session?.changed();
      if (this.#options.space.wasRemoved(device)) peer.putAway();
    }
  }

  /** By hand, or since things have changed: compares, and tries again where there is no connection. */
  syncNow(): void {
    for (const { peer } of this.#peers.values()) {
      if (peer.isOpen) peer.session?.syncNow();
      else peer.tryAgain();
    }
  }

  #autoSync(): void {
    for (const [device, { peer }] of this.#peers) if (this.self < device) peer.session?.syncNow();
    this.#cancelSync = this.#options.timers.after(AUTO_SYNC_MS, () => this.#autoSync());
  }

  #watchClock(): void {
    const nowMs = this.#ports.clock();
    const hasSlept = nowMs - this.#watchedAtMs > WATCH_EVERY_MS + SLEPT_MS;
    this.#watchedAtMs = nowMs;
    this.#cancelWatch = this.#options.timers.after(WATCH_EVERY_MS, () => this.#watchClock());
    if (!hasSlept) return;
    this.networkChanged();
    this.#options.woke();
  }

  /** Every connection is to answer at once, or is given up; what could not be connected to before is tried again. */
  networkChanged(): void {
    for (const { peer } of this.#peers.values()) {
      if (peer.isOpen) peer.doubt();
      else peer.tryAgain();
    }
  }

  // --- what is told

  get isMoving(): boolean {
    return [...this.#peers.values()].some(({ peer }) => peer.isMoving);
  }

  get states(): ReadonlyMap<DeviceId, DirectState> {
    return new Map([...this.#peers].map(([device, { peer }]) => [device, peer.state]));
  }

  #changed(): void {
    if (!this.#isClosed) this.#options.changed();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#cancelWatch();
    this.#cancelSync();
    for (const part of [this.#attempts, this.toRelay, this.#calls, this.#meter]) part.close();
    for (const { peer, forwarding } of this.#peers.values()) {
      forwarding.close();
      peer.close();
    }
  }
}
