// Direct connections as the tab that holds the links sees them: loaded when another device is there, or when one is to be connected to, and put away with the
// links and with the space. Also when each device was seen for the last time, by whatever way.

import type { DeviceId, ItemId, LogTag } from "../base/ids.ts";
import type { Membership } from "../members/membership.ts";
import type { AnswerDirect, DialDirect } from "../ports/direct.ts";
import type { DirectFrame, Forwarding, SessionNotice } from "../sync/session-step.ts";
import type { dialEitherWay } from "./direct/either-way.ts";
import type { DirectLinks, RelayLink } from "./direct/direct-links.ts";
import { readToldAddresses } from "./direct/told-addresses.ts";
import type { DeviceConnection } from "./face.ts";
import { readHeardTimes, type HeardTimes } from "./heard-times.ts";
import type { ReplicaPorts } from "./replica-ports.ts";
import type { Space } from "./space.ts";
import type { PresenceFrame } from "../wire/frames.ts";
import { makeConnection, type DirectState, type LinkStatus } from "./sync-status.ts";

export type Direct = {
  readonly DirectLinks: typeof DirectLinks;
  readonly dial: DialDirect;
  /** For a relay that answers by its address. */
  readonly dialEitherWay?: typeof dialEitherWay;
  /** Where others can connect to this device by its address. */
  readonly answer?: AnswerDirect | undefined;
};

export type LoadDirect = () => Promise<Direct>;

export type DirectDeskEvents = {
  readonly relay: RelayLink;
  readonly notice: (notice: SessionNotice) => void;
  readonly bytes: (direction: "sent" | "received", bytes: number) => void;
  readonly changed: () => void;
  readonly woke: () => void;
  /** Where somebody is in a note, as a link has brought it. */
  readonly presence: (frame: PresenceFrame) => void;
  /** The user's own servers, as wire/ice-text.ts has them. */
  readonly iceServers: () => string | null;
};

const NOTHING: ReadonlySet<LogTag> = new Set();

export class DirectDesk {
  readonly #ports: ReplicaPorts;
  readonly #events: DirectDeskEvents;
  #space: Space;
  #isHolder = false;
  #links: DirectLinks | null = null;
  #loading: Promise<DirectLinks | null> | null = null;
  /** Of the relay that is connected. */
  #relayId: string | null = null;
  #present: readonly DeviceId[] = [];
  #seenMs = new Map<DeviceId, number>();
  #byFileMs: HeardTimes = new Map();
  #isOnline = true;
  #isVisible = false;
  /** What is open in this tab. */
  #open: readonly ItemId[] = [];
  /** Of when it was looked for devices with an address. */
  #lookedAt: Membership | null = null;

  constructor(ports: ReplicaPorts, space: Space, events: DirectDeskEvents) {
    this.#ports = ports;
    this.#space = space;
    this.#events = events;
  }

  /** Before anything is loaded there is nothing that others bring. */
  readonly toRelay: Forwarding = {
    heldBack: (unsent) => this.#links?.toRelay.heldBack(unsent) ?? NOTHING,
    isToldBy: (device) => this.#links?.toRelay.isToldBy(device) === true,
  };

  get isMoving(): boolean {
    return this.#links?.isMoving === true;
  }

  /** This tab has the links now. */
  open(space: Space): void {
    this.#space = space;
    this.#isHolder = true;
    void this.#readSeen(space);
    void this.#lookForTold(space);
    this.#lookForAddresses();
  }

