// The links of one space: the connection to its relay and those to its other devices, while this tab holds the network links (link-keeper.ts), and the count
// of what travels over them.

import type { StatementId } from "../base/ids.ts";
import type { DialLink } from "../ports/link.ts";
import type { LoadSession } from "../sync/session-driver.ts";
import type { SaidFrame, SessionNotice, WakingFrame } from "../sync/session-step.ts";
import type { MeetCloseReason } from "../wire/frames.ts";
import type { RemindersKept } from "../wire/frames.ts";
import type { WireError } from "../wire/wire-error.ts";
import type { Way } from "./direct/either-way.ts";
import type { RelayState } from "./face.ts";
import { DirectDesk, type Direct, type DirectDeskEvents } from "./direct-desk.ts";
import { LinkCounts } from "./link-counts.ts";
import { RelayConnection } from "./relay-connection.ts";
import type { RelayKnowledge } from "./relay-knowledge.ts";
import { RelayMemory, type RememberedRelay } from "./relay-memory.ts";
import { RelayWitness } from "./relay-witness.ts";
import type { ReplicaPorts } from "./replica-ports.ts";
import type { LinkFence } from "./space-core.ts";
import type { Space } from "./space.ts";
import type { LinkStatus } from "./sync-status.ts";

/** `other-tab`: the links have gone to another tab. */
export type LinkFailure = WireError | "unreachable" | "other-tab";

export type SpaceLinksEvents = Pick<DirectDeskEvents, "iceServers" | "presence"> & {
  readonly changed: () => void;
  readonly meetData: (room: Uint8Array, message: Uint8Array) => void;
  readonly meetClosed: (room: Uint8Array, reason: MeetCloseReason) => void;
  /** The relay has let this device in. */
  readonly connected: () => void;
  /** The connection ended or could not be made. */
  readonly notOpen: (error: LinkFailure) => void;
  readonly theirHeads: (heads: readonly StatementId[]) => void;
};

/** What the relay says of waking this device while it is closed. `key`: an object of its own in each session. `kept`: of what was said to it last. */
export type RelayWaking = { readonly key: Uint8Array; readonly kept: RemindersKept | null };

function wakingAfter(before: RelayWaking | null, frame: WakingFrame): RelayWaking | null {
  if (frame.type === "push-key") return { key: frame.key, kept: null };
  return before === null ? null : { ...before, kept: frame.state };
}

export class SpaceLinks {
  readonly #ports: ReplicaPorts;
  readonly #events: SpaceLinksEvents;
  readonly #space: Space;
  #address: string | null;
  /** Null: another tab has the links. */
  #fence: LinkFence | null = null;
  #connection: RelayConnection | null = null;
  readonly #memory: RelayMemory;
  readonly #counts = new LinkCounts();
  #relay: RelayState = { kind: "offline" };
  /** By which the relay was dialled last. */
  #way: Way = "socket";
  #calls: Direct | null = null;
  #moving = false;
  #isOnline = true;
  /** The relay has answered since the platform has said that there is no network. */
  #isProven = false;
  /** What is remembered of the relay is there. */
  #isRemembered = false;
  readonly #witness: RelayWitness;
  /** Null: nothing was said of it in this session. */
  waking: RelayWaking | null = null;
  readonly direct: DirectDesk;

  constructor(ports: ReplicaPorts, { space, address }: RememberedRelay, events: SpaceLinksEvents) {
    this.#ports = ports;
    this.#space = space;
    this.#address = address;
    this.#events = events;
    this.#memory = new RelayMemory(ports, { space, address });
    this.#witness = new RelayWitness(ports.timers, () => this.isOnline && !this.#moving, events.changed);
    this.direct = new DirectDesk(ports, space, {
      ...events,
      relay: {
        say: (frame) => this.say(frame),
        look: () => this.#connection?.changed(),
        isConfirmed: (head) => this.knowledge.confirmedOf(head) >= head.seq,
      },
      notice: (notice) => this.#onDirectNotice(notice),
      bytes: (direction, bytes) => this.#counts.countBytes(direction, bytes),
      woke: () => this.#connection?.doubt(),
    });
  }

  get isOnline(): boolean {
    return this.#relay.kind === "online";
  }

