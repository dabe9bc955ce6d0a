// One socket's end, as rooms and signalling see it: what is sent to it, how it is closed, and whether it is still there.

import type { RawData, WebSocket } from "ws";
import { CLOSE_CODES, type CloseReason } from "./close-code.ts";
import { PING_EVERY_MS, STUCK_SOCKET_BYTES } from "./limits.ts";

const CLOSE_WITHIN_MS = 3_000;

export class SocketEnd {
  readonly #socket: WebSocket;
  #isAlive = true;
  #isClosing = false;

  /** `gone` is called once, whoever closed it. */
  constructor(socket: WebSocket, receive: (data: Uint8Array, isBinary: boolean) => void, gone: () => void) {
    this.#socket = socket;
    const ping = setInterval(() => this.#ping(), PING_EVERY_MS);
    socket.on("message", (data: RawData, isBinary) => {
      if (!this.#isClosing && data instanceof Uint8Array) receive(data, isBinary);
    });
    socket.on("pong", () => {
      this.#isAlive = true;
    });
    // The close event follows and says the same.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearInterval(ping);
      gone();
    });
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  send(message: Uint8Array | string): void {
    if (this.#isClosing || this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(message);
    if (this.#socket.bufferedAmount > STUCK_SOCKET_BYTES) this.close("slow");
  }

  /** Nothing is read until then. */
  async pauseUntil(ready: Promise<void>): Promise<void> {
    this.#socket.pause();
    await ready;
    this.#socket.resume();
  }

  close(reason: CloseReason): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.#socket.close(CLOSE_CODES[reason], reason);
    // A side that never reads would keep the socket for ever.
    const cut = setTimeout(() => this.#socket.terminate(), CLOSE_WITHIN_MS);
    this.#socket.once("close", () => clearTimeout(cut));
  }

  #ping(): void {
    if (!this.#isAlive) return this.#socket.terminate();
    this.#isAlive = false;
    return this.#socket.ping();
  }
}
