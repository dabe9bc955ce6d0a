// A link moves frames between two replicas, in order, without loss while it is up: relay socket, in-memory pair, later data channels and files.
// Adapters (links/) pass link.suite.ts. They know nothing of what the frames say.

import type { WireError } from "../wire/wire-error.ts";

export type LinkClosed =
  /** We closed it. */
  | { readonly kind: "local" }
  /** The other side closed it, with a protocol error or without. */
  | { readonly kind: "remote"; readonly error: WireError | null }
  /** It could not be opened, or broke. */
  | { readonly kind: "failed"; readonly reason: string };

export interface LinkEvents {
  /** Frames may be sent from now on. */
  opened(): void;
  frame(bytes: Uint8Array): void;
  /** Once, last. */
  closed(reason: LinkClosed): void;
}

export interface Link {
  /** What ties a handshake to this link (PROTOCOL.md "Handshake"): known from `opened` on. */
  readonly binding: string;
  /** Copies or keeps `bytes`: the caller does not change them later. Nothing happens when the link is not open. */
  send(bytes: Uint8Array): void;
  /** Bytes handed to `send` that have not left yet. */
  bufferedBytes(): number;
  /** Sends `error` as the link's own way of saying why, then closes. */
  close(error?: WireError): void;
}

/** Begins to open a link; its events come later, never during the call. */
export type DialLink = (address: string, events: LinkEvents) => Link;
