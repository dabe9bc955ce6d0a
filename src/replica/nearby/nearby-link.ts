// The connection that two codes have made, from the first description on. One use of it follows the other: a meeting, the session in which a newcomer
// fetches the space, and the one that stays. Each takes it as a link of its own; a side that is done with a session begins anew on the same connection
// (PROTOCOL.md "Nearby codes"), and what was still on its way is dropped until the other side has begun anew too.

import type { DialDirect, DirectLink, DirectLinkEvents, DirectOptions, DirectSignal } from "../../ports/direct.ts";
import type { LinkClosed, LinkEvents } from "../../ports/link.ts";
import { isAnew, makeAnew } from "../../wire/anew.ts";
import type { WireError } from "../../wire/wire-error.ts";

/** What comes before somebody takes it: a hello, or the first message of a meeting and the one that ends it. */
const MAX_UNTAKEN_FRAMES = 8;
/** Once after each use is honest. */
const MAX_BEGINNINGS = 8;

/** Once a meeting is over for one side, the other may still say so. */
const MEET_CLOSE = 0x13;

/** After `fetch` another use follows: its closing leaves the connection as it is. */
export type NearbyUse = "meeting" | "fetch" | "session";

export type NearbyLinkEvents = {
  /** The session description, to be passed on by hand. */
  readonly described: (sdp: string) => void;
  readonly opened: () => void;
  /** A frame has come, and nobody has taken the link: whether it is kept for whoever takes it. */
  readonly asked: (bytes: Uint8Array) => boolean;
  /** Also when the link was taken, which is told first. */
  readonly closed: (reason: LinkClosed) => void;
};

export class NearbyLink {
  readonly #events: NearbyLinkEvents;
  readonly #link: DirectLink;
  #state: "opening" | "open" | "closed" = "opening";
  #isDescribed = false;
  #user: LinkEvents | null = null;
  #use: NearbyUse | null = null;
  /** Of that user, who may have signals to say. */
  #signal: ((signal: DirectSignal) => void) | null = null;
  readonly #untaken: Uint8Array[] = [];
  /** We have begun anew, and the other side has still to do so. */
  #isParting = false;
  #beginnings = 0;

  constructor(dial: DialDirect, options: DirectOptions, events: NearbyLinkEvents) {
    this.#events = events;
    this.#link = dial(options, {
      signal: (signal) => this.#onSignal(signal),
      opened: () => {
        this.#state = "open";
        events.opened();
      },
      frame: (bytes) => this.#onFrame(bytes),
      closed: (reason) => this.#onClosed(reason),
    });
  }

  get isOpen(): boolean {
    return this.#state === "open";
  }

  hear(signal: DirectSignal): void {
    this.#link.hear(signal);
  }

  close(): void {
    this.#link.close();
  }

  /** The open connection as a link. */
  take(events: LinkEvents, use: NearbyUse): DirectLink {
    this.#user = events;
    this.#use = use;
    let isUsed = true;
    void this.#open(events);
    const link = this.#link;
    const close = (error?: WireError): void => {
      if (!isUsed || this.#user !== events) return;
      isUsed = false;
      this.#letGo({ kind: "local" });
      if (use !== "fetch" || error !== undefined) link.close(error);
      else this.#beginAnew();
    };
    return {
      get binding() {
        return link.binding;
      },
      send: (bytes) => {
        if (isUsed && this.#user === events) link.send(bytes);
      },
      bufferedBytes: () => link.bufferedBytes(),
      close,
      hear: (signal) => link.hear(signal),
    };
  }

  /** Told after the call; what has come before follows once that was taken in. */
  async #open(events: LinkEvents): Promise<void> {
    await Promise.resolve();
    if (this.#user === events) events.opened();
    await Promise.resolve();
    for (const bytes of this.#user === events ? this.#untaken.splice(0) : []) if (this.#user === events) events.frame(bytes);
  }

  /** As a connection that the manager of direct links makes. */
  readonly dial: DialDirect = (_options, events: DirectLinkEvents) => {
    this.#signal = (signal) => events.signal(signal);
    return this.take(events, "session");
  };

  /** Whoever has it needs it no more, and is told nothing. */
  leave(): void {
    [this.#user, this.#use, this.#signal] = [null, null, null];
  }

  #beginAnew(): void {
    if (this.#state !== "open") return;
    this.#isParting = true;
    this.#link.send(makeAnew());
  }

  /** Its user is told, later than the call that led to it. */
  #letGo(reason: LinkClosed): void {
    const user = this.#user;
    this.leave();
    this.#untaken.length = 0;
    if (user !== null) void Promise.resolve().then(() => user.closed(reason));
  }

  #onSignal(signal: DirectSignal): void {
    if (this.#signal !== null) return this.#signal(signal);
    // Addresses that are found later cannot be passed on by hand.
    if (signal.kind !== "description" || this.#isDescribed) return;
    this.#isDescribed = true;
    this.#events.described(signal.sdp);
  }

  #onFrame(bytes: Uint8Array): void {
    if (isAnew(bytes)) return this.#onAnew();
    if (this.#isParting || (bytes[0] === MEET_CLOSE && this.#use !== "meeting")) return;
    if (this.#user !== null && this.#untaken.length === 0) return this.#user.frame(bytes);
    if (this.#untaken.length >= MAX_UNTAKEN_FRAMES) return this.#link.close("unexpected");
    if (this.#user !== null || this.#events.asked(bytes)) this.#untaken.push(bytes);
  }

  #onAnew(): void {
    this.#beginnings += 1;
    if (this.#beginnings > MAX_BEGINNINGS) return this.#link.close("unexpected");
    // We began: what comes from now on is for whoever has the link by now.
    if (this.#isParting) {
      this.#isParting = false;
      return;
    }
    this.#link.send(makeAnew());
    this.#letGo({ kind: "remote", error: null });
  }

  #onClosed(reason: LinkClosed): void {
    if (this.#state === "closed") return;
    this.#state = "closed";
    this.#letGo(reason);
    this.#events.closed(reason);
  }
}
