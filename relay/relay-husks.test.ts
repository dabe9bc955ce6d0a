// What a relay does with a log that has forked, once packs contain what its ways say.

import { describe, expect, test } from "vitest";
import { isHuskBytes } from "../src/wire/record-envelope.ts";
import { copyMemoryDisk } from "./memory-store.ts";
import { at, bring, push, say } from "./pruning.suite.ts";
import { VERIFIER, versionOfLog, type TestRecord } from "./scripted-device.suite.ts";
import { checkpointBy, coverOf, type TestCheckpoint } from "./test-checkpoint.suite.ts";
import { openTestRelay, type TestRelay } from "./test-relay.suite.ts";
import { addReader, openSpace, owner, phone, space } from "./test-space.suite.ts";
import { huskOf } from "../src/wire/encode-record.ts";

type Opened = Awaited<ReturnType<typeof openSpace>>;
type Forked = Opened & { readonly one: readonly TestRecord[]; readonly other: readonly TestRecord[]; readonly checkpoint: TestCheckpoint };

/** Six records of the owner, and another way of its log from the fourth on. The checkpoint covers three, and beyond them what `ways` says. */
async function openForked(ends: (one: readonly TestRecord[], other: readonly TestRecord[]) => readonly TestRecord[]): Promise<Forked> {
  const opened = await openSpace();
  const one = await owner.write(space, 6);
  const other = await owner.write(space, 2, { previous: at(one, 3), salt: 9 });
  await push(opened.link, one);
  await push(opened.link, other, at(one, 3));
  const ways = ends(one, other).map((record) => coverOf(owner, space, record));
  const checkpoint = await checkpointBy(owner, space, { cover: [coverOf(owner, space, at(one, 3))], ways });
  return { ...opened, one, other, checkpoint };
}

const bothWays = (one: readonly TestRecord[], other: readonly TestRecord[]): readonly TestRecord[] => [at(one, 6), at(other, 2)];

/** Of each path its records, husks with an h. */
function pathsOf({ disk }: Pick<TestRelay, "disk">): readonly string[] {
  const paths = [...(disk.spaces.get(space)?.paths.values() ?? [])].filter(({ head }) => head.log === owner.log(space));
  return paths.map(({ records }) => records.map(({ seq, bytes }) => `${seq}${isHuskBytes(bytes) ? "h" : ""}`).join(" "));
}

const huskPage = (records: readonly TestRecord[], previous: TestRecord | null) => {
  const page = owner.page(space, records, previous);
  return { ...page, records: page.records.map((bytes) => huskOf(VERIFIER.sha256, bytes)) };
};

