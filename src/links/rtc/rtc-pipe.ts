// The worker's end of the pipe to its connections, which a window keeps (rtc-host.ts). Where the window hands over a connection's channel, packets do not
// go through the pipe.

import { freeBuffer } from "../../base/bytes.ts";
import { giveBuffer } from "../../base/given-bytes.ts";
import type { DirectChannel, DirectEvents, DirectFailure, DirectOptions, DirectSignal, RtcTransport } from "../../ports/direct.ts";
import { LOW_WATER_BYTES } from "../../wire/limits.ts";
import { OwnChannel } from "./own-channel.ts";
import type { RtcDataChannel } from "./rtc-connection.ts";
import type { PipePort, RtcCommand, RtcEvent } from "./rtc-messages.ts";

/** The window is told of what was taken in so much at a time. */
const TOOK_BYTES = 262_144;

class PipedChannel implements DirectChannel {
  readonly #id: number;
  readonly #say: (command: RtcCommand, transfer?: Transferable[]) => void;
  readonly #events: DirectEvents;
  /** `closing`: by us, and the window has still to say so. */
  #state: "opening" | "open" | "closing" | "over" = "opening";
  #own: OwnChannel | null = null;
  /** Why we close, where that was not asked for. */
  #failure: DirectFailure | null = null;
  #bufferedBytes = 0;
  #tookBytes = 0;

  constructor(id: number, say: (command: RtcCommand, transfer?: Transferable[]) => void, events: DirectEvents) {
    this.#id = id;
    this.#say = say;
    this.#events = events;
  }

  send(packet: Uint8Array): void {
    if (this.#state !== "open") return;
    if (this.#own !== null) return this.#own.send(packet);
    const buffer = giveBuffer(packet);
    this.#bufferedBytes += buffer.byteLength;
    this.#say({ kind: "send", id: this.#id, packet: buffer }, [buffer]);
  }

  bufferedBytes(): number {
    if (this.#own === null) return this.#bufferedBytes;
    return this.#state === "open" ? this.#own.bufferedBytes() : 0;
  }

  hear(signal: DirectSignal): void {
    if (this.#state === "opening" || this.#state === "open") this.#say({ kind: "hear", id: this.#id, signal });
  }

  close(): void {
    if (this.#state === "closing" || this.#state === "over") return;
    this.#state = "closing";
    this.#say({ kind: "close", id: this.#id });
  }

  onEvent(event: RtcEvent): void {
    switch (event.kind) {
      case "channel":
        return this.#takeOver(event.channel);
      case "shut":
        return this.#own?.close();
      case "signal":
        return this.#events.signal(event.signal);
      case "opened":
        return this.#onOpened(event.binding);
      case "packet":
        return this.#onPacket(event.packet);
      case "left":
        return this.#onLeft(event.bytes);
      case "closed":
        return this.#end(event.reason);
    }
  }

  #onOpened(binding: string): void {
    if (this.#state !== "opening") return;
    this.#state = "open";
    this.#events.opened(binding);
    this.#own?.begin();
  }

  #takeOver(channel: RtcDataChannel): void {
    this.#own = new OwnChannel(channel, {
      happened: (event) => this.#say({ kind: "happened", id: this.#id, event }),
      packet: (bytes) => {
        if (this.#state === "open") this.#events.packet(bytes);
      },
      low: () => {
        if (this.#state === "open") this.#events.low();
      },
      failed: (reason) => this.#fail(reason),
    });
  }

  #fail(reason: DirectFailure): void {
    this.#failure ??= reason;
    this.close();
  }

  #onPacket(packet: ArrayBuffer): void {
    if (this.#state !== "open") return;
    const bytes = packet.byteLength;
    this.#events.packet(new Uint8Array(packet));
    freeBuffer(packet);
    this.#tookBytes += bytes;
    if (this.#tookBytes < TOOK_BYTES) return;
    this.#say({ kind: "took", id: this.#id, bytes: this.#tookBytes });
    this.#tookBytes = 0;
  }

  #onLeft(bytes: number): void {
    const before = this.#bufferedBytes;
    this.#bufferedBytes -= bytes;
    if (this.#state === "open" && before > LOW_WATER_BYTES && this.#bufferedBytes <= LOW_WATER_BYTES) this.#events.low();
  }

  #end(reason: DirectFailure | null): void {
    const wasOurs = this.#state === "closing";
    this.#state = "over";
    this.#events.closed(wasOurs ? this.#failure : reason);
  }
}

export function makePipedTransport(port: PipePort<RtcCommand>): RtcTransport {
  const channels = new Map<number, PipedChannel>();
  let lastId = 0;
  port.addEventListener("message", ({ data }) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the other end of the port is rtc-host.ts of the same build
    const event = data as RtcEvent;
    channels.get(event.id)?.onEvent(event);
    if (event.kind === "closed") channels.delete(event.id);
  });
  port.start();
  return {
    open(options: DirectOptions, events: DirectEvents) {
      lastId += 1;
      const id = lastId;
      const channel = new PipedChannel(id, (command, transfer = []) => port.postMessage(command, transfer), events);
      channels.set(id, channel);
      port.postMessage({ kind: "open", id, options }, []);
      return channel;
    },
  };
}
