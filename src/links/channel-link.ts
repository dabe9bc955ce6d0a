// A link over a channel of small packets (PROTOCOL.md "Packets"): frames are cut to packets and put together again, and wait here while the channel
// holds as much as it should. Packets come from a device that may be hostile: what breaks the rules ends the link, and what a frame that never ends
// can make us keep is bounded. Which channel it is, and what the frames say, is left to others.

import type { Link, LinkClosed, LinkEvents } from "../ports/link.ts";
import type { OpenPacketChannel, PacketChannel } from "../ports/packet-channel.ts";
import type { Timers } from "../ports/time.ts";
import { HIGH_WATER_BYTES, MAX_FRAME_BYTES, MAX_PACKET_BYTES } from "../wire/limits.ts";
import { WIRE_ERRORS, wireErrorOfCode, type WireError } from "../wire/wire-error.ts";
import { FrameAssembly } from "./frame-assembly.ts";

const LAST = 1;
const END = 2;
const CONTENT_BYTES = MAX_PACKET_BYTES - 1;
/** What was sent before closing has this long to leave: a device that no longer reads must not hold a connection open. */
const CLOSING_DEADLINE_MS = 10_000;

function packetOf(flags: number, content: Uint8Array): Uint8Array {
  const packet = new Uint8Array(1 + content.length);
  packet[0] = flags;
  packet.set(content, 1);
  return packet;
}

const endPacketOf = (error: WireError | null): Uint8Array => Uint8Array.of(END, error === null ? 0 : WIRE_ERRORS[error].code);

class ChannelLink implements Link {
  #binding = "";
  readonly #events: LinkEvents;
  readonly #timers: Timers;
  readonly #channel: PacketChannel;
  /** `closing`: the owner has been told, what was sent before is still on its way. */
  #state: "opening" | "open" | "closing" | "closed" = "opening";
  /** Frames that wait for the channel; of the first, the bytes before `#sentOfFirst` have gone. */
  readonly #waiting: Uint8Array[] = [];
  #sentOfFirst = 0;
  #waitingBytes = 0;
  #endPacket: Uint8Array | null = null;
  #cancelDeadline: () => void = () => undefined;
  readonly #assembly = new FrameAssembly(MAX_FRAME_BYTES);

  constructor(open: OpenPacketChannel, timers: Timers, events: LinkEvents) {
    this.#events = events;
    this.#timers = timers;
    this.#channel = open({
      opened: (binding) => this.#onOpened(binding),
      packet: (packet) => this.#receive(packet),
      low: () => this.#pump(),
      closed: (reason) => this.#onChannelClosed(reason),
    });
  }

  get binding(): string {
    return this.#binding;
  }

  send(bytes: Uint8Array): void {
    if (this.#state !== "open") return;
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    this.#pump();
  }

  bufferedBytes(): number {
    return this.#waitingBytes + this.#channel.bufferedBytes();
  }

  close(error?: WireError): void {
    this.#closeFor({ kind: "local" }, error ?? null);
  }

  #onOpened(binding: string): void {
    if (this.#state !== "opening") return;
    this.#binding = binding;
    this.#state = "open";
    this.#events.opened();
  }

  /** Hands on what the channel has room for. */
  #pump(): void {
    if (this.#state !== "open" && this.#state !== "closing") return;
    for (let frame = this.#waiting[0]; frame !== undefined; frame = this.#waiting[0]) {
      if (this.#channel.bufferedBytes() >= HIGH_WATER_BYTES) return;
      const content = frame.subarray(this.#sentOfFirst, this.#sentOfFirst + CONTENT_BYTES);
      this.#sentOfFirst += content.length;
      this.#waitingBytes -= content.length;
      const isLast = this.#sentOfFirst === frame.length;
      this.#channel.send(packetOf(isLast ? LAST : 0, content));
      if (!isLast) continue;
      this.#waiting.shift();
      this.#sentOfFirst = 0;
    }
    if (this.#endPacket !== null) this.#sayEnd(this.#endPacket);
  }

  #sayEnd(endPacket: Uint8Array): void {
    this.#channel.send(endPacket);
    this.#leave();
  }

  #receive(packet: Uint8Array): void {
    if (this.#state !== "open") return;
    const [flags] = packet;
    if (packet.length > MAX_PACKET_BYTES) return this.#refuse("oversized");
    if (flags === END) return this.#onEnd(packet);
    if (flags !== LAST && flags !== 0) return this.#refuse("malformed");
    // Only a frame's last packet may be empty: others would cost time and bring nothing nearer.
    if (flags === 0 && packet.length === 1) return this.#refuse("malformed");
    if (!this.#assembly.add(packet.subarray(1))) return this.#refuse("oversized");
    if (flags === LAST) this.#events.frame(this.#assembly.take());
  }

  #onEnd(packet: Uint8Array): void {
    const [, code] = packet;
    if (packet.length !== 2 || code === undefined) return this.#refuse("malformed");
    this.#leave();
    this.#tell({ kind: "remote", error: wireErrorOfCode(code) });
  }

  #refuse(error: "malformed" | "oversized"): void {
    this.#closeFor({ kind: "failed", reason: error === "oversized" ? "a frame above the limit" : "a malformed packet" }, error);
  }

  #closeFor(reason: LinkClosed, error: WireError | null): void {
    if (this.#state === "closing" || this.#state === "closed") return;
    const wasOpen = this.#state === "open";
    this.#tell(reason);
    if (!wasOpen) return this.#leave();
    this.#state = "closing";
    this.#assembly.clear();
    this.#endPacket = endPacketOf(error);
    this.#cancelDeadline = this.#timers.after(CLOSING_DEADLINE_MS, () => this.#leave());
    this.#pump();
  }

  #onChannelClosed(reason: string | null): void {
    const wasUp = this.#state === "opening" || this.#state === "open";
    this.#leave();
    if (wasUp) this.#tell({ kind: "failed", reason: reason ?? "connection broken" });
  }

  /** Nothing is kept or sent from now on. */
  #leave(): void {
    if (this.#state === "closed") return;
    this.#state = "closed";
    this.#cancelDeadline();
    this.#waiting.length = 0;
    this.#waitingBytes = 0;
    this.#assembly.clear();
    this.#channel.close();
  }

  #tell(reason: LinkClosed): void {
    queueMicrotask(() => this.#events.closed(reason));
  }
}

/** Its binding is that of the channel: known from `opened` on, empty before. */
export function openChannelLink(open: OpenPacketChannel, timers: Timers, events: LinkEvents): Link {
  return new ChannelLink(open, timers, events);
}
