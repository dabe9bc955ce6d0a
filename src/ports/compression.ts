// Compression as a port: raw deflate (RFC 1951), which browsers and Node bring along.

export interface Compression {
  deflate(bytes: Uint8Array): Promise<Uint8Array>;
  /** `null` when the bytes are not raw deflate to their end or inflate to more than `maxBytes`; no more than that is ever held. */
  inflate(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array | null>;
}
