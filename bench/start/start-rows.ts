// `start.rows10kMs`, `start.rows100kMs`: from the command that opens the replica, in a loaded worker of the built app in Chromium, until all rows can be
// queried; the tasks have been compacted. `start.ratioVsYIndexeddb10k`: the first against y-indexeddb's load of the same tasks from one document, in the same
// browser. `start.savingsVsReplay10k`: against reading the log, each task a record, before anything was compacted.

import { VERSION } from "../bench-data.mjs";
import { percentile, type Measured } from "../measured.ts";
import { bundlePeerPage } from "../peers.ts";
import { prepareProfile, type PreparedProfile } from "./prepared-profile.ts";
import { loadWithYIndexeddbInPage, storeWithYIndexeddbInPage } from "./y-indexeddb.page.ts";
import { tasks } from "../bench-data.mjs";

const SEED = 1;
const SAMPLES = 15;
const REPLAYS = 5;
const TASKS_AT_ONCE = 1_000;
const TEN_THOUSAND = 10_000;

const data = `bench-data ${VERSION} seed ${SEED}`;

const median = (times: readonly number[]): number => percentile(times, 50);

const lineOf = (name: string, times: readonly number[]): string =>
  `${name}: median ${median(times).toFixed(1)} ms, min ${Math.min(...times).toFixed(1)}, max ${Math.max(...times).toFixed(1)} (${times.length})`;

async function withProfile<T>(total: number, atOnce: number, measure: (profile: PreparedProfile) => Promise<T>): Promise<T> {
  const profile = await prepareProfile(total, atOnce);
  try {
    return await measure(profile);
  } finally {
    await profile.close();
  }
}

const compactionLine = (isCompacted: boolean): string => (isCompacted ? "compacted before" : "NOT compacted: the log was read");

export function measureStartRows(total: number): Promise<Measured> {
  return withProfile(total, TASKS_AT_ONCE, async (profile) => {
    const isCompacted = await profile.compact();
    const times = await profile.timeStarts(SAMPLES);
    return { value: median(times), samples: SAMPLES, data, details: [lineOf("starts", times), compactionLine(isCompacted)] };
  });
}

export function measureStartVsYIndexeddb(): Promise<Measured> {
  return withProfile(TEN_THOUSAND, TASKS_AT_ONCE, async (profile) => {
    const isCompacted = await profile.compact();
    // Evaluated, since the page lets no script of a stranger in.
    await profile.page.evaluate(await bundlePeerPage("y-indexeddb-page.mjs"));
    await profile.page.evaluate(storeWithYIndexeddbInPage, [...tasks(TEN_THOUSAND, SEED)]);
    const [ours, theirs, theirRows]: [number[], number[], number[]] = [[], [], []];
    // In turns, so that what else the machine does meets both.
    for (let sample = 0; sample < SAMPLES; sample++) {
      ours.push(...(await profile.timeStarts(1)));
      const { syncedMs, rowsMs } = await profile.page.evaluate(loadWithYIndexeddbInPage, TEN_THOUSAND);
      theirs.push(syncedMs);
      theirRows.push(rowsMs);
    }
    return {
      value: median(ours) / median(theirs),
      samples: SAMPLES,
      data,
      details: [
        lineOf("ours, until all rows can be queried", ours),
        lineOf("y-indexeddb 9.0.12, until synced", theirs),
        lineOf("y-indexeddb, until its tasks are plain rows", theirRows),
        compactionLine(isCompacted),
      ],
    };
  });
}

export function measureStartVsReplay(): Promise<Measured> {
  return withProfile(TEN_THOUSAND, 1, async (profile) => {
    const replays = await profile.timeStarts(REPLAYS);
    const isCompacted = await profile.compact();
    const starts = await profile.timeStarts(SAMPLES);
    return {
      value: 1 - median(starts) / median(replays),
      samples: SAMPLES,
      data,
      details: [lineOf("starts", starts), lineOf("the log read, each task a record", replays), compactionLine(isCompacted)],
    };
  });
}
