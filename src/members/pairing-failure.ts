// How a meeting can end without a new member, for either side.

import type { MeetCloseReason } from "../wire/frames.ts";

export type PairingFailure =
  /** The person at the other device said no, or there is nothing to approve. */
  | "declined"
  /** This side gave up. */
  | "cancelled"
  /** The person at this device saw another code than at the other one: somebody may stand between them. */
  | "not-confirmed"
  | "expired"
  /** The other side left or lost its connection. */
  | "other-left"
  /** Something that does not belong here was said: a wrong code, a replay, or an attack. */
  | "bad-message"
  /** The newcomer does not possess the keys it showed. */
  | "wrong-proof"
  | "already-member"
  /** The other side has a newer version of Daybook. */
  | "newer-version"
  /** The other side has a version of Daybook that knows nothing of shared spaces. */
  | "older-version"
  /** The inviter could not store the membership. */
  | "not-admitted";

/** What the room is told. */
export function closeReasonOf(failure: PairingFailure): MeetCloseReason {
  if (failure === "declined" || failure === "already-member" || failure === "not-confirmed") return "declined";
  return failure === "expired" ? "expired" : "left";
}

/** What it means that the room was closed by the other side or the relay before the end. */
export function failureOfClose(reason: MeetCloseReason): PairingFailure {
  if (reason === "declined" || reason === "expired") return reason;
  return "other-left";
}
