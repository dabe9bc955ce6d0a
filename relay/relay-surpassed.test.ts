import { describe, expect, test } from "vitest";
import { haveOf, type ScriptedLink } from "./scripted-device.suite.ts";
import { checkpointBy, coverOf, handOver, makePack, type TestCheckpoint } from "./test-checkpoint.suite.ts";
import type { TestRelay } from "./test-relay.suite.ts";
import { addReader, failing, openSpace, owner, phone, space } from "./test-space.suite.ts";

async function bring(link: ScriptedLink, checkpoint: TestCheckpoint): Promise<void> {
  link.send(haveOf({ heads: [addReader], checkpoints: [checkpoint.id] }));
  await handOver(link, [checkpoint]);
}

async function findRight(link: ScriptedLink, checkpoint: TestCheckpoint): Promise<void> {
  link.send({ type: "receipts", receipts: [await phone.receipt(space, 1, { checkpoints: [checkpoint.id] })] });
  await link.settle();
}

const haveFrom = async (relay: TestRelay["relay"]) => phone.join(relay, space, { heads: [addReader] });

/** A relay with two checkpoints of the owner, of which the second says more. */
async function openSurpassed() {
  const opened = await openSpace();
  const records = await owner.write(space, 10);
  opened.link.send(owner.page(space, records, null));
  await opened.link.skipTo("answer");
  const checkpointTo = async (counter: number, seq: number): Promise<TestCheckpoint> =>
    checkpointBy(owner, space, { counter, cover: [coverOf(owner, space, records[seq - 1] ?? failing())], packs: [makePack(counter)] });
  const [first, second] = [await checkpointTo(1, 6), await checkpointTo(2, 9)];
  await bring(opened.link, first);
  await bring(opened.link, second);
  const packs = (): readonly string[] => [...(opened.disk.spaces.get(space)?.packs.keys() ?? [])];
  return { ...opened, first, second, packs };
}

describe("a checkpoint that another one says all of, and more", () => {
  test("stays with its packs until that one is found right, and goes with them then: they may hold what was deleted for good", async () => {
    const { relay, phoneLink, first, second, packs } = await openSurpassed();
    expect((await haveFrom(relay)).have.checkpoints).toEqual([second.id, first.id]);
    expect(packs()).toHaveLength(2);
    await findRight(phoneLink, second);
    expect((await haveFrom(relay)).have.checkpoints).toEqual([second.id]);
    expect(packs()).toEqual(second.packs.map(({ id }) => id));
  });

  test("is not taken again from who still has it", async () => {
    const { relay, phoneLink, link, first, second, packs } = await openSurpassed();
    await findRight(phoneLink, second);
    await bring(link, first);
    expect((await haveFrom(relay)).have.checkpoints).toEqual([second.id]);
    expect(packs()).toHaveLength(1);
  });
});
