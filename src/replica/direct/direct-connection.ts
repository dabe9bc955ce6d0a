// One try to connect to a device directly, and what comes of it: the connection is made by signals, then the two verify each other over it as on any link,
// and from then on it carries a session. It ends once, with the reason.

import type { DeviceId } from "../../base/ids.ts";
import type { AttemptId } from "../../members/sealed-signal.ts";
import type { DialDirect, DirectLink, DirectOptions, DirectSignal } from "../../ports/direct.ts";
import type { LinkClosed, LinkEvents } from "../../ports/link.ts";
import type { LeftToMove } from "../../sync/left-to-move.ts";
import type { RunningSession, RunSession, SessionOptions, SessionPorts } from "../../sync/session-driver.ts";
import type { SaidFrame, SessionNotice } from "../../sync/session-step.ts";
import { WIRE_ERRORS, type WireError } from "../../wire/wire-error.ts";
import type { DirectFailureReason } from "../face.ts";

/** Longer than any transport takes to find out that there is no way. */
const CONNECT_WITHIN_MS = 25_000;
/** How long a connection may take to answer after a sleep, or when it is doubted. */
const ANSWER_WITHIN_MS = 5_000;
/** By then another way, which both are about to look for, carries what is said; the one before may have answered still. */
const ANOTHER_WAY_AFTER_MS = 5_000;
/** How long a device that was called may say nothing after something was said to it, before it is doubted: it is one that does not sleep. */
const SILENT_AFTER_MS = 5_000;

export type ConnectionPorts = Omit<SessionPorts, "openLink"> & { readonly dial: DialDirect; readonly runSession: RunSession };

/** `device` null: whichever member calls. */
export type ConnectionOptions = Pick<DirectOptions, "first" | "polite" | "iceServers" | "at"> &
  Pick<SessionOptions, "role" | "space" | "self" | "forwarding" | "inviter"> & {
    readonly device: DeviceId | null;
    readonly attempt: AttemptId;
  };

export type ConnectionEvents = {
  readonly signal: (signal: DirectSignal) => void;
  readonly notice: (notice: SessionNotice) => void;
  readonly bytes: (direction: "sent" | "received", bytes: number) => void;
  /** Once, last. Null: by our own close. */
  readonly ended: (reason: DirectFailureReason | null) => void;
};

const FAILURES: ReadonlySet<string> = new Set(["left", "unreachable", "broken", "refused", "full", "unsupported"]);

const isFailure = (reason: string): reason is DirectFailureReason => FAILURES.has(reason);

function failureOf(closed: LinkClosed, wasOpen: boolean): DirectFailureReason | null {
  if (closed.kind === "local") return null;
  if (closed.kind === "remote") return closed.error === null || wasOpen ? "left" : "not-verified";
  return isFailure(closed.reason) ? closed.reason : "broken";
}

export class DirectConnection {
  readonly attempt: AttemptId;
  readonly isFirst: boolean;
  /** The other side's. */
  theirs: AttemptId | null = null;
  /** Of signals said. */
  saidCount = 0;
  isOpen = false;
  readonly #ports: ConnectionPorts;
  readonly #options: ConnectionOptions;
  readonly #events: ConnectionEvents;
  readonly #link: DirectLink;
  #session: RunningSession | null = null;
  /** Where what the link brings goes to, once the session has been told that it is open. */
  #sink: LinkEvents | null = null;
  /** Came before that: the other side's may have been open first, and then it says the first word. */
  readonly #early: Uint8Array[] = [];
  #hasEnded = false;
  /** Why the other side gave it up, as far as it has said so. */
  #theirError: WireError | null = null;
  #cancelTimer: () => void;
  /** Null: it has said something since anything was said to it. */
  #cancelSilence: (() => void) | null = null;
  #isDoubted = false;
  /** Null: no other way is to show that it works. */
  #cancelProof: (() => void) | null = null;

  constructor(ports: ConnectionPorts, options: ConnectionOptions, events: ConnectionEvents) {
    this.#ports = ports;
    this.#options = options;
    this.#events = events;
    this.attempt = options.attempt;
    this.isFirst = options.first;
    const { first, polite, iceServers, at } = options;
    this.#cancelTimer = ports.timers.after(CONNECT_WITHIN_MS, () => this.#end("unreachable"));
    this.#link = ports.dial(
      { first, polite, iceServers, at },
      {
        signal: (signal) => {
          if (!this.#hasEnded) events.signal(signal);
        },
        opened: () => this.#onOpened(),
        frame: (bytes) => this.#onFrame(bytes),
        closed: (reason) => this.#onLinkClosed(reason),
      },
    );
  }

