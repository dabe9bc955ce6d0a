// The key vault of a browser profile: keys lie in the database they belong to, so that keys and data live and die together. Where the browser
// can store a CryptoKey and read it back working, no script can read the keys themselves; where it cannot, the wrapping key is stored as
// bytes and `protection` says so. A key once stored is never replaced: one that cannot be read is an error, not a reason for a new one.
// Keys are made before the transaction that stores them, which keeps the first of two tabs' keys.

import { bytesEqual } from "../../base/bytes.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { Signer } from "../../ports/crypto.ts";
import type { KeyVault } from "../../ports/identity.ts";
import type { StoreError } from "../../ports/store.ts";
import { openDatabase, type Database, type OpenOptions } from "./idb-database.ts";
import { addKeyRow, fieldOf, readKeyRow, survivesStorage } from "./key-table.ts";
import { generateSigningKey, isWorkingSigningKey, makeWebCryptoSigner } from "./signing-key.ts";
import { generateWrappingKey, importWrappingKey, isWorkingWrappingKey, randomKeyBytes, unwrapSecret, wrapSecret } from "./wrapping-key.ts";

export type KeyVaultOptions = OpenOptions & {
  /** Ed25519 from 32 bytes, for browsers that cannot make or store such a key; may load its code first. */
  readonly makeSeedSigner: (seed: Uint8Array) => Signer | Promise<Signer>;
  /** The platform's by default. */
  readonly crypto?: Crypto;
};

/** How the wrapping key lies on the disk: as a key that no script can read, or as bytes. */
export type KeyProtection = "non-extractable" | "stored";

export type IdbKeyVault = KeyVault & {
  readonly protection: KeyProtection;
  close(): void;
};

const SEED_PURPOSE = "device signing key";

export async function openIdbKeyVault(options: KeyVaultOptions): Promise<Result<IdbKeyVault, StoreError>> {
  const platform = options.crypto ?? globalThis.crypto;
  // Typed as always there; it is missing on pages that did not come over TLS or from this machine.
  if ((platform.subtle as SubtleCrypto | undefined) === undefined) return err({ kind: "unavailable", reason: "no WebCrypto" });
  const opened = await openDatabase(options);
  if (!opened.ok) return opened;
  const wrapping = await loadWrappingKey(opened.value, platform);
  if (wrapping.ok) return ok(new DeviceKeyVault(opened.value, platform, wrapping.value, options.makeSeedSigner));
  opened.value.close();
  return wrapping;
}

type WrappingKey = { readonly key: CryptoKey; readonly protection: KeyProtection };

class DeviceKeyVault implements IdbKeyVault {
  readonly #database: Database;
  readonly #platform: Crypto;
  readonly #wrapping: WrappingKey;
  readonly #makeSeedSigner: KeyVaultOptions["makeSeedSigner"];
  #signer: Promise<Result<Signer, StoreError>> | null = null;

  constructor(database: Database, platform: Crypto, wrapping: WrappingKey, makeSeedSigner: KeyVaultOptions["makeSeedSigner"]) {
    this.#database = database;
    this.#platform = platform;
    this.#wrapping = wrapping;
    this.#makeSeedSigner = makeSeedSigner;
  }

  get protection(): KeyProtection {
    return this.#wrapping.protection;
  }

