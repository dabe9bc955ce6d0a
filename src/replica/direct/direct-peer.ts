// One other device: whether it can be heard of, the tries to connect to it, and the connection that there is. One that answers by an address is called there
// when it is not heard of, and by turns where signals come to nothing. Of two devices the one with the lower id dials; the other does when that has not
// happened for a while. Where both dial at once the lower one goes on trying, with an offer made anew if nobody has answered its own yet. A connection is
// given up for another one only when that has been verified.

import type { DeviceId } from "../../base/ids.ts";
import type { AttemptId, Signal } from "../../members/sealed-signal.ts";
import type { DialDirect, DirectSignal, IceServer } from "../../ports/direct.ts";
import type { Random } from "../../ports/crypto.ts";
import type { Clock, Timers } from "../../ports/time.ts";
import type { DirectAddress } from "../../wire/direct-address.ts";
import { bytesToHex } from "../../base/bytes.ts";
import type { LeftToMove } from "../../sync/left-to-move.ts";
import type { RunningSession } from "../../sync/session-driver.ts";
import type { Forwarding, SessionNotice } from "../../sync/session-step.ts";
import type { DirectFailureReason } from "../face.ts";
import { DirectConnection, type ConnectionEvents, type ConnectionPorts } from "./direct-connection.ts";
import type { SpaceCore } from "../space-core.ts";
import type { DirectState } from "../sync-status.ts";
import { Travel } from "./travel.ts";

const ATTEMPT_BYTES = 16;
/** What the one with the lower id has, before the other dials. */
const PATIENCE_MS = 5_000;
/** No more than four tries in the first minute: more have to wait for being heard. */
const FIRST_RETRY_MS = 6_000;
const LONGEST_RETRY_MS = 60_000;
/**
 * Of calls to a device that nobody has heard of: it may be in another place for long. And where connections are given up soon after they were made, again and
 * again: two living copies of one profile take them from each other.
 */
const LONGEST_PATIENT_RETRY_MS = 300_000;
const PROVEN_AFTER_MS = 30_000;
/** Of calls to a device that has just been let in: it waits to be called, as soon as the person at it has compared the numbers. */
const EXPECTED_RETRY_MS = 2_000;
const MOST_EXPECTED_TRIES = 300;

export type PeerPorts = ConnectionPorts & { readonly clock: Clock; readonly timers: Timers; readonly random: Random };

/** A connection that was made without signals: `dial` hands over what is open already. */
export type AdoptedLink = {
  readonly dial: DialDirect;
  readonly first: boolean;
  readonly role: "initiator" | "acceptor";
  /** What the two sides call it in signals, so that it may look for another way later. */
  readonly attempt: AttemptId;
  readonly theirs: AttemptId;
  /** Once: null when the other side is verified, else why it ended before. */
  readonly settled: (reason: DirectFailureReason | null) => void;
};

type WayToConnect = { readonly at?: DirectAddress; readonly adopted?: AdoptedLink; readonly settle?: AdoptedLink["settled"] };

export type PeerEvents = {
  readonly say: (signal: Signal) => void;
  readonly notice: (notice: SessionNotice) => void;
  readonly bytes: (direction: "sent" | "received", bytes: number) => void;
  /** There is a connection, another one than before, or none any more. */
  readonly linked: () => void;
  /** Tried in vain. */
  readonly failed: () => void;
  /** Whether there is room for another connection. */
  readonly mayOpen: (by: "dial" | "answer") => boolean;
  readonly iceServers: () => readonly IceServer[];
  /** An attempt of theirs has come to a connection, or is over. */
  readonly keep: (attempt: AttemptId, isKept: boolean) => void;
};

export class DirectPeer {
  readonly device: DeviceId;
  readonly #ports: PeerPorts;
  readonly #core: Pick<SpaceCore, "space" | "self">;
  readonly #events: PeerEvents;
  readonly #forwarding: Forwarding;
  readonly #isLower: boolean;
  #isPresent = false;
  #address: DirectAddress | null = null;
  #isExpected = false;
  #pending: DirectConnection | null = null;
  /** The pending one is adopted: no signal takes its place, as its two sides cannot make another like it. */
  #isAdopting = false;
  #current: DirectConnection | null = null;
  #failures = 0;
  /** The last one was verified, and ended before it had proven itself. */
  #isGivenUpSoon = false;
  #cancelRetry: (() => void) | null = null;
  #isClosed = false;
  sinceMs: number | null = null;
  isMoving = false;
  readonly travel = new Travel();
  bytesSent = 0;
  bytesReceived = 0;
  failure: { readonly reason: DirectFailureReason; readonly atMs: number } | null = null;

  constructor(ports: PeerPorts, core: Pick<SpaceCore, "space" | "self">, device: DeviceId, forwarding: Forwarding, events: PeerEvents) {
    this.#ports = ports;
    this.#core = core;
    this.device = device;
    this.#forwarding = forwarding;
    this.#events = events;
    this.#isLower = core.self < device;
  }

  get isOpen(): boolean {
    return this.#current !== null;
  }

