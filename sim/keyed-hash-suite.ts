// Cryptography for bulk seeds, some forty times faster than the real one and just as strict towards who does not hold the key. Hashes, HKDF and
// the AEAD are the real ones, from Node. A signature is a hash keyed with the signer's seed, which only the suite that made the signer can
// check: within one simulation nobody can forge one. Key encapsulation hides nothing from this suite, but opens only with the right seed.

import { createCipheriv, createDecipheriv, hash, hkdfSync } from "node:crypto";
import { bytesEqual, bytesToHex, concatBytes, utf8ToBytes } from "../src/base/bytes.ts";
import type { CryptoSuite, Kem, Signer } from "../src/ports/crypto.ts";

const AEAD = "chacha20-poly1305";
const TAG_BYTES = 16;
/** Sizes of X-Wing, so that frames and quotas are as in earnest. */
const KEM_KEY_BYTES = 1_216;
const ENCAPSULATED_KEY_BYTES = 1_120;
const NO_NONCE = new Uint8Array(12);
const NO_DATA = new Uint8Array(0);
const latin1 = new TextDecoder("latin1");

const digest = (algorithm: "sha256" | "sha512", ...parts: readonly Uint8Array[]): Uint8Array =>
  // A copy: what leaves here is a plain array as in a browser, not Node's Buffer.
  new Uint8Array(hash(algorithm, parts.length === 1 ? (parts[0] ?? NO_DATA) : concatBytes(...parts), "buffer"));

function seal(key: Uint8Array, nonce: Uint8Array, associatedData: Uint8Array, plaintext: Uint8Array): Uint8Array {
  const cipher = createCipheriv(AEAD, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(associatedData, { plaintextLength: plaintext.length });
  const sealed = [cipher.update(plaintext), cipher.final()];
  return concatBytes(...sealed, cipher.getAuthTag());
}

function open(key: Uint8Array, nonce: Uint8Array, associatedData: Uint8Array, sealed: Uint8Array): Uint8Array | null {
  const length = sealed.length - TAG_BYTES;
  if (length < 0) return null;
  const decipher = createDecipheriv(AEAD, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(associatedData, { plaintextLength: length });
  decipher.setAuthTag(sealed.subarray(length));
  const opened = decipher.update(sealed.subarray(0, length));
  try {
    decipher.final();
  } catch {
    return null;
  }
  return new Uint8Array(opened);
}

/** `length` bytes that depend on `secret`, the first 32 of them on nothing else. */
const stretch = (secret: Uint8Array, length: number): Uint8Array => {
  const bytes = new Uint8Array(length);
  for (let offset = 0; offset < length; offset += 32) bytes.set(secret.subarray(0, Math.min(32, length - offset)), offset);
  return bytes;
};

const kemPublicKeyOf = (seed: Uint8Array): Uint8Array => stretch(digest("sha256", utf8ToBytes("kem"), seed), KEM_KEY_BYTES);

const kemMessageKey = (publicKey: Uint8Array, encapsulated: Uint8Array, info: Uint8Array): Uint8Array =>
  digest("sha256", publicKey, encapsulated, info);

/** HKDF that derives nothing twice: all devices of a story derive the same keys. */
function makeHkdf(): CryptoSuite["hkdf"] {
  const derived = new Map<string, Uint8Array>();
  return (key, salt, info, lengthBytes) => {
    const name = latin1.decode(concatBytes(Uint8Array.of(key.length, salt.length, lengthBytes), key, salt, info));
    const bytes = derived.get(name) ?? new Uint8Array(hkdfSync("sha256", key, salt, info, lengthBytes));
    derived.set(name, bytes);
    return bytes.slice();
  };
}

const KEM: Kem = {
  publicKeyOf: async (seed) => kemPublicKeyOf(seed),
  sealTo: async (recipientPublicKey, info, plaintext) => {
    const encapsulated = stretch(digest("sha256", recipientPublicKey, info, plaintext), ENCAPSULATED_KEY_BYTES);
    return concatBytes(encapsulated, seal(kemMessageKey(recipientPublicKey, encapsulated, info), NO_NONCE, NO_DATA, plaintext));
  },
  openWith: async (seed, info, sealed) => {
    const encapsulated = sealed.subarray(0, ENCAPSULATED_KEY_BYTES);
    const key = kemMessageKey(kemPublicKeyOf(seed), encapsulated, info);
    return open(key, NO_NONCE, NO_DATA, sealed.subarray(ENCAPSULATED_KEY_BYTES));
  },
};

export type KeyedHashSuite = CryptoSuite & {
  /** The same seed makes the same signer. Only signatures of signers made here verify here. */
  readonly makeSigner: (seed: Uint8Array) => Signer;
};

export function makeKeyedHashSuite(): KeyedHashSuite {
  const seedsByPublicKey = new Map<string, Uint8Array>();
  const verify: CryptoSuite["verify"] = async (publicKey, message, signature) => {
    const seed = seedsByPublicKey.get(bytesToHex(publicKey));
    return seed !== undefined && bytesEqual(signature, digest("sha512", seed, message));
  };
  return {
    makeSigner: (seed) => {
      const publicKey = digest("sha256", utf8ToBytes("public key"), seed);
      seedsByPublicKey.set(bytesToHex(publicKey), seed);
      return { publicKey, sign: async (message) => digest("sha512", seed, message) };
    },
    sha256: (message) => digest("sha256", message),
    digest: async (message) => digest("sha256", message),
    hkdf: makeHkdf(),
    seal,
    open,
    verify,
    verifyAgain: verify,
    loadKem: async () => KEM,
  };
}
