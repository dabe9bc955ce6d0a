// The newcomer's side of a meeting at a relay (PROTOCOL.md "Meetings"): a link of its own that joins a room instead of authenticating, and then carries
// sealed messages. What they say is members/newcomer.ts.

import type { Link, LinkEvents } from "../ports/link.ts";
import type { Timers } from "../ports/time.ts";
import { bytesEqual } from "../base/bytes.ts";
import { decodeFrame, encodeFrame } from "../wire/frame-codec.ts";
import type { Frame, MeetCloseReason } from "../wire/frames.ts";
import { PROTOCOL_VERSIONS } from "../wire/limits.ts";
import type { WireError } from "../wire/wire-error.ts";

export type MeetingLinkEvents = {
  /** The relay was asked for the room; it says so if there is none. */
  readonly joined: () => void;
  readonly message: (sealed: Uint8Array) => void;
  readonly closed: (reason: MeetCloseReason) => void;
  /** The link ended without the room being closed first. */
  readonly failed: (error: WireError | "unreachable") => void;
};

export interface MeetingLink {
  send(sealed: Uint8Array): void;
  /** Leaves the room. */
  close(reason: MeetCloseReason): void;
}

const HELLO_DEADLINE_MS = 10_000;
const PING_INTERVAL_MS = 20_000;

type LifeWatch = { readonly begin: () => void; readonly heard: () => void; readonly stop: () => void };

/** A link may have died unnoticed: an other side that says nothing from one turn to ping it to the next is gone. */
function watchLife(timers: Timers, onTurn: (isGone: boolean) => void): LifeWatch {
  let isSilent = false;
  let cancel: (() => void) | null = null;
  const begin = (): void => {
    cancel = timers.after(PING_INTERVAL_MS, () => {
      const isGone = isSilent;
      isSilent = true;
      if (!isGone) begin();
      onTurn(isGone);
    });
  };
  return {
    begin,
    heard: () => {
      isSilent = false;
    },
    stop: () => cancel?.(),
  };
}

/** Joins `room` over a new link; one event of `closed` and `failed` comes last, unless this side closes. */
export function joinMeeting(
  openLink: (events: LinkEvents) => Link,
  timers: Timers,
  room: Uint8Array,
  events: MeetingLinkEvents,
): MeetingLink {
  let phase: "expect-hello" | "joined" | "ended" = "expect-hello";
  let said: WireError | null = null;
  const send = (frame: Frame): void => link.send(encodeFrame(frame));
  const end = (): void => {
    phase = "ended";
    cancelTimer();
    life.stop();
    link.close();
  };
  const fail = (error: WireError | "unreachable"): void => {
    if (phase === "ended") return;
    end();
    events.failed(error);
  };
  const life = watchLife(timers, (isGone) => (isGone ? fail("unreachable") : send({ type: "ping", nonce: 0 })));
  const onFrame = (frame: Frame): void => {
    if (frame.type === "error") said = frame.error;
    else if (frame.type === "hello" && phase === "expect-hello") {
      if (!frame.versions.some((version) => PROTOCOL_VERSIONS.includes(version))) return fail("unsupported-version");
      phase = "joined";
      cancelTimer();
      send({ type: "meet-join", room });
      life.begin();
      events.joined();
    } else if (frame.type === "meet-data" && bytesEqual(frame.room, room)) events.message(frame.message);
    else if (frame.type === "meet-close" && bytesEqual(frame.room, room)) {
      end();
      events.closed(frame.reason);
    } else if (frame.type === "ping") send({ type: "pong", nonce: frame.nonce });
  };
  const link = openLink({
    opened: () => undefined,
    frame: (bytes) => {
      life.heard();
      // The room carries messages that are larger than what an unknown device may say before it is let in.
      const decoded = decodeFrame(bytes, { authenticated: true });
      if (!decoded.ok) fail(decoded.error.kind);
      else if (decoded.value.type !== "ignored") onFrame(decoded.value);
    },
    closed: (reason) => fail(said ?? (reason.kind === "remote" && reason.error !== null ? reason.error : "unreachable")),
  });
  const cancelTimer = timers.after(HELLO_DEADLINE_MS, () => fail("unreachable"));
  return {
    send: (message) => {
      if (phase === "joined") send({ type: "meet-data", room, message });
    },
    close: (reason) => {
      if (phase === "ended") return;
      if (phase === "joined") send({ type: "meet-close", room, reason });
      end();
    },
  };
}
