// Fields of the frames of a meeting between two replicas that share no membership yet (PROTOCOL.md "Meetings").

import { malformed } from "../base/codec.ts";
import { assert } from "../base/result.ts";
import type { FrameFields } from "./frame-fields.ts";
import type { MeetCloseReason } from "./frames.ts";
import { MAX_MEET_LIFETIME_SECONDS, MAX_MEET_MESSAGE_BYTES } from "./limits.ts";

const ROOM_BYTES = 16;

/** Reason 1 is the first. */
export const MEET_CLOSE_REASONS = ["done", "declined", "expired", "left"] as const satisfies readonly MeetCloseReason[];

function assertRoom(room: Uint8Array): void {
  assert(room.length === ROOM_BYTES, "a room of 16 bytes");
}

export const MEET_OPEN: FrameFields<"meet-open"> = {
  code: 0x10,
  write(writer, { room, lifetimeSeconds }) {
    assertRoom(room);
    assert(lifetimeSeconds <= MAX_MEET_LIFETIME_SECONDS, "a lifetime within its limit");
    writer.bytes(room).varUint(lifetimeSeconds);
  },
  read: (reader) => ({ type: "meet-open", room: reader.bytes(ROOM_BYTES), lifetimeSeconds: reader.varUint(MAX_MEET_LIFETIME_SECONDS) }),
};

export const MEET_JOIN: FrameFields<"meet-join"> = {
  code: 0x11,
  write(writer, { room }) {
    assertRoom(room);
    writer.bytes(room);
  },
  read: (reader) => ({ type: "meet-join", room: reader.bytes(ROOM_BYTES) }),
};

export const MEET_DATA: FrameFields<"meet-data"> = {
  code: 0x12,
  write(writer, { room, message }) {
    assertRoom(room);
    assert(message.length <= MAX_MEET_MESSAGE_BYTES, "a message within its limit");
    writer.bytes(room).varBytes(message);
  },
  read: (reader) => ({ type: "meet-data", room: reader.bytes(ROOM_BYTES), message: reader.varBytes(MAX_MEET_MESSAGE_BYTES) }),
};

export const MEET_CLOSE: FrameFields<"meet-close"> = {
  code: 0x13,
  write(writer, { room, reason }) {
    assertRoom(room);
    writer.bytes(room).u8(MEET_CLOSE_REASONS.indexOf(reason) + 1);
  },
  read: (reader) => ({
    type: "meet-close",
    room: reader.bytes(ROOM_BYTES),
    reason: MEET_CLOSE_REASONS[reader.u8() - 1] ?? malformed("unknown reason"),
  }),
};
