// Invitation codes (PROTOCOL.md "Meetings"): a one-time secret and where to meet, as text for a link's fragment, a QR code or the keyboard. A checksum
// tells a mistyped code from an expired one. Nothing in one that leads to a relay names the space or a device; one that leads to a home device names that.

import { bytesEqual, bytesToBase64url, bytesToUtf8, base64urlToBytes, concatBytes, utf8ToBytes } from "../base/bytes.ts";
import { ByteWriter, decode, malformed, type ByteReader } from "../base/codec.ts";
import { idToBytes, makeId, type DeviceId } from "../base/ids.ts";
import { label, type Sha256 } from "../base/labels.ts";
import { assert, err, ok, type Result } from "../base/result.ts";
import { decodeDirectAddress, encodeDirectAddress, type DirectAddress } from "../wire/direct-address.ts";

export type RelayInvitation = {
  /** 16 random bytes, used once. */
  readonly secret: Uint8Array;
  /** Address of the relay to meet at (`wss://host:port`, or with http); empty: the one the app comes from. */
  readonly relay: string;
  /** Into a space that is shared: the newcomer's own things stay its own. Otherwise it is another device of the inviter's user. */
  readonly isShared: boolean;
};

/** Shown by a device that answers by its address: whoever has the code calls it there. */
export type HomeInvitation = {
  /** 16 random bytes, used once. */
  readonly secret: Uint8Array;
  readonly address: DirectAddress;
  readonly device: DeviceId;
  /** It asks to be let in, and its code is read by a device that is in the space; otherwise it lets in whoever reads it. */
  readonly asks: boolean;
};

export type Invitation = RelayInvitation | HomeInvitation;

export type InvitationError =
  /** Some other text. */
  | { readonly kind: "no-invitation" }
  /** Letters are missing or wrong. */
  | { readonly kind: "mistyped" }
  /** Made by a newer version of Daybook. */
  | { readonly kind: "newer" };

export const SECRET_BYTES = 16;
const MAX_RELAY_BYTES = 255;
const CHECKSUM_BYTES = 4;
const DEVICE_BYTES = 32;
const RELAY_PREFIX = "db1.";
const HOME_PREFIX = "db2.";
const SHARED_PREFIX = "db3.";
const ASKS = 1;

const isRelayAddress = (text: string): boolean => text === "" || /^(?:ws|http)s?:\/\/[\w.:[\]-]+$/.test(text);

const checksumOf = (sha256: Sha256, content: Uint8Array): Uint8Array =>
  sha256(concatBytes(label("invitation"), content)).subarray(0, CHECKSUM_BYTES);

const contentToCode = (sha256: Sha256, prefix: string, content: Uint8Array): string =>
  prefix + bytesToBase64url(concatBytes(content, checksumOf(sha256, content)));

/** Asserts the secret's length and the relay's form. */
export function invitationToCode(sha256: Sha256, { secret, relay, isShared }: RelayInvitation): string {
  const address = utf8ToBytes(relay);
  assert(
    secret.length === SECRET_BYTES && isRelayAddress(relay) && address.length <= MAX_RELAY_BYTES,
    "a secret and the address of a relay",
  );
  return contentToCode(sha256, isShared ? SHARED_PREFIX : RELAY_PREFIX, new ByteWriter().bytes(secret).varBytes(address).finish());
}

/** Asserts the secret's length and the address's form. */
export function homeInvitationToCode(sha256: Sha256, { secret, address, device, asks }: HomeInvitation): string {
  assert(secret.length === SECRET_BYTES, "a secret");
  const writer = new ByteWriter().bytes(secret).u8(asks ? ASKS : 0);
  return contentToCode(sha256, HOME_PREFIX, writer.bytes(idToBytes(device)).bytes(encodeDirectAddress(address)).finish());
}

/** The link that opens the app at `appAddress` with this code: in the fragment, which browsers send to no server. */
export const codeToLink = (appAddress: string, code: string): string => `${appAddress.replace(/#.*$/s, "")}#join=${code}`;

/** The code in a text that is one, or a link with one. */
function findCode(text: string): string {
  const inLink = /[#&]join=([^&\s]*)/.exec(text)?.[1];
  return inLink ?? text.trim();
}

const readRelayInvitation =
  (isShared: boolean) =>
  (reader: ByteReader): RelayInvitation => {
    const secret = reader.bytes(SECRET_BYTES);
    const relay = bytesToUtf8(reader.varBytes(MAX_RELAY_BYTES));
    return relay !== null && isRelayAddress(relay) ? { secret, relay, isShared } : malformed("no relay's address");
  };

function readHomeInvitation(reader: ByteReader): HomeInvitation {
  const secret = reader.bytes(SECRET_BYTES);
  const flags = reader.u8();
  const device = makeId("device", reader.bytes(DEVICE_BYTES));
  const address = decodeDirectAddress(reader.rest());
  return address !== null && flags <= ASKS ? { secret, address, device, asks: flags === ASKS } : malformed("no home device's address");
}

const READERS = new Map<string, (reader: ByteReader) => Invitation>([
  [RELAY_PREFIX, readRelayInvitation(false)],
  [HOME_PREFIX, readHomeInvitation],
  [SHARED_PREFIX, readRelayInvitation(true)],
]);

/** `text`: a code, or a link with one in its fragment, as pasted. */
export function parseInvitation(sha256: Sha256, text: string): Result<Invitation, InvitationError> {
  const code = findCode(text);
  const prefix = code.slice(0, RELAY_PREFIX.length);
  const read = READERS.get(prefix);
  if (read === undefined) return err(/^db\d+\./.test(code) ? { kind: "newer" } : { kind: "no-invitation" });
  const bytes = base64urlToBytes(code.slice(RELAY_PREFIX.length));
  if (bytes === null || bytes.length < CHECKSUM_BYTES) return err({ kind: "mistyped" });
  const content = bytes.subarray(0, bytes.length - CHECKSUM_BYTES);
  if (!bytesEqual(checksumOf(sha256, content), bytes.subarray(content.length))) return err({ kind: "mistyped" });
  const invitation = decode(content, read);
  return invitation.ok ? ok(invitation.value) : err({ kind: "mistyped" });
}
