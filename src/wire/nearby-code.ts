// The codes by which two devices side by side connect without a server (PROTOCOL.md "Nearby codes"): each shows one, as a picture or as text, and
// takes in the other's. A code is not a secret unless it carries the one of an invitation; what it says of addresses and certificates is checked by the
// handshake over the connection that it makes.

import { base64urlToBytes, bytesEqual, bytesToBase64url, concatBytes } from "../base/bytes.ts";
import { ByteWriter, decode, malformed, type ByteReader } from "../base/codec.ts";
import { idToBytes, makeId, type DeviceId } from "../base/ids.ts";
import { label, type Sha256 } from "../base/labels.ts";
import { err, type Result } from "../base/result.ts";

export type NearbyCode = {
  readonly role: "offer" | "answer";
  /** Of the one that shows it. */
  readonly device: DeviceId;
  /** 16 bytes, in an offer that invites a newcomer. */
  readonly secret: Uint8Array | null;
  /** The compact session description (links/rtc/compact-sdp.ts). */
  readonly description: Uint8Array;
};

export type NearbyCodeError =
  /** It is no such code. */
  | { readonly kind: "not-a-code" }
  /** A character is missing or another: copied or read wrong. */
  | { readonly kind: "damaged" }
  /** Made by a later version of the app. */
  | { readonly kind: "newer-version"; readonly version: number };

const PREFIX = "dbn1.";
/** Any `dbn` code: what follows the number is a later version's matter. */
const ANY = /^dbn(\d{1,4})\./u;
const VERSION = 1;
const SECRET_BYTES = 16;
const CHECK_BYTES = 4;
/** Of every description that compact-sdp.ts makes. */
const MAX_DESCRIPTION_BYTES = 191;
/** Of a code in text. */
export const MAX_NEARBY_CODE_CHARACTERS = 350;

const ANSWER = 1;
const WITH_SECRET = 2;

const checkOf = (content: Uint8Array, sha256: Sha256): Uint8Array => sha256(concatBytes(label("nearby"), content)).subarray(0, CHECK_BYTES);

export function encodeNearbyCode({ role, device, secret, description }: NearbyCode, sha256: Sha256): string {
  if (description.length > MAX_DESCRIPTION_BYTES) throw new Error("a compact description is shorter");
  const writer = new ByteWriter().u8(VERSION).u8((role === "answer" ? ANSWER : 0) | (secret === null ? 0 : WITH_SECRET));
  writer.bytes(idToBytes(device));
  if (secret !== null) writer.bytes(secret);
  const content = writer.bytes(description).finish();
  return PREFIX + bytesToBase64url(concatBytes(content, checkOf(content, sha256)));
}

/** The bytes of a code behind its version, without the check at their end; null when that is wrong. */
function checkedContent(packed: string, sha256: Sha256): Uint8Array | null {
  const bytes = packed.length <= MAX_NEARBY_CODE_CHARACTERS ? base64urlToBytes(packed.slice(packed.indexOf(".") + 1)) : null;
  if (bytes === null || bytes.length <= CHECK_BYTES) return null;
  const content = bytes.subarray(0, -CHECK_BYTES);
  return bytesEqual(bytes.subarray(-CHECK_BYTES), checkOf(content, sha256)) ? content : null;
}

function readCode(reader: ByteReader): NearbyCode {
  reader.u8();
  const flags = reader.u8();
  if (flags > (ANSWER | WITH_SECRET)) malformed("unknown flags");
  const device = makeId("device", reader.bytes(32));
  const secret = (flags & WITH_SECRET) === 0 ? null : reader.bytes(SECRET_BYTES);
  return { role: (flags & ANSWER) === 0 ? "offer" : "answer", device, secret, description: reader.rest() };
}

/** Blanks and line breaks within, as a message or a person puts them, do not matter. */
export function parseNearbyCode(text: string, sha256: Sha256): Result<NearbyCode, NearbyCodeError> {
  const packed = text.slice(0, 4 * MAX_NEARBY_CODE_CHARACTERS).replaceAll(/\s/gu, "");
  const [, number] = ANY.exec(packed) ?? [];
  if (number === undefined) return err({ kind: "not-a-code" });
  if (Number(number) > VERSION) return err({ kind: "newer-version", version: Number(number) });
  const content = checkedContent(packed, sha256);
  const [version = 0] = content ?? [];
  if (version > VERSION) return err({ kind: "newer-version", version });
  const read = content === null ? null : decode(content, readCode);
  return read?.ok === true ? read : err({ kind: "damaged" });
}