  /** The very same, not one that was opened anew. */
  isOf(space: Space): boolean {
    return space === this.#space;
  }

  get hasRelay(): boolean {
    return this.#address !== null;
  }

  get knowledge(): RelayKnowledge {
    return this.#memory.knowledge;
  }

  /**
   * As far as can be known: a connection that the network went away from stays open until somebody misses an answer. One that gives answers is not offline,
   * whatever the platform says.
   */
  get #told(): RelayState {
    const isKnown = this.#isOnline || (this.#isProven && this.#relay.kind === "online");
    return isKnown ? this.#relay : { kind: "offline" };
  }

  status(): LinkStatus {
    const relay = this.#told;
    return {
      relay,
      moving: (this.#moving && relay.kind === "online") || this.direct.isMoving,
      cameBackOlder: this.knowledge.cameBackOlder,
      wasRefilled: this.knowledge.wasRefilled,
      withheld: this.#witness.withheld,
      statistics: this.#counts.statistics,
      history: this.#counts.history,
      ...this.direct.status(),
      confirmed: this.knowledge.encode(),
      statementsTold: this.#counts.knowsAll(this.#space.core.members.dag),
    };
  }

  /** Reads what is remembered of the relay, which is dialled then, where this tab has the links. */
  async begin(): Promise<void> {
    await this.#loadMemory();
    this.#isRemembered = true;
    this.#connect();
  }

  #loadMemory(): Promise<void> {
    return this.#memory.load({ space: this.#space, address: this.#address });
  }

  /** This tab has the links now. */
  open(fence: LinkFence): void {
    this.#fence = fence;
    this.#space.core.fence = fence;
    this.#space.upkeep.poke();
    this.direct.open(this.#space);
    this.#connect();
  }

  /** It has them no more. */
  giveUp(): void {
    this.#disconnect();
    this.direct.close();
    this.#fence = null;
    this.#space.core.fence = null;
  }

  #connect(): void {
    if (this.#address === null || this.#fence === null || this.#connection !== null || !this.#isRemembered) return;
    const { timers, clock, random, suite } = this.#ports;
    const events = {
      onNotice: (notice: SessionNotice) => this.#onNotice(notice),
      onBytes: (direction: "sent" | "received", bytes: number) => this.#counts.countBytes(direction, bytes),
      onState: (state: RelayState) => this.#onRelayState(state),
      // A tab that died right after a commit has told nobody of it.
      onAutoSync: () => void this.#space.refresh(),
      forwarding: this.direct.toRelay,
    };
    const ports = { dial: this.#dialRelay, loadSession: this.#loadSession, timers, clock, random, sha256: suite.sha256 };
    const { space, self } = this.#space.core;
    this.#connection = new RelayConnection(ports, events, this.#space, space, self, {
      origin: this.#address,
      token: this.#memory.token,
    });
    this.#connection.setOnline(this.#isOnline);
    this.#connection.syncNow();
  }

  /** Where it has told of an address, by that too. */
  readonly #dialRelay: DialLink = (origin, events) => {
    const at = this.#memory.answersAt;
    this.#way = "socket";
    if (at === null || this.#calls?.dialEitherWay === undefined) return this.#ports.dialRelay(origin, events);
    return this.#calls.dialEitherWay(
      this.#ports,
      { dialDirect: this.#calls.dial, origin, at, won: (way) => void (this.#way = way) },
      events,
    );
  };

  /** With what calls it, where it has told of an address. */
  readonly #loadSession: LoadSession = async () => {
    const { loadSession, loadDirect } = this.#ports;
    if (this.#memory.answersAt !== null) this.#calls ??= (await loadDirect?.().catch(() => null)) ?? null;
    return loadSession();
  };

  #disconnect(): void {
    this.#witness.forget();
    this.#connection?.stop();
    this.#connection = null;
    this.#moving = false;
  }

  /** Also when only the token for it may be another. Resolves when it is being dialled. */
  async setRelay(address: string | null): Promise<void> {
    if (address === this.#address) return this.#checkToken();
    this.#disconnect();
    this.#address = address;
    return this.#reconnect();
  }

  async #checkToken(): Promise<void> {
    if (await this.#memory.hasOtherToken()) await this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    await this.#loadMemory();
    // Another one may have been made meanwhile, with what was known before.
    this.#disconnect();
    this.#connect();
    this.#events.changed();
  }

  /** What the platform says of the network. A connection that is open stays: one to this very machine works without any. */
  setOnline(isOnline: boolean): void {
    if (isOnline !== this.#isOnline) {
      const before = this.#told.kind;
      this.#isOnline = isOnline;
      this.#isProven = false;
      this.#noteState(before);
      this.#events.changed();
    }
    this.#connection?.setOnline(isOnline);
    this.direct.setOnline(isOnline);
  }

  #noteProof(): void {
    if (this.#isOnline || this.#isProven) return;
    const before = this.#told.kind;
    this.#isProven = true;
    this.#noteState(before);
    this.#events.changed();
  }

  #noteState(before: RelayState["kind"]): void {
    if (this.#told.kind === before && this.#counts.history.sinceMs !== null) return;
    this.#counts.noteSince(this.#ports.clock());
  }

  syncNow(): void {
    void this.#space.refresh();
    this.#connection?.syncNow();
    this.direct.syncNow();
  }

  spaceChanged(): void {
    if (this.#connection !== null) this.#witness.look(this.#space);
    this.#connection?.changed();
    this.direct.spaceChanged();
  }

  say(frame: SaidFrame): void {
    this.#connection?.say(frame);
  }

  #onRelayState(state: RelayState): void {
    const before = this.#told.kind;
    this.#relay = state.kind === "online" && this.#way === "call" ? { ...state, isDirect: true } : state;
    this.#noteState(before);
    if (state.kind === "waiting") this.#counts.noteFailure({ reason: state.reason, atMs: this.#ports.clock() });
    if (state.kind !== "online") {
      this.direct.relayGone();
      this.waking = null;
      [this.#moving, this.#isProven] = [false, false];
    }
    if (state.kind === "waiting") this.#events.notOpen(state.reason);
    this.#events.changed();
  }

  #onNotice(notice: SessionNotice): void {
    this.#counts.note(notice);
    switch (notice.kind) {
      case "open":
        this.#counts.countConnect();
        this.#noteProof();
        this.#memory.noteStore(notice.peer.id, this.#ports.clock());
        this.direct.relayConnected(notice.peer.id);
        return this.#events.connected();
      case "answered":
        return this.#noteProof();
      case "their-version":
        this.knowledge.takeVersion(this.#space.core.index, notice.version);
        return this.#events.changed();
      case "confirmed":
        this.#memory.confirm(notice.path, notice.seq);
        return this.#events.changed();
      case "their-heads":
        this.#events.changed();
        return this.#events.theirHeads(notice.heads);
      case "caught-up":
        return this.#onCaughtUp();
      case "moving":
        this.#moving = true;
        return this.#events.changed();
      case "direct":
        if (notice.frame.type === "answers-at") return this.#memory.noteAddress(notice.frame.at);
        return this.direct.hearFromRelay(notice.frame);
      case "waking":
        this.waking = wakingAfter(this.waking, notice.frame);
        return this.#events.changed();
      case "meet-data":
        return this.#events.meetData(notice.room, notice.message);
      case "meet-closed":
        return this.#events.meetClosed(notice.room, notice.reason);
      default:
    }
  }

  /** What a session with another device comes to. */
  #onDirectNotice(notice: SessionNotice): void {
    this.#counts.note(notice);
    if (notice.kind === "caught-up") this.#tellAllIsHere();
    if (notice.kind === "caught-up" || notice.kind === "moving") this.#events.changed();
  }

  #onCaughtUp(): void {
    this.#moving = false;
    this.#witness.look(this.#space);
    this.knowledge.noteCaughtUp();
    this.#tellAllIsHere();
    this.#events.changed();
  }

  #tellAllIsHere(): void {
    void this.#space.receipts.issueIfDue();
    if (!this.#space.core.members.mayLackKeys) return;
    void this.#ports.loadPairing().then(
      (sides) => sides.grantMissing(this.#space, this.#ports.timers),
      () => undefined,
    );
  }

  close(): void {
    this.#fence = null;
    this.#memory.close();
    this.#disconnect();
    this.direct.close();
  }
}
