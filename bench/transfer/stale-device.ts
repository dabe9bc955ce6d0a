// `stale.bytesRatio`: all bytes on the socket of a device that was away for 1,000 edits and comes back, handshake and receipts included, against the bytes of
// the records that it lacked.

import { VERSION } from "../bench-data.mjs";
import type { Measured } from "../measured.ts";
import { untilQuiet } from "../until-quiet.ts";
import { Workload } from "./workload.ts";

const SEED = 1;
const TASKS = 1_000;

export function measureStaleBytes(): Promise<Measured> {
  return Workload.run(SEED, async (workload) => {
    const ids = await workload.makeTasks(TASKS, TASKS);
    const device = workload.newDevice("stale");
    const before = await workload.openPaired(device);
    await untilQuiet(before.bytes);
    before.close();
    const heldSeq = workload.lastSeq;
    await workload.editTasks(ids, 1);
    const missing = await workload.recordBytes(heldSeq + 1);
    const after = await workload.open(device);
    await workload.untilSame(after);
    await untilQuiet(after.bytes);
    const bytes = after.bytes();
    after.close();
    return {
      value: bytes / missing,
      samples: 1,
      data: `bench-data ${VERSION} seed ${SEED}`,
      details: [`${bytes} B for ${workload.lastSeq - heldSeq} records of ${missing} B`],
    };
  });
}
