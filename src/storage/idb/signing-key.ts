// Ed25519 (RFC 8032) through WebCrypto: the device's signing key where the browser has it, its private half not extractable.

import type { Signer } from "../../ports/crypto.ts";

const ALGORITHM = "Ed25519";
const PROBE = Uint8Array.of(1, 2, 3);

export type SigningKey = {
  readonly privateKey: CryptoKey;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
};

/** `null` where the browser has no Ed25519. */
export async function generateSigningKey(subtle: SubtleCrypto): Promise<SigningKey | null> {
  try {
    const pair = await subtle.generateKey(ALGORITHM, false, ["sign", "verify"]);
    if (!("privateKey" in pair)) return null;
    return { privateKey: pair.privateKey, publicKey: new Uint8Array(await subtle.exportKey("raw", pair.publicKey)) };
  } catch {
    // NotSupportedError in most engines, other names in older ones: for all of them the seed is the way.
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
