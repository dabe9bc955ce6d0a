// Seals what rests on the device under the profile's master key: AES-256-GCM (NIST SP 800-38D) under one key, names under another, both of HKDF-SHA256
// (RFC 5869). The nonce is the beginning of an HMAC over label and content, so that the same content seals to the same bytes: a store can then be told which
// sealed value it must still hold. What that gives away is whether a row is what it was before. Two contents with one nonce would have to agree in 96 bits.

import { bytesToHex, concatBytes, utf8ToBytes } from "../base/bytes.ts";
import { IV_BYTES, sealUnder, unwrapSecret } from "./wrapping-key.ts";

const NAME_BYTES = 16;
export const MASTER_BYTES = 32;

export interface Sealer {
  /** What stands for a name; the same for the same one, and telling nothing of it. Hex. */
  nameFor(name: string): Promise<string>;
  seal(label: string, content: Uint8Array): Promise<Uint8Array>;
  /** `null` when it was not sealed under this master key for this label. */
  open(label: string, sealed: Uint8Array): Promise<Uint8Array | null>;
}

/** `master`: 32 bytes; not kept. */
export async function makeSealer(subtle: SubtleCrypto, master: Uint8Array): Promise<Sealer> {
  const [contents, marks] = await deriveKeys(subtle, master);
  const mac = async (...parts: readonly Uint8Array[]): Promise<Uint8Array> =>
    new Uint8Array(await subtle.sign("HMAC", marks, concatBytes(...parts).slice()));
  return {
    nameFor: async (name) => bytesToHex((await mac(utf8ToBytes(`name\0${name}`))).subarray(0, NAME_BYTES)),
    async seal(label, content) {
      const iv = (await mac(utf8ToBytes(`content\0${label}\0`), content)).slice(0, IV_BYTES);
      return sealUnder(subtle, contents, new Uint8Array(iv), label, content);
    },
    open: (label, sealed) => unwrapSecret(subtle, contents, label, sealed),
  };
}

async function deriveKeys(subtle: SubtleCrypto, master: Uint8Array): Promise<readonly [CryptoKey, CryptoKey]> {
  const base = await subtle.importKey("raw", master.slice(), "HKDF", false, ["deriveKey"]);
  return Promise.all([
    subtle.deriveKey(hkdf("contents"), base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]),
    subtle.deriveKey(hkdf("marks"), base, { name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign"]),
  ]);
}

const hkdf = (info: string): HkdfParams => ({
  name: "HKDF",
  hash: "SHA-256",
  salt: new Uint8Array(0),
  info: utf8ToBytes(`daybook/1 profile ${info}`).slice(),
});
