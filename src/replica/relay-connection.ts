// The connection to the relay of a space: dials, runs a session, and after it ends dials again with growing, jittered pauses; at once when there is
// reason to (the user asks, the page becomes visible, the network comes back). Idle when no address is set or another tab has the links.

import type { DeviceId, SpaceId } from "../base/ids.ts";
import { isOnThisMachine } from "../base/own-machine.ts";
import type { Random } from "../ports/crypto.ts";
import type { DialLink, LinkClosed } from "../ports/link.ts";
import type { Clock, Timers } from "../ports/time.ts";
import { afterClosed, afterOpened, FRESH_BACKOFF, type Backoff } from "../sync/backoff.ts";
import type { LoadSession, RunningSession, RunSession } from "../sync/session-driver.ts";
import type { Forwarding, SaidFrame, SessionNotice } from "../sync/session-step.ts";
import type { SyncSource } from "../sync/sync-source.ts";
import { isSpaceRefusal, type WireError } from "../wire/wire-error.ts";
import { Travel, TravelMeter } from "./direct/travel.ts";
import type { RelayState } from "./face.ts";

export type RelayConnectionPorts = {
  readonly dial: DialLink;
  readonly loadSession: LoadSession;
  readonly timers: Timers;
  readonly clock: Clock;
  readonly random: Random;
  readonly sha256: (message: Uint8Array) => Uint8Array;
};

export type RelayConnectionEvents = {
  readonly onNotice: (notice: SessionNotice) => void;
  readonly onBytes: (direction: "sent" | "received", bytes: number) => void;
  readonly onState: (state: RelayState) => void;
  /** Versions are about to be compared by the clock. */
  readonly onAutoSync: () => void;
  /** What others bring to the relay. */
  readonly forwarding?: Forwarding;
};

/** Without anything else happening, the versions are compared again this often. */
const AUTO_SYNC_MS = 300_000;
/** What a relay has after a sleep to show that it is still there. */
const ANSWER_WITHIN_MS = 5_000;

/** `token`: shown to a relay that opens new spaces only for it; empty when there is none. */
export type DialledRelay = { readonly origin: string; readonly token: Uint8Array };

export class RelayConnection {
  readonly #ports: RelayConnectionPorts;
  readonly #events: RelayConnectionEvents;
  readonly #source: SyncSource;
  readonly #space: SpaceId;
  readonly #self: DeviceId;
  readonly #relay: DialledRelay;
  #session: RunningSession | null = null;
  /** What runs sessions is being loaded for the first one. */
  #isLoading = false;
  #state: RelayState = { kind: "offline" };
  #backoff: Backoff = FRESH_BACKOFF;
  #lastError: WireError | null = null;
  #stopped = false;
  #isOnline = true;
  #cancelRetry: () => void = () => undefined;
  #cancelAutoSync: () => void = () => undefined;
  #cancelDoubt: () => void = () => undefined;
  readonly #travel = new Travel();
  readonly #meter: TravelMeter;

  constructor(
    ports: RelayConnectionPorts,
    events: RelayConnectionEvents,
    source: SyncSource,
    space: SpaceId,
    self: DeviceId,
    relay: DialledRelay,
  ) {
    this.#ports = ports;
    this.#events = events;
    this.#source = source;
    this.#space = space;
    this.#self = self;
    this.#relay = relay;
    const link = { travel: this.#travel, left: () => this.#session?.left() ?? null };
    this.#meter = new TravelMeter(
      ports.timers,
      () => (this.#state.kind === "online" ? [link] : []),
      () => this.#tellOnline(),
    );
  }

  get state(): RelayState {
    return this.#state;
  }

  /** A relay on this very machine is there without a network. */
  get #mayDial(): boolean {
    return !this.#stopped && (this.#isOnline || isOnThisMachine(this.#relay.origin));
  }