  async #lookForTold(space: Space): Promise<void> {
    const told = await readToldAddresses(this.#ports.store, space.core);
    if (space === this.#space && [...told.keys()].some((device) => space.core.members.isMember(device))) void this.load();
  }

  /** A device that answers by its address, and be it this one, needs nobody who tells of it. */
  #lookForAddresses(): void {
    const { members } = this.#space.core;
    if (this.#links !== null || !this.#isHolder || this.#lookedAt === members.membership) return;
    this.#lookedAt = members.membership;
    if ([...members.membership.members.keys()].some((device) => members.directAddressOf(device) !== null)) void this.load();
  }

  /** A file has been taken in: it may tell of devices. */
  fileTaken(): void {
    if (this.#isHolder) void this.#readSeen(this.#space);
  }

  async #readSeen(space: Space): Promise<void> {
    const read = (by: "heard" | "filed"): Promise<HeardTimes> => readHeardTimes(this.#ports.store, space.core.space, by);
    const [heard, filed] = await Promise.all([read("heard"), read("filed")]).catch(() => [null, null]);
    if (heard === null || filed === null || space !== this.#space) return;
    this.#byFileMs = filed;
    for (const [device, ms] of heard) this.#seenMs.set(device, Math.max(ms, this.#seenMs.get(device) ?? 0));
    this.#events.changed();
  }

  /** It has them no more, or they are another space's. */
  close(): void {
    this.relayGone();
    this.#isHolder = false;
    this.#links?.close();
    this.#links = null;
    this.#loading = null;
    this.#lookedAt = null;
    this.#seenMs = new Map();
    this.#byFileMs = new Map();
  }

  /** Null when this tab does not hold the links, or what it takes cannot be loaded now. */
  load(): Promise<DirectLinks | null> {
    if (!this.#isHolder) return Promise.resolve(null);
    this.#loading ??= this.#load(this.#space);
    return this.#loading;
  }

  async #load(space: Space): Promise<DirectLinks | null> {
    const { loadDirect, loadSession, timers } = this.#ports;
    if (loadDirect === undefined) return null;
    const told = readToldAddresses(this.#ports.store, space.core);
    const loaded = await Promise.all([loadDirect(), loadSession(), told]).catch(() => null);
    if (!this.#isHolder || space !== this.#space || this.#links !== null) return this.#links;
    if (loaded === null) {
      this.#loading = null;
      return null;
    }
    const [{ DirectLinks: Links, dial, answer }, runSession, addresses] = loaded;
    this.#links = new Links({
      space,
      told: addresses,
      timers,
      dial,
      answer,
      runSession,
      relay: this.#events.relay,
      ownServers: this.#events.iceServers,
      notice: (device, notice) => this.#onNotice(device, notice),
      bytes: this.#events.bytes,
      changed: this.#events.changed,
      woke: this.#events.woke,
    });
    if (this.#relayId !== null) this.#links.relayConnected(this.#relayId);
    this.#showOpen();
    return this.#links;
  }

  #onNotice(device: DeviceId, notice: SessionNotice): void {
    this.#see([device]);
    if (notice.kind !== "direct") return this.#events.notice(notice);
    // Of itself only.
    if (notice.frame.type === "presence" && notice.frame.from === device) this.#events.presence(notice.frame);
  }

  #see(devices: readonly DeviceId[]): void {
    for (const device of devices) this.#seenMs.set(device, this.#ports.clock());
  }

  // --- the relay

  relayConnected(id: string): void {
    this.#relayId = id;
    this.#links?.relayConnected(id);
  }

  relayGone(): void {
    if (this.#relayId === null) return;
    this.#relayId = null;
    this.#see(this.#present);
    this.#present = [];
    this.#links?.relayGone();
  }

  hearFromRelay(frame: DirectFrame): void {
    if (frame.type === "presence") return this.#events.presence(frame);
    if (frame.type === "neighbours") {
      this.#see([...this.#present, ...frame.devices]);
      this.#present = frame.devices;
      this.#events.changed();
    }
    // With nobody there it need not be loaded, but what is loaded hears of that too.
    if (this.#links !== null) this.#links.hearFromRelay(frame);
    else if (frame.type !== "neighbours" || frame.devices.length > 0) void this.load().then((links) => links?.hearFromRelay(frame));
  }

  // --- what happens here

  spaceChanged(): void {
    this.#links?.spaceChanged();
    this.#lookForAddresses();
  }

  /** Of a task in full on screen. */
  showOpen(items: readonly ItemId[]): void {
    this.#open = items;
    this.#showOpen();
  }

  /** To all that are reached, and by the relay only where it leads to more of them. */
  sayPresence(frame: PresenceFrame): void {
    const told = this.#links?.sayToAll(frame) ?? [];
    if (this.#present.some((device) => !told.includes(device))) this.#events.relay.say(frame);
  }

  setVisible(isVisible: boolean): void {
    if (isVisible === this.#isVisible) return;
    this.#isVisible = isVisible;
    this.#showOpen();
  }

  #showOpen(): void {
    this.#links?.open.show(this.#isVisible ? this.#open : []);
  }

  syncNow(): void {
    this.#links?.syncNow();
  }

  /** What the platform says of the network: what is open may work all the same, as on one machine, and is asked. */
  setOnline(isOnline: boolean): void {
    if (isOnline === this.#isOnline) return;
    this.#isOnline = isOnline;
    this.#links?.networkChanged();
  }

  status(): Pick<LinkStatus, "connections" | "openElsewhere"> {
    return { connections: this.#connections(), openElsewhere: this.#links?.open.elsewhere ?? [] };
  }

  #connections(): ReadonlyMap<DeviceId, DeviceConnection> {
    const states: ReadonlyMap<DeviceId, DirectState> = this.#links?.states ?? new Map();
    const devices = new Set<DeviceId>([...states.keys(), ...this.#seenMs.keys(), ...this.#byFileMs.keys(), ...this.#present]);
    const nowMs = this.#ports.clock();
    const connectionOf = (device: DeviceId): DeviceConnection => {
      const direct = states.get(device);
      const isAtRelay = this.#present.includes(device);
      const isHere = isAtRelay || (direct?.sinceMs ?? null) !== null;
      const lastSeenMs = isHere ? nowMs : (this.#seenMs.get(device) ?? null);
      return makeConnection(direct, { isAtRelay, lastSeenMs, byFileMs: this.#byFileMs.get(device) ?? null });
    };
    return new Map(Array.from(devices, (device) => [device, connectionOf(device)]));
  }
}
