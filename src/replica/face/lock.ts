// The profile's lock, as a window speaks of it. While it is locked nothing but this is answered, and everything else waits.

import type { Result } from "../../base/result.ts";
import type { LockError, LockProof, LockWays, NextLock } from "../../ports/lock.ts";

export type LockRequest =
  /** What opens it: answered by the next `lock`. */
  | { readonly kind: "unlock"; readonly proof: LockProof }
  /**
   * `proof`: null where there is no lock. `next`: null for none from now on. Once it is answered with ok, with `store`, or with `other-tab` after all other
   * tabs had gone, the page is to be loaded again: its replica is closed.
   */
  | { readonly kind: "change-lock"; readonly proof: LockProof | null; readonly next: NextLock | null }
  /** What a window must keep over a load, under a name of its own: sealed like all that is stored. It is given back once. */
  | { readonly kind: "hold-text"; readonly name: string; readonly text: string }
  | { readonly kind: "take-text"; readonly name: string };

const KINDS: ReadonlySet<string> = new Set(["unlock", "change-lock", "hold-text", "take-text"] satisfies LockRequest["kind"][]);

export const isLockRequest = (request: { readonly kind: string }): request is LockRequest => KINDS.has(request.kind);

export type LockAnswers = {
  unlock: null;
  "change-lock": Result<null, LockError>;
  /** Whether it is durable. */
  "hold-text": boolean;
  "take-text": string | null;
};

export type LockState =
  /** `wrong`: how often what was shown did not open it, since the page is here. */
  | { readonly kind: "locked"; readonly ways: LockWays; readonly wrong: number }
  /** `ways`: null where there is no lock. `canLock`: a lock would cover the signing key. */
  | { readonly kind: "open"; readonly ways: LockWays | null; readonly canLock: boolean };
