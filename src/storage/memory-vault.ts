// A key vault in memory, for tests and the simulation: everything follows from the seed and the signer it is given, so that the same seed is
// the same device. Wrapping is deterministic: the nonce is a hash of what is wrapped, hence the same only for the same secret and purpose.

import { concatBytes, utf8ToBytes } from "../base/bytes.ts";
import { ok } from "../base/result.ts";
import type { CryptoSuite, Signer } from "../ports/crypto.ts";
import type { KeyVault } from "../ports/identity.ts";

export type MemoryVaultOptions = {
  readonly suite: Pick<CryptoSuite, "sha256" | "hkdf" | "seal" | "open">;
  readonly signer: Signer;
  /** Any number of bytes. */
  readonly seed: Uint8Array;
};

const NONCE_BYTES = 12;

export function makeMemoryVault({ suite, signer, seed }: MemoryVaultOptions): KeyVault {
  const wrappingKey = suite.hkdf(seed, new Uint8Array(0), utf8ToBytes("memory vault"), 32);
  return {
    signer: () => Promise.resolve(ok(signer)),
    wrap(purpose, secret) {
      const aboutPurpose = utf8ToBytes(purpose);
      const nonce = suite.sha256(concatBytes(wrappingKey, suite.sha256(aboutPurpose), secret)).slice(0, NONCE_BYTES);
      return Promise.resolve(concatBytes(nonce, suite.seal(wrappingKey, nonce, aboutPurpose, secret)));
    },
    unwrap(purpose, wrapped) {
      if (wrapped.length < NONCE_BYTES) return Promise.resolve(null);
      const nonce = wrapped.slice(0, NONCE_BYTES);
      return Promise.resolve(suite.open(wrappingKey, nonce, utf8ToBytes(purpose), wrapped.slice(NONCE_BYTES)));
    },
  };
}
