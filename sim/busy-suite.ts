// The real cryptography within virtual time: WebCrypto and lazily loaded code answer whenever they are done, which is no order at all. Behind
// `VirtualTime.busy` no time passes meanwhile and answers come in the order of asking.

import type { CryptoSuite, Kem, Signer } from "../src/ports/crypto.ts";
import type { VirtualTime } from "./virtual-time.ts";

export const makeBusySigner = (time: VirtualTime, signer: Signer): Signer => ({
  publicKey: signer.publicKey,
  sign: (message) => time.busy(signer.sign(message)),
});

const makeBusyKem = (time: VirtualTime, kem: Kem): Kem => ({
  publicKeyOf: (seed) => time.busy(kem.publicKeyOf(seed)),
  sealTo: (recipientPublicKey, info, plaintext) => time.busy(kem.sealTo(recipientPublicKey, info, plaintext)),
  openWith: (seed, info, sealed) => time.busy(kem.openWith(seed, info, sealed)),
});

export const makeBusySuite = (time: VirtualTime, suite: CryptoSuite): CryptoSuite => ({
  ...suite,
  digest: (message) => time.busy(suite.digest(message)),
  verify: (publicKey, message, signature) => time.busy(suite.verify(publicKey, message, signature)),
  verifyAgain: (publicKey, message, signature) => time.busy(suite.verifyAgain(publicKey, message, signature)),
  loadKem: async () => makeBusyKem(time, await time.busy(suite.loadKem())),
});
