// Who may open a new space at this relay: the operator's choice. Spaces that are there admit by membership alone.

import { hash, timingSafeEqual } from "node:crypto";
import { bytesToUtf8 } from "../src/base/bytes.ts";

export type SpacePolicy =
  /** Anyone who reaches the relay, but pages that come from elsewhere: only where it is bound to loopback. */
  | { readonly kind: "open" }
  /** Who shows the operator's token. */
  | { readonly kind: "token"; readonly token: Uint8Array };

/** `token`: as sent in `auth`, empty when none was. `isForeignPage`: the link was opened by one, which could fill the disk while somebody reads it. */
export function admitsNewSpace(policy: SpacePolicy, { token, isForeignPage }: { token: Uint8Array; isForeignPage: boolean }): boolean {
  if (policy.kind === "open") return !isForeignPage;
  const wanted = comparable(policy.token);
  return wanted !== "" && timingSafeEqual(digest(wanted), digest(comparable(token)));
}

/** As PROTOCOL.md has it: people type tokens, and what they cannot tell apart (O and 0, I, L and 1, dashes and blanks) is the same. */
const comparable = (token: Uint8Array): string =>
  (bytesToUtf8(token) ?? "").toUpperCase().replaceAll(/[\s-]/gu, "").replaceAll("O", "0").replaceAll(/[IL]/gu, "1");

const digest = (text: string): Uint8Array => new Uint8Array(hash("sha256", text, "buffer"));
