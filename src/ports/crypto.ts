// The cryptography a replica needs, as a port: the real suite is crypto/noble-suite.ts; the simulation brings a keyed-hash one for bulk seeds.

/** Hashing, sealing and verifying. Synchronous but for what WebCrypto does an order faster than we could: signatures, and hashing what is large. */
export interface CryptoSuite {
  sha256(message: Uint8Array): Uint8Array;
  /** The same. What is large is hashed by the platform where it can, off this thread and an order faster. */
  digest(message: Uint8Array): Promise<Uint8Array>;
  /** HKDF-SHA256 (RFC 5869). */
  hkdf(key: Uint8Array, salt: Uint8Array, info: Uint8Array, lengthBytes: number): Uint8Array;
  /** ChaCha20-Poly1305 (RFC 8439): key 32 bytes, nonce 12 bytes; ciphertext then tag. */
  seal(key: Uint8Array, nonce: Uint8Array, associatedData: Uint8Array, plaintext: Uint8Array): Uint8Array;
  /** In a buffer of its own; `null` when it does not authenticate. */
  open(key: Uint8Array, nonce: Uint8Array, associatedData: Uint8Array, sealed: Uint8Array): Uint8Array | null;
  /** Strict Ed25519 (PROTOCOL.md "Notation"); false for keys (canonical, of prime order) or signatures of any other form. Never throws. */
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
  /** Of what passed `verify` before it was stored: whether it is undamaged. By the platform's own Ed25519 where there is one, so that nothing is loaded. */
  verifyAgain(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
  /** Loads the key-encapsulation part, which only pairing needs. */
  loadKem(): Promise<Kem>;
}

/** HPKE base mode with X-Wing (PROTOCOL.md "Statements": grant). */
export interface Kem {
  /** From a 32-byte seed. */
  publicKeyOf(seed: Uint8Array): Promise<Uint8Array>;
  /** Encapsulated key, then ciphertext. `null` when the recipient's key is not one. */
  sealTo(recipientPublicKey: Uint8Array, info: Uint8Array, plaintext: Uint8Array): Promise<Uint8Array | null>;
  /** `null` when it does not open. */
  openWith(seed: Uint8Array, info: Uint8Array, sealed: Uint8Array): Promise<Uint8Array | null>;
}

/** A device's signing key; the private half may be non-extractable. */
export interface Signer {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** `length` fresh random bytes. */
export type Random = (length: number) => Uint8Array;
