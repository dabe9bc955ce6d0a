// By which push services know a relay (RFC 8292): an ES256 key pair, made once and kept in the data folder, and short-lived tokens signed with it (RFC 7519,
// RFC 7515). Node's own crypto signs; what a library would add is the encryption of a message's content, and here there is none.

import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { join } from "node:path";
import { err, ok, type Result } from "../../src/base/result.ts";
import type { Clock } from "../../src/ports/time.ts";
import { readPrivateFile, writePrivateFile } from "../lan/private-file.ts";

export type VapidKeyError =
  | { readonly kind: "push-key-unusable" }
  /** Not made by Daybook. */
  | { readonly kind: "push-key-damaged" };

export type VapidKey = {
  readonly privateKey: KeyObject;
  /** 65 bytes: a point on P-256, uncompressed. */
  readonly publicKey: Uint8Array;
};

export const PUSH_FOLDER = "push";
export const VAPID_FILE = "vapid.pem";
const CURVE = "prime256v1";
const COORDINATE_BYTES = 32;
/** RFC 8292 allows 24 hours; a clock that is off by hours is still within them. */
const TOKEN_S = 12 * 3_600;
/** A token is used again for as long, so that a service need not check a new one for each message (RFC 8292, section 2). */
const REUSED_MS = 6 * 3_600_000;
/** Origins with a token that is used again. */
const MAX_TOKENS = 64;

export const base64url = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString("base64url");

/** Null where it is no private key on P-256. */
export function readVapidKey(privateKey: KeyObject): VapidKey | null {
  if (privateKey.asymmetricKeyType !== "ec" || privateKey.asymmetricKeyDetails?.namedCurve !== CURVE) return null;
  const { x = "", y = "" } = createPublicKey(privateKey).export({ format: "jwk" });
  const [first, second] = [Buffer.from(x, "base64url"), Buffer.from(y, "base64url")];
  if (first.length !== COORDINATE_BYTES || second.length !== COORDINATE_BYTES) return null;
  return { privateKey, publicKey: new Uint8Array(Buffer.concat([Uint8Array.of(4), first, second])) };
}

/** Makes it where there is none. Another one would cut off all devices until they have subscribed anew: a damaged one is left for its operator to restore. */
export function openVapidKey(dataFolder: string): Result<VapidKey, VapidKeyError> {
  const path = join(dataFolder, PUSH_FOLDER, VAPID_FILE);
  try {
    const kept = readPrivateFile(path);
    const pem = kept ?? generateKeyPairSync("ec", { namedCurve: CURVE }).privateKey.export({ format: "pem", type: "pkcs8" }).toString();
    if (kept === null) writePrivateFile(path, pem);
    const key = parsePem(pem);
    return key === null ? err({ kind: "push-key-damaged" }) : ok(key);
  } catch {
    return err({ kind: "push-key-unusable" });
  }
}

function parsePem(pem: string): VapidKey | null {
  try {
    return readVapidKey(createPrivateKey(pem));
  } catch {
    return null;
  }
}

export type TokenClaims = { readonly audience: string; readonly expiresAtS: number; readonly contact: string | null };

/** What is signed of a token: its header and claims, as RFC 8292 gives them. */
export function tokenContent({ audience, expiresAtS, contact }: TokenClaims): string {
  const claims = { aud: audience, exp: expiresAtS, ...(contact === null ? {} : { sub: contact }) };
  return `${base64url('{"typ":"JWT","alg":"ES256"}')}.${base64url(JSON.stringify(claims))}`;
}

/** With the two numbers of the signature side by side, 64 bytes (RFC 7518, section 3.4). */
export function signToken({ privateKey }: VapidKey, claims: TokenClaims): string {
  const content = tokenContent(claims);
  return `${content}.${base64url(sign("sha256", Buffer.from(content), { key: privateKey, dsaEncoding: "ieee-p1363" }))}`;
}

/** What stands in `Authorization` of a message to a push service. */
export class VapidTokens {
  readonly #key: VapidKey;
  readonly #contact: string | null;
  readonly #clock: Clock;
  readonly #kept = new Map<string, { readonly header: string; readonly atMs: number }>();

  /** `contact`: a `mailto:` or `https:` address by which services reach the operator; some want one. */
  constructor(key: VapidKey, contact: string | null, clock: Clock) {
    this.#key = key;
    this.#contact = contact;
    this.#clock = clock;
  }

  headerFor(origin: string): string {
    const now = this.#clock();
    const kept = this.#kept.get(origin);
    // A clock that was set back makes a new one too.
    if (kept !== undefined && now >= kept.atMs && now - kept.atMs < REUSED_MS) return kept.header;
    if (this.#kept.size >= MAX_TOKENS) this.#kept.clear();
    const token = signToken(this.#key, { audience: origin, expiresAtS: Math.floor(now / 1_000) + TOKEN_S, contact: this.#contact });
    const header = `vapid t=${token}, k=${base64url(this.#key.publicKey)}`;
    this.#kept.set(origin, { header, atMs: now });
    return header;
  }
}
