// Checkpoints (PROTOCOL.md "Checkpoints and packs"): the signed, plaintext manifests of packs. Devices make them; devices and the relay check them, keep
// them and pass them on. What is in the packs is the business of those who hold the key (src/packs).

import { bytesToHex, concatBytes } from "../base/bytes.ts";
import { ByteWriter, decode, malformed, type ByteReader, type DecodeError } from "../base/codec.ts";
import { ID_BYTES, idToBytes, makeId, type DeviceId, type PackId, type SpaceId } from "../base/ids.ts";
import { label, type Sha256 } from "../base/labels.ts";
import { assert, err, ok, type Result } from "../base/result.ts";
import type { CryptoSuite, Signer } from "../ports/crypto.ts";
import { readId } from "./fields.ts";
import type { CheckpointId } from "./frames.ts";
import { MAX_CHECKPOINT_BYTES, MAX_PACK_BLOCKS, MAX_PACK_BYTES, MAX_WAYS } from "./limits.ts";
import { SIGNATURE_BYTES } from "./record-envelope.ts";
import { areAscending, comparePlaces, MIN_PLACE_BYTES, readPlace, type RecordPlace } from "./record-place.ts";
import { writePlace } from "./write-place.ts";

const CHECKPOINT_FORMAT = 1;
/** With ways: whoever does not know them would think that it covers less than it may have dropped. */
const FORMAT_WITH_WAYS = 2;
const MAX_COVER_ENTRIES = 4_096;
const MAX_PACKS = 4_096;
const MAX_INFLATED_PACK_BYTES = 33_554_432;
const MIN_ENTRY_BYTES = ID_BYTES.pack + 3;

/** The last record of a log that is covered; all before it are too. */
export type CoverEntry = RecordPlace;

/** Ascending by log, each once. */
export type Cover = readonly CoverEntry[];

/**
 * Records of logs that have forked which are covered beyond the log's entry, each with all on the way to it: on whichever branch it stands. Strictly
 * ascending by log, seq and id.
 */
export type Ways = readonly CoverEntry[];

export type PackEntry = {
  readonly pack: PackId;
  /** Its head included. */
  readonly blocks: number;
  /** Of all its blocks as sent. */
  readonly sizeBytes: number;
  readonly inflatedBytes: number;
  /** For each entry of the cover, the highest seq of its log that touched an item of the pack; 0 when none did. */
  readonly reach: readonly number[];
};

export type CheckpointContent = {
  readonly space: SpaceId;
  readonly maker: DeviceId;
  /** Grows with each checkpoint of its maker. */
  readonly counter: number;
  /** Milliseconds since 1970, by the maker's clock. */
  readonly madeAt: number;
  readonly cover: Cover;
  /** Newest first. */
  readonly packs: readonly PackEntry[];
  readonly ways: Ways;
};

export type Checkpoint = CheckpointContent & {
  readonly id: CheckpointId;
  /** As stored and sent, signature included. */
  readonly bytes: Uint8Array;
};

export type CheckpointParseError = DecodeError | { readonly kind: "too-large" } | { readonly kind: "newer"; readonly id: CheckpointId };

function encodeContent({ space, maker, counter, madeAt, cover, packs, ways }: CheckpointContent): Uint8Array {
  assert(ways.length <= MAX_WAYS && areAscending(ways), "ways are ascending and within their limit");
  const writer = new ByteWriter()
    .u8(ways.length === 0 ? CHECKPOINT_FORMAT : FORMAT_WITH_WAYS)
    .bytes(idToBytes(space))
    .bytes(idToBytes(maker))
    .varUint(counter)
    .varUint(madeAt)
    .list(cover, writePlace)
    .list(packs, (list, { pack, blocks, sizeBytes, inflatedBytes, reach }) => {
      assert(reach.length === cover.length, "a pack reaches into each log of the cover");
      assert(
        blocks <= MAX_PACK_BLOCKS && sizeBytes <= MAX_PACK_BYTES && inflatedBytes <= MAX_INFLATED_PACK_BYTES,
        "a pack within its limits",
      );
      list.bytes(idToBytes(pack)).varUint(blocks).varUint(sizeBytes).varUint(inflatedBytes);
      for (const seq of reach) list.varUint(seq);
    });
  return (ways.length === 0 ? writer : writer.list(ways, writePlace)).finish();
}

