// The key vault of a browser profile: keys lie in the database they belong to, so that keys and data live and die together (profile-keys.ts, make-keys.ts, lock/). Where the
// browser can store a CryptoKey and read it back working, no script can read the device's own key; where it cannot, it is stored as bytes and `protection` says
// so. What the replica has wrapped is wrapped by that key; the lock seals all of it once more, with all the rest (sealed-store.ts).
// A signing key once stored is never replaced: one that cannot be read is an error, not a reason for a new one.

import { bytesEqual } from "../../base/bytes.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { Signer } from "../../ports/crypto.ts";
import type { KeyVault } from "../../ports/identity.ts";
import type { LockError, LockWays } from "../../ports/lock.ts";
import type { StoreError } from "../../ports/store.ts";
import type { Sealer } from "../sealer.ts";
import { openDatabase, type Database, type OpenOptions } from "./idb-database.ts";
import { fieldOf } from "./key-table.ts";
import type { KeyPorts, KeyProtection, LockChange, Profile, ProfileKeys } from "./key-ports.ts";
import { loadRow, NO_KEY_CODE, openProfileKeys, UNREADABLE } from "./profile-keys.ts";
import { importSigningKey, isWorkingSigningKey, makeWebCryptoSigner, SIGNING_LABEL } from "./signing-key.ts";
import { unwrapSecret, wrapSecret } from "../wrapping-key.ts";

export type KeyVaultOptions = OpenOptions & {
  /** Ed25519 from 32 bytes, for browsers that have none; may load its code first. */
  readonly makeSeedSigner: (seed: Uint8Array) => Signer | Promise<Signer>;
  readonly keys: KeyPorts;
  /** The platform's by default. */
  readonly crypto?: Crypto;
};

export type IdbKeyVault = KeyVault & {
  readonly protection: KeyProtection;
  /** Of the master key. */
  readonly sealer: Sealer;
  /** How the lock opens; null: there is none. */
  readonly ways: LockWays | null;
  /** Whether a lock would cover the signing key, which older versions had the browser keep. Known once there is a signer. */
  readonly canLock: boolean;
  /** What was opened under the lock as it was is to be closed after that, whatever the outcome. */
  changeLock(change: LockChange): Promise<Result<null, LockError>>;
  /** Lets go of the profile, which stays open here; nothing may be stored any more. */
  release(): void;
  close(): void;
};

export async function openIdbKeyVault(options: KeyVaultOptions): Promise<Result<IdbKeyVault, StoreError>> {
  const platform = options.crypto ?? globalThis.crypto;
  // Typed as always there; it is missing on pages that did not come over TLS or from this machine.
  if ((platform.subtle as SubtleCrypto | undefined) === undefined) return err({ kind: "unavailable", reason: "no WebCrypto" });
  const opened = await openDatabase(options);
  if (!opened.ok) return opened;
  const keys = await openProfileKeys(opened.value, platform, options.keys);
  if (keys.ok) return ok(new DeviceKeyVault(opened.value, platform, keys.value, options));
  opened.value.close();
  return keys;
}

class DeviceKeyVault implements IdbKeyVault {
  readonly #database: Database;
  readonly #platform: Crypto;
  readonly #keys: ProfileKeys;
  readonly #options: KeyVaultOptions;
  #signer: Promise<Result<Signer, StoreError>> | null = null;
  canLock = true;

  constructor(database: Database, platform: Crypto, keys: ProfileKeys, options: KeyVaultOptions) {
    this.#database = database;
    this.#platform = platform;
    this.#keys = keys;
    this.#options = options;
  }

  get protection(): KeyProtection {
    return this.#keys.device.protection;
  }

  get sealer(): Sealer {
    return this.#keys.master.sealer;
  }

  get ways(): LockWays | null {
    return this.#keys.master.ways;
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
    return wrapSecret(this.#platform, this.#keys.device.key, purpose, secret);
  }

  unwrap(purpose: string, wrapped: Uint8Array): Promise<Uint8Array | null> {
    return unwrapSecret(this.#platform.subtle, this.#keys.device.key, purpose, wrapped);
  }

  async changeLock(change: LockChange): Promise<Result<null, LockError>> {
    const code = await this.#options.keys.loadLock().catch(() => null);
    return code === null ? err({ kind: "store", error: NO_KEY_CODE }) : code.changeLock(this.#profile, change);
  }

  get #profile(): Profile {
    return { database: this.#database, platform: this.#platform, deviceKey: this.#keys.device.key };
  }

  release(): void {
    this.#keys.release();
  }

  close(): void {
    this.#keys.release();
    this.#database.close();
  }

  async #loadSigner(): Promise<Result<Signer, StoreError>> {
    const { keys, makeSeedSigner } = this.#options;
    const publicKeyOf = async (seed: Uint8Array): Promise<Uint8Array> => (await makeSeedSigner(seed)).publicKey;
    const row = await loadRow(this.#database, "signing", keys, (making) => making.signingRow(this.#profile, this.sealer, publicKeyOf));
    return row.ok ? this.#signerOf(row.value) : row;
  }

  async #signerOf(row: unknown): Promise<Result<Signer, StoreError>> {
    const publicKey = fieldOf(row, "publicKey");
    const privateKey = fieldOf(row, "privateKey");
    const sealedSeed = fieldOf(row, "seed");
    if (!(publicKey instanceof Uint8Array)) return UNREADABLE;
    if (privateKey instanceof CryptoKey) return this.#keptByBrowser({ privateKey, publicKey });
    const seed = sealedSeed instanceof Uint8Array ? await this.sealer.open(SIGNING_LABEL, sealedSeed) : null;
    if (seed === null) return UNREADABLE;
    const { subtle } = this.#platform;
    const key = await importSigningKey(subtle, seed, publicKey);
    if (key !== null) return ok(makeWebCryptoSigner(subtle, key));
    const signer = await this.#options.makeSeedSigner(seed);
    return bytesEqual(signer.publicKey, publicKey) ? ok(signer) : UNREADABLE;
  }

  /** As older versions left it. */
  async #keptByBrowser(key: Parameters<typeof makeWebCryptoSigner>[1]): Promise<Result<Signer, StoreError>> {
    const { subtle } = this.#platform;
    this.canLock = false;
    const works = await isWorkingSigningKey(subtle, key).catch(() => false);
    return works ? ok(makeWebCryptoSigner(subtle, key)) : UNREADABLE;
  }
}
