// The symmetric key of an epoch and its name, the commitment (PROTOCOL.md "Names"): all that is sealed in a space is sealed under keys derived from one.

import { concatBytes } from "../base/bytes.ts";
import { idToBytes, makeId, type EpochId, type SpaceId } from "../base/ids.ts";
import { label, type Sha256 } from "../base/labels.ts";
import type { Random } from "../ports/crypto.ts";

/** `key`: 32 secret bytes; `id` commits to it. */
export type EpochKey = { readonly id: EpochId; readonly key: Uint8Array };

const KEY_BYTES = 32;

export const epochIdOf = (sha256: Sha256, space: SpaceId, key: Uint8Array): EpochId =>
  makeId("epoch", sha256(concatBytes(label("epoch"), idToBytes(space), key)));

export function makeEpochKey(sha256: Sha256, random: Random, space: SpaceId): EpochKey {
  const key = random(KEY_BYTES);
  return { id: epochIdOf(sha256, space, key), key };
}
