// Where somebody is in a note, as a device says it to all others of its space that it reaches right now (PROTOCOL.md "Presence"): sealed under the space's epoch
// key, so that a relay passes on what it cannot read; signed by the device, so that no other member, who has that key too, can speak for it. That nothing old is
// taken for what is now is for who hears it to see (replica/notes/note-presence.ts).

import { bytesToHex, concatBytes, hexToBytes } from "../base/bytes.ts";
import { ByteWriter, decode, malformed, type ByteReader } from "../base/codec.ts";
import { ID_BYTES, idToBytes, makeId, type DeviceId, type ItemId, type SpaceId } from "../base/ids.ts";
import { label } from "../base/labels.ts";
import { assert, err, ok, type Result } from "../base/result.ts";
import type { EpochKey } from "../crypto/epoch-key.ts";
import type { CryptoSuite, Random, Signer } from "../ports/crypto.ts";
import { EPOCH_PREFIX_BYTES, SIGNATURE_BYTES } from "../wire/record-envelope.ts";

/** Both ends of what is selected, where the selection began first: Yjs relative positions, encoded, which say nothing to anybody but an editor. */
export type Caret = { readonly anchor: Uint8Array; readonly head: Uint8Array };

/** 8 random bytes, hex: the time that one page has one note open. */
export type PresenceSession = string;

export type SaidPresence = {
  readonly session: PresenceSession;
  /** From 1, growing with each that is said in the session. */
  readonly number: number;
  /** The item that is open; null: none any more, the session ends. */
  readonly item: ItemId | null;
  /** The sessions of others that were heard of: who is not among them does not know whether this is said now. */
  readonly heard: readonly PresenceSession[];
  readonly caret: Caret | null;
};

export type PresenceError =
  /** Sealed under a key that is not here, or not as from that device in this space. */
  | { readonly kind: "not-for-us" }
  /** That device has not signed it. */
  | { readonly kind: "forged" }
  /** A later version's, or none. */
  | { readonly kind: "malformed" };

export const MAX_HEARD_SESSIONS = 16;
const MAX_CARET_END_BYTES = 64;
const VERSION = 1;
const SESSION_BYTES = 8;
/** Whatever is said has this length, before it is sealed. */
const BODY_BYTES = 320;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const NO_ITEM = new Uint8Array(ID_BYTES.item);

type From = { readonly space: SpaceId; readonly from: DeviceId };

const context = ({ space, from }: From): Uint8Array => concatBytes(label("presence"), idToBytes(space), idToBytes(from));

const keyOf = (suite: Pick<CryptoSuite, "hkdf">, { space, from }: From, epochKey: Uint8Array): Uint8Array =>
  suite.hkdf(epochKey, idToBytes(space), concatBytes(label("presence"), idToBytes(from)), KEY_BYTES);

function sessionToBytes(session: PresenceSession): Uint8Array {
  const bytes = hexToBytes(session);
  assert(bytes !== null && bytes.length === SESSION_BYTES, "a session's id");
  return bytes;
}

function encodeBody({ session, number, item, heard, caret }: SaidPresence): Uint8Array {
  assert(number >= 1 && heard.length <= MAX_HEARD_SESSIONS, "presence within its limits");
  const writer = new ByteWriter()
    .u8(VERSION)
    .bytes(sessionToBytes(session))
    .varUint(number)
    .bytes(item === null ? NO_ITEM : idToBytes(item))
    .list(heard, (list, other) => list.bytes(sessionToBytes(other)))
    .u8(caret === null ? 0 : 1);
  for (const end of caret === null ? [] : [caret.anchor, caret.head]) {
    assert(end.length <= MAX_CARET_END_BYTES, "a caret within its limit");
    writer.varBytes(end);
  }
  const body = new Uint8Array(BODY_BYTES);
  body.set(writer.finish());
  return body;
}

const readSession = (reader: ByteReader): PresenceSession => bytesToHex(reader.bytes(SESSION_BYTES));

function readBody(reader: ByteReader): SaidPresence {
  if (reader.u8() !== VERSION) malformed("a later version");
  const session = readSession(reader);
  const number = reader.varUint();
  const item = reader.bytes(ID_BYTES.item);
  const heard = reader.list(MAX_HEARD_SESSIONS, SESSION_BYTES, readSession);
  const hasCaret = reader.u8();
  if (number === 0 || hasCaret > 1) malformed("not what it says");
  const readEnd = (): Uint8Array => reader.varBytes(MAX_CARET_END_BYTES);
  const caret = hasCaret === 1 ? { anchor: readEnd(), head: readEnd() } : null;
  if (reader.rest().some((byte) => byte !== 0)) malformed("padding not zero");
  return { session, number, item: item.some((byte) => byte !== 0) ? makeId("item", item) : null, heard, caret };
}

export type PresenceSealing = {
  readonly suite: Pick<CryptoSuite, "hkdf" | "seal">;
  readonly random: Random;
  readonly signer: Pick<Signer, "sign">;
  /** The epoch that is written under: no removed device has its key. */
  readonly epoch: EpochKey;
};

export async function sealPresence(sealing: PresenceSealing, way: From, said: SaidPresence): Promise<Uint8Array> {
  const { suite, random, signer, epoch } = sealing;
  const body = encodeBody(said);
  const signature = await signer.sign(concatBytes(context(way), body));
  const nonce = random(NONCE_BYTES);
  const sealed = suite.seal(keyOf(suite, way, epoch.key), nonce, context(way), concatBytes(body, signature));
  return concatBytes(idToBytes(epoch.id).subarray(0, EPOCH_PREFIX_BYTES), nonce, sealed);
}

export type PresenceOpening = {
  readonly suite: Pick<CryptoSuite, "hkdf" | "open" | "verify">;
  readonly epochs: Iterable<EpochKey>;
};

function unseal({ suite, epochs }: PresenceOpening, way: From, bytes: Uint8Array): Uint8Array | null {
  const prefix = bytesToHex(bytes.subarray(0, EPOCH_PREFIX_BYTES));
  const nonce = bytes.subarray(EPOCH_PREFIX_BYTES, EPOCH_PREFIX_BYTES + NONCE_BYTES);
  const sealed = bytes.subarray(EPOCH_PREFIX_BYTES + NONCE_BYTES);
  if (nonce.length < NONCE_BYTES) return null;
  for (const { id, key } of epochs) {
    const opened = id.startsWith(prefix) ? suite.open(keyOf(suite, way, key), nonce, context(way), sealed) : null;
    if (opened !== null) return opened;
  }
  return null;
}

/** Whether `from` is a member is for the caller to see. */
export async function openPresence(opening: PresenceOpening, way: From, sealed: Uint8Array): Promise<Result<SaidPresence, PresenceError>> {
  const opened = unseal(opening, way, sealed);
  if (opened === null) return err({ kind: "not-for-us" });
  if (opened.length < SIGNATURE_BYTES) return err({ kind: "malformed" });
  const body = opened.subarray(0, -SIGNATURE_BYTES);
  const isSigned = await opening.suite.verify(idToBytes(way.from), concatBytes(context(way), body), opened.subarray(-SIGNATURE_BYTES));
  if (!isSigned) return err({ kind: "forged" });
  const said = decode(body, readBody);
  return said.ok ? ok(said.value) : err({ kind: "malformed" });
}
