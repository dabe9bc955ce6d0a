import { describe, expect, test } from "vitest";
import { createHmac, createHash } from "node:crypto";
import { bytesEqual, concatBytes, EMPTY_BYTES } from "../base/bytes.ts";
import { ok } from "../base/result.ts";
import { makeMemoryVault, type MemoryVaultOptions } from "./memory-vault.ts";
import { sampleBytes } from "./suite/store-samples.ts";

const hash = (...parts: Uint8Array[]): Uint8Array =>
  new Uint8Array(
    createHash("sha256")
      .update(concatBytes(...parts))
      .digest(),
  );
const mac = (key: Uint8Array, ...parts: Uint8Array[]): Uint8Array =>
  new Uint8Array(
    createHmac("sha256", key)
      .update(concatBytes(...parts))
      .digest(),
  );

/** Just enough of a suite: the plaintext, then a tag over everything. */
const suite: MemoryVaultOptions["suite"] = {
  sha256: (message) => hash(message),
  hkdf: (key, salt, info) => mac(key, salt, info),
  seal: (key, nonce, data, plaintext) => concatBytes(plaintext, mac(key, nonce, data, plaintext)),
  open(key, nonce, data, sealed) {
    const plaintext = sealed.slice(0, -32);
    return bytesEqual(sealed.slice(-32), mac(key, nonce, data, plaintext)) ? plaintext : null;
  },
};

const signer = { publicKey: sampleBytes("public", 32), sign: (message: Uint8Array) => Promise.resolve(message) };
const vaultOf = (seed: string): ReturnType<typeof makeMemoryVault> => makeMemoryVault({ suite, signer, seed: sampleBytes(seed, 32) });

describe("a memory vault", () => {
  test("is the same device for the same seed", async () => {
    const wrapped = await vaultOf("a").wrap("epoch", Uint8Array.of(1, 2));
    expect(await vaultOf("a").unwrap("epoch", wrapped)).toEqual(Uint8Array.of(1, 2));
    expect(await vaultOf("a").wrap("epoch", Uint8Array.of(1, 2))).toEqual(wrapped);
    expect(await vaultOf("a").signer()).toEqual(ok(signer));
  });

  test("unwraps nothing of another seed or purpose, nor what was changed or cut", async () => {
    const wrapped = await vaultOf("a").wrap("epoch", Uint8Array.of(1, 2));
    expect(await vaultOf("b").unwrap("epoch", wrapped)).toBeNull();
    expect(await vaultOf("a").unwrap("meta", wrapped)).toBeNull();
    expect(await vaultOf("a").unwrap("epoch", wrapped.slice(0, -1))).toBeNull();
    expect(await vaultOf("a").unwrap("epoch", EMPTY_BYTES)).toBeNull();
  });
});
