// `fresh.bytesRatio10k`: all bytes that a new device sends and receives until it has 10,000 tasks, pairing included, against all of them as one compressed
// snapshot (deflate over ids and documents). `fresh.savingsVsFullLog`: after 20 edits of each task, against the records of the whole log.

import { deflateRawSync } from "node:zlib";
import { VERSION } from "../bench-data.mjs";
import type { Measured } from "../measured.ts";
import { untilQuiet } from "../until-quiet.ts";
import { compactionLine, Workload } from "./workload.ts";

const SEED = 1;
const TASKS = 10_000;
const TASKS_AT_ONCE = 1_000;
const EDITED_TASKS = 1_000;
const EDITS = 20;

const data = `bench-data ${VERSION} seed ${SEED}`;

async function bytesOfNewDevice(workload: Workload): Promise<number> {
  const running = await workload.openPaired(workload.newDevice("new"));
  await untilQuiet(running.bytes);
  const bytes = running.bytes();
  running.close();
  return bytes;
}

export function measureFreshBytes(): Promise<Measured> {
  return Workload.run(SEED, async (workload) => {
    await workload.makeTasks(TASKS, TASKS_AT_ONCE);
    const isCompacted = await workload.compacted();
    const snapshot = await workload.snapshot();
    const compressed = deflateRawSync(snapshot).length;
    const bytes = await bytesOfNewDevice(workload);
    return {
      value: bytes / compressed,
      samples: 1,
      data,
      details: [
        `new device ${bytes} B; ${TASKS} tasks ${snapshot.length} B, deflated ${compressed} B; records ${await workload.recordBytes()} B`,
        compactionLine(isCompacted),
      ],
    };
  });
}

export function measureFreshVsLog(): Promise<Measured> {
  return Workload.run(SEED, async (workload) => {
    const ids = await workload.makeTasks(EDITED_TASKS, TASKS_AT_ONCE);
    await workload.editTasks(ids, EDITS);
    const isCompacted = await workload.compacted();
    const logBytes = await workload.recordBytes();
    const bytes = await bytesOfNewDevice(workload);
    return {
      value: 1 - bytes / logBytes,
      samples: 1,
      data,
      details: [`new device ${bytes} B; ${EDITED_TASKS} tasks of ${EDITS} edits: records ${logBytes} B`, compactionLine(isCompacted)],
    };
  });
}
