import { expect, test } from "vitest";
import { copyMemoryDisk } from "./memory-store.ts";
import { push } from "./pruning.suite.ts";
import { haveOf, ScriptedDevice } from "./scripted-device.suite.ts";
import { checkpointBy, coverOf, handOver } from "./test-checkpoint.suite.ts";
import { openTestRelay } from "./test-relay.suite.ts";
import { failing, openSpace, owner, recordCount, space } from "./test-space.suite.ts";

/** A space with one device at a relay: two records on one branch of its log, two on the other, and a checkpoint with its pack. */
async function openLonely() {
  const [lonely, opened] = [new ScriptedDevice(7), openTestRelay()];
  const founding = await lonely.found();
  const own = founding.space;
  const { link } = await lonely.join(opened.relay, own, { shows: [founding], heads: [founding] });
  const [records, others] = [await lonely.write(own, 2), await lonely.write(own, 2, { salt: 1 })];
  for (const branch of [records, others]) {
    link.send(lonely.page(own, branch));
    await link.skipTo("answer");
  }
  const checkpoint = await checkpointBy(lonely, own, { cover: [coverOf(lonely, own, records[0] ?? failing())] });
  link.send(haveOf({ heads: [founding], checkpoints: [checkpoint.id] }));
  await handOver(link, [checkpoint]);
  const held = () => opened.disk.spaces.get(own) ?? failing();
  return { ...opened, lonely, founding, own, link, records, held };
}

test("its only member has a space forgotten: all but its statements and receipts is gone from the store", async () => {
  const { link, held, disk, own } = await openLonely();
  expect([held().paths.size, held().packs.size, held().checkpoints.size]).toEqual([2, 1, 1]);
  link.send({ type: "forget" });
  await link.skipTo("forget");
  expect([held().paths.size, held().packs.size, held().checkpoints.size, held().statements.size]).toEqual([0, 0, 0, 1]);
  expect(held().usedBytes).toBe([...held().statements.values()].reduce((sum, { bytes }) => sum + bytes.length, 0));
  expect(copyMemoryDisk(disk).spaces.get(own)?.paths.size).toBe(0);
});

test("it goes on from the beginning when its member comes back to it", async () => {
  const { link, lonely, own, records, held } = await openLonely();
  link.send({ type: "forget" });
  await link.skipTo("forget");
  link.send(lonely.page(own, records));
  expect((await link.skipTo("answer")).runs).toEqual([{ code: "stored", count: 2 }]);
  expect(held().paths.size).toBe(1);
});

test("nothing is claimed when the store cannot commit it", async () => {
  const { link, disk, held } = await openLonely();
  disk.failure = { kind: "failed", reason: "broken" };
  link.send({ type: "forget" });
  expect(await link.skipTo("error")).toEqual({ type: "error", error: "storage" });
  expect(held().paths.size).toBe(2);
});

test("where there are other members nobody has it forgotten", async () => {
  const opened = await openSpace();
  await push(opened.link, await owner.write(space, 3));
  opened.link.send({ type: "forget" });
  expect(await opened.link.skipTo("error")).toEqual({ type: "error", error: "unexpected" });
  expect(recordCount(opened)).toBe(3);
});
