// Checking signatures with node:crypto on its thread pool, so that a large push does not hold up the other links. Accepts exactly what
// src/crypto accepts: the same checks of key and S come first, OpenSSL compares R as canonical bytes by the cofactorless equation.

import { createPublicKey, hash, verify, type KeyObject } from "node:crypto";
import { bytesToBase64url, bytesToHex } from "../src/base/bytes.ts";
import { isSignatureForm } from "../src/crypto/ed25519-form.ts";
import { makeKeyCheck } from "../src/crypto/ed25519.ts";
import type { StatementVerifier } from "../src/members/statement.ts";

/** How many parsed keys are kept. */
const MAX_KEYS = 4_096;

export function makeNodeVerifier(): StatementVerifier {
  const isValidPublicKey = makeKeyCheck();
  const keys = new Map<string, KeyObject>();

  function keyOf(publicKey: Uint8Array): KeyObject {
    const name = bytesToHex(publicKey);
    const known = keys.get(name);
    if (known !== undefined) return known;
    if (keys.size >= MAX_KEYS) keys.clear();
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: bytesToBase64url(publicKey) }, format: "jwk" });
    keys.set(name, key);
    return key;
  }

  return {
    sha256: (message) => new Uint8Array(hash("sha256", message, "buffer")),
    verify: async (publicKey, message, signature) => {
      if (!isSignatureForm(signature) || !isValidPublicKey(publicKey)) return false;
      const key = keyOf(publicKey);
      return new Promise((resolve) => verify(null, message, key, signature, (error, valid) => resolve(error === null && valid)));
    },
  };
}
