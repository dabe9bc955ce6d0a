// Fields of the frames that say what each side has and carry what the other lacks: have, statements, heads, page, answer, receipts, ask ids,
// ids (PROTOCOL.md "What is missing"). Records, statements and receipts pass as they are: their own limits are judged by who stores them,
// so that a record that is too large gets its answer; here the frame's size bounds them.

import { bytesEqual } from "../base/bytes.ts";
import { malformed, type ByteReader, type ByteWriter } from "../base/codec.ts";
import { ID_BYTES, idToBytes, type StatementId } from "../base/ids.ts";
import { assert, unreachable } from "../base/result.ts";
import { ID_PREFIX_BYTES, readHex, readId, writeHex } from "./fields.ts";
import type { FrameFields } from "./frame-fields.ts";
import type { AnswerRun, Frame, RefusalReason } from "./frames.ts";
import {
  MAX_CHECKPOINTS,
  MAX_FRAME_BYTES,
  MAX_HEADS,
  MAX_IDS_PER_FRAME,
  MAX_RECEIPTS_PER_FRAME,
  MAX_RECORDS_PER_PAGE,
  MAX_SEQ,
  MAX_STATEMENTS_PER_FRAME,
} from "./limits.ts";
import { readVersion } from "./version.ts";
import { writeVersion } from "./write-version.ts";

type PageFrame = Extract<Frame, { type: "page" }>;

const CHECKPOINT_BYTES = 32;
const RECEIPTS_DIGEST_BYTES = 8;

/** Code 0 is the first. */
export const ANSWER_CODES = ["stored", "duplicate", "gap", "fork", "covered", "refused"] as const satisfies readonly AnswerRun["code"][];

/** Reason 1 is the first. */
export const REFUSAL_REASONS = [
  "unverified",
  "unknown-log",
  "too-large",
  "quota",
  "not-permitted",
  "storage",
] as const satisfies readonly RefusalReason[];

function readSeq(reader: ByteReader): number {
  const seq = reader.varUint(MAX_SEQ);
  return seq >= 1 ? seq : malformed("a record before the first");
}

function writeSeq(writer: ByteWriter, seq: number): void {
  assert(seq >= 1 && seq <= MAX_SEQ, "a record's seq");
  writer.varUint(seq);
}

function writeHeads(writer: ByteWriter, heads: readonly StatementId[]): void {
  assert(heads.length <= MAX_HEADS, "heads within their limit");
  writer.list(heads, (_, head) => writeHex(writer, head, ID_BYTES.statement));
}

const readHeads = (reader: ByteReader): StatementId[] => reader.list(MAX_HEADS, ID_BYTES.statement, () => readId(reader, "statement"));

function writeBlobs(writer: ByteWriter, blobs: readonly Uint8Array[], max: number): void {
  assert(blobs.length <= max, "a list within its limit");
  writer.list(blobs, (_, blob) => writer.varBytes(blob));
}

const readBlobs = (reader: ByteReader, max: number): Uint8Array[] => reader.list(max, 1, () => reader.varBytes(MAX_FRAME_BYTES));

export const HAVE: FrameFields<"have"> = {
  code: 0x04,
  write(writer, { heads, version, checkpoints, receiptsDigest, windowBytes }) {
    assert(checkpoints.length <= MAX_CHECKPOINTS && receiptsDigest.length === RECEIPTS_DIGEST_BYTES, "have's lengths");
    writeHeads(writer, heads);
    writeVersion(writer, version);
    writer
      .list(checkpoints, (_, checkpoint) => writeHex(writer, checkpoint, CHECKPOINT_BYTES))
      .bytes(receiptsDigest)
      .varUint(windowBytes);
  },
  read: (reader) => ({
    type: "have",
    heads: readHeads(reader),
    version: readVersion(reader),
    checkpoints: reader.list(MAX_CHECKPOINTS, CHECKPOINT_BYTES, () => readHex(reader, CHECKPOINT_BYTES)),
    receiptsDigest: reader.bytes(RECEIPTS_DIGEST_BYTES),
    windowBytes: reader.varUint(),
  }),
};

export const STATEMENTS: FrameFields<"statements"> = {
  code: 0x05,
  write: (writer, { statements }) => writeBlobs(writer, statements, MAX_STATEMENTS_PER_FRAME),
  read: (reader) => ({ type: "statements", statements: readBlobs(reader, MAX_STATEMENTS_PER_FRAME) }),
};

export const HEADS: FrameFields<"heads"> = {
  code: 0x06,
  write: (writer, { heads }) => writeHeads(writer, heads),
  read: (reader) => ({ type: "heads", heads: readHeads(reader) }),
};

const NO_RECORD = new Uint8Array(ID_BYTES.record);

/** Before the whole id of a beginning. */
const BEGINS = 1;

function readPreviousId(reader: ByteReader, firstSeq: number, prefix: string): Pick<PageFrame, "previousId" | "begins"> {
  if (reader.remaining < ID_BYTES.record) return {};
  const begins = reader.remaining > ID_BYTES.record;
  if (begins && reader.u8() !== BEGINS) malformed("bytes left over");
  const previousId = readId(reader, "record");
  if (!previousId.startsWith(prefix)) malformed("another id than its first bytes say");
  if (begins) return firstSeq > 1 ? { previousId, begins } : malformed("a beginning behind nothing");
  if (firstSeq > 1) return { previousId };
  return bytesEqual(idToBytes(previousId), NO_RECORD) ? { previousId: null } : malformed("a record before the first");
}

