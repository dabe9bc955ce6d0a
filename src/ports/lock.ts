// The lock of a profile as its parts speak of it: what opens it, what it is to be opened with from now on, and why that could not be.

import type { StoreError } from "./store.ts";

/** What somebody shows to open a locked profile, or to change its lock. */
export type LockProof =
  | { readonly kind: "passphrase"; readonly text: string }
  /** `secret`: what the passkey makes of the lock's salt (WebAuthn PRF), 32 bytes. */
  | { readonly kind: "passkey"; readonly secret: Uint8Array };

/** A passkey as it is asked for: which one, and of what it makes the secret. */
export type PasskeyRef = { readonly credential: Uint8Array; readonly salt: Uint8Array };

/** How a locked profile opens: by its passphrase always, and by a passkey beside it. */
export type LockWays = { readonly passkey: PasskeyRef | null };

/** How it is to open from now on. */
export type NextLock = { readonly passphrase: string; readonly passkey: (PasskeyRef & { readonly secret: Uint8Array }) | null };

export type LockError =
  /** It does not open: another passphrase, another passkey, or what is stored of the lock is damaged; which one, nobody can tell. */
  | { readonly kind: "wrong" }
  /** Of a passphrase. */
  | { readonly kind: "too-short" | "too-long" }
  /** The signing key lies in this browser in a form that no lock covers. */
  | { readonly kind: "not-covered" }
  /** Another tab of the profile does not let go of it, or has changed the lock meanwhile. */
  | { readonly kind: "other-tab" }
  | { readonly kind: "store"; readonly error: StoreError };
