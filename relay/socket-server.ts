// WebSockets as links of the relay: one frame in one binary message. Errors travel as close codes too (PROTOCOL.md "Errors"). Knows nothing of
// what the frames say.

import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type RawData, type WebSocket } from "ws";
import type { Link, LinkClosed, LinkEvents } from "../src/ports/link.ts";
import { MAX_FRAME_BYTES } from "../src/wire/limits.ts";
import { closeCodeOf, wireErrorOfCloseCode, type WireError } from "../src/wire/wire-error.ts";
import type { Relay } from "./relay.ts";

const CLOSE_NORMAL = 1000;
/** Between the two a frame is read and refused with our own code; beyond, the socket is cut while it is being read. */
const MAX_MESSAGE_BYTES = MAX_FRAME_BYTES + 65_536;
/** What may come at all before the other side is let in: it has one small frame to say. Else anybody could have a whole frame kept here for as long as that may take. */
const MAX_BYTES_BEFORE_LET_IN = 8_192;
/** How long the other side may take to close before the socket is cut; and where nothing more is read from it. */
const CLOSE_WITHIN_MS = 3_000;
const HEAR_WHY_WITHIN_MS = 250;

export interface SocketServer {
  /** Takes over a request for a socket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Waits for the sockets to close, as the relay has told them, and cuts those that do not. */
  close(): Promise<void>;
}

/** `isForeignPage`: whether a request comes from a page that is not served here. */
export function openSocketServer(relay: Relay, isForeignPage: (request: IncomingMessage) => boolean): SocketServer {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
  return {
    upgrade(request, socket, head) {
      server.handleUpgrade(request, socket, head, (webSocket) => serve(relay, webSocket, request, isForeignPage(request)));
    },
    async close() {
      const open = [...server.clients].map((client) => new Promise((resolve) => client.once("close", resolve)));
      const cut = setTimeout(() => {
        for (const client of server.clients) client.terminate();
      }, CLOSE_WITHIN_MS);
      await Promise.all(open);
      clearTimeout(cut);
    },
  };
}

function serve(relay: Relay, socket: WebSocket, request: IncomingMessage, isForeign: boolean): void {
  const link = new SocketLink(socket, `ws://${request.headers.host ?? ""}`);
  const accepted = relay.accept(link, { address: request.socket.remoteAddress ?? "", isForeignPage: isForeign });
  link.deliverTo(accepted);
  let bytes = 0;
  const count = (chunk: Uint8Array): void => {
    bytes += chunk.length;
    if (accepted.isLetIn) request.socket.off("data", count);
    else if (bytes > MAX_BYTES_BEFORE_LET_IN) link.cut("oversized");
  };
  request.socket.on("data", count);
}

class SocketLink implements Link {
  readonly binding: string;
  readonly #socket: WebSocket;
  #isClosing = false;

  constructor(socket: WebSocket, binding: string) {
    this.#socket = socket;
    this.binding = binding;
  }

  deliverTo(events: LinkEvents): void {
    this.#socket.on("message", (data, isBinary) => this.#receive(events, data, isBinary));
    // The close event follows and says the same.
    this.#socket.on("error", () => undefined);
    this.#socket.on("close", (code) => events.closed(this.#reasonOf(code)));
    events.opened();
  }

  send(bytes: Uint8Array): void {
    if (!this.#isClosing && this.#socket.readyState === this.#socket.OPEN) this.#socket.send(bytes);
  }

  bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  close(error?: WireError): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.#socket.close(error === undefined ? CLOSE_NORMAL : closeCodeOf(error));
    // A side that never reads would keep the socket for ever.
    const cut = setTimeout(() => this.#socket.terminate(), CLOSE_WITHIN_MS);
    this.#socket.once("close", () => clearTimeout(cut));
  }

  /** Nothing more is read. */
  cut(error: WireError): void {
    this.close(error);
    this.#socket.pause();
    const cut = setTimeout(() => this.#socket.terminate(), HEAR_WHY_WITHIN_MS);
    this.#socket.once("close", () => clearTimeout(cut));
  }

  #receive(events: LinkEvents, data: RawData, isBinary: boolean): void {
    if (this.#isClosing) return;
    if (!isBinary || !(data instanceof Uint8Array)) this.close("malformed");
    else if (data.length > MAX_FRAME_BYTES) this.close("oversized");
    else events.frame(data);
  }

  #reasonOf(code: number): LinkClosed {
    if (this.#isClosing) return { kind: "local" };
    const error = wireErrorOfCloseCode(code);
    return error === null && code !== CLOSE_NORMAL ? { kind: "failed", reason: "connection broken" } : { kind: "remote", error };
  }
}
