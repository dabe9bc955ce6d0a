// Who may open a new space at this relay: the operator's choice. Spaces that are there admit by membership alone.

import { bytesEqual } from "../src/base/bytes.ts";

export type SpacePolicy =
  /** Anyone who reaches the relay: only where it is bound to loopback. */
  | { readonly kind: "open" }
  /** Who shows the operator's token. */
  | { readonly kind: "token"; readonly token: Uint8Array };

/** `token`: as sent in `auth`, empty when none was. */
export function admitsNewSpace(policy: SpacePolicy, token: Uint8Array): boolean {
  return policy.kind === "open" || (policy.token.length > 0 && bytesEqual(policy.token, token));
}
