// The relay this profile uses, in the store's meta table: its origin; empty: none, by the user's choice; absent: the default.

import { bytesToUtf8, utf8ToBytes } from "../base/bytes.ts";
import type { Store, StoreBatch } from "../ports/store.ts";
import { valueOf } from "./store-failure.ts";

const RELAY_ADDRESS = "relay-address";

/** For a commit. */
export const relayAddressEntry = (origin: string | null): StoreBatch["meta"][number] => ({
  key: RELAY_ADDRESS,
  value: utf8ToBytes(origin ?? ""),
});

/** Throws a store failure. */
export async function readRelayAddress(store: Store, defaultRelay: string | null): Promise<string | null> {
  const stored = valueOf(await store.readMeta(RELAY_ADDRESS));
  if (stored === null) return defaultRelay;
  const origin = bytesToUtf8(stored);
  return origin === "" ? null : origin;
}
