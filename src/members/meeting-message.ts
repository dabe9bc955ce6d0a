// What inviter and newcomer say to each other (PROTOCOL.md "Meetings"), as plaintext; sealing is meeting-channel.ts, the order of it inviter.ts and
// newcomer.ts.

import { bytesToUtf8, utf8ToBytes } from "../base/bytes.ts";
import { ByteWriter, decode, malformed, type ByteReader, type DecodeError } from "../base/codec.ts";
import { ID_BYTES, idToBytes, type DeviceId, type SpaceId, type StatementId } from "../base/ids.ts";
import { assert, unreachable, type Result } from "../base/result.ts";
import { readHex, readId, writeHex } from "../wire/fields.ts";
import type { CheckpointId, Version } from "../wire/frames.ts";
import { MAX_CHECKPOINTS, MAX_HEADS } from "../wire/limits.ts";
import { SIGNATURE_BYTES } from "../wire/record-envelope.ts";
import { readVersion } from "../wire/version.ts";
import { writeVersion } from "../wire/write-version.ts";
import { clipName, MAX_NAME_BYTES, nameFromOthers } from "./name.ts";
import { KEM_KEY_BYTES, ROLE_CODES, roleOfCode, type Role } from "./statement-content.ts";

/** Of a request: 1 is a device of the inviter's user, 2 asks to be let into a space that is shared. */
export const MEETING_VERSIONS = { own: 1, shared: 2 } as const;
const MEETING_NONCE_BYTES = 16;
/** What fits into a message with everything else; a longer version is cut. */
export const MAX_ADMITTED_ENTRIES = 512;
const MAX_RELAYS = 8;
const MAX_RELAY_BYTES = 255;
const HASH_BYTES = 32;

export type MeetingRequest = {
  readonly type: "request";
  readonly version: number;
  readonly device: DeviceId;
  readonly kemKey: Uint8Array;
  readonly name: string;
  /** To the nonce that `reveal` shows. */
  readonly commitment: Uint8Array;
  readonly clockMs: number;
};
export type MeetingInvitation = {
  readonly type: "invitation";
  readonly space: SpaceId;
  readonly device: DeviceId;
  readonly name: string;
  readonly nonce: Uint8Array;
  readonly clockMs: number;
  /** In answer to a request of version 2; null in answer to one of version 1. */
  readonly shared: SharedSpace | null;
};
/** What the newcomer is let into: the space's name (empty where it has none), and the role it gets there. */
export type SharedSpace = { readonly name: string; readonly role: Role };
export type MeetingReveal = { readonly type: "reveal"; readonly nonce: Uint8Array; readonly proof: Uint8Array };
/** What the newcomer has to reach before it is ready, and where. */
export type Admission = {
  readonly heads: readonly StatementId[];
  readonly version: Version;
  readonly checkpoints: readonly CheckpointId[];
  /** Addresses. */
  readonly relays: readonly string[];
};
export type MeetingAdmitted = { readonly type: "admitted" } & Admission;
export type MeetingDeclined = { readonly type: "declined" };
export type MeetingMessage = MeetingRequest | MeetingInvitation | MeetingReveal | MeetingAdmitted | MeetingDeclined;

export const MEETING_MESSAGE_TYPES = { request: 1, invitation: 2, reveal: 3, admitted: 4, declined: 5 } as const satisfies Record<
  MeetingMessage["type"],
  number
>;

function readText(reader: ByteReader, maxBytes: number): string {
  return bytesToUtf8(reader.varBytes(maxBytes)) ?? malformed("not UTF-8");
}

/** Of a later version only what this one knows is read; its inviter is told apart by `version`. */
function readRequest(reader: ByteReader): MeetingRequest {
  return {
    type: "request",
    version: reader.u8(),
    device: readId(reader, "device"),
    kemKey: reader.bytes(KEM_KEY_BYTES),
    name: nameFromOthers(readText(reader, MAX_NAME_BYTES)),
    commitment: reader.bytes(HASH_BYTES),
    clockMs: reader.varUint(),
  };
}

