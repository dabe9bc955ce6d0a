import { describe, expect, test } from "vitest";
import { DEFAULT_WINDOW_BYTES } from "../src/wire/limits.ts";
import { versionOfLog } from "./scripted-device.suite.ts";
import { openTestRelay } from "./test-relay.suite.ts";
import {
  addReader,
  answerTo,
  failing,
  openSpace,
  owner,
  phone,
  reader,
  recordCount,
  space,
  statements,
  stranger,
} from "./test-space.suite.ts";

const refused = (reason: string): object => ({ code: "refused", count: 1, reason });

describe("records pushed to a relay", () => {
  test("are answered as stored after the commit, and passed on as the same bytes", async () => {
    const opened = await openSpace();
    const records = await owner.write(space, 3);
    const page = owner.page(space, records);
    opened.link.send(page);
    expect(await opened.link.expect("answer")).toEqual(answerTo(page, records[2] ?? null, [{ code: "stored", count: 3 }]));
    expect(await opened.phoneLink.expect("page")).toEqual(page);
    expect(await opened.link.settle()).toEqual([]);
    expect(recordCount(opened)).toBe(3);
  });

  test("are duplicates the second time, in whole or in part", async () => {
    const opened = await openSpace();
    const records = await owner.write(space, 5);
    opened.link.send(owner.page(space, records.slice(0, 3)));
    opened.link.send(owner.page(space, records.slice(0, 3)));
    opened.link.send(owner.page(space, records.slice(1), records[0]));
    const runs = [await opened.link.expect("answer"), await opened.link.expect("answer"), await opened.link.expect("answer")].map(
      (answer) => answer.runs,
    );
    expect(runs).toEqual([
      [{ code: "stored", count: 3 }],
      [{ code: "duplicate", count: 3 }],
      [
        { code: "duplicate", count: 2 },
        { code: "stored", count: 2 },
      ],
    ]);
    expect(recordCount(opened)).toBe(5);
  });

  test("behind a gap are answered with where the relay's records end", async () => {
    const opened = await openSpace();
    const records = await owner.write(space, 6);
    const page = owner.page(space, records.slice(4), records[3]);
    opened.link.send(page);
    expect(await opened.link.expect("answer")).toEqual(answerTo(page, null, [{ code: "gap", count: 2 }]));
    opened.link.send(owner.page(space, records.slice(0, 2)));
    opened.link.send(page);
    await opened.link.expect("answer");
    expect(await opened.link.expect("answer")).toEqual(answerTo(page, records[1] ?? null, [{ code: "gap", count: 2 }]));
  });

  test("are not claimed when the store cannot commit, and are stored when it can again", async () => {
    const opened = await openSpace();
    const records = await owner.write(space, 2);
    const page = owner.page(space, records);
    opened.disk.failure = { kind: "full" };
    opened.link.send(page);
    expect(await opened.link.expect("answer")).toEqual(answerTo(page, null, [{ code: "refused", count: 2, reason: "storage" }]));
    expect(opened.events).toContainEqual({ kind: "store-failed", error: { kind: "full" } });
    opened.disk.failure = null;
    opened.link.send(page);
    expect((await opened.link.expect("answer")).runs).toEqual([{ code: "stored", count: 2 }]);
    expect(await opened.phoneLink.expect("page")).toEqual(page);
  });

  test("are there after a restart", async () => {
    const opened = await openSpace();
    const records = await owner.write(space, 4);
    opened.link.send(owner.page(space, records));
    await opened.link.expect("answer");
    await opened.relay.close();
    const { relay } = openTestRelay({ disk: opened.disk });
    const { link, have } = await phone.join(relay, space, { heads: [addReader] });
    expect(have.version).toEqual(records.at(-1) === undefined ? [] : versionOfLog(owner, space, records.at(-1) ?? failing()));
    expect((await link.expect("page")).records).toEqual(records.map((record) => record.bytes));
  });

  test("of another device are taken when they verify", async () => {
    const opened = await openSpace();
    const records = await owner.write(space, 3);
    opened.phoneLink.send(owner.page(space, records));
    expect((await opened.phoneLink.expect("answer")).runs).toEqual([{ code: "stored", count: 3 }]);
    expect((await opened.link.expect("page")).records).toHaveLength(3);
  });

  test("of another device with a forged signature are refused, with what follows them, and charged", async () => {
    const opened = await openSpace();
    const records = await owner.write(space, 20);
    const forged = records.map((record, index) => {
      const bytes = record.bytes.slice();
      const last = bytes.length - 1;
      if (index === 2) bytes[last] = (bytes[last] ?? 0) ^ 1;
      return { ...record, bytes };
    });
    const page = owner.page(space, forged);
    opened.phoneLink.send(page);
    expect(await opened.phoneLink.expect("answer")).toEqual(
      answerTo(page, records[1] ?? null, [
        { code: "stored", count: 2 },
        { code: "refused", count: 1, reason: "unverified" },
        { code: "gap", count: 17 },
      ]),
    );
    for (let i = 1; i < 16; i++) opened.phoneLink.send(page);
    expect(await opened.phoneLink.skipTo("error")).toEqual({ type: "error", error: "unverified" });
    expect(recordCount(opened)).toBe(2);
    opened.link.send(owner.page(space, records));
    expect((await opened.link.skipTo("answer")).runs).toEqual([
      { code: "duplicate", count: 2 },
      { code: "stored", count: 18 },
    ]);
  });

  test("that are no records, or carry a wrong seq, are refused", async () => {
    const { link } = await openSpace();
    const records = await owner.write(space, 3);
    const page = owner.page(space, records);
    link.send({ ...page, records: [new Uint8Array(10), ...page.records.slice(1)] });
    expect((await link.expect("answer")).runs).toEqual([
      { code: "refused", count: 1, reason: "unverified" },
      { code: "gap", count: 2 },
    ]);
    link.send({ ...page, records: page.records.slice(1) });
    expect((await link.expect("answer")).runs).toEqual([
      { code: "refused", count: 1, reason: "unverified" },
      { code: "gap", count: 1 },
    ]);
  });

  test("of nobody the space knows are of an unknown log", async () => {
    const { link } = await openSpace();
    link.send(stranger.page(space, await stranger.write(space, 1)));
    expect((await link.expect("answer")).runs).toEqual([{ code: "refused", count: 1, reason: "unknown-log" }]);
  });

  test("by a reader are not permitted, whoever brings them; a reader may bring what others have written, verified", async () => {
    const { relay, link } = await openSpace();
    const { link: readersLink } = await reader.join(relay, space, { heads: [addReader] });
    const own = reader.page(space, await reader.write(space, 1));
    const written = await owner.write(space, 2);
    const carried = owner.page(space, written.slice(0, 1));
    const last = written[1] ?? failing();
    const flipped = last.bytes.map((byte, index) => (index === last.bytes.length - 1 ? byte ^ 1 : byte));
    const changed = owner.page(space, [{ ...last, bytes: flipped }], written[0]);
    const answers: object[] = [];
    for (const page of [own, carried, changed]) {
      readersLink.send(page);
      answers.push((await readersLink.expect("answer")).runs);
    }
    expect(await link.expect("page")).toMatchObject({ log: carried.log });
    link.send(own);
    answers.push((await link.expect("answer")).runs);
    const expected = [refused("not-permitted"), { code: "stored", count: 1 }, refused("unverified"), refused("not-permitted")];
    expect(answers).toEqual(expected.map((run) => [run]));
  });

  test("beyond the space's quota are refused, and what fits is taken", async () => {
    const used = statements.reduce((sum, statement) => sum + statement.bytes.length, 0);
    const { link } = await openSpace({ limits: { spaceQuotaBytes: used + 1_000 } });
    const [small, large] = [await owner.write(space, 1), await owner.write(space, 1, { payloadBytes: 2_000 })];
    link.send(owner.page(space, large));
    link.send(owner.page(space, small));
    expect((await link.expect("answer")).runs).toEqual([{ code: "refused", count: 1, reason: "quota" }]);
    expect((await link.expect("answer")).runs).toEqual([{ code: "stored", count: 1 }]);
  });

  test("may fill the window and no more before they are answered", async () => {
    const { link } = await openSpace();
    const payloadBytes = 200_000;
    const records = await owner.write(space, 7, { payloadBytes });
    for (const [i, record] of records.entries()) link.send(owner.page(space, [record], records[i - 1]));
    expect(payloadBytes * 5 < DEFAULT_WINDOW_BYTES && payloadBytes * 6 > DEFAULT_WINDOW_BYTES).toBe(true);
    expect(await link.skipTo("error")).toEqual({ type: "error", error: "window" });
  });

  test("racing on two links are stored once each, without a gap", async () => {
    const opened = await openSpace();
    const { link: secondLink } = await owner.join(opened.relay, space, { heads: [addReader] });
    const records = await owner.write(space, 60);
    for (let i = 0; i < 60; i += 3) {
      for (const link of [opened.link, secondLink]) link.send(owner.page(space, records.slice(i, i + 3), records[i - 1]));
    }
    const counts = { stored: 0, duplicate: 0 };
    for (const link of [opened.link, secondLink]) {
      for (let i = 0; i < 20; i++) {
        for (const run of (await link.skipTo("answer")).runs)
          if (run.code === "stored" || run.code === "duplicate") counts[run.code] += run.count;
      }
    }
    expect(counts).toEqual({ stored: 60, duplicate: 60 });
    expect(recordCount(opened)).toBe(60);
  });
});
