// Carries out the effects of a session (session.ts) over a link and a local replica, and feeds the results back as events, one at a time.
// Owns the link from dialling to its end, the deadline for authentication and the pings that find a dead link.

import type { DeviceId, SpaceId } from "../base/ids.ts";
import type { Random } from "../ports/crypto.ts";
import type { Link, LinkClosed, LinkEvents } from "../ports/link.ts";
import type { Timers } from "../ports/time.ts";
import { decodeFrame, encodeFrame, type IgnoredFrame } from "../wire/frame-codec.ts";
import { frameWeight } from "../wire/frame-weight.ts";
import type { Frame } from "../wire/frames.ts";
import { DEFAULT_WINDOW_BYTES, MAX_FRAME_BYTES } from "../wire/limits.ts";
import type { WireError } from "../wire/wire-error.ts";
import { batchesOf } from "../wire/frame-batches.ts";
import { leftToMove, type LeftToMove } from "./left-to-move.ts";
import { owedBy, type Owed } from "./owed.ts";
import { isVerifying, makeSession, step, type SessionState } from "./session.ts";
import type { Forwarding, SaidFrame, SessionConfig, SessionEffect, SessionEvent, SessionNotice } from "./session-step.ts";
import { resultOf, type CheckpointSource, type LaterEffect, type SyncSource } from "./sync-source.ts";

export type SessionPorts = {
  readonly source: SyncSource;
  readonly openLink: (events: LinkEvents) => Link;
  readonly timers: Timers;
  readonly random: Random;
  readonly sha256: (message: Uint8Array) => Uint8Array;
};

export type SessionOptions = {
  readonly role: "initiator" | "acceptor";
  readonly peer: "relay" | "device";
  readonly space: SpaceId;
  readonly self: DeviceId;
  readonly token?: Uint8Array;
  readonly forwarding?: Forwarding | undefined;
  /** Who has let this device in: a member of the space before the statements are here that say so. */
  readonly inviter?: DeviceId | undefined;
  readonly onNotice: (notice: SessionNotice) => void;
  readonly onBytes: (direction: "sent" | "received", bytes: number) => void;
  /** Once, last. `said`: the error we gave the other side as the reason. */
  readonly onClosed: (reason: LinkClosed, said: WireError | null) => void;
};

export interface RunningSession {
  /** The local view changed. */
  changed(): void;
  syncNow(): void;
  say(frame: SaidFrame): void;
  /** Asks for a sign of life beside those that are asked for by the clock: answered by the notice `answered`. */
  probe(): void;
  /** What there is still to move; null while that is not known. */
  left(): LeftToMove | null;
  close(): void;
}

const AUTHENTICATION_DEADLINE_MS = 10_000;
const PING_INTERVAL_MS = 30_000;
/** What the other side may say between two pings, beside what the windows bound: more than a relay lets a device say. */
const MAX_WEIGHT_BETWEEN_PINGS = 8_000;
/** Granted to a device, whose pages take as long to store as they do to come: some come while others are being stored, and wait to be stored together. The most that three bytes say. */
const DEVICE_WINDOW_BYTES = 2_097_151;
/** Bytes that may wait to leave: whoever asks and does not take the answers would have all of them kept here. */
const STUCK_LINK_BYTES = 32 * 1024 ** 2;

class Session implements RunningSession {
  readonly #ports: SessionPorts;
  readonly #options: SessionOptions;
  readonly #config: SessionConfig;
  readonly #link: Link;
  #state: SessionState = makeSession();
  #events: SessionEvent[] = [];
  #stepping = false;
  /** Came while the acceptor's signature was being checked. */
  readonly #early: Uint8Array[] = [];
  #heardSincePing = true;
  #weightSincePing = 0;
  /** Of the last probe that is not answered yet. */
  #probe: number | null = null;
  #owed: Owed | null = null;
  #pingsOwed = 0;
  #cancelTimer: () => void;
  #said: WireError | null = null;
  #checkpoints: Promise<CheckpointSource> | null = null;
  #ended = false;

