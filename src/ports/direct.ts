// Direct connections between two devices as a port. A connection needs signals to get started: what one side says in `signal`, the other must
// hear, in order, by whatever way its owner has (sealed over another link, or as a code on a screen). Adapters: links/rtc.

import type { Link, LinkEvents } from "./link.ts";
import type { PacketChannel, PacketChannelEvents } from "./packet-channel.ts";
import type { DirectAddress } from "../wire/direct-address.ts";

/** `url`: `stun:`, `stuns:`, `turn:` or `turns:`; name and credential are empty where there are none. */
export type IceServer = { readonly url: string; readonly username: string; readonly credential: string };

/** Bounded: PROTOCOL.md "Packets" and wire/limits.ts. */
export type DirectSignal =
  | { readonly kind: "description"; readonly type: "offer" | "answer"; readonly sdp: string }
  /** One that was found after the description was said. */
  | { readonly kind: "candidate"; readonly candidate: string }
  /** The sender has given this connection up; `isFull`: since it keeps as many as it can. */
  | { readonly kind: "bye"; readonly isFull?: true };

export type DirectFailure =
  /** The other side left: it said so, or closed the channel. */
  | "left"
  /** No way was found between the two, or none in time. */
  | "unreachable"
  /** It was open, and the connection is gone. */
  | "broken"
  /** The other side said what makes no connection, or more than is heard. */
  | "refused"
  /** There are as many connections already as this device, or the other, keeps. */
  | "full"
  /** This browser, or the page that holds the connections, cannot. */
  | "unsupported";

export type DirectOptions = {
  /** Makes the first offer; just one side does. */
  readonly first: boolean;
  /** Gives way when both offer at once; just one side does. */
  readonly polite: boolean;
  readonly iceServers: readonly IceServer[];
  /** Only what needs no server: addresses of this device. The description is said late enough to hold them all, so that it may be passed on by hand. */
  readonly restrictTo?: "host";
  /** How long to wait for the other side, who may be a person with a camera; 20 seconds unless said. */
  readonly patienceMs?: number;
  /** The other side answers there without signals: it makes do with what this side shows it. Goes with `first`. */
  readonly at?: DirectAddress | undefined;
};

export interface DirectEvents extends PacketChannelEvents {
  /** For the other side. None come after `closed`. */
  signal(signal: DirectSignal): void;
  /** Null: by our own close. */
  closed(reason: DirectFailure | null): void;
}

export interface DirectChannel extends PacketChannel {
  hear(signal: DirectSignal): void;
}

export interface RtcTransport {
  open(options: DirectOptions, events: DirectEvents): DirectChannel;
}

/** Links over such connections: what a replica asks for. Its `failed` has a `DirectFailure` as reason. */
export interface DirectLink extends Link {
  hear(signal: DirectSignal): void;
}

export interface DirectLinkEvents extends LinkEvents {
  signal(signal: DirectSignal): void;
}

/** Begins to open a link; its events come later, never during the call. Its binding is known from `opened` on. */
export type DialDirect = (options: DirectOptions, events: DirectLinkEvents) => DirectLink;

/** Somebody connects by the address of this device. */
export type DirectCall = {
  /** The IP address that it comes from; proved by its having opened. */
  readonly host: string;
  /** Takes it; nothing becomes of one that is not taken at once. */
  readonly dial: DialDirect;
  /** It is one of ours, so that it does not count among those that may be anybody's any more. */
  readonly verified: () => void;
};

/** Hears such calls until it is closed. */
export type AnswerDirect = (onCall: (call: DirectCall) => void) => { close(): void };
