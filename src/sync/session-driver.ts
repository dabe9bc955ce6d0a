// Carries out the effects of a session (session.ts) over a link and a local replica, and feeds the results back as events, one at a time.
// Owns the link from dialling to its end, the deadline for authentication and the pings that find a dead link.

import type { DeviceId, SpaceId, StatementId } from "../base/ids.ts";
import type { Result } from "../base/result.ts";
import type { Random } from "../ports/crypto.ts";
import type { Link, LinkClosed, LinkEvents } from "../ports/link.ts";
import type { LogPath, StoreError } from "../ports/store.ts";
import type { Timers } from "../ports/time.ts";
import type { ForkSearch, SeqAndId } from "../wire/fork-search.ts";
import { decodeFrame, encodeFrame } from "../wire/frame-codec.ts";
import type { Frame, Version, VersionEntry } from "../wire/frames.ts";
import { DEFAULT_WINDOW_BYTES, MAX_FRAME_BYTES } from "../wire/limits.ts";
import type { WireError } from "../wire/wire-error.ts";
import { batchesOf } from "../wire/frame-batches.ts";
import { owedBy, type Owed } from "./owed.ts";
import { isVerifying, makeSession, step, type SessionState } from "./session.ts";
import type {
  Comparison,
  IngestedPage,
  LocalView,
  PageFrame,
  Partings,
  SessionConfig,
  SessionEffect,
  SessionEvent,
  SessionNotice,
} from "./session-step.ts";

/** The local replica of one space, as a session needs it. */
export interface SyncSource {
  view(): LocalView;
  isMember(device: DeviceId): boolean;
  sign(message: Uint8Array): Promise<Uint8Array>;
  verify(device: DeviceId, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
  compare(theirs: Version, partings: Partings): Promise<Result<Comparison, StoreError>>;
  /** A page of at most MAX_PAGE_BYTES from `fromSeq`; without records when they cannot be read. */
  readPage(
    path: LogPath,
    fromSeq: number,
  ): Promise<Result<{ readonly previousIdPrefix: string; readonly records: readonly Uint8Array[] }, StoreError>>;
  /** Resolves after the durable commit. */
  ingestPage(page: PageFrame): Promise<Result<IngestedPage, StoreError>>;
  ingestStatements(statements: readonly Uint8Array[]): Promise<Result<{ readonly invalid: number }, StoreError>>;
  ingestReceipts(
    receipts: readonly Uint8Array[],
  ): Promise<Result<{ readonly invalid: number; readonly known: ReadonlyMap<DeviceId, number> }, StoreError>>;
  /** Statements outside the past of `heads`, parents first. */
  statementsBeyond(heads: readonly StatementId[]): readonly Uint8Array[];
  receiptsBeyond(known: ReadonlyMap<DeviceId, number>): readonly Uint8Array[];
  /** Ids at `seqs` on the way to `leaf`; none when it is not held. */
  idsBelow(leaf: VersionEntry, seqs: readonly number[]): Promise<Result<readonly SeqAndId[], StoreError>>;
  /** Narrows a fork search by what the other side answered; null when it answered something else. */
  learnIds(search: ForkSearch, ids: readonly SeqAndId[]): Promise<Result<ForkSearch | null, StoreError>>;
}

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
  readonly onNotice: (notice: SessionNotice) => void;
  readonly onBytes: (direction: "sent" | "received", bytes: number) => void;
  /** Once, last. `said`: the error we gave the other side as the reason. */
  readonly onClosed: (reason: LinkClosed, said: WireError | null) => void;
};

export interface RunningSession {
  /** The local view changed. */
  changed(): void;
  syncNow(): void;
  sendMeet(frame: Extract<Frame, { type: "meet-open" | "meet-data" | "meet-close" }>): void;
  close(): void;
}