  async signer(): Promise<Result<Signer, StoreError>> {
    this.#signer ??= this.#loadSigner();
    const loading = this.#signer;
    const loaded = await loading;
    // A failure may pass (a full disk): the next call tries again.
    if (!loaded.ok && this.#signer === loading) this.#signer = null;
    return loaded;
  }

  wrap(purpose: string, secret: Uint8Array): Promise<Uint8Array> {
    return wrapSecret(this.#platform, this.#wrapping.key, purpose, secret);
  }

  unwrap(purpose: string, wrapped: Uint8Array): Promise<Uint8Array | null> {
    return unwrapSecret(this.#platform.subtle, this.#wrapping.key, purpose, wrapped);
  }

  close(): void {
    this.#database.close();
  }

  async #loadSigner(): Promise<Result<Signer, StoreError>> {
    const stored = await readKeyRow(this.#database, "signing");
    if (!stored.ok) return stored;
    if (stored.value !== undefined) return this.#signerOf(stored.value);
    const made = await this.#makeSigningRow();
    if (!made.ok) return made;
    const added = await addKeyRow(this.#database, "signing", made.value);
    return added.ok ? this.#signerOf(added.value) : added;
  }

  async #makeSigningRow(): Promise<Result<object, StoreError>> {
    const key = await generateSigningKey(this.#platform.subtle);
    if (key === null) return ok(await this.#makeSeedRow());
    const { privateKey, publicKey } = key;
    const survives = await survivesStorage(this.#database, randomOf(this.#platform), privateKey, (stored) =>
      isWorkingSigningKey(this.#platform.subtle, { privateKey: stored, publicKey }),
    );
    if (!survives.ok) return survives;
    return ok(survives.value ? key : await this.#makeSeedRow());
  }

  async #makeSeedRow(): Promise<object> {
    const seed = randomOf(this.#platform)(32);
    const { publicKey } = await this.#makeSeedSigner(seed);
    return { seed: await this.wrap(SEED_PURPOSE, seed), publicKey: publicKey.slice() };
  }

  async #signerOf(row: unknown): Promise<Result<Signer, StoreError>> {
    const publicKey = fieldOf(row, "publicKey");
    const privateKey = fieldOf(row, "privateKey");
    const wrappedSeed = fieldOf(row, "seed");
    if (!(publicKey instanceof Uint8Array)) return UNREADABLE;
    if (privateKey instanceof CryptoKey) return this.#webCryptoSigner({ privateKey, publicKey });
    const seed = wrappedSeed instanceof Uint8Array ? await this.unwrap(SEED_PURPOSE, wrappedSeed) : null;
    if (seed === null) return UNREADABLE;
    const signer = await this.#makeSeedSigner(seed);
    return bytesEqual(signer.publicKey, publicKey) ? ok(signer) : UNREADABLE;
  }

  async #webCryptoSigner(key: Parameters<typeof makeWebCryptoSigner>[1]): Promise<Result<Signer, StoreError>> {
    const { subtle } = this.#platform;
    const works = await isWorkingSigningKey(subtle, key).catch(() => false);
    return works ? ok(makeWebCryptoSigner(subtle, key)) : UNREADABLE;
  }
}

const UNREADABLE: Result<never, StoreError> = err({ kind: "unavailable", reason: "the stored keys cannot be read" });

const randomOf =
  (platform: Crypto) =>
  (length: number): Uint8Array =>
    platform.getRandomValues(new Uint8Array(length));

async function loadWrappingKey(database: Database, platform: Crypto): Promise<Result<WrappingKey, StoreError>> {
  const stored = await readKeyRow(database, "wrapping");
  if (!stored.ok) return stored;
  if (stored.value !== undefined) return wrappingKeyOf(platform, stored.value);
  const made = await makeWrappingRow(database, platform);
  if (!made.ok) return made;
  const added = await addKeyRow(database, "wrapping", made.value);
  return added.ok ? wrappingKeyOf(platform, added.value) : added;
}

async function makeWrappingRow(database: Database, platform: Crypto): Promise<Result<object, StoreError>> {
  const random = randomOf(platform);
  const key = await generateWrappingKey(platform.subtle);
  const survives = await survivesStorage(database, random, key, (stored) => isWorkingWrappingKey(platform, stored));
  if (!survives.ok) return survives;
  return ok(survives.value ? { key } : { bytes: randomKeyBytes(random) });
}

async function wrappingKeyOf(platform: Crypto, row: unknown): Promise<Result<WrappingKey, StoreError>> {
  const [key, bytes] = [fieldOf(row, "key"), fieldOf(row, "bytes")];
  if (key instanceof CryptoKey) {
    const works = await isWorkingWrappingKey(platform, key).catch(() => false);
    return works ? ok({ key, protection: "non-extractable" }) : UNREADABLE;
  }
  if (!(bytes instanceof Uint8Array)) return UNREADABLE;
  const imported = await importWrappingKey(platform.subtle, bytes);
  return imported === null ? UNREADABLE : ok({ key: imported, protection: "stored" });
}
