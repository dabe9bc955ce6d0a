// For tests: both ends of a packet channel within one process. Each packet is delivered in a microtask of its own, unless the way is held up.

import type { PacketChannel, PacketChannelEvents } from "../ports/packet-channel.ts";
import { LOW_WATER_BYTES } from "../wire/limits.ts";

type Side = "a" | "b";
const OTHER = { a: "b", b: "a" } as const;

class MemoryChannel implements PacketChannel {
  events: PacketChannelEvents;
  /** The other end, once both are there. */
  other: MemoryChannel | null = null;
  isOpen = false;
  isClosed = false;
  readonly waiting: Uint8Array[] = [];
  readonly #pair: MemoryChannels;
  #waitingBytes = 0;

  constructor(pair: MemoryChannels, events: PacketChannelEvents) {
    this.#pair = pair;
    this.events = events;
  }

  send(packet: Uint8Array): void {
    if (!this.isOpen || this.isClosed) return;
    this.waiting.push(packet);
    this.#waitingBytes += packet.length;
    this.#pair.deliverLater();
  }

  bufferedBytes(): number {
    return this.#waitingBytes;
  }

  /** Delivers the packet that has waited longest, and the end behind the last. */
  deliver(): void {
    const packet = this.waiting.shift();
    if (packet !== undefined) this.#deliver(packet);
    if (this.isClosed && this.waiting.length === 0) this.other?.end("left");
  }

  close(): void {
    this.end(null);
    this.#pair.deliverLater();
  }

  end(reason: string | null): void {
    if (this.isClosed) return;
    this.isClosed = true;
    queueMicrotask(() => this.events.closed(reason));
  }

  #deliver(packet: Uint8Array): void {
    const before = this.#waitingBytes;
    this.#waitingBytes -= packet.length;
    if (this.other?.isClosed === false) this.other.events.packet(packet);
    if (before > LOW_WATER_BYTES && this.#waitingBytes <= LOW_WATER_BYTES && !this.isClosed) this.events.low();
  }
}

/** Each side is opened once; the channel is up when both are. */
export class MemoryChannels {
  readonly #channels = new Map<Side, MemoryChannel>();
  #isHeld = false;
  #isScheduled = false;

  open(side: Side, events: PacketChannelEvents): PacketChannel {
    const channel = new MemoryChannel(this, events);
    this.#channels.set(side, channel);
    const other = this.#channels.get(OTHER[side]);
    if (other === undefined) return channel;
    channel.other = other;
    other.other = channel;
    for (const end of [other, channel]) queueMicrotask(() => this.#openEnd(end));
    this.deliverLater();
    return channel;
  }

  /** Packets go no further until `flow`: the other side reads slowly. */
  hold(): void {
    this.#isHeld = true;
  }

  flow(): void {
    this.#isHeld = false;
    this.deliverLater();
  }

  /** The connection is gone under both. */
  break(): void {
    for (const channel of this.#channels.values()) {
      channel.waiting.length = 0;
      channel.end("broken");
    }
  }

  deliverLater(): void {
    if (this.#isScheduled || this.#isHeld) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      if (this.#isHeld) return;
      for (const channel of this.#channels.values()) channel.deliver();
      if ([...this.#channels.values()].some(({ waiting }) => waiting.length > 0)) this.deliverLater();
    });
  }

  #openEnd(channel: MemoryChannel): void {
    if (channel.isClosed) return;
    channel.isOpen = true;
    channel.events.opened("memory");
  }
}
