// Who may open a new space at this relay: the operator's choice. Spaces that are there admit by membership alone.

import { hash, timingSafeEqual } from "node:crypto";
import { bytesToUtf8 } from "../src/base/bytes.ts";
import type { SpaceId } from "../src/base/ids.ts";
import type { WireError } from "../src/wire/wire-error.ts";

export type SpacePolicy =
  /** Anyone who reaches the relay, but pages that come from elsewhere: only where it is bound to loopback. */
  | { readonly kind: "open" }
  /** Who shows the operator's token. */
  | { readonly kind: "token"; readonly token: Uint8Array }
  /** The spaces that the operator has listed. */
  | { readonly kind: "list"; readonly spaces: ReadonlySet<SpaceId> };

/** `token`: as sent in `auth`, empty when none was. `isForeignPage`: the link was opened by one, which could fill the disk while somebody reads it. */
export type NewSpace = { readonly space: SpaceId; readonly token: Uint8Array; readonly isForeignPage: boolean };

/** What a device that would open a space is told; null: it may. */
export function newSpaceRefusal(policy: SpacePolicy, { space, token, isForeignPage }: NewSpace): WireError | null {
  switch (policy.kind) {
    case "open":
      return isForeignPage ? "foreign-page" : null;
    case "token":
      return isToken(policy.token, token) ? null : "space-refused";
    case "list":
      return policy.spaces.has(space) ? null : "space-not-listed";
  }
}

function isToken(ours: Uint8Array, shown: Uint8Array): boolean {
  const wanted = comparable(ours);
  return wanted !== "" && timingSafeEqual(digest(wanted), digest(comparable(shown)));
}

/** As PROTOCOL.md has it: people type tokens, and what they cannot tell apart (O and 0, I, L and 1, dashes and blanks) is the same. */
const comparable = (token: Uint8Array): string =>
  (bytesToUtf8(token) ?? "").toUpperCase().replaceAll(/[\s-]/gu, "").replaceAll("O", "0").replaceAll(/[IL]/gu, "1");

const digest = (text: string): Uint8Array => new Uint8Array(hash("sha256", text, "buffer"));
