// Two ways to one relay: its socket, and a call at the address that it has once told (PROTOCOL.md "Direct addresses"). The socket is tried first; the call joins
// when that has failed, or takes long. The first that opens is the link, and the other is let go. What is said over it is the same either way.

import type { DialDirect } from "../../ports/direct.ts";
import type { DialLink, Link, LinkClosed, LinkEvents } from "../../ports/link.ts";
import type { Timers } from "../../ports/time.ts";
import { decodeDirectAddress } from "../../wire/direct-address.ts";
import type { WireError } from "../../wire/wire-error.ts";
import { isOnThisMachine } from "../../base/own-machine.ts";

/** A socket that is to be had is there by then. */
const CALL_AFTER_MS = 3_000;
/** With the wait before it less than a session has for its beginning, so that a relay which is not there counts as that. */
const CALL_WITHIN_MS = 6_000;

export type EitherWayPorts = {
  readonly dialRelay: DialLink;
  readonly timers: Timers;
};

export type EitherWayOptions = {
  readonly dialDirect: DialDirect;
  readonly origin: string;
  /** As wire/direct-address.ts has it. */
  readonly at: Uint8Array;
  /** Right before the link opens. */
  readonly won: (way: Way) => void;
};

export type Way = "socket" | "call";

/** Only what such a relay says of its address is believed: elsewhere whoever stands between could lead this device to a relay of his own for ever. */
const isSure = (origin: string): boolean => origin.startsWith("wss:") || isOnThisMachine(origin);

/** When both fail it is for the reason that the socket had. */
export const dialEitherWay = (ports: EitherWayPorts, options: EitherWayOptions, events: LinkEvents): Link =>
  isSure(options.origin) ? new EitherWay(ports, options, events) : ports.dialRelay(options.origin, events);

class EitherWay implements Link {
  readonly #options: EitherWayOptions;
  readonly #events: LinkEvents;
  readonly #links: { socket: Link | null; call: Link | null } = { socket: null, call: null };
  #winner: Way | null = null;
  #socketEnd: LinkClosed | null = null;
  #isCalling = false;
  #hasCallFailed = false;
  #isOver = false;
  readonly #cancelWait: () => void;

  constructor(ports: EitherWayPorts, options: EitherWayOptions, events: LinkEvents) {
    this.#options = options;
    this.#events = events;
    this.#cancelWait = ports.timers.after(CALL_AFTER_MS, () => this.#call());
    this.#links.socket = ports.dialRelay(options.origin, this.#eventsOf("socket"));
  }

  get #link(): Link | null {
    return this.#winner === null ? null : this.#links[this.#winner];
  }

  get binding(): string {
    return this.#link?.binding ?? "";
  }

  send(bytes: Uint8Array): void {
    this.#link?.send(bytes);
  }

  bufferedBytes(): number {
    return this.#link?.bufferedBytes() ?? 0;
  }

  close(error?: WireError): void {
    if (this.#link !== null) return this.#link.close(error);
    this.#end({ kind: "local" });
    for (const link of [this.#links.socket, this.#links.call]) link?.close(error);
  }

  #eventsOf(way: Way): LinkEvents {
    return {
      opened: () => this.#onOpened(way),
      frame: (bytes) => {
        if (this.#winner === way) this.#events.frame(bytes);
      },
      closed: (reason) => this.#onClosed(way, reason),
    };
  }

  #call(): void {
    if (this.#isCalling || this.#winner !== null || this.#isOver) return;
    this.#isCalling = true;
    const at = decodeDirectAddress(this.#options.at);
    // Kept by a version that wrote it otherwise.
    if (at === null) return this.#onClosed("call", { kind: "failed", reason: "not an address" });
    const options = { first: true, polite: false, iceServers: [], patienceMs: CALL_WITHIN_MS, at };
    // There is nobody to hear signals.
    this.#links.call = this.#options.dialDirect(options, { ...this.#eventsOf("call"), signal: () => undefined });
  }

  #onOpened(way: Way): void {
    if (this.#winner !== null || this.#isOver) return;
    this.#winner = way;
    this.#cancelWait();
    this.#links[way === "socket" ? "call" : "socket"]?.close();
    this.#options.won(way);
    this.#events.opened();
  }

  #onClosed(way: Way, reason: LinkClosed): void {
    if (this.#winner === way) return this.#end(reason);
    if (this.#winner !== null || this.#isOver) return;
    if (way === "call") this.#hasCallFailed = true;
    else this.#socketEnd = reason;
    if (this.#socketEnd === null) return;
    if (this.#hasCallFailed) this.#end(this.#socketEnd);
    else this.#call();
  }

  #end(reason: LinkClosed): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#cancelWait();
    void Promise.resolve().then(() => this.#events.closed(reason));
  }
}
