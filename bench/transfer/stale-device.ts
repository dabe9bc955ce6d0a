// `stale.bytesRatio`: all bytes on the socket of a device that was away and comes back, handshake and receipts included, against the bytes of what it lacked:
// of the records, where the relay has them still; of the packs and the records behind them, where these have taken their place. The worse of the two.

import { VERSION } from "../bench-data.mjs";
import { DEFAULT_ENGINE_LIMITS } from "../../src/replica/engine-limits.ts";
import { describeFrames } from "../frame-kinds.ts";
import type { Measured } from "../measured.ts";
import { until, type NodeDevice } from "../node-device.ts";
import { untilQuiet } from "../until-quiet.ts";
import { Workload } from "./workload.ts";

const SEED = 1;
const TASKS = 1_000;
/** Of each task: more records than are left uncompacted, whoever compacted last. */
const EDITS = 5;

type Return = { readonly ratio: number; readonly line: string };

/** A device that has all tasks as they were made, and is gone. */
async function madeStale(workload: Workload): Promise<NodeDevice> {
  const device = workload.newDevice("stale");
  const before = await workload.openPaired(device);
  await untilQuiet(before.bytes);
  before.close();
  return device;
}

async function comeBack(workload: Workload, device: NodeDevice, what: string, missing: number): Promise<Return> {
  const running = await workload.open(device);
  await workload.untilSame(running);
  await untilQuiet(running.bytes);
  const bytes = running.bytes();
  running.close();
  return { ratio: bytes / missing, line: `${bytes} B for ${what} of ${missing} B: ${describeFrames(running.frames, bytes)}` };
}

const afterRecords = (): Promise<Return> =>
  Workload.run(SEED, async (workload) => {
    const ids = await workload.makeTasks(TASKS, TASKS);
    const device = await madeStale(workload);
    const heldSeq = workload.lastSeq;
    await workload.editTasks(ids, 1);
    const missing = await workload.recordBytes(heldSeq + 1);
    return comeBack(workload, device, `${workload.lastSeq - heldSeq} records`, missing);
  });

/** A third device has compared the compaction, so that the records are gone from the relay. */
const afterPacks = (): Promise<Return> =>
  Workload.run(SEED, async (workload) => {
    // There before the first compaction: who takes a base on trust vouches for nothing.
    const witness = await workload.openPaired(workload.newDevice("witness"), { ...DEFAULT_ENGINE_LIMITS, jitterMs: 0 });
    const ids = await workload.makeTasks(TASKS, TASKS);
    const device = await madeStale(workload);
    const heldSeq = workload.lastSeq;
    await workload.editTasks(ids, EDITS);
    await until("the compaction to be compared", () => workload.isEndorsed && workload.compactedSeq > heldSeq);
    await untilQuiet(witness.bytes);
    witness.close();
    const { packs } = workload.author.replica.space.core.base.base;
    const packBytes = packs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const { compactedSeq, lastSeq } = workload;
    const tailBytes = await workload.recordBytes(compactedSeq + 1);
    return comeBack(workload, device, `${packs.length} packs and ${lastSeq - compactedSeq} records`, packBytes + tailBytes);
  });

export async function measureStaleBytes(): Promise<Measured> {
  const returns = [await afterRecords(), await afterPacks()];
  return {
    value: Math.max(...returns.map(({ ratio }) => ratio)),
    samples: returns.length,
    data: `bench-data ${VERSION} seed ${SEED}`,
    details: returns.map(({ ratio, line }) => `${ratio.toFixed(3)}: ${line}`),
  };
}
