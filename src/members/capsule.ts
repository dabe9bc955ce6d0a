// The capsule of a passkey (PROTOCOL.md "Capsules"): the entropy of a recovery member, with its space, sealed under the secret that the passkey makes. Whoever
// has the passkey alone finds it by its id, which that secret makes too; to all others both are bytes like any.

import { concatBytes } from "../base/bytes.ts";
import { idToBytes, makeId, type SpaceId } from "../base/ids.ts";
import { label } from "../base/labels.ts";
import { assert, err, ok, type Result } from "../base/result.ts";
import type { CryptoSuite, Random } from "../ports/crypto.ts";
import { CAPSULE_ID_BYTES } from "../wire/limits.ts";
import { ENTROPY_BYTES } from "./recovery-keys.ts";

/** Of what a passkey makes of label("capsule secret"), by WebAuthn's `prf`. */
export const PASSKEY_SECRET_BYTES = 32;

const VERSION = 1;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const SPACE_BYTES = 32;
const TAG_BYTES = 16;
const CAPSULE_BYTES = 1 + NONCE_BYTES + ENTROPY_BYTES + SPACE_BYTES + TAG_BYTES;
const NO_SALT = new Uint8Array(0);

type CapsuleSuite = Pick<CryptoSuite, "hkdf" | "seal" | "open">;

/** `entropy`: of the recovery member. */
export type CapsuleContent = { readonly entropy: Uint8Array; readonly space: SpaceId };

/** `newer`: of a later version of Daybook. `damaged`: it is no capsule of this passkey. */
export type CapsuleError = { readonly kind: "newer" | "damaged" };

export const capsuleIdOf = ({ hkdf }: CapsuleSuite, secret: Uint8Array): Uint8Array =>
  hkdf(secret, NO_SALT, label("capsule id"), CAPSULE_ID_BYTES);

const keyOf = ({ hkdf }: CapsuleSuite, secret: Uint8Array): Uint8Array => hkdf(secret, NO_SALT, label("capsule key"), KEY_BYTES);

const boundTo = (id: Uint8Array): Uint8Array => concatBytes(Uint8Array.of(VERSION), id);

/** `secret`: `PASSKEY_SECRET_BYTES` of them. */
export function sealCapsule(suite: CapsuleSuite, random: Random, secret: Uint8Array, { entropy, space }: CapsuleContent): Uint8Array {
  assert(entropy.length === ENTROPY_BYTES, "the entropy of a recovery member");
  const nonce = random(NONCE_BYTES);
  const sealed = suite.seal(keyOf(suite, secret), nonce, boundTo(capsuleIdOf(suite, secret)), concatBytes(entropy, idToBytes(space)));
  return concatBytes(Uint8Array.of(VERSION), nonce, sealed);
}

export function openCapsule(suite: CapsuleSuite, secret: Uint8Array, capsule: Uint8Array): Result<CapsuleContent, CapsuleError> {
  if ((capsule[0] ?? 0) > VERSION) return err({ kind: "newer" });
  if (capsule[0] !== VERSION || capsule.length !== CAPSULE_BYTES) return err({ kind: "damaged" });
  const [nonce, sealed] = [capsule.subarray(1, 1 + NONCE_BYTES), capsule.subarray(1 + NONCE_BYTES)];
  const content = suite.open(keyOf(suite, secret), nonce, boundTo(capsuleIdOf(suite, secret)), sealed);
  if (content === null) return err({ kind: "damaged" });
  return ok({ entropy: content.slice(0, ENTROPY_BYTES), space: makeId("space", content.slice(ENTROPY_BYTES)) });
}
