// The token that opens a new space at a relay, as it is stored; relay-choice.ts keeps it.

import type { Store } from "../ports/store.ts";
import { tokenKey } from "./relay-choice.ts";

/** Empty when there is none, or it cannot be read. */
export async function readRelayToken(store: Store, origin: string | null): Promise<Uint8Array> {
  const stored = origin === null ? null : await store.readMeta(tokenKey(origin));
  return stored?.ok === true && stored.value !== null ? stored.value : NO_TOKEN;
}

export const NO_TOKEN = new Uint8Array(0);
