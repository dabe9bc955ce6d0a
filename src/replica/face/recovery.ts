// What a window says and hears of recovery phrases. Words never leave the window: what crosses is the entropy that they stand for, which the worker
// keeps for no longer than the request takes.

import type { DeviceId } from "../../base/ids.ts";
import type { Result } from "../../base/result.ts";
import type { StoreError } from "../../ports/store.ts";

export type RecoveryPhrase = {
  readonly id: DeviceId;
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
  | { readonly kind: "bad-entropy" };

export type RecoveryRequest =
  /** Those of the space, the eldest first. */
  | { readonly kind: "phrases" }
  /** `day`: of the user's calendar, YYYY-MM-DD. Answered when it is stored here; `statementsOnlyHere` of the status tells when it is elsewhere too. */
  | { readonly kind: "make-phrase"; readonly entropy: Uint8Array; readonly day: string }
  /** `entropy`: of the phrase itself, or of an elder one. */
  | { readonly kind: "end-phrase"; readonly phrase: DeviceId; readonly entropy: Uint8Array };

export type RecoveryAnswers = {
  phrases: Result<readonly RecoveryPhrase[], RecoveryError>;
  "make-phrase": Result<null, RecoveryError>;
  "end-phrase": Result<null, RecoveryError>;
};

const KINDS: ReadonlySet<string> = new Set<RecoveryRequest["kind"]>(["phrases", "make-phrase", "end-phrase"]);

export const isRecoveryRequest = (request: { readonly kind: string }): request is RecoveryRequest => KINDS.has(request.kind);
