import { describe, expect, test } from "vitest";
import { bytesEqual } from "../src/base/bytes.ts";
import { MAX_PAGE_BYTES } from "../src/wire/limits.ts";
import { idPrefixOf } from "../src/wire/log-tree.ts";
import { copyMemoryDisk } from "./memory-store.ts";
import { haveOf, versionOfLog } from "./scripted-device.suite.ts";
import { openTestRelay } from "./test-relay.suite.ts";
import { addReader, answerAll, answerTo, failing, openSpace, owner, phone, reader, space, statements } from "./test-space.suite.ts";

describe("what a device lacks", () => {
  test("is sent from where its version ends, in pages within its window", async () => {
    const opened = await openSpace();
    const records = await owner.write(space, 40, { payloadBytes: 20_000 });
    for (let i = 0; i < 40; i += 10) {
      opened.link.send(owner.page(space, records.slice(i, i + 10), records[i - 1]));
      await opened.link.expect("answer");
    }
    const held = records[4] ?? failing();
    const { link } = await phone.join(opened.relay, space, {
      heads: [addReader],
      version: versionOfLog(owner, space, held),
      windowBytes: 300_000,
    });
    const got: Uint8Array[] = [];
    while (got.length < 35) {
      const pages = (await link.settle()).filter((frame) => frame.type === "page");
      const sizes = pages.map((page) => page.records.reduce((sum, record) => sum + record.length, 0));
      expect(sizes.length).toBeGreaterThan(0);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_PAGE_BYTES);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(300_000);
      for (const page of pages) {
        expect(page.firstSeq).toBe(6 + got.length);
        got.push(...page.records);
        answerAll(link, page, records[4 + got.length] ?? failing());
      }
    }
    expect(got.map((bytes, i) => bytesEqual(bytes, records[i + 5]?.bytes ?? failing()))).toEqual(got.map(() => true));
  });

  test("stays in the store while it does not answer, and other devices do not wait for it", async () => {
    const { link, phoneLink, relay } = await openSpace();
    const { link: stuckLink } = await reader.join(relay, space, { heads: [addReader], windowBytes: 0 });
    const records = await owner.write(space, 10);
    for (const [i, record] of records.entries()) {
      link.send(owner.page(space, [record], records[i - 1]));
      await link.expect("answer");
      const page = await phoneLink.expect("page");
      answerAll(phoneLink, page, record);
    }
    const first = await stuckLink.expect("page");
    expect([first.firstSeq, first.records.length]).toEqual([1, 1]);
    expect(await stuckLink.settle()).toEqual([]);
    answerAll(stuckLink, first, records[0] ?? failing());
    const rest = await stuckLink.expect("page");
    expect([rest.firstSeq, rest.records.length]).toEqual([2, 9]);
  });

  test("is sent again from where the device says that its records end", async () => {
    const { link, relay } = await openSpace();
    const records = await owner.write(space, 6);
    link.send(owner.page(space, records));
    await link.expect("answer");
    const { link: phoneLink } = await phone.join(relay, space, {
      heads: [addReader],
      version: versionOfLog(owner, space, records[3] ?? failing()),
    });
    const page = await phoneLink.expect("page");
    expect(page.firstSeq).toBe(5);
    const last = records[1] ?? failing();
    phoneLink.send({ type: "answer", log: page.log, headSeq: 2, headIdPrefix: idPrefixOf(last.id), runs: [{ code: "gap", count: 2 }] });
    expect((await phoneLink.expect("page")).firstSeq).toBe(3);
  });

  test("is sent again from the beginning where the device names a leaf on another way", async () => {
    const { link, relay } = await openSpace();
    const records = await owner.write(space, 6);
    link.send(owner.page(space, records));
    await link.expect("answer");
    const { link: phoneLink } = await phone.join(relay, space, {
      heads: [addReader],
      version: versionOfLog(owner, space, records[3] ?? failing()),
    });
    const page = await phoneLink.expect("page");
    expect(page.firstSeq).toBe(5);
    phoneLink.send({ type: "answer", log: page.log, headSeq: 9, headIdPrefix: "ab".repeat(8), runs: [{ code: "gap", count: 2 }] });
    expect((await phoneLink.expect("page")).firstSeq).toBe(1);
  });

  test("is nothing when it has everything: hello, welcome and have are all that is said", async () => {
    const { link, relay } = await openSpace();
    const records = await owner.write(space, 6);
    link.send(owner.page(space, records));
    await link.expect("answer");
    const { link: phoneLink } = await phone.join(relay, space, {
      heads: [addReader],
      version: versionOfLog(owner, space, records[5] ?? failing()),
    });
    expect(await phoneLink.settle()).toEqual([]);
  });

  test("is worked out anew each time it says what it has", async () => {
    const { link, phoneLink } = await openSpace();
    const records = await owner.write(space, 3);
    link.send(owner.page(space, records));
    const page = await phoneLink.expect("page");
    answerAll(phoneLink, page, records[2] ?? failing());
    phoneLink.send(haveOf({ heads: [addReader], version: versionOfLog(owner, space, records[2] ?? failing()) }));
    const answered = await phoneLink.settle();
    // Asked again, the relay says again what it has.
    expect(answered.map(({ type }) => type)).toEqual(["have"]);
    phoneLink.send(haveOf({ heads: [addReader] }));
    await phoneLink.expect("have");
    expect((await phoneLink.expect("page")).records).toHaveLength(3);
  });

  test("comes back to a relay that was wiped or restored, without anyone's doing", async () => {
    const opened = await openSpace();
    const records = await owner.write(space, 6);
    opened.link.send(owner.page(space, records.slice(0, 2)));
    await opened.link.expect("answer");
    const backup = copyMemoryDisk(opened.disk);
    opened.link.send(owner.page(space, records.slice(2), records[1]));
    await opened.link.expect("answer");

    const restored = openTestRelay({ disk: backup });
    const { link: toRestored, have } = await owner.join(restored.relay, space, { heads: [addReader] });
    expect(have.version).toEqual(versionOfLog(owner, space, records[1] ?? failing()));
    toRestored.send(owner.page(space, records.slice(2), records[1]));
    expect((await toRestored.skipTo("answer")).runs).toEqual([{ code: "stored", count: 4 }]);

    const wiped = openTestRelay();
    const { link: toWiped, have: empty } = await phone.join(wiped.relay, space, { shows: statements, heads: [addReader] });
    expect(empty.version).toEqual([]);
    toWiped.send(owner.page(space, records));
    expect((await toWiped.expect("answer")).runs).toEqual([{ code: "stored", count: 6 }]);
  });
});

