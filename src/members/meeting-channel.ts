// The sealed channel of a meeting (PROTOCOL.md "Meetings"): a key for each direction from the invitation's secret, and messages numbered within it, so
// that one that is replayed, left out, reordered or turned around does not open. And the code that both sides show.

import { concatBytes } from "../base/bytes.ts";
import { ByteWriter } from "../base/codec.ts";
import { label } from "../base/labels.ts";
import type { CryptoSuite } from "../ports/crypto.ts";
import { MAX_MEET_MESSAGE_BYTES } from "../wire/limits.ts";
import { encodeMeetingMessage, parseMeetingMessage, type MeetingMessage } from "./meeting-message.ts";

const ROOM_BYTES = 16;
const KEY_BYTES = 32;
const CODE_DIGITS = 6;

type Sealing = Pick<CryptoSuite, "sha256" | "hkdf" | "seal" | "open">;

/** Where the two meet at a relay; does not give the secret away. */
export const meetingRoomOf = (sha256: CryptoSuite["sha256"], secret: Uint8Array): Uint8Array =>
  sha256(concatBytes(label("meet room"), secret)).slice(0, ROOM_BYTES);

/** One side's end of the channel: immutable, each message makes the next one. */
export type MeetingChannel = {
  readonly room: Uint8Array;
  readonly sendKey: Uint8Array;
  readonly receiveKey: Uint8Array;
  readonly sentCount: number;
  readonly receivedCount: number;
};

export function openMeetingChannel(suite: Sealing, side: "inviter" | "newcomer", secret: Uint8Array): MeetingChannel {
  const room = meetingRoomOf(suite.sha256, secret);
  const inviterKey = suite.hkdf(secret, room, label("meet inviter"), KEY_BYTES);
  const newcomerKey = suite.hkdf(secret, room, label("meet newcomer"), KEY_BYTES);
  const keys = side === "inviter" ? { sendKey: inviterKey, receiveKey: newcomerKey } : { sendKey: newcomerKey, receiveKey: inviterKey };
  return { room, ...keys, sentCount: 0, receivedCount: 0 };
}

const nonceOf = (count: number): Uint8Array => new ByteWriter().u32(0).u32(0).u32(count).finish();

/** `bytes`: the message before it is sealed. */
export type SaidMessage = { readonly channel: MeetingChannel; readonly sealed: Uint8Array; readonly bytes: Uint8Array };

export function sayMeetingMessage(suite: Sealing, channel: MeetingChannel, message: MeetingMessage): SaidMessage {
  const bytes = encodeMeetingMessage(message);
  const sealed = suite.seal(channel.sendKey, nonceOf(channel.sentCount), channel.room, bytes);
  return { channel: { ...channel, sentCount: channel.sentCount + 1 }, sealed, bytes };
}

/** `bytes`: the message as it was said. */
export type HeardMessage = { readonly channel: MeetingChannel; readonly message: MeetingMessage; readonly bytes: Uint8Array };

/** null: it is not the other side's next message. */
export function hearMeetingMessage(suite: Sealing, channel: MeetingChannel, sealed: Uint8Array): HeardMessage | null {
  if (sealed.length > MAX_MEET_MESSAGE_BYTES) return null;
  const bytes = suite.open(channel.receiveKey, nonceOf(channel.receivedCount), channel.room, sealed);
  const message = bytes === null ? null : parseMeetingMessage(bytes);
  if (bytes === null || message === null || !message.ok) return null;
  return { channel: { ...channel, receivedCount: channel.receivedCount + 1 }, message: message.value, bytes };
}

/** What the newcomer commits to before it has seen the inviter's nonce. */
export const nonceCommitment = (sha256: CryptoSuite["sha256"], nonce: Uint8Array): Uint8Array =>
  sha256(concatBytes(label("meet nonce"), nonce));

/** Six digits that agree on both sides only if nobody stands between them. `request` and `invitation`: the messages as said. */
export function comparisonCode(
  sha256: CryptoSuite["sha256"],
  secret: Uint8Array,
  said: { readonly request: Uint8Array; readonly invitation: Uint8Array; readonly newcomerNonce: Uint8Array },
): string {
  const hash = sha256(concatBytes(label("meet code"), secret, said.request, said.invitation, said.newcomerNonce));
  const number = new DataView(hash.buffer, hash.byteOffset).getBigUint64(0) % 10n ** BigInt(CODE_DIGITS);
  return number.toString().padStart(CODE_DIGITS, "0");
}