  /** Also after waiting: dials at once unless a session is running, which then compares versions again. */
  syncNow(): void {
    if (!this.#mayDial) return;
    if (this.#session !== null) {
      this.#session.syncNow();
      return;
    }
    this.#cancelRetry();
    this.#backoff = FRESH_BACKOFF;
    void this.#dial();
  }

  /** What the platform says of the network: offline ends the waiting for a retry until it is back. Whether an open connection still works is found out. */
  setOnline(isOnline: boolean): void {
    const wasOnline = this.#isOnline;
    this.#isOnline = isOnline;
    if (!isOnline && !this.#mayDial && this.#session === null) {
      this.#cancelRetry();
      this.#setState({ kind: "offline" });
    }
    if (!isOnline && wasOnline) this.#session?.probe();
    if (isOnline && !wasOnline) this.syncNow();
  }

  /** Ends the session unless the relay answers soon. */
  doubt(): void {
    this.#session?.probe();
    this.#cancelDoubt();
    this.#cancelDoubt = this.#ports.timers.after(ANSWER_WITHIN_MS, () => this.#session?.close());
  }

  changed(): void {
    this.#session?.changed();
    this.#meter.look();
  }

  say(frame: SaidFrame): void {
    this.#session?.say(frame);
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelRetry();
    this.#cancelAutoSync();
    this.#cancelDoubt();
    this.#meter.close();
    this.#session?.close();
    this.#session = null;
    this.#setState({ kind: "offline" });
  }

  #setState(state: RelayState): void {
    this.#state = state;
    this.#events.onState(state);
  }

  #tellOnline(): void {
    const { sending, receiving } = this.#travel;
    this.#setState({ kind: "online", sending, receiving });
  }

  async #dial(): Promise<void> {
    if (this.#isLoading) return;
    // A space that a relay has refused it refuses again; people are told once.
    if (this.#state.kind !== "waiting" || !isSpaceRefusal(this.#state.reason)) this.#setState({ kind: "connecting" });
    this.#isLoading = true;
    const runSession = await this.#ports.loadSession().catch(() => null);
    this.#isLoading = false;
    if (!this.#mayDial) return;
    if (runSession === null) this.#onClosed({ kind: "failed", reason: "the session's code cannot be loaded" }, null);
    else this.#run(runSession);
  }

  #run(runSession: RunSession): void {
    const { dial, timers, random, sha256 } = this.#ports;
    this.#session = runSession(
      { source: this.#source, openLink: (events) => dial(this.#relay.origin, events), timers, random, sha256 },
      {
        role: "initiator",
        peer: "relay",
        space: this.#space,
        self: this.#self,
        token: this.#relay.token,
        forwarding: this.#events.forwarding,
        onNotice: (notice) => this.#onNotice(notice),
        onBytes: this.#events.onBytes,
        onClosed: (reason, said) => this.#onClosed(reason, said),
      },
    );
  }

  #onNotice(notice: SessionNotice): void {
    if (notice.kind === "open") {
      this.#backoff = afterOpened(this.#backoff, this.#ports.clock());
      this.#travel.forget();
      this.#tellOnline();
      this.#scheduleAutoSync();
    }
    if (notice.kind === "answered") this.#cancelDoubt();
    if (notice.kind === "wire-error") this.#lastError = notice.error;
    this.#meter.look();
    this.#events.onNotice(notice);
  }

  #scheduleAutoSync(): void {
    this.#cancelAutoSync();
    this.#cancelAutoSync = this.#ports.timers.after(AUTO_SYNC_MS, () => {
      this.#events.onAutoSync();
      this.#session?.syncNow();
      this.#scheduleAutoSync();
    });
  }

  #onClosed(closed: LinkClosed, said: WireError | null): void {
    this.#session = null;
    this.#cancelAutoSync();
    this.#cancelDoubt();
    if (this.#stopped) return;
    if (!this.#mayDial) {
      this.#setState({ kind: "offline" });
      return;
    }
    const reason = said ?? this.#lastError ?? (closed.kind === "remote" ? closed.error : null) ?? "unreachable";
    this.#lastError = null;
    const { backoff, delayMs } = afterClosed(this.#backoff, this.#ports.clock(), this.#ports.random);
    this.#backoff = backoff;
    this.#setState({ kind: "waiting", retryAtMs: this.#ports.clock() + delayMs, reason });
    this.#cancelRetry = this.#ports.timers.after(delayMs, () => void this.#dial());
  }
}