  /** By an address, with nobody to hear signals. */
  get isCall(): boolean {
    return this.#options.at !== undefined;
  }

  hear(signal: DirectSignal): void {
    if (this.#hasEnded) return;
    if (signal.kind === "description" && this.isOpen) this.#awaitProof();
    this.#link.hear(signal);
  }

  say(frame: SaidFrame): void {
    this.#session?.say(frame);
  }

  changed(): void {
    this.#session?.changed();
  }

  syncNow(): void {
    this.#session?.syncNow();
  }

  left(): LeftToMove | null {
    return this.#session?.left() ?? null;
  }

  /** Ends it unless it answers soon. */
  doubt(): void {
    if (!this.isOpen || this.#hasEnded) return;
    this.#isDoubted = true;
    this.#cancelTimer();
    this.#cancelTimer = this.#ports.timers.after(ANSWER_WITHIN_MS, () => this.#end("broken"));
    this.#session?.probe();
  }

  close(): void {
    if (this.#session === null && !this.#hasEnded && !this.isCall) this.#events.signal({ kind: "bye" });
    this.#end(null);
  }

  #onOpened(): void {
    if (this.#hasEnded) return;
    const { source, timers, random, sha256, runSession } = this.#ports;
    const { role, space, self, forwarding, inviter } = this.#options;
    this.#session = runSession(
      { source, timers, random, sha256, openLink: (events) => this.#openFor(events) },
      {
        role,
        peer: "device",
        space,
        self,
        forwarding,
        inviter,
        onNotice: (notice) => this.#onNotice(notice),
        onBytes: (direction, bytes) => this.#onBytes(direction, bytes),
        onClosed: (reason, said) => this.#onSessionClosed(reason, said),
      },
    );
  }

  /** The link is up already: told as on any other, after the call. */
  #openFor(events: LinkEvents): DirectLink {
    void Promise.resolve().then(() => this.#beginSession(events));
    return this.#link;
  }

  #beginSession(events: LinkEvents): void {
    if (this.#hasEnded) return;
    this.#sink = events;
    events.opened();
    for (const frame of this.#early.splice(0)) events.frame(frame);
  }

  #onFrame(bytes: Uint8Array): void {
    if (this.#sink === null) this.#early.push(bytes);
    else this.#sink.frame(bytes);
  }

  #onBytes(direction: "sent" | "received", bytes: number): void {
    this.#events.bytes(direction, bytes);
    if (direction === "received") this.#endSilence();
    else if (this.isCall && this.isOpen && !this.#isDoubted) this.#awaitWord();
  }

  /** Browsers take up to half a minute to say that nobody is there any more. What still waits to leave cannot have been heard. */
  #awaitWord(): void {
    this.#cancelSilence ??= this.#ports.timers.after(SILENT_AFTER_MS, () => {
      this.#cancelSilence = null;
      if (this.#link.bufferedBytes() > 0) this.#awaitWord();
      else this.doubt();
    });
  }

  /** What both platforms call connected may carry nothing, or in one direction only: another way counts once there is an answer by it. */
  #awaitProof(): void {
    this.#cancelProof ??= this.#ports.timers.after(ANOTHER_WAY_AFTER_MS, () => {
      this.#cancelProof = null;
      this.doubt();
    });
  }

  #endSilence(): void {
    this.#cancelSilence?.();
    this.#cancelSilence = null;
  }

  #onNotice(notice: SessionNotice): void {
    if (this.#hasEnded) return;
    if (notice.kind === "open") {
      // Verified, but another member than the one that was to be connected to.
      const { device } = this.#options;
      if (device !== null && notice.peer.id !== device) return this.#end("not-verified");
      this.isOpen = true;
      this.#cancelTimer();
    }
    if (notice.kind === "answered") {
      this.#isDoubted = false;
      this.#cancelTimer();
    }
    if (notice.kind === "wire-error") this.#theirError = notice.error;
    this.#events.notice(notice);
  }

  #onLinkClosed(reason: LinkClosed): void {
    if (this.#sink !== null) this.#sink.closed(reason);
    else this.#end(failureOf(reason, false));
  }

  #onSessionClosed(reason: LinkClosed, said: WireError | null): void {
    const error = said ?? this.#theirError;
    if (error === null) this.#end(failureOf(reason, this.isOpen) ?? "left");
    else if (WIRE_ERRORS[error].class === "authentication") this.#end("not-verified");
    else this.#end(error === "idle" ? "broken" : "refused");
  }

  #end(reason: DirectFailureReason | null): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.isOpen = false;
    this.#cancelTimer();
    this.#endSilence();
    this.#cancelProof?.();
    if (this.#session === null) this.#link.close();
    else this.#session.close();
    this.#events.ended(reason);
  }
}