const AUTHENTICATION_DEADLINE_MS = 10_000;
const PING_INTERVAL_MS = 30_000;

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
  #owed: Owed | null = null;
  #pingsOwed = 0;
  #cancelTimer: () => void;
  #said: WireError | null = null;
  #ended = false;

  constructor(ports: SessionPorts, options: SessionOptions) {
    this.#ports = ports;
    this.#options = options;
    this.#link = ports.openLink({
      opened: () => this.#feed({ kind: "opened" }),
      frame: (bytes) => this.#onFrameBytes(bytes),
      closed: (reason) => this.#onLinkClosed(reason),
    });
    this.#config = {
      role: options.role,
      peer: options.peer,
      space: options.space,
      self: options.self,
      challenge: ports.random(32),
      binding: this.#link.binding,
      token: options.token ?? new Uint8Array(0),
      windowBytes: DEFAULT_WINDOW_BYTES,
      sha256: ports.sha256,
      isMember: (device) => ports.source.isMember(device),
    };
    this.#cancelTimer = ports.timers.after(AUTHENTICATION_DEADLINE_MS, () => this.#giveUp());
  }

  changed(): void {
    this.#feed({ kind: "changed" });
  }

  syncNow(): void {
    this.#feed({ kind: "sync-now" });
  }

  sendMeet(frame: Extract<Frame, { type: "meet-open" | "meet-data" | "meet-close" }>): void {
    this.#feed({ kind: "meet", frame });
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
    else if (decoded.value.type !== "ignored") this.#feed({ kind: "frame", frame: decoded.value });
  }

  #onLinkClosed(reason: LinkClosed): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#state = { phase: "closed" };
    this.#cancelTimer();
    this.#options.onClosed(reason, this.#said);
  }

  #giveUp(): void {
    this.#said = "idle";
    this.#state = { phase: "closed" };
    this.#link.close("idle");
  }

  #ping(): void {
    if (!this.#heardSincePing || this.#isOwedTooLong()) {
      this.#giveUp();
      return;
    }
    this.#heardSincePing = false;
    const [a = 0, b = 0, c = 0, d = 0] = this.#ports.random(4);
    this.#feed({ kind: "ping-due", nonce: ((a << 24) | (b << 16) | (c << 8) | d) >>> 0 });
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
      default:
        void this.#carryOutLater(effect);
    }
  }

  async #carryOutLater(
    effect: Exclude<SessionEffect, { kind: "send" | "notify" | "close" | "send-statements" | "send-receipts" }>,
  ): Promise<void> {
    const result = await this.#resultOf(effect);
    this.#feed(result.ok ? result.value : { kind: "store-failed" });
  }

  async #resultOf(
    effect: Exclude<SessionEffect, { kind: "send" | "notify" | "close" | "send-statements" | "send-receipts" }>,
  ): Promise<Result<SessionEvent, StoreError>> {
    const { source } = this.#ports;
    switch (effect.kind) {
      case "sign":
        return event({ kind: "signed", signature: await source.sign(effect.message) });
      case "verify":
        return event({ kind: "verified", valid: await source.verify(effect.device, effect.message, effect.signature) });
      case "compare":
        return mapped(await source.compare(effect.theirs, effect.partings), (comparison) => ({ kind: "compared", comparison }));
      case "read-records":
        return mapped(await source.readPage(effect.path, effect.fromSeq), (page) => ({
          kind: "records-read",
          path: effect.path,
          firstSeq: effect.fromSeq,
          ...page,
        }));
      case "ingest-page":
        return mapped(await source.ingestPage(effect.page), (page) => ({ kind: "page-ingested", page }));
      case "ingest-statements":
        return mapped(await source.ingestStatements(effect.statements), ({ invalid }) => ({ kind: "statements-ingested", invalid }));
      case "ingest-receipts":
        return mapped(await source.ingestReceipts(effect.receipts), (receipts) => ({ kind: "receipts-ingested", ...receipts }));
      case "learn-ids":
        return mapped(await source.learnIds(effect.search, effect.ids), (search) => ({
          kind: "ids-learned",
          leaf: effect.search.leaf,
          search,
        }));
      case "send-ids": {
        const ids = await source.idsBelow(effect.leaf, effect.seqs);
        return mapped(ids, (found) => ({ kind: "ids-read", log: effect.log, ids: found }));
      }
    }
  }
}

const event = (value: SessionEvent): Result<SessionEvent, never> => ({ ok: true, value });

function mapped<T>(result: Result<T, StoreError>, toEvent: (value: T) => SessionEvent): Result<SessionEvent, StoreError> {
  return result.ok ? event(toEvent(result.value)) : result;
}

export type RunSession = (ports: SessionPorts, options: SessionOptions) => RunningSession;

/** `runSession` and all that it needs: loaded when there is somebody to talk to, since nothing on screen waits for it. */
export type LoadSession = () => Promise<RunSession>;

/** Opens the link and runs the session on it until it closes; there is no reconnecting here. */
export function runSession(ports: SessionPorts, options: SessionOptions): RunningSession {
  return new Session(ports, options);
}
