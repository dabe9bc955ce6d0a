// Invitation codes (PROTOCOL.md "Meetings"): a one-time secret and where to meet, as text for a link's fragment, a QR code or the keyboard. A checksum
// tells a mistyped code from an expired one. Nothing in it names the space or a device.

import { bytesEqual, bytesToBase64url, bytesToUtf8, base64urlToBytes, concatBytes, utf8ToBytes } from "../base/bytes.ts";
import { ByteWriter, decode, malformed } from "../base/codec.ts";
import { label, type Sha256 } from "../base/labels.ts";
import { assert, err, ok, type Result } from "../base/result.ts";

export type Invitation = {
  /** 16 random bytes, used once. */
  readonly secret: Uint8Array;
  /** Address of the relay to meet at (`wss://host:port`, or with http); empty: the one the app comes from. */
  readonly relay: string;
};

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
const PREFIX = "db1.";

const isRelayAddress = (text: string): boolean => text === "" || /^(?:ws|http)s?:\/\/[\w.:[\]-]+$/.test(text);

const checksumOf = (sha256: Sha256, content: Uint8Array): Uint8Array =>
  sha256(concatBytes(label("invitation"), content)).subarray(0, CHECKSUM_BYTES);

/** Asserts the secret's length and the relay's form. */
export function invitationToCode(sha256: Sha256, { secret, relay }: Invitation): string {
  const address = utf8ToBytes(relay);
  assert(
    secret.length === SECRET_BYTES && isRelayAddress(relay) && address.length <= MAX_RELAY_BYTES,
    "a secret and the address of a relay",
  );
  const content = new ByteWriter().bytes(secret).varBytes(address).finish();
  return PREFIX + bytesToBase64url(concatBytes(content, checksumOf(sha256, content)));
}

/** The link that opens the app at `appAddress` with this code: in the fragment, which browsers send to no server. */
export const codeToLink = (appAddress: string, code: string): string => `${appAddress.replace(/#.*$/s, "")}#join=${code}`;

/** The code in a text that is one, or a link with one. */
function findCode(text: string): string {
  const inLink = /[#&]join=([^&\s]*)/.exec(text)?.[1];
  return inLink ?? text.trim();
}

/** `text`: a code, or a link with one in its fragment, as pasted. */
export function parseInvitation(sha256: Sha256, text: string): Result<Invitation, InvitationError> {
  const code = findCode(text);
  if (!code.startsWith(PREFIX)) return err(/^db\d+\./.test(code) ? { kind: "newer" } : { kind: "no-invitation" });
  const bytes = base64urlToBytes(code.slice(PREFIX.length));
  if (bytes === null || bytes.length < CHECKSUM_BYTES) return err({ kind: "mistyped" });
  const content = bytes.subarray(0, bytes.length - CHECKSUM_BYTES);
  if (!bytesEqual(checksumOf(sha256, content), bytes.subarray(content.length))) return err({ kind: "mistyped" });
  const invitation = decode(content, (reader) => {
    const secret = reader.bytes(SECRET_BYTES);
    const relay = bytesToUtf8(reader.varBytes(MAX_RELAY_BYTES));
    return relay !== null && isRelayAddress(relay) ? { secret, relay } : malformed("no relay's address");
  });
  return invitation.ok ? ok(invitation.value) : err({ kind: "mistyped" });
}
