// This device's key-encapsulation seed: made once, when the device is set up, and kept wrapped in the store. The keys themselves, and the code for
// them, come up only when pairing needs them.

import { assert } from "../base/result.ts";
import type { Random } from "../ports/crypto.ts";
import type { KeyVault } from "../ports/identity.ts";
import type { Store, StoreBatch } from "../ports/store.ts";
import { valueOf } from "./store-failure.ts";

const META_KEY = "kem-seed";
const PURPOSE = "key encapsulation seed";
const SEED_BYTES = 32;

/** A new seed as an entry of the store's meta table, for the commit that sets the device up. */
export async function makeKemSeedEntry(vault: KeyVault, random: Random): Promise<StoreBatch["meta"][number]> {
  return { key: META_KEY, value: await vault.wrap(PURPOSE, random(SEED_BYTES)) };
}

/** 32 bytes. Throws a store failure. */
export async function deviceKemSeed({ store, vault }: { readonly store: Store; readonly vault: KeyVault }): Promise<Uint8Array> {
  const wrapped = valueOf(await store.readMeta(META_KEY));
  const seed = wrapped === null ? null : await vault.unwrap(PURPOSE, wrapped);
  assert(seed !== null, "a device that is set up has a seed");
  return seed;
}
