// What a window says and hears of recovery phrases. Words never leave the window: what crosses is the entropy that they stand for, which the worker
// keeps for no longer than the request takes.

import type { DeviceId, SpaceId } from "../../base/ids.ts";
import type { Result } from "../../base/result.ts";
import type { StoreError } from "../../ports/store.ts";

/** A way back: words on paper, or a passkey. */
export type RecoveryPhrase = {
  readonly id: DeviceId;
  readonly isPasskey: boolean;
  /** The day its maker wrote down, as YYYY-MM-DD; null: not known here. */
  readonly madeOn: string | null;
  readonly madeHere: boolean;
  /** What the device that made it goes by; null: not known here. */
  readonly madeBy: string | null;
};

export type RecoveryError =
  | { readonly kind: "store"; readonly error: StoreError }
  /** Only an owner of the space makes one. */
  | { readonly kind: "not-owner" }
  /** The words are of another phrase, or of one made later than the one that is to go. */
  | { readonly kind: "other-phrase" }
  /** The passkey is none of the space's, or one made later than the one that is to go. */
  | { readonly kind: "other-passkey" }
  | { readonly kind: "bad-entropy" };

/**
 * What the relay says of a passkey's capsule. `missing`: it does not have it (yet). `outdated`: it gives no answer, as relays of earlier versions do, which
 * keep it and hand it out to nobody.
 */
export type CapsuleState = "there" | "missing" | "outdated" | "unreachable" | "no-relay";

/** Whom a space is brought back from. */
export type RestoreFrom =
  | { readonly kind: "relay" }
  /** A device that answers by its address. `code`: of its place (members/home-place.ts), or of its invitation. */
  | { readonly kind: "home"; readonly code: string }
  /** One beside this one: what is taken by `take-nearby-code` from now on is its offer. */
  | { readonly kind: "nearby" };

/** Why nothing was brought back; the app has a sentence for each. */
export type RestoreFailure =
  | "bad-relay"
  | "bad-home"
  | "relay-unreachable"
  /** It is there, and does not let anybody in now. */
  | "relay-refused"
  /** The relay has nothing of the space: it never had, or has lost it. */
  | "no-such-space"
  /** The relay has the space, and these words are no way back to it (any more). */
  | "other-phrase"
  /** Nobody answers at the home device's address. */
  | "home-unreachable"
  /** This browser has no direct connections, or the code for them cannot be loaded now. */
  | "no-direct"
  /** Who answers there is another device than the code's, or does not have this space. */
  | "no-space-there"
  /** These words are no way back to what the other device has, as far as it knows: wrong ones, ended since, made since it last synced; or it has another space. */
  | "not-known-there"
  /** The connection to the device beside this one is gone. What has come stays for the next try. */
  | "lost"
  /** The phrase was never granted a key, as far as the other side knows. */
  | "no-key"
  /** The relay has nothing that this passkey opens: it is none for Daybook's recovery, or was switched off, or is of another relay. */
  | "no-capsule"
  | "capsule-damaged"
  /** A later version of Daybook has made it. */
  | "capsule-newer"
  /** It gives no answer, as relays of earlier versions do. */
  | "relay-outdated"
  /** This browser was taken out of the space once: its key is never added again. */
  | "removed-device"
  /** This profile is in that space. */
  | "already-here"
  | "nothing-came"
  | "cancelled"
  | "storage";

export type RestoreState =
  | { readonly kind: "idle" }
  /** The two devices are to be connected by codes. */
  | { readonly kind: "meeting" }
  | { readonly kind: "reaching" }
  | { readonly kind: "fetching"; readonly heldRecords: number; readonly allRecords: number }
  /** All that the other side has is here. `devices`: the others of the space. `missing`: changes that one of them says to have had and that did not come. */
  | {
      readonly kind: "confirm";
      readonly devices: readonly { readonly id: DeviceId; readonly name: string | null }[];
      readonly records: number;
      readonly missing: number;
    }
  | { readonly kind: "finishing" }
  | { readonly kind: "restored"; readonly keptItems: number }
  | { readonly kind: "failed"; readonly failure: RestoreFailure };

export type RecoveryRequest =
  /** Those of the space, the eldest first. */
  | { readonly kind: "phrases" }
  /** `day`: of the user's calendar, YYYY-MM-DD. Answered when it is stored here; `statementsOnlyHere` of the status tells when it is elsewhere too. */
  | { readonly kind: "make-phrase"; readonly entropy: Uint8Array; readonly day: string }
  /** `entropy`: of the phrase itself, or of an elder one. */
  | { readonly kind: "end-phrase"; readonly phrase: DeviceId; readonly entropy: Uint8Array }
  /** `secret`: what the passkey makes of label("capsule secret"). As `make-phrase` otherwise; answered with what it is in the space. */
  | { readonly kind: "make-passkey"; readonly secret: Uint8Array; readonly day: string }
  /** `secret`: of the passkey itself, or of an elder one. */
  | { readonly kind: "end-by-passkey"; readonly phrase: DeviceId; readonly secret: Uint8Array }
  | { readonly kind: "capsule-at-relay"; readonly passkey: DeviceId }
  /** As `restore`, once the relay has handed out what the passkey opens. */
  | { readonly kind: "restore-by-passkey"; readonly secret: Uint8Array; readonly relay: string }
  /** The code of a home device's place in this space, for the sheet. */
  | { readonly kind: "home-code" }
  /** How it goes is pushed. `relay`: as a person gives it, empty for none; it is the one to stay with too. */
  | {
      readonly kind: "restore";
      readonly entropy: Uint8Array;
      readonly space: SpaceId;
      readonly relay: string;
      readonly from: RestoreFrom;
    }
  /** `lost`: of the other devices, those that are taken out of the space. */
  | { readonly kind: "confirm-devices"; readonly lost: readonly DeviceId[] }
  /** Also puts away how the last try ended. */
  | { readonly kind: "cancel-restore" };

export type RecoveryAnswers = {
  phrases: Result<readonly RecoveryPhrase[], RecoveryError>;
  "make-phrase": Result<null, RecoveryError>;
  "end-phrase": Result<null, RecoveryError>;
  "make-passkey": Result<DeviceId, RecoveryError>;
  "end-by-passkey": Result<null, RecoveryError>;
  "capsule-at-relay": Result<CapsuleState, RecoveryError>;
  "restore-by-passkey": null;
  /** Null: this device knows of none. */
  "home-code": Result<string | null, RecoveryError>;
  restore: null;
  "confirm-devices": null;
  "cancel-restore": null;
};

const KINDS: ReadonlySet<string> = new Set<RecoveryRequest["kind"]>([
  "phrases",
  "make-phrase",
  "end-phrase",
  "make-passkey",
  "end-by-passkey",
  "capsule-at-relay",
  "restore-by-passkey",
  "home-code",
  "restore",
  "confirm-devices",
  "cancel-restore",
]);

export const isRecoveryRequest = (request: { readonly kind: string }): request is RecoveryRequest => KINDS.has(request.kind);
