// What the two sides of a handshake sign (PROTOCOL.md "Handshake"): all that was said, who said it, and the link it was said on, so that a signature
// serves in no other handshake, role, space or link.

import { utf8ToBytes } from "../base/bytes.ts";
import { ByteWriter } from "../base/codec.ts";
import { idToBytes, type DeviceId, type SpaceId } from "../base/ids.ts";
import { label, type Sha256 } from "../base/labels.ts";

export type HandshakeRole = "initiator" | "acceptor";

export type HandshakeTranscript = {
  readonly sha256: Sha256;
  /** Of the side that signs. */
  readonly role: HandshakeRole;
  readonly versionsOffered: readonly number[];
  readonly chosen: number;
  readonly space: SpaceId;
  readonly initiator: DeviceId;
  /** 32 bytes: the acceptor's device, or a relay's random id. */
  readonly acceptor: Uint8Array;
  readonly acceptorChallenge: Uint8Array;
  readonly initiatorChallenge: Uint8Array;
  readonly binding: string;
};

const ROLE_BYTES = { initiator: 1, acceptor: 2 } as const satisfies Record<HandshakeRole, number>;

/** 32 bytes, to be signed. */
export function handshakeTranscript(transcript: HandshakeTranscript): Uint8Array {
  const said = new ByteWriter()
    .bytes(label("handshake"))
    .u8(ROLE_BYTES[transcript.role])
    .list(transcript.versionsOffered, (writer, version) => writer.varUint(version))
    .varUint(transcript.chosen)
    .bytes(idToBytes(transcript.space))
    .bytes(idToBytes(transcript.initiator))
    .bytes(transcript.acceptor)
    .bytes(transcript.acceptorChallenge)
    .bytes(transcript.initiatorChallenge)
    .varBytes(utf8ToBytes(transcript.binding));
  return transcript.sha256(said.finish());
}
