// `stream.longestTaskMs10k`: the longest task on the main thread of an open app, by the clock, while 10,000 tasks stream in from the relay that another device
// has just written. What the browser does not tell of took less than 50 ms.

import { addLines, closeSheet, openApp, openSync, total } from "../../e2e/app-page.ts";
import { openDevice } from "../../e2e/device.ts";
import { watchTasks } from "../../e2e/long-tasks.ts";
import { pair } from "../../e2e/pairing-steps.ts";
import { openRelay } from "../../e2e/relay-process.ts";
import { waitUntil } from "../../e2e/wait-until.ts";
import { tasks, VERSION } from "../bench-data.mjs";
import type { Measured } from "../measured.ts";

const SEED = 1;
const TASKS = 10_000;
const LINES = 1_000;
const WAIT_MS = 120_000;

export async function measureStreaming(): Promise<Measured> {
  const relay = await openRelay();
  const devices = [await openDevice(), await openDevice()] as const;
  try {
    const [one, two] = [await openApp(devices[0], relay.address), await openApp(devices[1], relay.address)];
    await pair(one, two);
    await relay.kill();
    const titles = [...tasks(TASKS, SEED)].map(({ title }, index) => `${title} ${index}`);
    for (let start = 0; start < TASKS; start += LINES) await addLines(one, titles.slice(start, start + LINES));
    const endWatch = await watchTasks(two);
    await relay.start();
    const sheet = await openSync(one);
    await sheet.getByRole("button", { name: "Sync now" }).click();
    await waitUntil("all tasks", async () => ((await total(two)) === TASKS ? true : null), WAIT_MS);
    const { longMs, busiestMs } = await endWatch();
    await closeSheet(one);
    return {
      value: Math.max(0, ...longMs),
      samples: TASKS,
      data: `bench-data ${VERSION} seed ${SEED}`,
      details: [
        `${longMs.length} tasks of 50 ms and more by the clock: ${longMs.map((ms) => ms.toFixed(0)).join(", ") || "none"}`,
        `the task that had the processor longest had it for ${busiestMs.toFixed(1)} ms`,
      ],
    };
  } finally {
    for (const device of devices) await device.close();
    await relay.close();
  }
}
