// From the ways a meeting or a link can fail to those the app has a sentence for.

import type { PairingFailure as MeetingFailure } from "../members/pairing-failure.ts";
import type { WireError } from "../wire/wire-error.ts";
import type { PairingFailure } from "./face.ts";

const FACE_FAILURES: Readonly<Record<MeetingFailure, PairingFailure>> = {
  declined: "declined",
  cancelled: "cancelled",
  "not-confirmed": "cancelled",
  expired: "expired",
  "other-left": "other-left",
  "bad-message": "bad-message",
  "wrong-proof": "bad-message",
  "already-member": "already-member",
  "newer-version": "newer-version",
  "older-version": "older-version",
  "not-admitted": "storage",
};

export const faceFailureOf = (failure: MeetingFailure): PairingFailure => FACE_FAILURES[failure];

/** What a relay's error means to somebody who wants to join with a code. */
export function joinFailureOf(error: WireError | "unreachable"): PairingFailure {
  switch (error) {
    case "unreachable":
      return "relay-unreachable";
    case "no-meeting":
      return "used";
    case "meeting-taken":
      return "taken";
    case "unsupported-version":
      return "newer-version";
    default:
      return "relay-refused";
  }
}

/** And to somebody who has called a device that answers by its address. */
export function callFailureOf(error: WireError | "unreachable"): PairingFailure {
  const failure = joinFailureOf(error);
  if (failure === "relay-unreachable") return "home-unreachable";
  return failure === "relay-refused" ? "other-left" : failure;
}
