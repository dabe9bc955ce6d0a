// The other half of base-codec.ts: a base in the form that is described there. No start needs it.

import { ByteWriter } from "../../base/codec.ts";
import { idToBytes, type SpaceId } from "../../base/ids.ts";
import type { StoreBatch } from "../../ports/store.ts";
import { writeHex } from "../../wire/fields.ts";
import { baseKey, type Base, type Reach } from "../base.ts";
import { CHECKPOINT_BYTES, FORMAT, SOUND_FLAG } from "../base-codec.ts";

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
