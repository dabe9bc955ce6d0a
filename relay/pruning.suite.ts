// For tests of what checkpoints do to the records of a relay: the owner's log on its disk, and what devices do to bring records, checkpoints and receipts.

import type { AnswerRun } from "../src/wire/frames.ts";
import type { MemoryDisk } from "./memory-store.ts";
import { haveOf, type ScriptedDevice, type ScriptedLink, type TestRecord } from "./scripted-device.suite.ts";
import { handOver, type TestCheckpoint } from "./test-checkpoint.suite.ts";
import { addReader, failing, owner, space } from "./test-space.suite.ts";

export const at = (records: readonly TestRecord[], seq: number): TestRecord => records[seq - 1] ?? failing();

/** The records of the owner's log that are on the disk, and its base. */
export const logOf = ({
  disk,
}: {
  readonly disk: MemoryDisk;
}): { readonly seqs: readonly number[]; readonly base: number; readonly seq: number } => {
  const path = disk.spaces.get(space)?.paths.get(`${owner.log(space)}/`);
  return { seqs: path?.records.map(({ seq }) => seq) ?? [], base: path?.head.base?.seq ?? 0, seq: path?.head.seq ?? 0 };
};

export const seqs = (firstSeq: number, lastSeq: number): number[] => Array.from({ length: lastSeq - firstSeq + 1 }, (_, i) => firstSeq + i);

export async function push(
  link: ScriptedLink,
  records: readonly TestRecord[],
  previous: TestRecord | null = null,
): Promise<readonly AnswerRun[]> {
  link.send(owner.page(space, records, previous));
  return (await link.skipTo("answer")).runs;
}

/** Brings a checkpoint to the relay on this link. */
export async function bring(link: ScriptedLink, checkpoint: TestCheckpoint): Promise<void> {
  link.send(haveOf({ heads: [addReader], checkpoints: [checkpoint.id] }));
  await handOver(link, [checkpoint]);
}

export async function say(
  link: ScriptedLink,
  device: ScriptedDevice,
  says: { readonly checkpoints?: readonly string[]; readonly objections?: readonly string[] },
  counter = 1,
): Promise<void> {
  link.send({ type: "receipts", receipts: [await device.receipt(space, counter, says)] });
  await link.settle();
}
