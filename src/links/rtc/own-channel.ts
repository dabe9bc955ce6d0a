// A data channel that the window has handed over to the worker: what it carries passes no other thread, however busy the page is.

import { EMPTY_BYTES, freeBuffer } from "../../base/bytes.ts";
import { freeBytes } from "../../base/given-bytes.ts";
import type { DirectFailure } from "../../ports/direct.ts";
import { LOW_WATER_BYTES } from "../../wire/limits.ts";
import { MAX_EARLY_PACKETS, type RtcDataChannel } from "./rtc-connection.ts";
import type { HandedEvent } from "./rtc-messages.ts";

export type OwnChannelEvents = {
  packet(bytes: Uint8Array): void;
  low(): void;
  /** For the window, which looks after the connection. */
  happened(event: HandedEvent): void;
  /** It is of no more use. */
  failed(reason: DirectFailure): void;
};

export class OwnChannel {
  readonly #channel: RtcDataChannel;
  readonly #events: OwnChannelEvents;
  /** Came before the window had looked at what is open; null from then on. */
  #early: unknown[] | null = [];

  constructor(channel: RtcDataChannel, events: OwnChannelEvents) {
    this.#channel = channel;
    this.#events = events;
    channel.binaryType = "arraybuffer";
    channel.bufferedAmountLowThreshold = LOW_WATER_BYTES;
    channel.addEventListener("open", () => events.happened("open"));
    channel.addEventListener("close", () => events.happened("close"));
    // What there is to know follows as a close.
    channel.addEventListener("error", () => undefined);
    channel.addEventListener("bufferedamountlow", () => events.low());
    channel.addEventListener("message", ({ data }) => this.#onMessage(data));
  }

  /** From now on packets are told. */
  begin(): void {
    const early = this.#early ?? [];
    this.#early = null;
    for (const data of early) this.#onMessage(data);
  }

  send(packet: Uint8Array): void {
    try {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- packets are made in this process, on no shared memory
      this.#channel.send(packet as Uint8Array<ArrayBuffer>);
    } catch {
      // It is closing already, or holds more than a browser allows.
      return this.#events.failed("broken");
    }
    // The platform has copied it.
    freeBytes(packet);
  }

  bufferedBytes(): number {
    return this.#channel.bufferedAmount;
  }

  /** What was sent before still leaves. */
  close(): void {
    this.#channel.close();
  }

  #onMessage(data: unknown): void {
    if (this.#early !== null) return this.#keepEarly(this.#early, data);
    // Text is not ours: as a packet without bytes it is refused above.
    if (!(data instanceof ArrayBuffer)) return this.#events.packet(EMPTY_BYTES);
    this.#events.packet(new Uint8Array(data));
    freeBuffer(data);
  }

  #keepEarly(early: unknown[], data: unknown): void {
    if (early.length >= MAX_EARLY_PACKETS) this.#events.failed("refused");
    else early.push(data);
  }
}
