// Direct connections between tabs over the simulated network. What in a browser is an offer with addresses is here the name under which the connection is
// awaited: so that one comes about only where signals have passed both ways, and the network between the two lets it.

import type { DialDirect, DirectFailure, DirectLink, DirectLinkEvents, DirectOptions, DirectSignal } from "../src/ports/direct.ts";
import type { Link, LinkClosed } from "../src/ports/link.ts";
import type { Timers } from "../src/ports/time.ts";
import type { Gate } from "./gate.ts";
import type { Endpoint, Network } from "./network.ts";

const CONNECT_WITHIN_MS = 20_000;

/** What may vanish with its tab. */
export type DirectHost = {
  readonly name: string;
  readonly network: Network;
  readonly timers: Timers;
  readonly gate: Gate;
  readonly endpoints: Endpoint[];
};

class SimDirectLink implements DirectLink {
  readonly #host: DirectHost;
  readonly #options: DirectOptions;
  readonly #events: DirectLinkEvents;
  readonly #endpoint: Endpoint;
  readonly #address: string;
  #link: Link | null = null;
  #isOver = false;
  #cancelDeadline: () => void;

  constructor(host: DirectHost, options: DirectOptions, events: DirectLinkEvents) {
    this.#host = host;
    this.#options = options;
    this.#events = events;
    this.#address = host.network.nameOfDirect(host.name);
    this.#endpoint = host.network.attach(this.#address);
    host.endpoints.push(this.#endpoint);
    this.#cancelDeadline = host.timers.after(options.patienceMs ?? CONNECT_WITHIN_MS, () => this.#fail("unreachable"));
    if (options.first) this.#signalLater({ kind: "description", type: "offer", sdp: this.#address });
  }

  get binding(): string {
    return this.#link?.binding ?? "";
  }

  hear(signal: DirectSignal): void {
    if (this.#isOver) return;
    if (signal.kind === "bye") this.#fail(signal.isFull === true ? "full" : "left");
    if (signal.kind !== "description" || this.#link !== null) return;
    if (signal.type === "answer" && this.#options.first)
      this.#link = this.#endpoint.dial(signal.sdp, this.#host.gate.events(this.#linkEvents));
    if (signal.type === "offer" && !this.#options.first) this.#await();
  }

  send(bytes: Uint8Array): void {
    this.#link?.send(bytes);
  }

  bufferedBytes(): number {
    return this.#link?.bufferedBytes() ?? 0;
  }

  close(error?: Parameters<Link["close"]>[0]): void {
    if (this.#link !== null) this.#link.close(error);
    else this.#end({ kind: "local" });
  }

  #await(): void {
    this.#endpoint.listen((open) => {
      if (!this.#isOver && this.#link === null) this.#link = open(this.#host.gate.events(this.#linkEvents));
    });
    this.#signalLater({ kind: "description", type: "answer", sdp: this.#address });
  }

  #signalLater(signal: DirectSignal): void {
    this.#host.timers.after(0, () => {
      if (!this.#isOver) this.#events.signal(signal);
    });
  }

  get #linkEvents() {
    return {
      opened: () => {
        this.#cancelDeadline();
        this.#events.opened();
      },
      frame: (bytes: Uint8Array) => this.#events.frame(bytes),
      closed: (reason: LinkClosed) => this.#over(reason),
    };
  }

  #fail(reason: DirectFailure): void {
    const link = this.#link;
    this.#end({ kind: "failed", reason });
    link?.close();
  }

  #end(reason: LinkClosed): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#cancelDeadline();
    void Promise.resolve().then(() => this.#events.closed(reason));
    this.#endpoint.unlisten();
  }

  #over(reason: LinkClosed): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#cancelDeadline();
    this.#endpoint.unlisten();
    this.#events.closed(reason.kind === "failed" ? { kind: "failed", reason: "broken" } : reason);
  }
}

export const makeSimDial =
  (host: DirectHost): DialDirect =>
  (options, events) =>
    new SimDirectLink(host, options, events);
