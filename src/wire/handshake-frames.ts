// Fields of the frames that open a link, keep it and end it: hello, auth, welcome, ping, pong, forget, error (PROTOCOL.md "Frames").

import { malformed, type ByteReader } from "../base/codec.ts";
import { ID_BYTES } from "../base/ids.ts";
import { assert } from "../base/result.ts";
import { readId, writeHex } from "./fields.ts";
import type { FrameFields } from "./frame-fields.ts";
import { MAX_TOKEN_BYTES } from "./limits.ts";
import { WIRE_ERRORS, wireErrorOfCode } from "./wire-error.ts";

const MAX_VERSIONS = 16;
const ACCEPTOR_BYTES = 32;
const CHALLENGE_BYTES = 32;
const SIGNATURE_BYTES = 64;
const FLAG_SHOW_MEMBERSHIP = 1;

export const HELLO: FrameFields<"hello"> = {
  code: 0x01,
  write(writer, { versions, acceptor, challenge }) {
    assert(versions.length >= 1 && versions.length <= MAX_VERSIONS, "1 to 16 versions");
    assert(acceptor.length === ACCEPTOR_BYTES && challenge.length === CHALLENGE_BYTES, "hello's lengths");
    writer
      .list(versions, (_, version) => writer.varUint(version))
      .bytes(acceptor)
      .bytes(challenge);
  },
  read(reader) {
    const versions = reader.list(MAX_VERSIONS, 1, () => reader.varUint());
    if (versions.length === 0) malformed("no versions");
    return { type: "hello", versions, acceptor: reader.bytes(ACCEPTOR_BYTES), challenge: reader.bytes(CHALLENGE_BYTES) };
  },
};

export const AUTH: FrameFields<"auth"> = {
  code: 0x02,
  write(writer, { version, space, device, challenge, signature, token }) {
    assert(challenge.length === CHALLENGE_BYTES && signature.length === SIGNATURE_BYTES, "auth's lengths");
    assert(token.length <= MAX_TOKEN_BYTES, "a token within its limit");
    writer.varUint(version);
    writeHex(writer, space, ID_BYTES.space);
    writeHex(writer, device, ID_BYTES.device);
    writer.bytes(challenge).bytes(signature).varBytes(token);
  },
  read: (reader) => ({
    type: "auth",
    version: reader.varUint(),
    space: readId(reader, "space"),
    device: readId(reader, "device"),
    challenge: reader.bytes(CHALLENGE_BYTES),
    signature: reader.bytes(SIGNATURE_BYTES),
    token: reader.varBytes(MAX_TOKEN_BYTES),
  }),
};

function readOptionalSignature(reader: ByteReader): Uint8Array | null {
  const signature = reader.varBytes(SIGNATURE_BYTES);
  if (signature.length === 0) return null;
  return signature.length === SIGNATURE_BYTES ? signature : malformed("a signature cut short");
}

export const WELCOME: FrameFields<"welcome"> = {
  code: 0x03,
  write(writer, { showMembership, signature }) {
    assert(signature === null || signature.length === SIGNATURE_BYTES, "a signature's length");
    writer.u8(showMembership ? FLAG_SHOW_MEMBERSHIP : 0).varBytes(signature ?? new Uint8Array(0));
  },
  read(reader) {
    const flags = reader.u8();
    if (flags > FLAG_SHOW_MEMBERSHIP) malformed("unknown flags");
    return { type: "welcome", showMembership: flags === FLAG_SHOW_MEMBERSHIP, signature: readOptionalSignature(reader) };
  },
};

export const PING: FrameFields<"ping"> = {
  code: 0x0c,
  write: (writer, { nonce }) => void writer.u32(nonce),
  read: (reader) => ({ type: "ping", nonce: reader.u32() }),
};

export const PONG: FrameFields<"pong"> = {
  code: 0x0d,
  write: (writer, { nonce }) => void writer.u32(nonce),
  read: (reader) => ({ type: "pong", nonce: reader.u32() }),
};

export const ERROR: FrameFields<"error"> = {
  code: 0x3f,
  write: (writer, { error }) => void writer.u8(WIRE_ERRORS[error].code),
  read: (reader) => ({ type: "error", error: wireErrorOfCode(reader.u8()) ?? malformed("unknown error") }),
};

/** An extension: who does not know it ignores it. */
export const FORGET: FrameFields<"forget"> = {
  code: 0x41,
  write: () => undefined,
  read: () => ({ type: "forget" }),
};