function readShared(reader: ByteReader): SharedSpace {
  const role = roleOfCode(reader.u8()) ?? malformed("unknown role");
  return { role, name: nameFromOthers(readText(reader, MAX_NAME_BYTES)) };
}

function readInvitation(reader: ByteReader): MeetingInvitation {
  return {
    type: "invitation",
    space: readId(reader, "space"),
    device: readId(reader, "device"),
    name: nameFromOthers(readText(reader, MAX_NAME_BYTES)),
    nonce: reader.bytes(MEETING_NONCE_BYTES),
    clockMs: reader.varUint(),
    shared: reader.remaining === 0 ? null : readShared(reader),
  };
}

function readAdmitted(reader: ByteReader): MeetingAdmitted {
  return {
    type: "admitted",
    heads: reader.list(MAX_HEADS, ID_BYTES.statement, (list) => readId(list, "statement")),
    version: readVersion(reader),
    checkpoints: reader.list(MAX_CHECKPOINTS, HASH_BYTES, (list) => readHex(list, HASH_BYTES)),
    relays: reader.list(MAX_RELAYS, 1, (list) => readText(list, MAX_RELAY_BYTES)),
  };
}

function readMessage(reader: ByteReader): MeetingMessage {
  const type = reader.u8();
  switch (type) {
    case MEETING_MESSAGE_TYPES.request:
      return readRequest(reader);
    case MEETING_MESSAGE_TYPES.invitation:
      return readInvitation(reader);
    case MEETING_MESSAGE_TYPES.reveal:
      return { type: "reveal", nonce: reader.bytes(MEETING_NONCE_BYTES), proof: reader.bytes(SIGNATURE_BYTES) };
    case MEETING_MESSAGE_TYPES.admitted:
      return readAdmitted(reader);
    case MEETING_MESSAGE_TYPES.declined:
      return { type: "declined" };
    default:
      return malformed("unknown message");
  }
}

export const parseMeetingMessage = (bytes: Uint8Array): Result<MeetingMessage, DecodeError> => decode(bytes, readMessage);

function writeAdmitted(writer: ByteWriter, { heads, version, checkpoints, relays }: MeetingAdmitted): void {
  assert(
    heads.length <= MAX_HEADS && checkpoints.length <= MAX_CHECKPOINTS && relays.length <= MAX_RELAYS,
    "an admission within its limits",
  );
  writer.list(heads, (list, head) => list.bytes(idToBytes(head)));
  writeVersion(writer, version.slice(0, MAX_ADMITTED_ENTRIES));
  writer.list(checkpoints, (list, checkpoint) => writeHex(list, checkpoint, HASH_BYTES));
  writer.list(relays, (list, relay) => list.varBytes(utf8ToBytes(relay)));
}

/** Names are cut to their limit, the version of an admission too. */
export function encodeMeetingMessage(message: MeetingMessage): Uint8Array {
  const writer = new ByteWriter().u8(MEETING_MESSAGE_TYPES[message.type]);
  switch (message.type) {
    case "request":
      writer
        .u8(message.version)
        .bytes(idToBytes(message.device))
        .bytes(message.kemKey)
        .varBytes(utf8ToBytes(clipName(message.name)));
      return writer.bytes(message.commitment).varUint(message.clockMs).finish();
    case "invitation":
      writer
        .bytes(idToBytes(message.space))
        .bytes(idToBytes(message.device))
        .varBytes(utf8ToBytes(clipName(message.name)));
      writer.bytes(message.nonce).varUint(message.clockMs);
      if (message.shared !== null) writer.u8(ROLE_CODES[message.shared.role]).varBytes(utf8ToBytes(clipName(message.shared.name)));
      return writer.finish();
    case "reveal":
      return writer.bytes(message.nonce).bytes(message.proof).finish();
    case "admitted":
      writeAdmitted(writer, message);
      return writer.finish();
    case "declined":
      return writer.finish();
    default:
      return unreachable(message);
  }
}
