// Where a home device of a space is, without a secret: who it is and the address at which it answers (PROTOCOL.md "Direct addresses"). Stands on recovery
// sheets, so that words can bring a space back from there; the code by which a home device lets others in names the same.

import { bytesEqual, bytesToBase64url, base64urlToBytes, concatBytes } from "../base/bytes.ts";
import { decode, malformed } from "../base/codec.ts";
import { idToBytes, makeId, type DeviceId } from "../base/ids.ts";
import { label, type Sha256 } from "../base/labels.ts";
import { err, ok, type Result } from "../base/result.ts";
import { decodeDirectAddress, encodeDirectAddress, type DirectAddress } from "../wire/direct-address.ts";
import { parseInvitation, type InvitationError } from "./invitation.ts";

export type HomePlace = { readonly device: DeviceId; readonly address: DirectAddress };

const PREFIX = "dbh1.";
const CHECKSUM_BYTES = 4;
const DEVICE_BYTES = 32;

const checksumOf = (sha256: Sha256, content: Uint8Array): Uint8Array =>
  sha256(concatBytes(label("home place"), content)).subarray(0, CHECKSUM_BYTES);

/** Asserts the address's form. */
export function homePlaceToCode(sha256: Sha256, { device, address }: HomePlace): string {
  const content = concatBytes(idToBytes(device), encodeDirectAddress(address));
  return PREFIX + bytesToBase64url(concatBytes(content, checksumOf(sha256, content)));
}

/** `text`: a place's code, or the code or link of an invitation that a home device shows. */
export function parseHomePlace(sha256: Sha256, text: string): Result<HomePlace, InvitationError> {
  const code = text.replaceAll(/\s+/gu, "");
  if (!code.startsWith(PREFIX)) return placeInInvitation(sha256, code);
  const bytes = base64urlToBytes(code.slice(PREFIX.length));
  if (bytes === null || bytes.length < CHECKSUM_BYTES) return err({ kind: "mistyped" });
  const content = bytes.subarray(0, bytes.length - CHECKSUM_BYTES);
  if (!bytesEqual(checksumOf(sha256, content), bytes.subarray(content.length))) return err({ kind: "mistyped" });
  const place = decode(content, (reader): HomePlace => {
    const device = makeId("device", reader.bytes(DEVICE_BYTES));
    const address = decodeDirectAddress(reader.rest());
    return address === null ? malformed("no home device's address") : { device, address };
  });
  return place.ok ? place : err({ kind: "mistyped" });
}

function placeInInvitation(sha256: Sha256, code: string): Result<HomePlace, InvitationError> {
  if (/^dbh\d+\./u.test(code)) return err({ kind: "newer" });
  const invitation = parseInvitation(sha256, code);
  if (!invitation.ok) return invitation;
  if (!("address" in invitation.value)) return err({ kind: "no-invitation" });
  const { device, address } = invitation.value;
  return ok({ device, address });
}
