// "Connect nearby", as a window asks for it: two devices side by side connect without any server. Each shows a code and takes in the other's: first one
// an offer, then the other its answer. One at a time in a tab, which takes the links over for it; how far it is comes by the push `nearby`.

import type { DeviceId } from "../../base/ids.ts";
import type { Result } from "../../base/result.ts";

export type NearbyRequest =
  /** Shows an offer. `invite`: one by which a device that is new here may join; whoever is of this space already connects as well. */
  | { readonly kind: "start-nearby"; readonly invite: boolean }
  /** What was read or pasted, whatever it is; also without `start-nearby` before. What is refused changes nothing: the code on screen stays. */
  | { readonly kind: "take-nearby-code"; readonly code: string }
  /** Ends what is not connected yet, a pairing over it too, and puts away how it ended. A connection that is there stays, also after this. */
  | { readonly kind: "stop-nearby" };

/** Why a code is not taken. */
export type NearbyRefusal =
  /** It is some other text. */
  | "not-a-code"
  /** A character is missing or another. */
  | "damaged"
  | "newer-version"
  | "own-code"
  /** An answer, and nothing was offered here. */
  | "answer-without-offer"
  /** An answer to another offer than the one that is shown here. */
  | "other-answer"
  /** Its device is in no space with this one, and neither of the two codes invites. */
  | "stranger"
  /** The two are being connected already. */
  | "busy";

/** Why it came to no connection. */
export type NearbyFailure =
  /** Nothing came through from one to the other within 15 seconds after both had what they need. */
  | "no-way"
  /** The other device was not there in time. */
  | "timed-out"
  /** What answered was not the device of the code, or does not know this one as a member. */
  | "not-verified"
  /** It ended before it was of use, by the other side or on the way. */
  | "broken"
  /** This browser has no such connections, or the code for it cannot be loaded now. */
  | "unsupported"
  /** Another tab has the links and does not give them up. */
  | "busy";

export type NearbyState =
  | { readonly kind: "idle" }
  /** The code is being made, which takes up to a few seconds. */
  | { readonly kind: "preparing" }
  /** `code` is shown until the other device has taken it in, for ten minutes. An answer is connected as soon as the other side has taken it. */
  | {
      readonly kind: "showing";
      readonly role: "offer" | "answer";
      readonly code: string;
      /** A device that is new here may join by it. */
      readonly invites: boolean;
      /** Of the device that an answer is for, where it is known. */
      readonly otherName: string | null;
      /** In ms since 1970. */
      readonly expiresAtMs: number;
    }
  | { readonly kind: "connecting" }
  /** A newcomer is let in over the connection: what is asked and told is in the push `pairing`, as with a relay; its failure too. Answered by `answer-asker`. */
  | { readonly kind: "pairing" }
  /** From here on `SyncStatus` tells of it as of any other direct connection. After a pairing the push `pairing` says how that ended. */
  | { readonly kind: "connected"; readonly device: DeviceId; readonly name: string | null }
  | { readonly kind: "failed"; readonly failure: NearbyFailure };

export type NearbyAnswers = {
  "start-nearby": null;
  "take-nearby-code": Result<null, NearbyRefusal>;
  "stop-nearby": null;
};
