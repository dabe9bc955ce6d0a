// `cache.hitRate`: of the documents that are asked for while somebody works through a list of 10,000 tasks (60 tasks on screen, looked at, renamed, ticked,
// dated and given priorities, 1,000 acts in all), how many are in memory; the tasks have been compacted, and memory holds none of them at first.

import type { ItemId } from "../../src/base/ids.ts";
import { assert } from "../../src/base/result.ts";
import { isPlainDay } from "../../src/model/plain-day.ts";
import { isPriority } from "../../src/model/task-schema.ts";
import type { TaskIntent } from "../../src/model/task-intent.ts";
import { edits, VERSION, type EditData } from "../bench-data.mjs";
import { expectOk } from "../node-device.ts";
import type { Measured } from "../measured.ts";
import { compactionLine, Workload } from "../transfer/workload.ts";

const SEED = 1;
const TASKS = 10_000;
const TASKS_AT_ONCE = 1_000;
const ON_SCREEN = 60;
const ACTS = 1_000;

function intentOf({ field, value }: EditData, id: ItemId): TaskIntent {
  switch (field) {
    case "done":
      return { kind: "set-done", ids: [id], done: value === true };
    case "title":
      return { kind: "rename", id, title: String(value) };
    case "due":
      return { kind: "set-day", ids: [id], day: isPlainDay(value) ? value : null };
    case "priority":
      return { kind: "set-priority", ids: [id], priority: isPriority(value) ? value : null };
  }
}

export function measureCacheHits(): Promise<Measured> {
  return Workload.run(SEED, async (workload) => {
    await workload.makeTasks(TASKS, TASKS_AT_ONCE);
    const isCompacted = await workload.compacted();
    const device = workload.newDevice("reader");
    const filling = await workload.openPaired(device);
    filling.close();
    const running = await workload.open(device);
    const onScreen = running.replica.ids({ view: "open" }).slice(0, ON_SCREEN);
    for (const edit of edits(ON_SCREEN, { sessions: 1, editsPerSession: ACTS, seed: SEED })) {
      const id = onScreen[edit.index];
      assert(id !== undefined, "a task on screen");
      expectOk(await running.replica.act(intentOf(edit, id)), "an act");
    }
    const { hits, misses, bytes } = running.replica.space.core.items.cache;
    running.close();
    return {
      value: hits / (hits + misses),
      samples: ACTS,
      data: `bench-data ${VERSION} seed ${SEED}`,
      details: [`${hits} found in memory, ${misses} read; ${bytes} B in memory at the end`, compactionLine(isCompacted)],
    };
  });
}
