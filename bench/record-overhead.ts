// `wire.recordOverheadBytes`: what a record costs on the wire beyond its bare Yjs update: its entry in a page (length included) without padding, less the
// update. Measured on real records of one-field edits, seq in the thousands; the value is the largest.

import { ByteWriter } from "../src/base/codec.ts";
import type { ItemId, LogTag } from "../src/base/ids.ts";
import { assert } from "../src/base/result.ts";
import { encodeBodyContent, padBody } from "../src/log/encode-body.ts";
import { openRecord } from "../src/log/record.ts";
import { isPlainDay } from "../src/model/plain-day.ts";
import type { TaskIntent } from "../src/model/task-intent.ts";
import type { Space } from "../src/replica/space.ts";
import { parseRecord } from "../src/wire/record-envelope.ts";
import { tasks, VERSION } from "./bench-data.mjs";
import type { Measured } from "./measured.ts";
import { expectOk, NodeDevice } from "./node-device.ts";

const SEED = 1;
const TASKS = 20;
const EDITS_BEFORE = 1_000;
const EDITS = 1_000;

type Cost = { readonly overheadBytes: number; readonly updateBytes: number; readonly recordBytes: number; readonly paddingBytes: number };

function costOf({ core }: Space, log: LogTag, bytes: Uint8Array): Cost {
  const body = expectOk(
    openRecord(core.keys, log, expectOk(parseRecord(bytes), "a record"), core.members.epochKeys()),
    "an own record opens",
  );
  const [change, ...others] = body.changes;
  assert(change !== undefined && others.length === 0, "a one-field edit changes one item");
  const content = encodeBodyContent(body);
  const paddingBytes = padBody(content).length - content.length;
  const entryBytes = new ByteWriter().varBytes(bytes).length;
  return {
    overheadBytes: entryBytes - paddingBytes - change.update.length,
    updateBytes: change.update.length,
    recordBytes: bytes.length,
    paddingBytes,
  };
}

function* edits(ids: readonly ItemId[], count: number): Generator<TaskIntent> {
  let index = 0;
  for (const { title, due } of tasks(count, SEED + 1)) {
    const id = ids[index % ids.length];
    assert(id !== undefined, "there are tasks");
    const turn = Math.floor(index / ids.length);
    if (turn % 3 === 0) yield { kind: "rename", id, title: `${title} ${index}` };
    else if (turn % 3 === 1) yield { kind: "set-done", ids: [id], done: turn % 2 === 0 };
    else yield { kind: "set-day", ids: [id], day: isPlainDay(due) ? due : null };
    index += 1;
  }
}

export async function measureRecordOverhead(): Promise<Measured> {
  const device = new NodeDevice(SEED, "overhead");
  const running = await device.open(null, () => {
    throw new Error("no relay is dialled");
  });
  const { replica } = running;
  const made = [...tasks(TASKS, SEED)].map(({ title }) => ({ id: device.makeItemId(), title, day: null }));
  await replica.act({ kind: "create", tasks: made, position: { at: "end", list: null } });
  for (const intent of edits(
    made.map(({ id }) => id),
    EDITS_BEFORE + EDITS,
  ))
    expectOk(await replica.act(intent), "an edit");
  const { space } = replica;
  const [head] = space.core.index.heads;
  assert(head !== undefined && head.seq > EDITS_BEFORE, "a log with seqs in the thousands");
  const costs: Cost[] = [];
  for (let seq = EDITS_BEFORE; seq <= head.seq; seq = EDITS_BEFORE + costs.length) {
    const page = expectOk(await space.readPage(head, seq), "a page");
    for (const bytes of page.records) costs.push(costOf(space, head.log, bytes));
  }
  running.close();
  const worst = costs.reduce((largest, cost) => (cost.overheadBytes > largest.overheadBytes ? cost : largest));
  const mean = (part: (cost: Cost) => number): string => (costs.reduce((sum, cost) => sum + part(cost), 0) / costs.length).toFixed(1);
  return {
    value: worst.overheadBytes,
    samples: costs.length,
    data: `bench-data ${VERSION} seed ${SEED}`,
    details: [
      `largest: record ${worst.recordBytes} B with its page entry's length = update ${worst.updateBytes} + padding ${worst.paddingBytes} + overhead ${worst.overheadBytes}`,
      `mean: record ${mean((cost) => cost.recordBytes)} B, update ${mean((cost) => cost.updateBytes)}, padding ${mean((cost) => cost.paddingBytes)}; seq ${EDITS_BEFORE} to ${head.seq}`,
    ],
  };
}
