// Ed25519 (RFC 8032) through WebCrypto: the device's signing key where the browser has it. It is kept as a sealed seed, so that a lock covers it, and in use
// as a key that cannot be extracted. Older versions had the browser store such a key itself.

import { concatBytes } from "../../base/bytes.ts";
import type { Signer } from "../../ports/crypto.ts";

const ALGORITHM = "Ed25519";
const PROBE = Uint8Array.of(1, 2, 3);

export type SigningKey = {
  readonly privateKey: CryptoKey;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
};

/** What its seed is sealed for. */
export const SIGNING_LABEL = "device signing key";
/** PKCS #8 of an Ed25519 key, up to its seed (RFC 8410, section 7). */
const PKCS8_PREFIX = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20);

export const importSeed = (subtle: SubtleCrypto, seed: Uint8Array, isExtractable: boolean): Promise<CryptoKey> =>
  subtle.importKey("pkcs8", concatBytes(PKCS8_PREFIX, seed).slice(), ALGORITHM, isExtractable, ["sign"]);

/** With a private half that is not extractable. `null` where the browser has no Ed25519, or it is the seed of another key. */
export async function importSigningKey(subtle: SubtleCrypto, seed: Uint8Array, publicKey: Uint8Array): Promise<SigningKey | null> {
  try {
    const key = { privateKey: await importSeed(subtle, seed, false), publicKey };
    return (await isWorkingSigningKey(subtle, key)) ? key : null;
  } catch {
    return null;
  }
}

export function makeWebCryptoSigner(subtle: SubtleCrypto, { privateKey, publicKey }: SigningKey): Signer {
  return {
    publicKey: publicKey.slice(),
    sign: async (message) => new Uint8Array(await subtle.sign(ALGORITHM, privateKey, message.slice())),
  };
}

/** Whether both halves are of one key and still sign, as they must after they were stored. Rejects where the halves are no keys at all. */
export async function isWorkingSigningKey(subtle: SubtleCrypto, { privateKey, publicKey }: SigningKey): Promise<boolean> {
  const verifyingKey = await subtle.importKey("raw", publicKey.slice(), ALGORITHM, false, ["verify"]);
  return subtle.verify(ALGORITHM, verifyingKey, await subtle.sign(ALGORITHM, privateKey, PROBE), PROBE);
}
