// Makes the keys of a new profile, and of one that an older version made. Loaded only then. Whether the platform can store a CryptoKey at all is found by
// trying. Keys are made before the transaction that stores them, which keeps the first of two tabs' keys.

import { base64urlToBytes, bytesToHex } from "../../base/bytes.ts";
import { ok, type Result } from "../../base/result.ts";
import type { StoreError } from "../../ports/store.ts";
import { generateWrappingKey, randomKeyBytes } from "../generate-key.ts";
import { MASTER_BYTES } from "../sealer.ts";
import { requested, type Database } from "./idb-database.ts";
import { MASTER_PURPOSE, type MakeKeys, type Profile } from "./key-ports.ts";
import { fieldOf, readKeyRow } from "./key-table.ts";
import { makeMasterId, masterRowToStored } from "./lock/master-row.ts";
import { importSeed, SIGNING_LABEL } from "./signing-key.ts";
import { unwrapSecret, wrapSecret } from "../wrapping-key.ts";

const SEED_BYTES = 32;

export const makeKeys: MakeKeys = {
  deviceRow: makeDeviceRow,
  masterRow: makeMasterRow,
  async signingRow({ platform }, sealer, publicKeyOf) {
    const seed = randomOf(platform)(SEED_BYTES);
    const publicKey = (await publicKeyOfSeed(platform.subtle, seed)) ?? (await publicKeyOf(seed));
    return ok({ seed: await sealer.seal(SIGNING_LABEL, seed), publicKey: publicKey.slice() });
  },
  addKeyRow,
};

const randomOf =
  (platform: Crypto) =>
  (length: number): Uint8Array =>
    platform.getRandomValues(new Uint8Array(length));

async function makeDeviceRow(database: Database, platform: Crypto): Promise<Result<object, StoreError>> {
  const random = randomOf(platform);
  const key = await generateWrappingKey(platform.subtle);
  const survives = await survivesStorage(database, random, key, (stored) => isWorkingWrappingKey(platform, stored));
  if (!survives.ok) return survives;
  return ok(survives.value ? { key } : { bytes: randomKeyBytes(random) });
}

/** Whether `key` still wraps and unwraps, as it must after it was stored. */
async function isWorkingWrappingKey(platform: Crypto, key: CryptoKey): Promise<boolean> {
  const wrapped = await wrapSecret(platform, key, "trial", Uint8Array.of(1));
  return (await unwrapSecret(platform.subtle, key, "trial", wrapped))?.[0] === 1;
}

/** The public key of a seed. `null` where the browser has no Ed25519. */
async function publicKeyOfSeed(subtle: SubtleCrypto, seed: Uint8Array): Promise<Uint8Array | null> {
  try {
    const { x } = await subtle.exportKey("jwk", await importSeed(subtle, seed, true));
    return x === undefined ? null : base64urlToBytes(x);
  } catch {
    // NotSupportedError in most engines, other names in older ones: for all of them JavaScript is the way.
    return null;
  }
}

async function makeMasterRow({ database, platform, deviceKey }: Profile): Promise<Result<object, StoreError>> {
  const random = randomOf(platform);
  const isUsed = await holdsUnsealed(database);
  if (!isUsed.ok) return isUsed;
  const wrapped = await wrapSecret(platform, deviceKey, MASTER_PURPOSE, random(MASTER_BYTES));
  const row = { id: makeMasterId(random), wrapping: { kind: "device", wrapped }, previous: null, isUnfinished: isUsed.value } as const;
  return ok(masterRowToStored(row));
}

/** Whether an older version, which had no master key, has kept anything here. */
const holdsUnsealed = (database: Database): Promise<Result<boolean, StoreError>> =>
  database.read(["meta", "keys"], async (transaction) => {
    const counts = [transaction.objectStore("meta").count(), transaction.objectStore("keys").count("signing")].map((count) =>
      requested(count),
    );
    return ok((await Promise.all(counts)).some((count) => count > 0));
  });

async function addKeyRow(database: Database, name: string, row: object): Promise<Result<unknown, StoreError>> {
  const added = await database.write(["keys"], async (transaction) => {
    const table = transaction.objectStore("keys");
    if ((await requested(table.count(name))) === 0) table.put(row, name);
    return ok(undefined);
  });
  return added.ok ? readKeyRow(database, name) : added;
}

/**
 * Whether `key` comes back from the table as a key that `works`: some engines refuse to store it, some lose what is in it.
 * A store that fails for another reason is an error, lest a passing one settle for ever how keys are kept.
 */
async function survivesStorage(
  database: Database,
  random: (length: number) => Uint8Array,
  key: CryptoKey,
  works: (stored: CryptoKey) => Promise<boolean>,
): Promise<Result<boolean, StoreError>> {
  // A name of its own: another tab may be trying at the same time.
  const name = `trial ${bytesToHex(random(8))}`;
  const stored = await database.write(["keys"], async (transaction) => ok(isTaken(transaction.objectStore("keys"), name, key)));
  if (!stored.ok || !stored.value) return stored;
  const reloaded = await readKeyRow(database, name);
  const removed = await database.write(["keys"], async (transaction) => {
    transaction.objectStore("keys").delete(name);
    return ok(undefined);
  });
  if (!reloaded.ok) return reloaded;
  if (!removed.ok) return removed;
  const copy = fieldOf(reloaded.value, "key");
  return ok(copy instanceof CryptoKey && (await works(copy).catch(() => false)));
}

/** False when the platform says that it cannot clone such a thing. */
function isTaken(table: IDBObjectStore, name: string, key: CryptoKey): boolean {
  try {
    table.put({ key }, name);
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === "DataCloneError") return false;
    throw error;
  }
}
