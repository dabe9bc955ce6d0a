// Sealing a name: the other half of name.ts. No start needs it.

import { utf8ToBytes } from "../base/bytes.ts";
import { ByteWriter } from "../base/codec.ts";
import { idToBytes, type DeviceId, type SpaceId } from "../base/ids.ts";
import type { EpochKey } from "../crypto/epoch-key.ts";
import type { CryptoSuite, Random } from "../ports/crypto.ts";
import { EPOCH_PREFIX_BYTES } from "../wire/record-envelope.ts";
import { clipName, FLAG_ADDRESS, FLAG_REPLACED, nameKey, subjectOf, type OpenedName } from "./name.ts";
import { NONCE_BYTES, type NameBody } from "./statement-content.ts";

const PAD_BYTES = 32;

/** `device` null: the name of the space. The name is cut if it is too long. */
export function sealName(
  { suite, random, space }: { readonly suite: CryptoSuite; readonly random: Random; readonly space: SpaceId },
  epoch: EpochKey,
  device: DeviceId | null,
  name: string,
  { isReplaced = false, directAddress = null }: Partial<Omit<OpenedName, "name">> = {},
): NameBody {
  const writer = new ByteWriter().varBytes(utf8ToBytes(clipName(name)));
  const flags = (isReplaced ? FLAG_REPLACED : 0) + (directAddress === null ? 0 : FLAG_ADDRESS);
  if (flags !== 0) writer.u8(flags);
  if (directAddress !== null) writer.varBytes(directAddress);
  const plaintext = writer.bytes(new Uint8Array(-writer.length & (PAD_BYTES - 1))).finish();
  const nonce = random(NONCE_BYTES);
  const sealed = suite.seal(nameKey(suite, space, epoch.key), nonce, subjectOf(device), plaintext);
  return { kind: "name", device, epochPrefix: idToBytes(epoch.id).slice(0, EPOCH_PREFIX_BYTES), nonce, sealed };
}
