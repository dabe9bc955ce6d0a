// `write.durableMedianMs`: from asking the replica worker of the built app in Chromium to its answer that the change is durable, with 1,000 tasks present, a
// window of rows on screen and the relay connected. Half the changes make a task, half edit a field of one, at a pace above any person's.

import { openDevice } from "../e2e/device.ts";
import { openRelay } from "../e2e/relay-process.ts";
import { tasks, VERSION } from "./bench-data.mjs";
import { openFacePage } from "./face-page.ts";
import { timeWritesInPage } from "./durable-write.page.ts";
import { percentile, type Measured } from "./measured.ts";

const SEED = 1;
const TASKS_PRESENT = 1_000;
const SAMPLES = 400;
const WARM_UP = 40;

function describe(label: string, timesMs: readonly number[]): string {
  const [median, p95, max] = [50, 95, 100].map((percent) => percentile(timesMs, percent).toFixed(2));
  return `${label}: median ${median} ms, p95 ${p95}, max ${max} (${timesMs.length})`;
}

export async function measureDurableWrite(): Promise<Measured> {
  const relay = await openRelay();
  const device = await openDevice();
  try {
    const page = await openFacePage(device, relay.address);
    const titles = [...tasks(TASKS_PRESENT + WARM_UP + SAMPLES, SEED)].map(({ title }) => title);
    const timed = await page.evaluate(timeWritesInPage, {
      presentTitles: titles.slice(0, TASKS_PRESENT),
      titles: titles.slice(TASKS_PRESENT),
    });
    const samples = timed.slice(WARM_UP);
    const times = (kind: string): readonly number[] => samples.filter((sample) => sample.kind === kind).map(({ ms }) => ms);
    const all = samples.map(({ ms }) => ms);
    return {
      value: percentile(all, 50),
      samples: all.length,
      data: `bench-data ${VERSION} seed ${SEED}`,
      details: [describe("all", all), describe("one task made", times("create")), describe("one field edited", times("rename"))],
    };
  } finally {
    await device.close();
    await relay.close();
  }
}