describe("beyond the fork of a log", () => {
  test("records are whole until another member has compared a checkpoint that contains their ways, and husks then", async () => {
    const opened = await openForked(bothWays);
    await bring(opened.link, opened.checkpoint);
    expect(pathsOf(opened)).toEqual(["1 2 3 4 5 6", "4 5"]);
    await say(opened.phoneLink, phone, { checkpoints: [opened.checkpoint.id] });
    expect(pathsOf(opened)).toEqual(["4h 5h 6h", "4h 5h"]);
    expect(pathsOf({ disk: copyMemoryDisk(opened.disk) })).toEqual(["4h 5h 6h", "4h 5h"]);
  });

  test("only ways that the checkpoint names, and only as far", async () => {
    const opened = await openForked((one) => [at(one, 5)]);
    await bring(opened.link, opened.checkpoint);
    await say(opened.phoneLink, phone, { checkpoints: [opened.checkpoint.id] });
    expect(pathsOf(opened)).toEqual(["4h 5h 6", "4 5"]);
  });

  test("nothing goes for one that anybody has found wrong", async () => {
    const opened = await openForked(bothWays);
    await bring(opened.link, opened.checkpoint);
    await say(opened.link, owner, { objections: [opened.checkpoint.id] });
    await say(opened.phoneLink, phone, { checkpoints: [opened.checkpoint.id] });
    expect(pathsOf(opened)).toEqual(["1 2 3 4 5 6", "4 5"]);
  });

  test("a way that comes later is emptied as well", async () => {
    const opened = await openSpace();
    const one = await owner.write(space, 6);
    const other = await owner.write(space, 2, { previous: at(one, 3), salt: 9 });
    await push(opened.link, one);
    const ways = bothWays(one, other).map((record) => coverOf(owner, space, record));
    const checkpoint = await checkpointBy(owner, space, { cover: [coverOf(owner, space, at(one, 3))], ways });
    await bring(opened.link, checkpoint);
    await say(opened.phoneLink, phone, { checkpoints: [checkpoint.id] });
    expect(pathsOf(opened)).toEqual(["4h 5h 6h"]);
    expect((await push(opened.link, other, at(one, 3))).map(({ code }) => code)).toEqual(["fork"]);
    await opened.link.settle();
    expect(pathsOf(opened)).toEqual(["4h 5h 6h", "4h 5h"]);
  });

  test("husks are sent like the records they are of, and what follows them attaches", async () => {
    const opened = await openForked(bothWays);
    await bring(opened.link, opened.checkpoint);
    await say(opened.phoneLink, phone, { checkpoints: [opened.checkpoint.id] });
    const again = openTestRelay({ disk: copyMemoryDisk(opened.disk) });
    const { link } = await phone.join(again.relay, space, { heads: [addReader], version: versionOfLog(owner, space, at(opened.one, 6)) });
    expect(await link.skipTo("page")).toEqual({ ...huskPage(opened.other, at(opened.one, 3)), previousId: at(opened.one, 3).id });
    const next = await owner.write(space, 1, { previous: at(opened.other, 2), salt: 4 });
    expect((await push(opened.link, next, at(opened.other, 2))).map(({ code }) => code)).toEqual(["stored"]);
  });

  test("the checkpoint stays that husks are of, until an endorsed one contains its ways too", async () => {
    const opened = await openForked(bothWays);
    await bring(opened.link, opened.checkpoint);
    await say(opened.phoneLink, phone, { checkpoints: [opened.checkpoint.id] });
    const held = (): readonly string[] => [...(opened.disk.spaces.get(space)?.checkpoints.keys() ?? [])];
    const cover = [coverOf(owner, space, at(opened.one, 3))];
    for (const counter of [2, 3, 4]) await bring(opened.link, await checkpointBy(owner, space, { counter, cover }));
    expect(held()).toContain(opened.checkpoint.id);
    // Its way goes on from there.
    const more = await owner.write(space, 1, { previous: at(opened.one, 6), salt: 3 });
    await push(opened.link, more, at(opened.one, 6));
    const ways = [at(more, 1), at(opened.other, 2)].map((record) => coverOf(owner, space, record));
    const further = await checkpointBy(owner, space, { counter: 5, cover, ways });
    await bring(opened.link, further);
    expect(held()).toContain(opened.checkpoint.id);
    await say(opened.phoneLink, phone, { checkpoints: [opened.checkpoint.id, further.id].toSorted() }, 2);
    await opened.link.settle();
    expect(held()).not.toContain(opened.checkpoint.id);
    expect(held()).toContain(further.id);
  });
});

describe("a relay that has nothing of a log", () => {
  test("takes husks only for a checkpoint that contains them and that another member has compared", async () => {
    const { one, other, checkpoint } = await openForked(bothWays);
    const opened = await openSpace();
    const pushHusks = async (records: readonly TestRecord[], previous: TestRecord | null): Promise<readonly string[]> => {
      opened.link.send(huskPage(records, previous));
      return (await opened.link.skipTo("answer")).runs.map((run) =>
        run.code === "refused" ? `${run.count} ${run.reason}` : `${run.count} ${run.code}`,
      );
    };
    expect(await pushHusks(one, null)).toEqual(["1 not-permitted", "5 gap"]);
    await bring(opened.link, checkpoint);
    expect(await pushHusks(one, null)).toEqual(["1 not-permitted", "5 gap"]);
    await say(opened.phoneLink, phone, { checkpoints: [checkpoint.id] });
    expect(await pushHusks(one.slice(3), at(one, 3))).toEqual(["3 stored"]);
    expect(await pushHusks(other, at(one, 3))).toEqual(["2 fork"]);
    expect(pathsOf(opened)).toEqual(["4h 5h 6h", "4h 5h"]);
  });
});
