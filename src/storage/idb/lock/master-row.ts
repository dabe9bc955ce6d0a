// The row that keeps a profile's master key, `master` in the table of keys: wrapped by the device's own key where there is no lock, and by the keys from
// passphrase and passkey where there is one. A new master key has a new id. While rows are still sealed under the one before, or lie unsealed as older
// versions wrote them, the row says so, and keeps the one before, sealed under this one.

import { PASSPHRASE_COST, SALT_BYTES, type PassphraseCost } from "../../../crypto/passphrase-cost.ts";
import { isPassphraseCost } from "../../../crypto/passphrase-limits.ts";
import type { LockWays } from "../../../ports/lock.ts";
import { fieldOf } from "../key-table.ts";

const VERSION = 1;
const ID_BYTES = 8;
const MAX_CREDENTIAL_BYTES = 1_023;
const PASSKEY_SALT_BYTES = 32;
const MAX_WRAPPED_BYTES = 128;

export type PassphraseWay = { readonly cost: PassphraseCost; readonly salt: Uint8Array; readonly wrapped: Uint8Array };
export type PasskeyWay = { readonly credential: Uint8Array; readonly salt: Uint8Array; readonly wrapped: Uint8Array };

/** What opens the master key. */
export type Wrapping =
  | { readonly kind: "device"; readonly wrapped: Uint8Array }
  | { readonly kind: "lock"; readonly passphrase: PassphraseWay; readonly passkey: PasskeyWay | null };

export type MasterRow = {
  readonly id: Uint8Array;
  readonly wrapping: Wrapping;
  readonly previous: Uint8Array | null;
  readonly isUnfinished: boolean;
};

export const makeMasterId = (random: (length: number) => Uint8Array): Uint8Array => random(ID_BYTES);

/** What is wrapped under no key at all. */
const NOTHING = new Uint8Array(0);

const bytesOf = (row: unknown, name: string, maxBytes: number): Uint8Array => {
  const value = fieldOf(row, name);
  return value instanceof Uint8Array && value.length <= maxBytes ? value : NOTHING;
};

/** A damaged one is still asked for a passphrase, which costs what it always does and opens nothing. */
function passphraseWayOf(row: unknown): PassphraseWay {
  const [memoryKib, passes] = [Number(fieldOf(row, "memoryKib")), Number(fieldOf(row, "passes"))];
  const salt = bytesOf(row, "salt", SALT_BYTES);
  return {
    cost: isPassphraseCost({ memoryKib, passes }) ? { memoryKib, passes } : PASSPHRASE_COST,
    salt: salt.length === SALT_BYTES ? salt : new Uint8Array(SALT_BYTES),
    wrapped: bytesOf(row, "wrapped", MAX_WRAPPED_BYTES),
  };
}

function passkeyWayOf(row: unknown): PasskeyWay | null {
  const credential = bytesOf(row, "credential", MAX_CREDENTIAL_BYTES);
  const salt = bytesOf(row, "salt", PASSKEY_SALT_BYTES);
  if (credential.length === 0 || salt.length !== PASSKEY_SALT_BYTES) return null;
  return { credential, salt, wrapped: bytesOf(row, "wrapped", MAX_WRAPPED_BYTES) };
}

/** Whatever is stored. What cannot be read of it opens nothing; it is never taken for a profile without a lock. */
export function masterRowOf(stored: unknown): MasterRow {
  const device = fieldOf(stored, "device");
  const previous = fieldOf(stored, "previous");
  return {
    id: bytesOf(stored, "id", ID_BYTES),
    wrapping:
      device instanceof Uint8Array
        ? { kind: "device", wrapped: device }
        : {
            kind: "lock",
            passphrase: passphraseWayOf(fieldOf(stored, "passphrase")),
            passkey: passkeyWayOf(fieldOf(stored, "passkey")),
          },
    previous: previous instanceof Uint8Array ? previous : null,
    isUnfinished: fieldOf(stored, "unfinished") === true,
  };
}

/** As it is stored. */
export function masterRowToStored({ id, wrapping, previous, isUnfinished }: MasterRow): object {
  const state = { v: VERSION, id, previous, unfinished: isUnfinished };
  if (wrapping.kind === "device") return { ...state, device: wrapping.wrapped };
  const { cost, salt, wrapped } = wrapping.passphrase;
  return { ...state, passphrase: { ...cost, salt, wrapped }, passkey: wrapping.passkey };
}

/** Null where there is no lock. */
export function waysOf({ wrapping }: MasterRow): LockWays | null {
  if (wrapping.kind === "device") return null;
  const { passkey } = wrapping;
  return { passkey: passkey === null ? null : { credential: passkey.credential, salt: passkey.salt } };
}