  get state(): DirectState {
    const { sinceMs, bytesSent, bytesReceived, travel, failure } = this;
    const isMoving = this.isMoving || travel.isUnderWay;
    const { sending, receiving } = travel;
    return { sinceMs, bytesSent, bytesReceived, isMoving, sending, receiving, isConnecting: this.isBusy && sinceMs === null, failure };
  }

  /** A connection, or a try at one. */
  get isBusy(): boolean {
    return this.#current !== null || this.#pending !== null;
  }

  /** Over the connection that there is; null when that is not known. */
  left(): LeftToMove | null {
    return this.#current?.left() ?? null;
  }

  get session(): Pick<RunningSession, "say" | "changed" | "syncNow"> | null {
    return this.#current;
  }

  setPresent(isPresent: boolean): void {
    if (isPresent === this.#isPresent) return;
    this.#isPresent = isPresent;
    if (isPresent || this.#address !== null) this.tryAgain();
    else this.#stopWaiting();
  }

  /** Another one than before, or none. */
  setAddress(address: DirectAddress | null): void {
    this.#isExpected = false;
    this.#address = address;
    if (address !== null) this.tryAgain();
  }

  /** It is no member any more: its session ends by itself, and no other one is tried. */
  putAway(): void {
    this.setPresent(false);
    this.setAddress(null);
  }

  /** It answers there soon, and states so itself later. */
  expectAt(address: DirectAddress): void {
    this.setAddress(address);
    this.#isExpected = true;
  }

  get #canBeTried(): boolean {
    return this.#isPresent || this.#address !== null;
  }

  /** Null for a try by signals. */
  #addressToCall(): DirectAddress | null {
    return this.#isPresent && this.#failures % 2 === 0 ? null : this.#address;
  }

  /** Things have changed: whatever went wrong before counts no more. */
  tryAgain(): void {
    this.#failures = 0;
    this.#stopWaiting();
    this.#schedule();
  }

  /** A try when there is a reason for one. */
  look(): void {
    if (this.#cancelRetry === null) this.#schedule();
  }

  #stopWaiting(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
  }

