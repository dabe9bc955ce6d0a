// Opens a master key by what somebody shows, and wraps one so that it opens so. A wrong passphrase goes the same way as the right one up to the last step,
// which fails by its tag; so does any passphrase where what is stored is damaged.

import { utf8ToBytes } from "../../../base/bytes.ts";
import { assert, err, ok, type Result } from "../../../base/result.ts";
import { SALT_BYTES, type PassphraseCost } from "../../../crypto/passphrase-cost.ts";
import { isLongEnough, passphraseBytes, passphraseKey } from "../../../crypto/passphrase-key.ts";
import type { LockError, LockProof, NextLock } from "../../../ports/lock.ts";
import { MASTER_PURPOSE } from "../key-ports.ts";
import { importWrappingKey, unwrapSecret, wrapSecret } from "../../wrapping-key.ts";
import type { PasskeyWay, PassphraseWay, Wrapping } from "./master-row.ts";

type LockWrapping = Extract<Wrapping, { kind: "lock" }>;

const WRONG: Result<never, LockError> = err({ kind: "wrong" });
const PASSKEY_INFO = utf8ToBytes("daybook/1 passkey");

/** The secret that a passkey makes is its own for every salt (WebAuthn PRF); the label keeps it apart from any other use of it. */
async function passkeyWrappingKey(subtle: SubtleCrypto, secret: Uint8Array): Promise<CryptoKey> {
  const base = await subtle.importKey("raw", secret.slice(), "HKDF", false, ["deriveKey"]);
  const hkdf = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: PASSKEY_INFO.slice() };
  return subtle.deriveKey(hkdf, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

async function wrappingKeyOf(platform: Crypto, { passphrase }: LockWrapping, proof: LockProof): Promise<CryptoKey | "too-long" | null> {
  if (proof.kind === "passkey") return passkeyWrappingKey(platform.subtle, proof.secret);
  const bytes = passphraseBytes(proof.text);
  if (bytes === null) return "too-long";
  return importWrappingKey(platform.subtle, passphraseKey(bytes, passphrase.salt, passphrase.cost));
}

/** The master key. */
export async function openByProof(platform: Crypto, wrapping: LockWrapping, proof: LockProof): Promise<Result<Uint8Array, LockError>> {
  const key = await wrappingKeyOf(platform, wrapping, proof);
  if (key === "too-long") return err({ kind: "too-long" });
  const wrapped = proof.kind === "passkey" ? wrapping.passkey?.wrapped : wrapping.passphrase.wrapped;
  if (key === null || wrapped === undefined) return WRONG;
  const master = await unwrapSecret(platform.subtle, key, MASTER_PURPOSE, wrapped);
  return master === null ? WRONG : ok(master);
}

async function makePassphraseWay(
  platform: Crypto,
  passphrase: Uint8Array,
  cost: PassphraseCost,
  master: Uint8Array,
): Promise<PassphraseWay> {
  const salt = platform.getRandomValues(new Uint8Array(SALT_BYTES));
  const key = await importWrappingKey(platform.subtle, passphraseKey(passphrase, salt, cost));
  assert(key !== null, "as many bytes as a key has");
  return { cost, salt, wrapped: await wrapSecret(platform, key, MASTER_PURPOSE, master) };
}

async function makePasskeyWay(
  platform: Crypto,
  { credential, salt, secret }: NonNullable<NextLock["passkey"]>,
  master: Uint8Array,
): Promise<PasskeyWay> {
  const key = await passkeyWrappingKey(platform.subtle, secret);
  return { credential, salt, wrapped: await wrapSecret(platform, key, MASTER_PURPOSE, master) };
}

export async function wrapForLock(
  platform: Crypto,
  next: NextLock,
  cost: PassphraseCost,
  master: Uint8Array,
): Promise<Result<LockWrapping, LockError>> {
  const bytes = passphraseBytes(next.passphrase);
  if (bytes === null) return err({ kind: "too-long" });
  if (!isLongEnough(next.passphrase)) return err({ kind: "too-short" });
  return ok({
    kind: "lock",
    passphrase: await makePassphraseWay(platform, bytes, cost, master),
    passkey: next.passkey === null ? null : await makePasskeyWay(platform, next.passkey, master),
  });
}