/** All of both, each once. */
export const joinWays = (a: Ways, b: Ways): Ways =>
  [...new Map([...a, ...b].map((way) => [`${way.log}/${way.id}`, way])).values()].toSorted(comparePlaces).slice(0, MAX_WAYS);

function readPackEntry(reader: ByteReader, cover: Cover): PackEntry {
  const pack = readId(reader, "pack");
  const blocks = reader.varUint(MAX_PACK_BLOCKS);
  if (blocks === 0) malformed("a pack without blocks");
  const sizeBytes = reader.varUint(MAX_PACK_BYTES);
  const inflatedBytes = reader.varUint(MAX_INFLATED_PACK_BYTES);
  const reach = cover.map(({ seq }) => reader.varUint(seq));
  return { pack, blocks, sizeBytes, inflatedBytes, reach };
}

function readWays(reader: ByteReader): Ways {
  const ways = reader.list(MAX_WAYS, MIN_PLACE_BYTES, readPlace);
  if (ways.length === 0 || !areAscending(ways)) malformed("ways not ascending");
  return ways;
}

function readContent(reader: ByteReader): CheckpointContent {
  const format = reader.u8();
  if (format === 0) malformed("format 0");
  const [space, maker, counter, madeAt] = [readId(reader, "space"), readId(reader, "device"), reader.varUint(), reader.varUint()];
  const cover = reader.list(MAX_COVER_ENTRIES, MIN_PLACE_BYTES, readPlace);
  if (cover.some(({ log }, index) => index > 0 && log <= (cover[index - 1]?.log ?? ""))) malformed("cover not ascending");
  const packs = reader.list(MAX_PACKS, MIN_ENTRY_BYTES + cover.length, () => readPackEntry(reader, cover));
  if (new Set(packs.map(({ pack }) => pack)).size < packs.length) malformed("a pack twice");
  return { space, maker, counter, madeAt, cover, packs, ways: format === CHECKPOINT_FORMAT ? [] : readWays(reader) };
}

const hashedBytes = (content: Uint8Array): Uint8Array => concatBytes(label("checkpoint"), content);

const checkpointIdOf = (sha256: Sha256, content: Uint8Array): CheckpointId => bytesToHex(sha256(hashedBytes(content)));

const contentBytesOf = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, bytes.length - SIGNATURE_BYTES);

/** Its form only: see `verifyCheckpoint`. `newer`: of a later format, which nobody needs who can have the records. */
export function parseCheckpoint(sha256: Sha256, bytes: Uint8Array): Result<Checkpoint, CheckpointParseError> {
  if (bytes.length > MAX_CHECKPOINT_BYTES) return err({ kind: "too-large" });
  if (bytes.length < SIGNATURE_BYTES) return err({ kind: "malformed", reason: "ends early" });
  const contentBytes = contentBytesOf(bytes);
  const id = checkpointIdOf(sha256, contentBytes);
  if ((bytes[0] ?? 0) > FORMAT_WITH_WAYS) return err({ kind: "newer", id });
  const content = decode(contentBytes, readContent);
  return content.ok ? ok({ ...content.value, id, bytes }) : content;
}

/** Whether its maker signed it; whether the maker is a member is the caller's question. */
export function verifyCheckpoint(verify: CryptoSuite["verify"], { maker, bytes }: Pick<Checkpoint, "maker" | "bytes">): Promise<boolean> {
  return verify(idToBytes(maker), hashedBytes(contentBytesOf(bytes)), bytes.subarray(bytes.length - SIGNATURE_BYTES));
}

/** A checkpoint of the signer's own device. Asserts its limits. */
export async function makeCheckpoint(
  sha256: Sha256,
  signer: Signer,
  said: Omit<CheckpointContent, "maker" | "ways"> & Partial<Pick<CheckpointContent, "ways">>,
): Promise<Checkpoint> {
  const content = { ways: [], ...said, maker: makeId("device", signer.publicKey) };
  const contentBytes = encodeContent(content);
  const bytes = concatBytes(contentBytes, await signer.sign(hashedBytes(contentBytes)));
  assert(bytes.length <= MAX_CHECKPOINT_BYTES, "a checkpoint within its limit");
  return { ...content, id: checkpointIdOf(sha256, contentBytes), bytes };
}
