// What two devices say to each other to connect directly, sealed to the one and signed by the other (PROTOCOL.md "Direct connections"), so that whoever
// passes it on can neither read nor change it, nor say it to somebody else or in another space. That it is said only once is direct/attempts.ts's to see.

import { bytesToHex, bytesToUtf8, concatBytes, hexToBytes, utf8ToBytes } from "../base/bytes.ts";
import { ByteWriter, decode, malformed, type ByteReader } from "../base/codec.ts";
import { idToBytes, type DeviceId, type SpaceId } from "../base/ids.ts";
import { label } from "../base/labels.ts";
import { assert, err, ok, type Result } from "../base/result.ts";
import type { CryptoSuite, Kem, Signer } from "../ports/crypto.ts";
import type { DirectSignal } from "../ports/direct.ts";

/** 16 random bytes, hex: one side's try to connect. */
export type AttemptId = string;

export type Signal = {
  readonly attempt: AttemptId;
  /** The other side's attempt that it belongs to; null: it begins one, and nothing was heard yet. */
  readonly answers: AttemptId | null;
  /** From 1, growing with each signal of an attempt. */
  readonly number: number;
  readonly content: DirectSignal;
};

/** Who says it to whom. */
export type SignalWay = { readonly space: SpaceId; readonly from: DeviceId; readonly to: DeviceId };

export type SignalError =
  /** It was not sealed to this device, in this space, as from that one. */
  | { readonly kind: "not-for-us" }
  /** That device has not signed it. */
  | { readonly kind: "forged" }
  | { readonly kind: "malformed" };

const ATTEMPT_BYTES = 16;
const SIGNATURE_BYTES = 64;
const MAX_NUMBER = 0xffff;
const MAX_SDP_BYTES = 6_000;
const MAX_CANDIDATE_BYTES = 1_024;
const NO_ATTEMPT = "00".repeat(ATTEMPT_BYTES);
const OFFER = 1;
const ANSWER = 2;
const CANDIDATE = 3;
const BYE = 4;
const FULL = 5;
/** A body is filled up with zeros to one of these: what is usual is of one length, whatever it is and however many addresses it tells. */
const PADDED_BYTES = [2_048, 6_144] as const;

const context = ({ space, from, to }: SignalWay): Uint8Array =>
  concatBytes(label("signal"), idToBytes(space), idToBytes(from), idToBytes(to));

function attemptToBytes(attempt: AttemptId): Uint8Array {
  const bytes = hexToBytes(attempt);
  assert(bytes !== null && bytes.length === ATTEMPT_BYTES, "an attempt's id");
  return bytes;
}

function writeText(writer: ByteWriter, text: string, maxBytes: number): void {
  const bytes = utf8ToBytes(text);
  assert(bytes.length <= maxBytes, "a signal within its limits");
  writer.varBytes(bytes);
}

function writeContent(writer: ByteWriter, content: DirectSignal): void {
  if (content.kind === "bye") writer.u8(content.isFull === true ? FULL : BYE);
  else if (content.kind === "candidate") writeText(writer.u8(CANDIDATE), content.candidate, MAX_CANDIDATE_BYTES);
  else writeText(writer.u8(content.type === "offer" ? OFFER : ANSWER), content.sdp, MAX_SDP_BYTES);
}

const readText = (reader: ByteReader, maxBytes: number): string => bytesToUtf8(reader.varBytes(maxBytes)) ?? malformed("not text");

function readContent(reader: ByteReader): DirectSignal {
  const kind = reader.u8();
  switch (kind) {
    case OFFER:
    case ANSWER:
      return { kind: "description", type: kind === OFFER ? "offer" : "answer", sdp: readText(reader, MAX_SDP_BYTES) };
    case CANDIDATE:
      return { kind: "candidate", candidate: readText(reader, MAX_CANDIDATE_BYTES) };
    case BYE:
      return { kind: "bye" };
    case FULL:
      return { kind: "bye", isFull: true };
    default:
      return malformed("unknown kind");
  }
}

function encodeSignal({ attempt, answers, number, content }: Signal): Uint8Array {
  assert(number >= 1 && number <= MAX_NUMBER, "a signal's number");
  const writer = new ByteWriter()
    .bytes(attemptToBytes(attempt))
    .bytes(attemptToBytes(answers ?? NO_ATTEMPT))
    .varUint(number);
  writeContent(writer, content);
  const bytes = writer.finish();
  const padded = new Uint8Array(PADDED_BYTES.find((length) => length >= bytes.length) ?? bytes.length);
  padded.set(bytes);
  return padded;
}

function readSignal(reader: ByteReader): Signal {
  const attempt = bytesToHex(reader.bytes(ATTEMPT_BYTES));
  const answers = bytesToHex(reader.bytes(ATTEMPT_BYTES));
  const number = reader.varUint(MAX_NUMBER);
  if (number === 0 || attempt === NO_ATTEMPT) malformed("no attempt");
  const content = readContent(reader);
  if (reader.rest().some((byte) => byte !== 0)) malformed("padding not zero");
  return { attempt, answers: answers === NO_ATTEMPT ? null : answers, number, content };
}

/** `kemKey`: the recipient's, from its statements. Null when it is none. */
export async function sealSignal(
  { kem, signer, kemKey }: { readonly kem: Kem; readonly signer: Pick<Signer, "sign">; readonly kemKey: Uint8Array },
  way: SignalWay,
  signal: Signal,
): Promise<Uint8Array | null> {
  const body = encodeSignal(signal);
  const signature = await signer.sign(concatBytes(context(way), body));
  return kem.sealTo(kemKey, context(way), concatBytes(body, signature));
}

/** `seed`: of this device's KEM key. */
export async function openSignal(
  { kem, seed, verify }: { readonly kem: Kem; readonly seed: Uint8Array; readonly verify: CryptoSuite["verify"] },
  way: SignalWay,
  sealed: Uint8Array,
): Promise<Result<Signal, SignalError>> {
  const opened = await kem.openWith(seed, context(way), sealed);
  if (opened === null) return err({ kind: "not-for-us" });
  if (opened.length < SIGNATURE_BYTES) return err({ kind: "malformed" });
  const body = opened.subarray(0, -SIGNATURE_BYTES);
  const signature = opened.subarray(-SIGNATURE_BYTES);
  if (!(await verify(idToBytes(way.from), concatBytes(context(way), body), signature))) return err({ kind: "forged" });
  const signal = decode(body, readSignal);
  return signal.ok ? ok(signal.value) : err({ kind: "malformed" });
}
