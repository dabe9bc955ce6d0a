// An ordered, reliable channel of small messages: a WebRTC data channel, or the pipe to one that lives in another thread. What says nothing of
// frames: links/channel-link.ts makes a link of it.

/** They come later, never during a call. */
export interface PacketChannelEvents {
  /** Packets may be sent from now on. `binding`: what ties a handshake to this channel (PROTOCOL.md "Handshake"). */
  opened(binding: string): void;
  /** Whoever keeps any of `bytes` beyond the call copies it. */
  packet(bytes: Uint8Array): void;
  /** `bufferedBytes` has fallen to `LOW_WATER_BYTES` (wire/limits.ts) or below. */
  low(): void;
  /** Once, last. Null: by our own close. */
  closed(reason: string | null): void;
}

export interface PacketChannel {
  /** Keeps `packet`, of at most `MAX_PACKET_BYTES`, which the caller gives away. Nothing happens when the channel is not open. */
  send(packet: Uint8Array): void;
  /** Bytes handed to `send` that have not left yet. */
  bufferedBytes(): number;
  /** What was sent before still leaves, unless the other side takes too long for it. */
  close(): void;
}

export type OpenPacketChannel<Events extends PacketChannelEvents = PacketChannelEvents> = (events: Events) => PacketChannel;