describe("forks at a relay", () => {
  test("are kept beside each other, told apart in the version, and passed on", async () => {
    const opened = await openSpace();
    const records = await owner.write(space, 4);
    opened.link.send(owner.page(space, records));
    await opened.link.expect("answer");
    await opened.phoneLink.expect("page");
    const other = await owner.write(space, 2, { previous: records[1] ?? failing(), salt: 7 });
    const page = owner.page(space, other, records[1]);
    opened.link.send(page);
    expect(await opened.link.expect("answer")).toEqual(answerTo(page, other[1] ?? null, [{ code: "fork", count: 2 }]));
    const have = await opened.link.expect("have");
    expect(new Set(have.version.map((entry) => entry.idPrefix))).toEqual(
      new Set([idPrefixOf(records[3]?.id ?? null), idPrefixOf(other[1]?.id ?? null)]),
    );
    expect(await opened.phoneLink.expect("page")).toEqual(page);
    opened.link.send(owner.page(space, await owner.write(space, 1, { previous: other[1] ?? failing() }), other[1]));
    expect((await opened.link.expect("answer")).runs).toEqual([{ code: "stored", count: 1 }]);
  });

  test("are sent to who holds one branch only, also after a restart", async () => {
    const opened = await openSpace();
    const records = await owner.write(space, 4);
    const other = await owner.write(space, 3, { previous: records[1] ?? failing(), salt: 7 });
    opened.link.send(owner.page(space, records));
    opened.link.send(owner.page(space, other, records[1]));
    await opened.link.expect("answer");
    await opened.link.expect("answer");
    const { relay } = openTestRelay({ disk: copyMemoryDisk(opened.disk) });
    const { link } = await phone.join(relay, space, { heads: [addReader], version: versionOfLog(owner, space, other[2] ?? failing()) });
    expect(await link.expect("page")).toEqual({ ...owner.page(space, records.slice(2), records[1]), previousId: records[1]?.id });
  });

  test("are searched for where a device's id differs, and it is sent what follows the last common record", async () => {
    const opened = await openSpace();
    const records = await owner.write(space, 90);
    opened.link.send(owner.page(space, records));
    await opened.link.expect("answer");
    // The device restored an old copy and went on: it shares 30 records.
    const theirs = [...records.slice(0, 30), ...(await owner.write(space, 40, { previous: records[29] ?? failing(), salt: 3 }))];
    const { link } = await owner.join(opened.relay, space, {
      heads: [addReader],
      version: versionOfLog(owner, space, theirs[69] ?? failing()),
    });
    for (;;) {
      const frame = await link.next();
      if (frame.type === "page") {
        expect(frame).toEqual(owner.page(space, records.slice(30), records[29]));
        break;
      }
      if (frame.type !== "ask-ids") throw new Error(`not expected: ${frame.type}`);
      link.send({ type: "ids", log: frame.log, ids: frame.seqs.map((seq) => ({ seq, id: (theirs[seq - 1] ?? failing()).id })) });
    }
  });

  test("are answered about: the ids on the way to a leaf", async () => {
    const { link, phoneLink } = await openSpace();
    const records = await owner.write(space, 5);
    link.send(owner.page(space, records));
    await phoneLink.expect("page");
    const leaf = records[4] ?? failing();
    phoneLink.send({ type: "ask-ids", log: owner.log(space), leafSeq: 5, leafIdPrefix: idPrefixOf(leaf.id), seqs: [1, 3, 5, 9] });
    expect((await phoneLink.expect("ids")).ids).toEqual([0, 2, 4].map((i) => ({ seq: i + 1, id: records[i]?.id })));
    phoneLink.send({ type: "ask-ids", log: owner.log(space), leafSeq: 5, leafIdPrefix: "00".repeat(8), seqs: [1] });
    expect((await phoneLink.expect("ids")).ids).toEqual([]);
  });

  test("by one device end at a number, so that it cannot fill the space with branches", async () => {
    const { link } = await openSpace();
    const codes: string[] = [];
    for (let salt = 0; salt < 66; salt++) {
      link.send(owner.page(space, await owner.write(space, 1, { salt })));
      codes.push((await link.skipTo("answer")).runs.map((run) => run.code).join());
    }
    expect([codes[0], codes[63], codes[64], codes[65]]).toEqual(["stored", "fork", "refused", "refused"]);
  });
});
