// Frames as bytes (PROTOCOL.md "Frames"): a type byte, then the fields of that type, which are in handshake-frames.ts, sync-frames.ts,
// pack-frames.ts, meet-frames.ts, direct-frames.ts, capsule-frames.ts and reminder-frames.ts. There is one way to write each frame: what decodes encodes to the same bytes again. Encoding asserts every limit, since a
// frame beyond one is our own bug; decoding is the boundary for foreign bytes: it never throws and allocates no more than a frame may hold.

import { ByteWriter, decode, malformed, type ByteReader, type DecodeError } from "../base/codec.ts";
import { assert, err, type Result } from "../base/result.ts";
import { ASK_CAPSULE, CAPSULE } from "./capsule-frames.ts";
import { ANSWERS_AT, ICE_SERVERS, NEIGHBOURS, OPEN_ITEMS, PRESENCE, SIGNAL } from "./direct-frames.ts";
import type { FrameByType, FrameFields } from "./frame-fields.ts";
import type { Frame } from "./frames.ts";
import { AUTH, ERROR, FORGET, HELLO, PING, PONG, WELCOME } from "./handshake-frames.ts";
import { MAX_FRAME_BYTES, MAX_FRAME_BYTES_BEFORE_AUTH } from "./limits.ts";
import { MEET_CLOSE, MEET_DATA, MEET_JOIN, MEET_OPEN } from "./meet-frames.ts";
import { ASK_CHECKPOINT, ASK_PACK, CHECKPOINT, PACK } from "./pack-frames.ts";
import { PUSH_KEY, REMINDERS, REMINDERS_ARE_KEPT } from "./reminder-frames.ts";
import { ANSWER, ASK_IDS, HAVE, HEADS, IDS, PAGE, RECEIPTS, STATEMENTS } from "./sync-frames.ts";

export type FrameError = DecodeError | { readonly kind: "oversized" };

/** A frame of a type above 0x3f, which later versions may add. */
export type IgnoredFrame = { readonly type: "ignored" };

/** Types above it are ignored by who does not know them; unknown ones up to it are malformed. */
const LAST_MANDATORY_CODE = 0x3f;

const FIELDS: { readonly [Type in Frame["type"]]: FrameFields<Type> } = {
  hello: HELLO,
  auth: AUTH,
  welcome: WELCOME,
  have: HAVE,
  statements: STATEMENTS,
  heads: HEADS,
  page: PAGE,
  answer: ANSWER,
  receipts: RECEIPTS,
  "ask-ids": ASK_IDS,
  ids: IDS,
  "ask-checkpoint": ASK_CHECKPOINT,
  checkpoint: CHECKPOINT,
  "ask-pack": ASK_PACK,
  pack: PACK,
  ping: PING,
  pong: PONG,
  "meet-open": MEET_OPEN,
  "meet-join": MEET_JOIN,
  "meet-data": MEET_DATA,
  "meet-close": MEET_CLOSE,
  error: ERROR,
  forget: FORGET,
  signal: SIGNAL,
  neighbours: NEIGHBOURS,
  "ice-servers": ICE_SERVERS,
  "answers-at": ANSWERS_AT,
  "open-items": OPEN_ITEMS,
  presence: PRESENCE,
  "ask-capsule": ASK_CAPSULE,
  capsule: CAPSULE,
  "push-key": PUSH_KEY,
  reminders: REMINDERS,
  "reminders-kept": REMINDERS_ARE_KEPT,
};

const fieldsByCode: ReadonlyMap<number, { readonly read: (reader: ByteReader) => Frame }> = new Map(
  Object.values(FIELDS).map((fields) => [fields.code, fields]),
);

function writeFields<Type extends Frame["type"]>(writer: ByteWriter, type: Type, frame: FrameByType[Type]): void {
  FIELDS[type].write(writer, frame);
}

/** Asserts every limit of PROTOCOL.md; the caller keeps within them. */
export function encodeFrame(frame: Frame): Uint8Array {
  const writer = new ByteWriter().u8(FIELDS[frame.type].code);
  writeFields(writer, frame.type, frame);
  assert(writer.length <= MAX_FRAME_BYTES, `a ${frame.type} frame within the limit`);
  return writer.finish();
}

function readFrame(reader: ByteReader): Frame | IgnoredFrame {
  const code = reader.u8();
  const fields = fieldsByCode.get(code);
  if (fields !== undefined) return fields.read(reader);
  if (code <= LAST_MANDATORY_CODE) malformed("unknown type");
  reader.rest();
  return { type: "ignored" };
}

/** `authenticated`: whether the other side is verified, or has joined a meeting: until then frames are small. */
export function decodeFrame(
  bytes: Uint8Array,
  { authenticated }: { readonly authenticated: boolean },
): Result<Frame | IgnoredFrame, FrameError> {
  if (bytes.length > (authenticated ? MAX_FRAME_BYTES : MAX_FRAME_BYTES_BEFORE_AUTH)) return err({ kind: "oversized" });
  return decode(bytes, readFrame);
}
