// The keys of a home device, in one file that only its owner may read (mode 0600): the seed of its signing key and the key that wraps secrets at rest.
// Nothing else protects them, as with an ssh key: whoever can read the folder is this device. A file that is there is never replaced: one that cannot be
// read is an error, not a reason for new keys. Whoever opens it holds the folder's lock.

import { createCipheriv, createDecipheriv, createPrivateKey, createPublicKey, randomBytes, sign } from "node:crypto";
import { chmodSync } from "node:fs";
import { base64urlToBytes, bytesToBase64url, concatBytes, utf8ToBytes } from "../src/base/bytes.ts";
import { err, ok, type Result } from "../src/base/result.ts";
import type { Signer } from "../src/ports/crypto.ts";
import type { KeyVault } from "../src/ports/identity.ts";
import { readPrivateFile, writePrivateFile } from "../relay/lan/private-file.ts";

export type FileVault = KeyVault & {
  /** As bytes that a program can read. */
  readonly protection: "stored";
  close(): void;
};

export type VaultError =
  /** The file cannot be read or written. */
  | { readonly kind: "unwritable" }
  /** It was made by a newer version of Daybook. */
  | { readonly kind: "newer-keys" }
  /** What is in it are no keys. */
  | { readonly kind: "damaged-keys" };

type Keys = { readonly wrapping: Uint8Array; readonly seed: Uint8Array };

const VERSION = 1;
const KEY_BYTES = 32;
const OWNER_ONLY = 0o600;
const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** RFC 8410 section 7: what stands before the 32 bytes of an Ed25519 key in PKCS #8. */
const PKCS8_BEGINNING = Buffer.from("302e020100300506032b657004220420", "hex");

/** Opens the file at `path`, and makes it with new keys where there is none. */
export function openFileVault(path: string): Result<FileVault, VaultError> {
  try {
    const text = readPrivateFile(path);
    if (text === null) return ok(makeVault(makeKeys(path)));
    chmodSync(path, OWNER_ONLY);
    const keys = parseKeys(text);
    return keys.ok ? ok(makeVault(keys.value)) : keys;
  } catch {
    return err({ kind: "unwritable" });
  }
}

function makeKeys(path: string): Keys {
  const keys = { wrapping: new Uint8Array(randomBytes(KEY_BYTES)), seed: new Uint8Array(randomBytes(KEY_BYTES)) };
  const fields = { version: VERSION, wrapping: bytesToBase64url(keys.wrapping), signing: bytesToBase64url(keys.seed) };
  writePrivateFile(path, `${JSON.stringify({ "daybook-keys": fields })}\n`);
  return keys;
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;

function parseKeys(text: string): Result<Keys, VaultError> {
  const fields = fieldOf(jsonOf(text), "daybook-keys");
  const version = fieldOf(fields, "version");
  if (typeof version === "number" && version > VERSION) return err({ kind: "newer-keys" });
  const [wrapping, seed] = [keyOf(fieldOf(fields, "wrapping")), keyOf(fieldOf(fields, "signing"))];
  return version !== VERSION || wrapping === null || seed === null ? err({ kind: "damaged-keys" }) : ok({ wrapping, seed });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function keyOf(field: unknown): Uint8Array | null {
  const bytes = typeof field === "string" ? base64urlToBytes(field) : null;
  return bytes?.length === KEY_BYTES ? bytes : null;
}

function makeSigner(seed: Uint8Array): Signer {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_BEGINNING, seed]), format: "der", type: "pkcs8" });
  const publicKey = base64urlToBytes(createPublicKey(key).export({ format: "jwk" }).x ?? "");
  if (publicKey === null) throw new Error("an Ed25519 key has a public half");
  return { publicKey, sign: async (message) => new Uint8Array(sign(null, message, key)) };
}

const associatedData = (purpose: string): Uint8Array => utf8ToBytes(`daybook/1 at rest ${purpose}`);

function makeVault({ wrapping, seed }: Keys): FileVault {
  const signer = makeSigner(seed);
  let isClosed = false;
  return {
    protection: "stored",
    signer: async () => (isClosed ? err({ kind: "closed" }) : ok(signer)),
    async wrap(purpose, secret) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, wrapping, iv).setAAD(associatedData(purpose));
      const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
      return concatBytes(iv, sealed, cipher.getAuthTag());
    },
    async unwrap(purpose, wrapped) {
      if (wrapped.length < IV_BYTES + TAG_BYTES) return null;
      const end = wrapped.length - TAG_BYTES;
      const decipher = createDecipheriv(CIPHER, wrapping, wrapped.subarray(0, IV_BYTES)).setAAD(associatedData(purpose));
      decipher.setAuthTag(wrapped.subarray(end));
      try {
        return concatBytes(decipher.update(wrapped.subarray(IV_BYTES, end)), decipher.final());
      } catch {
        return null;
      }
    },
    close: () => void (isClosed = true),
  };
}
