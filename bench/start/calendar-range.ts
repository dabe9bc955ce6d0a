// `query.calendarRange100kMs`: the tasks of six weeks, by day, out of 100,000 rows. There is no calendar yet: measured is a walk through all rows of the
// worker's index, in Node, as a query without an order of its own would have to do it.

import { readItem } from "../../src/items/read-item.ts";
import { openDocument } from "../../src/items/document.ts";
import { taskRow, type TaskRow } from "../../src/model/task-row.ts";
import { itemSchemas } from "../../src/model/task-schema.ts";
import { TaskIndex } from "../../src/replica/task-index.ts";
import { VERSION } from "../bench-data.mjs";
import { percentile, type Measured } from "../measured.ts";
import { expectOk } from "../node-device.ts";
import { clientIdFrom, makeDocuments } from "../packs/shared-documents.ts";

const SEED = 1;
const TASKS = 100_000;
const SAMPLES = 50;
const WEEKS_MS = 42 * 86_400_000;

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

function rowsOf(count: number): readonly TaskRow[] {
  const clientId = clientIdFrom("reader");
  return makeDocuments(count, 0, 0, SEED).flatMap(({ item, state }) => {
    const read = readItem(expectOk(openDocument({ clientId, states: [state] }), "a document opens").document, itemSchemas);
    return read === null ? [] : (taskRow(item, read) ?? []);
  });
}

function tasksBetween(index: TaskIndex, first: string, last: string): readonly TaskRow[] {
  const found: TaskRow[] = [];
  for (const row of index.rows()) if (row.day !== null && row.day >= first && row.day <= last && !row.trashed) found.push(row);
  return found.toSorted((a, b) => ((a.day ?? "") < (b.day ?? "") ? -1 : 1));
}

export function measureCalendarRange(): Promise<Measured> {
  const index = new TaskIndex();
  index.change(rowsOf(TASKS).map((row) => ({ id: row.id, row })));
  const times: number[] = [];
  let found = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const startMs = Date.UTC(2025, 0, 6) + sample * 7 * 86_400_000;
    const before = performance.now();
    found += tasksBetween(index, dayOf(startMs), dayOf(startMs + WEEKS_MS)).length;
    times.push(performance.now() - before);
  }
  const [median, p95] = [50, 95].map((percent) => percentile(times, percent));
  return Promise.resolve({
    value: median ?? Number.NaN,
    samples: SAMPLES,
    data: `bench-data ${VERSION} seed ${SEED}`,
    details: [`median ${median?.toFixed(1)} ms, p95 ${p95?.toFixed(1)}; ${Math.round(found / SAMPLES)} tasks a query`],
  });
}
