import { expect, test } from "vitest";
import { makeId } from "../src/base/ids.ts";
import { withPath, type LogTree } from "../src/wire/log-tree.ts";
import { makeTrunk } from "../src/wire/new-trunk.ts";
import { Outbox } from "./outbox.ts";

const filled = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value);
const head = { seq: 4, id: makeId("record", filled(32, 7)) };

const treeOf = (generation: number): LogTree =>
  withPath(null, makeTrunk({ log: makeId("log", filled(8, 100 - generation)), device: makeId("device", filled(32, 1)), generation }, head));

const plan = { spans: [], asks: [], needsBase: [], beginnings: [], awaitsCheckpoint: [] };

test("a device's earlier logs are sent before its later ones, by which these are known", () => {
  const trees = [treeOf(28), treeOf(14), treeOf(0)];
  const spans = trees.map(({ log }) => ({ log, branch: "", firstSeq: 1, lastSeq: 4, previousId: null, parts: false }));
  const outbox = new Outbox();
  outbox.compared(trees, { ...plan, spans });
  const sent: number[] = [];
  for (let next = outbox.next(trees, 1_000); next !== null; next = outbox.next(trees, 1_000)) {
    sent.push(next.path.generation);
    outbox.sent({ path: next.path, firstSeq: next.fromSeq, count: 4, bytes: 100 });
  }
  expect(sent).toEqual([0, 14, 28]);
});

test("what was shown of a trunk that has been set aside says nothing of the one in its place", () => {
  const owner = { log: makeId("log", filled(8, 1)), device: makeId("device", filled(32, 1)), generation: 0 };
  const outbox = new Outbox();
  const long = withPath(null, makeTrunk(owner, { seq: 9, id: makeId("record", filled(32, 9)) }));
  outbox.compared([long], plan);
  outbox.noteHeld({ log: owner.log, branch: "" }, 9);
  const short = withPath(null, makeTrunk(owner, head));
  outbox.compared([short], plan);
  const grown = withPath(null, makeTrunk(owner, { seq: 6, id: makeId("record", filled(32, 6)) }));
  expect(outbox.next([grown], 1_000)).toMatchObject({ fromSeq: 5 });
});
