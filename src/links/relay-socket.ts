// A link to a relay over a WebSocket: one frame in one binary message, path `/sync` (PROTOCOL.md). Errors travel as close codes. The socket's
// class is injected: the browser's, or that of `ws` in Node. Dialling again after an end is the caller's matter.

import type { DialLink, Link, LinkClosed, LinkEvents } from "../ports/link.ts";
import { MAX_FRAME_BYTES } from "../wire/limits.ts";
import { closeCodeOf, wireErrorOfCloseCode, type WireError } from "../wire/wire-error.ts";
import { relayOrigin } from "./relay-origin.ts";

/** What is used of a WebSocket. */
export interface Socket {
  binaryType: string;
  readonly bufferedAmount: number;
  readonly readyState: number;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(code?: number): void;
  addEventListener(type: "open" | "error", listener: () => void): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: "close", listener: (event: { readonly code: number }) => void): void;
}

export type SocketClass = new (url: string) => Socket;

const OPEN = 1;
const CLOSE_NORMAL = 1000;
/** RFC 6455 section 7.4.1: the message was too big for the other side. */
const CLOSE_TOO_BIG = 1009;
/** RFC 6455 section 7.4.1: there was no close frame. */
const CLOSE_ABNORMAL = 1006;

function reasonOfClose(code: number, wasOpen: boolean): LinkClosed {
  if (code === CLOSE_ABNORMAL) return { kind: "failed", reason: wasOpen ? "connection broken" : "unreachable" };
  return { kind: "remote", error: code === CLOSE_TOO_BIG ? "oversized" : wireErrorOfCloseCode(code) };
}

class RelaySocket implements Link {
  readonly binding: string;
  readonly #events: LinkEvents;
  #socket: Socket | null = null;
  #wasOpen = false;
  #ended = false;

  constructor(SocketOfPlatform: SocketClass, address: string, events: LinkEvents) {
    const origin = relayOrigin(address);
    this.binding = origin ?? "";
    this.#events = events;
    if (origin === null) {
      this.#end({ kind: "failed", reason: "not a relay's address" });
      return;
    }
    try {
      this.#socket = this.#connect(new SocketOfPlatform(`${origin}/sync`));
    } catch (error) {
      // Browsers throw for what they will never dial, such as ws: from a page that came over https.
      this.#end({ kind: "failed", reason: error instanceof Error ? error.message : "refused by the browser" });
    }
  }

  send(bytes: Uint8Array): void {
    if (!this.#ended && this.#socket?.readyState === OPEN) this.#socket.send(bytes.slice());
  }

  bufferedBytes(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  close(error?: WireError): void {
    this.#closeFor({ kind: "local" }, error);
  }

  #connect(socket: Socket): Socket {
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => {
      if (this.#ended) return;
      this.#wasOpen = true;
      this.#events.opened();
    });
    socket.addEventListener("message", ({ data }) => this.#receive(data));
    // Nothing is to be learnt from it; the close event follows. In Node an error without a listener would be thrown.
    socket.addEventListener("error", () => undefined);
    socket.addEventListener("close", ({ code }) => this.#end(reasonOfClose(code, this.#wasOpen)));
    return socket;
  }

  #receive(data: unknown): void {
    if (this.#ended) return;
    if (!(data instanceof ArrayBuffer)) return this.#closeFor({ kind: "failed", reason: "a message that is not binary" }, "malformed");
    if (data.byteLength > MAX_FRAME_BYTES) return this.#closeFor({ kind: "failed", reason: "a frame above the limit" }, "oversized");
    this.#events.frame(new Uint8Array(data));
  }

  /** What was sent before still leaves; the closing handshake is not waited for. */
  #closeFor(reason: LinkClosed, error: WireError | undefined): void {
    if (this.#ended) return;
    this.#socket?.close(error === undefined ? CLOSE_NORMAL : closeCodeOf(error));
    this.#end(reason);
  }

  #end(reason: LinkClosed): void {
    if (this.#ended) return;
    this.#ended = true;
    queueMicrotask(() => this.#events.closed(reason));
  }
}

/** Dials relays with the platform's WebSocket class. */
export const makeRelayDial =
  (SocketOfPlatform: SocketClass): DialLink =>
  (address, events) =>
    new RelaySocket(SocketOfPlatform, address, events);
