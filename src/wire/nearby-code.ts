// The codes by which two devices side by side connect without a server (PROTOCOL.md "Nearby codes"): each shows one, as a picture or as text, and
// takes in the other's. A code is not a secret unless it carries the one of an invitation; what it says of addresses and certificates is checked by the
// handshake over the connection that it makes.

import { base64urlToBytes, bytesEqual, bytesToBase64url, bytesToHex, concatBytes } from "../base/bytes.ts";
import { ByteWriter, decode, malformed, type ByteReader } from "../base/codec.ts";
import { idToBytes, makeId, type DeviceId } from "../base/ids.ts";
import { label, type Sha256 } from "../base/labels.ts";
import { err, type Result } from "../base/result.ts";

/** Common to both. */
type Shown = {
  /** Of the one that shows it. */
  readonly device: DeviceId;
  /** The compact session description (links/rtc/compact-sdp.ts). */
  readonly description: Uint8Array;
};

export type NearbyOffer = Shown & {
  readonly role: "offer";
  /** 16 bytes, in one that invites a newcomer. */
  readonly secret: Uint8Array | null;
};

export type NearbyAnswer = Shown & {
  readonly role: "answer";
  /** The `checkOf` the offer, so that an answer to another one is told from one that does not get through. */
  readonly answers: Uint8Array;
};

export type NearbyCode = NearbyOffer | NearbyAnswer;

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
export const NEARBY_SECRET_BYTES = 16;
const CHECK_BYTES = 4;
const ATTEMPT_BYTES = 16;
/** Of every description that compact-sdp.ts makes. */
const MAX_DESCRIPTION_BYTES = 191;
/** Of a code in text. */
export const MAX_NEARBY_CODE_CHARACTERS = 350;

const ANSWER = 1;
const WITH_SECRET = 2;

const hashOf = (content: Uint8Array, sha256: Sha256): Uint8Array => sha256(concatBytes(label("nearby"), content));
const checksum = (content: Uint8Array, sha256: Sha256): Uint8Array => hashOf(content, sha256).subarray(0, CHECK_BYTES);

function contentOf(code: NearbyCode): Uint8Array {
  if (code.description.length > MAX_DESCRIPTION_BYTES) throw new Error("a compact description is shorter");
  const isAnswer = code.role === "answer";
  const more = isAnswer ? code.answers : code.secret;
  const writer = new ByteWriter().u8(VERSION).u8((isAnswer ? ANSWER : 0) | (isAnswer || more === null ? 0 : WITH_SECRET));
  writer.bytes(idToBytes(code.device));
  if (more !== null) writer.bytes(more);
  return writer.bytes(code.description).finish();
}

/** The last bytes of a code, which its answer repeats. */
export const checkOf = (code: NearbyCode, sha256: Sha256): Uint8Array => checksum(contentOf(code), sha256);

/** What the side that shows it is called in signals over the connection that was made by it: 16 bytes, hex. */
export const attemptOf = (code: NearbyCode, sha256: Sha256): string =>
  bytesToHex(hashOf(contentOf(code), sha256).subarray(0, ATTEMPT_BYTES));

export function encodeNearbyCode(code: NearbyCode, sha256: Sha256): string {
  const content = contentOf(code);
  return PREFIX + bytesToBase64url(concatBytes(content, checksum(content, sha256)));
}

/** The bytes of a code behind its version, without the check at their end; null when that is wrong. */
function checkedContent(packed: string, sha256: Sha256): Uint8Array | null {
  const bytes = packed.length <= MAX_NEARBY_CODE_CHARACTERS ? base64urlToBytes(packed.slice(packed.indexOf(".") + 1)) : null;
  if (bytes === null || bytes.length <= CHECK_BYTES) return null;
  const content = bytes.subarray(0, -CHECK_BYTES);
  return bytesEqual(bytes.subarray(-CHECK_BYTES), checksum(content, sha256)) ? content : null;
}

function readCode(reader: ByteReader): NearbyCode {
  reader.u8();
  const flags = reader.u8();
  if (flags > WITH_SECRET) malformed("unknown flags");
  const device = makeId("device", reader.bytes(32));
  if (flags === ANSWER) return { role: "answer", device, answers: reader.bytes(CHECK_BYTES), description: reader.rest() };
  const secret = flags === WITH_SECRET ? reader.bytes(NEARBY_SECRET_BYTES) : null;
  return { role: "offer", device, secret, description: reader.rest() };
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
