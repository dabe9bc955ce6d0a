// Who may come into rooms and signal: everybody, or whoever has the operator's token in the address (`?token=`), as stock clients can send nothing else.

import { createHash, timingSafeEqual } from "node:crypto";

export type Admission = { readonly kind: "open" } | { readonly kind: "token"; readonly token: string };

const hashOf = (text: string): Buffer => createHash("sha256").update(text).digest();

/** `query`: of the address, without the question mark. Takes the same time whatever it is. */
export function isAdmitted(admission: Admission, query: string): boolean {
  if (admission.kind === "open") return true;
  return timingSafeEqual(hashOf(new URLSearchParams(query).get("token") ?? ""), hashOf(admission.token));
}
