// A pairing over a connection that two codes have made: the messages of a meeting (PROTOCOL.md "Meetings") without a relay, and the session in which the
// newcomer fetches the space from the inviter itself. Who is let in, and the comparing before, is as with a relay (admitting.ts, joining.ts).

import { bytesEqual } from "../../base/bytes.ts";
import type { Link, LinkEvents } from "../../ports/link.ts";
import type { MeetingLink, MeetingLinkEvents } from "../../sync/meeting-link.ts";
import type { RunningSession } from "../../sync/session-driver.ts";
import { decodeFrame, encodeFrame } from "../../wire/frame-codec.ts";
import type { Frame, MeetCloseReason } from "../../wire/frames.ts";
import type { Fetching } from "../arriving.ts";
import { admitOver, joinOver, type LedWay } from "../led-pairings.ts";
import { joinFailureOf } from "../pairing-failure.ts";
import type { Replica } from "../replica.ts";
import type { Space } from "../space.ts";
import type { NearbyLink } from "./nearby-link.ts";

export type MeetingOutcome =
  /** The newcomer is let in; it says hello on the link, which nobody has now. */
  | "admitted"
  /** This device is in the inviter's space now, and may say hello. */
  | "joined"
  | "failed";

/** The messages of one meeting over a link; one `closed` comes last, unless this side closes. */
function meetOver(link: NearbyLink, room: Uint8Array, events: Pick<MeetingLinkEvents, "joined" | "message" | "closed">): MeetingLink {
  let hasEnded = false;
  const send = (frame: Frame): void => taken.send(encodeFrame(frame));
  const end = (reason: MeetCloseReason): void => {
    if (hasEnded) return;
    hasEnded = true;
    link.leave();
    events.closed(reason);
  };
  const onFrame = (frame: Frame): void => {
    if (frame.type === "meet-data" && bytesEqual(frame.room, room)) events.message(frame.message);
    else if (frame.type === "meet-close" && bytesEqual(frame.room, room)) end(frame.reason);
    else end("left");
  };
  const taken: Link = link.take(
    {
      opened: () => events.joined(),
      frame: (bytes) => {
        if (hasEnded) return;
        const decoded = decodeFrame(bytes, { authenticated: true });
        if (!decoded.ok) end("left");
        else if (decoded.value.type !== "ignored") onFrame(decoded.value);
      },
      closed: () => end("left"),
    },
    "meeting",
  );
  return {
    send: (message) => {
      if (!hasEnded) send({ type: "meet-data", room, message });
    },
    close: (reason) => {
      if (hasEnded) return;
      hasEnded = true;
      send({ type: "meet-close", room, reason });
      link.leave();
    },
  };
}

/** Lets a newcomer in who has shown to have the secret of our offer. */
export function inviteOver(replica: Replica, link: NearbyLink, secret: Uint8Array, onOutcome: (outcome: MeetingOutcome) => void): void {
  admitOver(replica, secret, (room, events) => meetOver(link, room, events), {
    failureOf: joinFailureOf,
    onState: ({ kind }) => {
      if (kind === "admitted" || kind === "failed") onOutcome(kind);
    },
  });
}

/** The session in which a newcomer fetches the space; it accepts, as it knows nobody there before it has seen the statements. */
export class NearbyFetch implements Fetching {
  readonly #lost: () => void;
  #session: RunningSession | null = null;
  #isReached = false;
  #hasStopped = false;

  constructor(replica: Replica, link: NearbyLink, space: Space, lost: () => void) {
    this.#lost = lost;
    void this.#begin(replica, link, space);
  }

  async #begin({ ports }: Replica, link: NearbyLink, space: Space): Promise<void> {
    const runSession = await ports.loadSession().catch(() => null);
    if (this.#hasStopped) return;
    if (runSession === null || !link.isOpen) return this.#lost();
    const { timers, random, suite } = ports;
    const openLink = (events: LinkEvents): Link => link.take(events, "fetch");
    this.#session = runSession(
      { source: space, openLink, timers, random, sha256: suite.sha256 },
      {
        role: "acceptor",
        peer: "device",
        space: space.core.space,
        self: space.core.self,
        onNotice: ({ kind }) => {
          if (kind === "open") this.#isReached = true;
        },
        onBytes: () => undefined,
        onClosed: () => this.#onClosed(),
      },
    );
  }

  #onClosed(): void {
    this.#isReached = false;
    if (!this.#hasStopped) this.#lost();
  }

  changed(): void {
    this.#session?.changed();
  }

  isReached(): boolean {
    return this.#isReached;
  }

  stop(): void {
    this.#hasStopped = true;
    this.#session?.close();
  }
}

/** Asks to be let in by whoever has shown an offer with this secret. */
export function askOver(replica: Replica, link: NearbyLink, secret: Uint8Array, onOutcome: (outcome: MeetingOutcome) => void): void {
  const way: LedWay = {
    meet: (room, events) => meetOver(link, room, events),
    fetch: (lost) => (space) => new NearbyFetch(replica, link, space, lost),
  };
  joinOver(replica, secret, way, {
    failureOf: joinFailureOf,
    onState: ({ kind }) => {
      if (kind === "joined" || kind === "failed") onOutcome(kind);
    },
  });
}
