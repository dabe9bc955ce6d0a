// A pairing whose messages go another way than through a room at a relay: over a connection between the two devices, however it has come about. Who is let
// in, and the comparing before, is as with a relay (admitting.ts, joining.ts); what is admitted is fetched from the inviter itself.

import type { DeviceId } from "../base/ids.ts";
import { isOnThisMachine } from "../base/own-machine.ts";
import type { Admission } from "../members/meeting-message.ts";
import { meetingRoomOf } from "../members/meeting-channel.ts";
import type { MeetingLink, MeetingLinkEvents } from "../sync/meeting-link.ts";
import type { WireError } from "../wire/wire-error.ts";
import { MAX_MEET_LIFETIME_SECONDS } from "../wire/limits.ts";
import { Admitting } from "./admitting.ts";
import type { PairingFailure, PairingState } from "./face.ts";
import { Joining, type NewcomersWay } from "./joining.ts";
import type { LedPairing } from "./pairing-desk.ts";
import type { Replica } from "./replica.ts";

/** At once, or when the other side comes. */
export type OpenMeeting = (room: Uint8Array, events: MeetingLinkEvents) => MeetingLink;

export type LedOptions = {
  /** The other side, where it is known before. */
  readonly other?: DeviceId | undefined;
  readonly failureOf: (error: WireError | "unreachable") => PairingFailure;
  /** What is told while nobody has come. */
  readonly begins?: PairingState;
  /** Each state, after the desk has heard it. */
  readonly onState?: (state: PairingState) => void;
};

/** Lets a newcomer in who has the secret. */
export function admitOver(replica: Replica, secret: Uint8Array, open: OpenMeeting, options: LedOptions): void {
  const { address } = replica.relay;
  const led: LedPairing = {
    answer: (approve, replaces) => side.answer(approve, replaces),
    cancel: () => side.cancel(),
    leaveSpace: () => side.cancel(),
  };
  const tell = replica.pairing.lead(led);
  if (options.begins !== undefined) tell(options.begins);
  const meeting = open(meetingRoomOf(replica.ports.suite.sha256, secret), {
    joined: () => undefined,
    message: (sealed) => side.hear(sealed),
    closed: (reason) => side.closed(reason),
    failed: (error) => side.fail(options.failureOf(error)),
  });
  const side: Admitting = new Admitting(
    replica,
    { space: replica.spaces.own.space, shared: null },
    { secret, lifetimeMs: MAX_MEET_LIFETIME_SECONDS * 1_000 },
    {
      say: (sealed) => meeting.send(sealed),
      close: (reason) => meeting.close(reason),
      // It fetches them from here.
      stored: (heads) => side.tellAdmitted(heads),
      relays: address === null || isOnThisMachine(address) ? [] : [address],
      newcomer: options.other,
      ended: () => undefined,
    },
    (state) => {
      tell(state);
      options.onState?.(state);
    },
  );
}

export type LedWay = {
  readonly meet: OpenMeeting;
  /** `lost`: the way is gone for good. */
  readonly fetch: (lost: () => void) => NewcomersWay["fetch"];
};

/** Asks to be let in by whoever has the secret. What this profile has made comes along. */
export function joinOver(replica: Replica, secret: Uint8Array, { meet, fetch }: LedWay, { other, failureOf, onState }: LedOptions): void {
  const { ports } = replica;
  const room = meetingRoomOf(ports.suite.sha256, secret);
  const led: LedPairing = { answer: (isSame) => side.answer(isSame), cancel: () => side.cancel(), leaveSpace: () => undefined };
  const tell = replica.pairing.lead(led);
  const side: Joining = new Joining(replica, (state) => {
    tell(state);
    onState?.(state);
  });
  const relayOf = ({ relays: [address = ""] }: Admission): string | null => ports.relayOrigin(address);
  const fetchFrom = fetch(() => side.lost());
  const way: NewcomersWay = { meet: (events) => meet(room, events), fetch: fetchFrom, relayOf, failureOf };
  void side.beginBy(secret, other === undefined ? way : { ...way, inviter: other });
}
