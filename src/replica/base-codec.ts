// A base as bytes.
// Form in the store: format u8 | flags u8 (1 sound) | own counter varuint | last maker bytes[32] (zeros: none) | next pack number varuint | logs
// list(log bytes[8] | seq varuint, 0 where it is not covered | id bytes[32]) | packs list(number varuint | pack bytes[32] | blocks varuint | bytes varuint |
// inflated varuint | items varuint | reach, a varuint for each log) | checkpoints list(bytes[32]) | kept list(bytes[32]) | marks list(ms varuint |
// list(log bytes[8] | seq varuint)) | given up list(log bytes[8]) | ways list(log bytes[8] | seq varuint | id bytes[32]), absent where there are none.

import { ByteWriter, decode, malformed, type ByteReader } from "../base/codec.ts";
import { ID_BYTES, idToBytes, makeId, type DeviceId, type LogTag, type SpaceId } from "../base/ids.ts";
import type { PathBase, StoreBatch } from "../ports/store.ts";
import type { Ways } from "../wire/checkpoint.ts";
import { readHex, readId, writeHex } from "../wire/fields.ts";
import type { CheckpointId } from "../wire/frames.ts";
import { MAX_SEQ, MAX_WAYS } from "../wire/limits.ts";
import { baseKey, type Base, type BasePack, type Mark, type Reach } from "./base.ts";

const FORMAT = 1;
const SOUND_FLAG = 1;
const MAX_LOGS = 4_096;
const MAX_PACKS = 8_192;
const MAX_IDS = 1_024;
const MAX_MARKS = 4_096;
const CHECKPOINT_BYTES = 32;

const NO_ID = new Uint8Array(32);

/** As an entry of the store's meta table. */
export const baseEntry = (space: SpaceId, base: Base): StoreBatch["meta"][number] => ({ key: baseKey(space), value: encodeBase(base) });

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function writeReach(writer: ByteWriter, reach: Reach): void {
  const entries = [...reach].toSorted(([a], [b]) => compareText(a, b));
  writer.list(entries, (_, [log, seq]) => writer.bytes(idToBytes(log)).varUint(seq));
}

/** Of a log that is reached but not covered. */
const NOT_COVERED = { seq: 0, id: null };

export function encodeBase(base: Base): Uint8Array {
  const logs = [...new Set([...base.cover.keys(), ...base.packs.flatMap(({ reach }) => [...reach.keys()])])].toSorted(compareText);
  const writer = new ByteWriter()
    .u8(FORMAT)
    .u8(base.isSound ? SOUND_FLAG : 0)
    .varUint(base.counter)
    .bytes(base.lastMaker === null ? NO_ID : idToBytes(base.lastMaker))
    .varUint(base.nextPackNumber)
    .list(logs, (list, log) => {
      const { seq, id } = base.cover.get(log) ?? NOT_COVERED;
      list
        .bytes(idToBytes(log))
        .varUint(seq)
        .bytes(id === null ? NO_ID : idToBytes(id));
    })
    .list(base.packs, (list, { number, pack, blocks, sizeBytes, inflatedBytes, items, reach }) => {
      list.varUint(number).bytes(idToBytes(pack)).varUint(blocks).varUint(sizeBytes).varUint(inflatedBytes).varUint(items);
      for (const log of logs) list.varUint(reach.get(log) ?? 0);
    })
    .list(base.checkpoints, (list, id) => writeHex(list, id, CHECKPOINT_BYTES))
    .list(base.kept, (list, id) => writeHex(list, id, CHECKPOINT_BYTES));
  writer
    .list(base.marks, (list, { madeAt, cover }) => {
      list.varUint(madeAt);
      writeReach(list, cover);
    })
    .list(base.givenUp, (list, log) => list.bytes(idToBytes(log)));
  if (base.ways.length > 0) {
    writer.list(base.ways, (list, { log, seq, id }) => list.bytes(idToBytes(log)).varUint(seq).bytes(idToBytes(id)));
  }
  return writer.finish();
}

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