  #schedule(): void {
    if (this.#isClosed || !this.#canBeTried || this.isBusy) return;
    this.#cancelRetry = this.#ports.timers.after(this.#delayMs(), () => {
      this.#cancelRetry = null;
      if (!this.isBusy && this.#canBeTried && this.#events.mayOpen("dial")) this.#dial();
    });
  }

  #delayMs(): number {
    const patienceMs = this.#isLower || this.#addressToCall() !== null ? 0 : PATIENCE_MS;
    if (this.#failures === 0) return patienceMs;
    if (this.#isExpected && this.#failures < MOST_EXPECTED_TRIES) return EXPECTED_RETRY_MS;
    const isPatient = !this.#isPresent || this.#isGivenUpSoon;
    const ceilingMs = Math.min(isPatient ? LONGEST_PATIENT_RETRY_MS : LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.#failures - 1));
    const [random = 0] = this.#ports.random(1);
    return patienceMs + ceilingMs * (0.75 + random / 512);
  }

  #dial(): void {
    const at = this.#addressToCall();
    this.#pending = this.#connect(true, at === null ? {} : { at });
  }

  /** It takes the place of whatever there is, as soon as it is verified. */
  adopt(link: AdoptedLink): void {
    this.#putAwayPending();
    let isSettled = false;
    const settle = (reason: DirectFailureReason | null): void => {
      if (isSettled) return;
      isSettled = true;
      this.#isAdopting = false;
      link.settled(reason);
    };
    this.#isAdopting = true;
    this.#pending = this.#connect(link.first, { adopted: link, settle });
    this.#pending.theirs = link.theirs;
    this.#events.keep(link.theirs, true);
  }

  #putAwayPending(): void {
    const pending = this.#pending;
    this.#pending = null;
    pending?.close();
    this.#stopWaiting();
  }

  #connect(first: boolean, { at, adopted, settle }: WayToConnect = {}): DirectConnection {
    const { random } = this.#ports;
    const { space, self } = this.#core;
    const attempt = adopted?.attempt ?? bytesToHex(random(ATTEMPT_BYTES));
    const connection: DirectConnection = new DirectConnection(
      { ...this.#ports, dial: adopted?.dial ?? this.#ports.dial },
      {
        first,
        polite: !this.#isLower,
        iceServers: this.#events.iceServers(),
        at,
        role: adopted?.role ?? this.#roleFor(at),
        space,
        self,
        device: this.device,
        attempt,
        forwarding: this.#forwarding,
      },
      this.#eventsOf(() => connection, settle),
    );
    return connection;
  }

  /** Whoever calls by an address is the one that says who it is. */
  #roleFor(at: DirectAddress | undefined): "initiator" | "acceptor" {
    return this.#isLower || at !== undefined ? "initiator" : "acceptor";
  }

  /** A connection by which this device has called us, which is to tell its events here from when it is verified. */
  eventsOfCall(connection: DirectConnection): ConnectionEvents {
    return this.#eventsOf(() => connection);
  }

  #eventsOf(connection: () => DirectConnection, settle?: AdoptedLink["settled"]): ConnectionEvents {
    return {
      signal: (content) => this.#say(connection(), content),
      notice: (notice) => {
        this.#onNotice(connection(), notice);
        if (notice.kind === "open") settle?.(null);
      },
      bytes: (direction, bytes) => this.#countBytes(direction, bytes),
      ended: (reason) => {
        this.#onEnded(connection(), reason);
        settle?.(reason ?? "broken");
      },
    };
  }

  #say(connection: DirectConnection, content: DirectSignal): void {
    connection.saidCount += 1;
    this.#events.say({ attempt: connection.attempt, answers: connection.theirs, number: connection.saidCount, content });
  }

  hear(signal: Signal): void {
    if (this.#isClosed) return;
    const { attempt, answers, content } = signal;
    const isOf = (connection: DirectConnection | null): connection is DirectConnection =>
      connection !== null && (answers === null ? connection.theirs === attempt : connection.attempt === answers);
    const connection = [this.#pending, this.#current].find(isOf);
    if (connection !== undefined) this.#hearOn(connection, signal);
    else if (answers === null && content.kind === "description" && content.type === "offer") this.#onOffer(signal);
  }

  #hearOn(connection: DirectConnection, { attempt, content }: Signal): void {
    connection.theirs ??= attempt;
    if (connection.theirs === attempt) connection.hear(content);
  }

  #onOffer({ attempt, content }: Signal): void {
    if (this.#isAdopting) return;
    if (this.#pending?.isFirst === true && this.#isLower && !this.#pending.isCall) return this.#onOfferBesideOurs(this.#pending);
    if (!this.isBusy && !this.#events.mayOpen("answer")) return this.#refuse(attempt);
    this.#putAwayPending();
    // Whoever dials anew takes the connection that is here for gone.
    this.#current?.doubt();
    const answering = this.#connect(false);
    answering.theirs = attempt;
    this.#pending = answering;
    answering.hear(content);
  }

  /** Whoever offers need not wait for what will not come. */
  #refuse(attempt: AttemptId): void {
    const own = bytesToHex(this.#ports.random(ATTEMPT_BYTES));
    this.#events.say({ attempt: own, answers: attempt, number: 1, content: { kind: "bye", isFull: true } });
  }

  /** Ours goes on. The other side dials when it has heard of none for a while: ours may have gone to a page that is no more, and is made anew. */
  #onOfferBesideOurs(ours: DirectConnection): void {
    if (ours.theirs !== null) return;
    this.#putAwayPending();
    this.#pending = this.#connect(true);
  }

  #onNotice(connection: DirectConnection, notice: SessionNotice): void {
    if (notice.kind === "open") this.#onOpen(connection);
    if (connection !== this.#current) return;
    if (notice.kind === "moving") this.isMoving = true;
    if (notice.kind === "caught-up") this.isMoving = false;
    this.#events.notice(notice);
  }

  #onOpen(connection: DirectConnection): void {
    const before = this.#current;
    this.#current = connection;
    if (this.#pending === connection) this.#pending = null;
    before?.close();
    if (connection.theirs !== null) this.#events.keep(connection.theirs, true);
    this.sinceMs = this.#ports.clock();
    [this.bytesSent, this.bytesReceived] = [0, 0];
    this.travel.forget();
    this.failure = null;
    this.#stopWaiting();
    this.#events.linked();
  }

  #countBytes(direction: "sent" | "received", bytes: number): void {
    if (direction === "sent") this.bytesSent += bytes;
    else this.bytesReceived += bytes;
    this.#events.bytes(direction, bytes);
  }

  #onEnded(connection: DirectConnection, reason: DirectFailureReason | null): void {
    if (connection.theirs !== null) this.#events.keep(connection.theirs, false);
    const wasCurrent = connection === this.#current;
    if (!wasCurrent && connection !== this.#pending) return;
    if (reason !== null) this.failure = { reason, atMs: this.#ports.clock() };
    if (wasCurrent) this.#forgetCurrent();
    else this.#forgetPending();
    this.#schedule();
  }

  #forgetPending(): void {
    this.#pending = null;
    this.#isGivenUpSoon = false;
    this.#failures += 1;
    this.#events.failed();
  }

  #forgetCurrent(): void {
    const wasProven = this.sinceMs !== null && this.#ports.clock() - this.sinceMs >= PROVEN_AFTER_MS;
    this.#current = null;
    this.isMoving = false;
    this.travel.forget();
    this.sinceMs = null;
    this.#isGivenUpSoon = !wasProven;
    this.#failures = wasProven ? 0 : this.#failures + 1;
    this.#events.linked();
  }

  /** After a sleep, or where the network is another one. */
  doubt(): void {
    this.#current?.doubt();
  }

  close(): void {
    this.#isClosed = true;
    this.#stopWaiting();
    const connections = [this.#pending, this.#current];
    [this.#pending, this.#current] = [null, null];
    for (const connection of connections) connection?.close();
  }
}
