// Who this device is and how its secrets rest on the device: keys never leave this port unwrapped but where a grant must be opened.

import type { Result } from "../base/result.ts";
import type { Signer } from "./crypto.ts";
import type { StoreError } from "./store.ts";

export interface KeyVault {
  /** The device's signing key, made on the first call and the same ever after. */
  signer(): Promise<Result<Signer, StoreError>>;
  /** Wraps a secret for storage at rest, bound to `purpose`. */
  wrap(purpose: string, secret: Uint8Array): Promise<Uint8Array>;
  /** `null` when it was not wrapped by this vault for this purpose. */
  unwrap(purpose: string, wrapped: Uint8Array): Promise<Uint8Array | null>;
}