export const PAGE: FrameFields<"page"> = {
  code: 0x07,
  write(writer, { log, firstSeq, previousIdPrefix, records, previousId, begins }) {
    assert(records.length >= 1 && firstSeq + records.length - 1 <= MAX_SEQ, "a page has a record, and none beyond the last seq");
    writeHex(writer, log, ID_BYTES.log);
    writeSeq(writer, firstSeq);
    writeHex(writer, previousIdPrefix, ID_PREFIX_BYTES);
    writeBlobs(writer, records, MAX_RECORDS_PER_PAGE);
    if (begins === true) writer.u8(BEGINS);
    if (previousId !== undefined) writer.bytes(previousId === null ? NO_RECORD : idToBytes(previousId));
  },
  read(reader) {
    const log = readId(reader, "log");
    const firstSeq = readSeq(reader);
    const previousIdPrefix = readHex(reader, ID_PREFIX_BYTES);
    // Most of the frame: as views of it.
    const records = reader.list(MAX_RECORDS_PER_PAGE, 1, () => reader.varView(MAX_FRAME_BYTES));
    if (records.length === 0) malformed("a page without records");
    if (firstSeq + records.length - 1 > MAX_SEQ) malformed("records beyond the last seq");
    return { type: "page", log, firstSeq, previousIdPrefix, records, ...readPreviousId(reader, firstSeq, previousIdPrefix) };
  },
};

function writeRun(writer: ByteWriter, run: AnswerRun): void {
  assert(run.count >= 1 && run.count <= MAX_RECORDS_PER_PAGE, "a run answers records");
  writer.u8(ANSWER_CODES.indexOf(run.code)).varUint(run.count);
  if (run.code === "covered") writeHex(writer, run.checkpoint, CHECKPOINT_BYTES);
  if (run.code === "refused") writer.u8(REFUSAL_REASONS.indexOf(run.reason) + 1);
}

function readRun(reader: ByteReader): AnswerRun {
  const code = ANSWER_CODES[reader.u8()] ?? malformed("unknown answer");
  const count = reader.varUint(MAX_RECORDS_PER_PAGE);
  if (count === 0) malformed("a run without records");
  switch (code) {
    case "stored":
    case "duplicate":
    case "gap":
    case "fork":
      return { code, count };
    case "covered":
      return { code, count, checkpoint: readHex(reader, CHECKPOINT_BYTES) };
    case "refused":
      return { code, count, reason: REFUSAL_REASONS[reader.u8() - 1] ?? malformed("unknown reason") };
    default:
      return unreachable(code);
  }
}

export const ANSWER: FrameFields<"answer"> = {
  code: 0x08,
  write(writer, { log, headSeq, headIdPrefix, runs }) {
    assert(headSeq >= 0 && headSeq <= MAX_SEQ && runs.length <= MAX_RECORDS_PER_PAGE, "an answer within its limits");
    writeHex(writer, log, ID_BYTES.log);
    writer.varUint(headSeq);
    writeHex(writer, headIdPrefix, ID_PREFIX_BYTES);
    writer.list(runs, writeRun);
  },
  read: (reader) => ({
    type: "answer",
    log: readId(reader, "log"),
    headSeq: reader.varUint(MAX_SEQ),
    headIdPrefix: readHex(reader, ID_PREFIX_BYTES),
    runs: reader.list(MAX_RECORDS_PER_PAGE, 2, readRun),
  }),
};

export const RECEIPTS: FrameFields<"receipts"> = {
  code: 0x09,
  write: (writer, { receipts }) => writeBlobs(writer, receipts, MAX_RECEIPTS_PER_FRAME),
  read: (reader) => ({ type: "receipts", receipts: readBlobs(reader, MAX_RECEIPTS_PER_FRAME) }),
};

export const ASK_IDS: FrameFields<"ask-ids"> = {
  code: 0x0a,
  write(writer, { log, leafSeq, leafIdPrefix, seqs }) {
    assert(seqs.length <= MAX_IDS_PER_FRAME, "seqs within their limit");
    writeHex(writer, log, ID_BYTES.log);
    writeSeq(writer, leafSeq);
    writeHex(writer, leafIdPrefix, ID_PREFIX_BYTES);
    writer.list(seqs, writeSeq);
  },
  read: (reader) => ({
    type: "ask-ids",
    log: readId(reader, "log"),
    leafSeq: readSeq(reader),
    leafIdPrefix: readHex(reader, ID_PREFIX_BYTES),
    seqs: reader.list(MAX_IDS_PER_FRAME, 1, readSeq),
  }),
};

export const IDS: FrameFields<"ids"> = {
  code: 0x0b,
  write(writer, { log, ids }) {
    assert(ids.length <= MAX_IDS_PER_FRAME, "ids within their limit");
    writeHex(writer, log, ID_BYTES.log);
    writer.list(ids, (_, { seq, id }) => {
      writeSeq(writer, seq);
      writeHex(writer, id, ID_BYTES.record);
    });
  },
  read: (reader) => ({
    type: "ids",
    log: readId(reader, "log"),
    ids: reader.list(MAX_IDS_PER_FRAME, 1 + ID_BYTES.record, () => ({ seq: readSeq(reader), id: readId(reader, "record") })),
  }),
};
