// A base as bytes; writing them is in engine/encode-base.ts.
// Form in the store: format u8 | flags u8 (1 sound) | own counter varuint | last maker bytes[32] (zeros: none) | next pack number varuint | logs
// list(log bytes[8] | seq varuint, 0 where it is not covered | id bytes[32]) | packs list(number varuint | pack bytes[32] | blocks varuint | bytes varuint |
// inflated varuint | items varuint | reach, a varuint for each log) | checkpoints list(bytes[32]) | kept list(bytes[32]) | marks list(ms varuint |
// list(log bytes[8] | seq varuint)) | given up list(log bytes[8]) | ways list(log bytes[8] | seq varuint | id bytes[32]), absent where there are none.

import { decode, malformed, type ByteReader } from "../base/codec.ts";
import { ID_BYTES, makeId, type DeviceId, type LogTag } from "../base/ids.ts";
import type { PathBase } from "../ports/store.ts";
import type { Ways } from "../wire/checkpoint.ts";
import { readHex, readId } from "../wire/fields.ts";
import type { CheckpointId } from "../wire/frames.ts";
import { MAX_SEQ, MAX_WAYS } from "../wire/limits.ts";
import type { Base, BasePack, Mark, Reach } from "./base.ts";

export const FORMAT = 1;
export const SOUND_FLAG = 1;
const MAX_LOGS = 4_096;
const MAX_PACKS = 8_192;
const MAX_IDS = 1_024;
const MAX_MARKS = 4_096;
export const CHECKPOINT_BYTES = 32;

const readWays = (reader: ByteReader): Ways =>
  reader.remaining === 0
    ? []
    : reader.list(MAX_WAYS, ID_BYTES.log + 1 + ID_BYTES.record, (list) => ({
        log: readId(list, "log"),
        seq: list.varUint(MAX_SEQ),
        id: readId(list, "record"),
      }));

const readReach = (reader: ByteReader): Reach =>
  new Map(reader.list(MAX_LOGS, ID_BYTES.log + 1, (entry) => [readId(entry, "log"), entry.varUint(MAX_SEQ)] as const));

const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

function readMaker(reader: ByteReader): DeviceId | null {
  const bytes = reader.bytes(ID_BYTES.device);
  return isZero(bytes) ? null : makeId("device", bytes);
}

type ReadLog = { readonly log: LogTag; readonly seq: number; readonly id: PathBase["id"] };

function readPack(reader: ByteReader, logs: readonly ReadLog[]): BasePack {
  const number = reader.varUint();
  const pack = readId(reader, "pack");
  const [blocks, sizeBytes, inflatedBytes, items] = [reader.varUint(), reader.varUint(), reader.varUint(), reader.varUint()];
  const reach = logs.map(({ log }) => [log, reader.varUint(MAX_SEQ)] as const).filter(([, seq]) => seq > 0);
  return { number, pack, blocks, sizeBytes, inflatedBytes, items, reach: new Map(reach) };
}

const readIds = (reader: ByteReader): readonly CheckpointId[] =>
  reader.list(MAX_IDS, CHECKPOINT_BYTES, (list) => readHex(list, CHECKPOINT_BYTES));

function readBaseFields(reader: ByteReader): Base {
  if (reader.u8() !== FORMAT) malformed("another format");
  const isSound = (reader.u8() & SOUND_FLAG) !== 0;
  const counter = reader.varUint();
  const lastMaker = readMaker(reader);
  const nextPackNumber = reader.varUint();
  const logs = reader.list(MAX_LOGS, ID_BYTES.log + 1 + ID_BYTES.record, (list): ReadLog => {
    const log = readId(list, "log");
    return { log, seq: list.varUint(MAX_SEQ), id: readId(list, "record") };
  });
  const packs = reader.list(MAX_PACKS, ID_BYTES.pack + 5, (list) => readPack(list, logs));
  const [checkpoints, kept] = [readIds(reader), readIds(reader)];
  const marks = reader.list(MAX_MARKS, 2, (list): Mark => ({ madeAt: list.varUint(), cover: readReach(list) }));
  const givenUp = reader.list(MAX_LOGS, ID_BYTES.log, (list) => readId(list, "log"));
  const cover = new Map(logs.filter(({ seq }) => seq > 0).map(({ log, seq, id }) => [log, { seq, id }]));
  return { cover, packs, ways: readWays(reader), nextPackNumber, isSound, checkpoints, kept, counter, lastMaker, marks, givenUp };
}

/** Null when it is not what `encodeBase` made. */
export function decodeBase(bytes: Uint8Array): Base | null {
  const decoded = decode(bytes, readBaseFields);
  return decoded.ok ? decoded.value : null;
}