  constructor(ports: SessionPorts, options: SessionOptions) {
    this.#ports = ports;
    this.#options = options;
    const link = ports.openLink({
      opened: () => this.#feed({ kind: "opened" }),
      frame: (bytes) => this.#onFrameBytes(bytes),
      closed: (reason) => this.#onLinkClosed(reason),
    });
    this.#link = link;
    this.#config = {
      role: options.role,
      peer: options.peer,
      space: options.space,
      self: options.self,
      challenge: ports.random(32),
      // A direct connection's is known only when it is open.
      get binding() {
        return link.binding;
      },
      token: options.token ?? new Uint8Array(0),
      windowBytes: options.peer === "device" ? DEVICE_WINDOW_BYTES : DEFAULT_WINDOW_BYTES,
      sha256: ports.sha256,
      isMember: (device) => device === options.inviter || ports.source.isMember(device),
      wasRemoved: (device) => ports.source.wasRemoved?.(device) === true,
      receiptOf: (device) => ports.source.receiptOf(device),
      forwarding: options.forwarding,
    };
    this.#cancelTimer = ports.timers.after(AUTHENTICATION_DEADLINE_MS, () => this.#giveUp("idle"));
  }

  changed(): void {
    this.#feed({ kind: "changed" });
  }

  syncNow(): void {
    this.#feed({ kind: "sync-now" });
  }

  say(frame: SaidFrame): void {
    this.#feed({ kind: "say", frame });
  }

  probe(): void {
    if (this.#state.phase !== "open") return;
    this.#probe = this.#makeNonce();
    this.#feed({ kind: "ping-due", nonce: this.#probe });
  }

  left(): LeftToMove | null {
    return leftToMove(this.#state, this.#ports.source.view());
  }

  close(): void {
    this.#feed({ kind: "close" });
  }

  #onFrameBytes(bytes: Uint8Array): void {
    this.#heardSincePing = true;
    this.#options.onBytes("received", bytes.length);
    if (isVerifying(this.#state)) this.#keepEarly(bytes);
    else this.#decode(bytes);
  }

  /** What the acceptor says right after its welcome is heard once that is verified. */
  #keepEarly(bytes: Uint8Array): void {
    this.#early.push(bytes);
    const kept = this.#early.reduce((sum, frame) => sum + frame.length, 0);
    if (kept > MAX_FRAME_BYTES) this.#feed({ kind: "bad-frame", error: "oversized" });
  }

  #decode(bytes: Uint8Array): void {
    const decoded = decodeFrame(bytes, { authenticated: this.#state.phase === "open" });
    if (!decoded.ok) this.#feed({ kind: "bad-frame", error: decoded.error.kind });
    else this.#weigh(decoded.value);
  }

  #weigh(frame: Frame | IgnoredFrame): void {
    this.#weightSincePing += frameWeight(frame);
    if (this.#weightSincePing > MAX_WEIGHT_BETWEEN_PINGS) this.#giveUp("rate");
    else if (frame.type !== "ignored") this.#hear(frame);
  }

  #hear(frame: Frame): void {
    this.#feed({ kind: "frame", frame });
    if (frame.type !== "pong" || frame.nonce !== this.#probe) return;
    this.#probe = null;
    this.#options.onNotice({ kind: "answered" });
  }

  #makeNonce(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.#ports.random(4);
    return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  }

  #onLinkClosed(reason: LinkClosed): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#state = { phase: "closed" };
    this.#cancelTimer();
    this.#checkpoints?.then(
      (checkpoints) => checkpoints.left(),
      () => undefined,
    );
    this.#options.onClosed(reason, this.#said);
  }

  #giveUp(error: WireError): void {
    this.#said = error;
    this.#state = { phase: "closed" };
    this.#link.close(error);
  }

  #ping(): void {
    if (!this.#heardSincePing || this.#isOwedTooLong()) {
      this.#giveUp("idle");
      return;
    }
    this.#heardSincePing = false;
    this.#weightSincePing = 0;
    this.#feed({ kind: "ping-due", nonce: this.#makeNonce() });
    this.#cancelTimer = this.#ports.timers.after(PING_INTERVAL_MS, () => this.#ping());
  }

  #isOwedTooLong(): boolean {
    const owed = owedBy(this.#state, this.#ports.source.view());
    this.#pingsOwed = owed !== null && owed.what === this.#owed?.what ? this.#pingsOwed + 1 : 0;
    this.#owed = owed;
    return owed !== null && this.#pingsOwed >= owed.pings;
  }

  /** Events are taken one at a time: an effect that answers at once queues behind the step that asked for it. */
  #feed(event: SessionEvent): void {
    this.#events.push(event);
    if (this.#stepping) return;
    this.#stepping = true;
    for (let next = this.#events.shift(); next !== undefined; next = this.#events.shift()) {
      const before = this.#state.phase;
      const { state, effects } = step(this.#config, this.#state, next, this.#ports.source.view());
      this.#state = state;
      if (before === "handshake" && state.phase === "open") this.#onOpen();
      for (const effect of effects) this.#carryOut(effect);
    }
    this.#stepping = false;
    if (this.#early.length > 0 && !isVerifying(this.#state)) for (const bytes of this.#early.splice(0)) this.#decode(bytes);
  }

  #onOpen(): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#ports.timers.after(PING_INTERVAL_MS, () => this.#ping());
  }

  #send(frame: Frame): void {
    const bytes = encodeFrame(frame);
    this.#options.onBytes("sent", bytes.length);
    this.#link.send(bytes);
    if (this.#link.bufferedBytes() > STUCK_LINK_BYTES && this.#state.phase !== "closed") this.#giveUp("rate");
  }

  #carryOut(effect: SessionEffect): void {
    const { source } = this.#ports;
    switch (effect.kind) {
      case "send":
        return this.#send(effect.frame);
      case "notify":
        return this.#options.onNotice(effect.notice);
      case "close":
        this.#said = effect.error;
        return this.#link.close(effect.error ?? undefined);
      case "send-statements":
        for (const statements of batchesOf(source.statementsBeyond(effect.theirHeads))) this.#send({ type: "statements", statements });
        return;
      case "send-receipts":
        for (const receipts of batchesOf(source.receiptsBeyond(effect.known))) this.#send({ type: "receipts", receipts });
        return;
      case "expect-page":
        return source.expectPage?.(effect.page);
      case "read-records": {
        const { path, fromSeq } = effect;
        const written = source.writtenPage?.(path, fromSeq) ?? null;
        if (written !== null) return this.#feed({ kind: "records-read", path, firstSeq: fromSeq, ...written });
        return void this.#carryOutLater(effect);
      }
      default:
        void this.#carryOutLater(effect);
    }
  }

  async #carryOutLater(effect: LaterEffect): Promise<void> {
    const result = await resultOf(this.#ports.source, () => this.#loadCheckpoints(), effect);
    this.#feed(result.ok ? result.value : { kind: "store-failed" });
  }

  #loadCheckpoints(): Promise<CheckpointSource> {
    this.#checkpoints ??= this.#ports.source.loadCheckpoints().catch((error: unknown) => {
      // What could not be loaded now is loaded again.
      this.#checkpoints = null;
      throw error;
    });
    return this.#checkpoints;
  }
}

export type RunSession = (ports: SessionPorts, options: SessionOptions) => RunningSession;

/** `runSession` and all that it needs: loaded when there is somebody to talk to, since nothing on screen waits for it. */
export type LoadSession = () => Promise<RunSession>;

/** Opens the link and runs the session on it until it closes; there is no reconnecting here. */
export function runSession(ports: SessionPorts, options: SessionOptions): RunningSession {
  return new Session(ports, options);
}
