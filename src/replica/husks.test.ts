// Husks that links bring and that lie on the disk: they are nothing where no pack contains what the records said.

import { describe, expect, test } from "vitest";
import { fixedSuite } from "../crypto/fixed.suite.ts";
import { huskOf } from "../wire/encode-record.ts";
import { isHuskBytes } from "../wire/record-envelope.ts";
import { addTask, bring, ingest, openShared, ownPathOf, pageOf, runsIn, titlesOf, TestProfile } from "./space.suite.ts";
import { at } from "./engine/engine.suite.ts";

const { sha256 } = fixedSuite;

type Page = Awaited<ReturnType<typeof pageOf>>;

/** The page with husks in the place of all records from `from` on. */
const emptied = (page: Page, from = 0): Page => ({
  ...page,
  records: page.records.map((bytes, index) => (index < from ? bytes : huskOf(sha256, bytes))),
});

describe("a husk of which no pack tells", () => {
  test("is not taken from another side, and the records before it are", async () => {
    const { spaces } = await openShared(2);
    const [a, b] = [at(spaces, 0), at(spaces, 1)];
    for (const title of ["one", "two", "three"]) await addTask(a, title);
    const page = await pageOf(a, ownPathOf(a), 1);
    expect(runsIn(await ingest(b, emptied(page)))).toEqual(["3 not-permitted"]);
    expect(b.view().heads).toEqual([]);
    expect(runsIn(await ingest(b, emptied(page, 2)))).toEqual(["2 stored", "1 not-permitted"]);
    expect(titlesOf(b)).toEqual(["one", "two"]);
    expect(runsIn(await ingest(b, page))).toEqual(["2 duplicate", "1 stored"]);
    expect(titlesOf(b)).toEqual(["one", "two", "three"]);
  });

  test("is not said to be held, and the record takes its place again", async () => {
    const { spaces, profiles } = await openShared(2);
    const [a, b] = [at(spaces, 0), at(spaces, 1)];
    for (const title of ["one", "two", "three"]) await addTask(a, title);
    await bring(a, b);
    const { disk } = at(profiles, 1);
    const path = ownPathOf(a);
    const page = await pageOf(a, path, 1);
    disk.damageRecord(b.core.space, path, 2, huskOf(sha256, at(page.records, 1)));
    const again = await new TestProfile(2, { disk, timers: at(profiles, 1).timers }).openSpace(b.core.space);
    expect(titlesOf(again)).toEqual(["one", "three"]);
    expect(again.view().version.map(({ seq }) => seq)).toEqual([1]);
    // A husk mends nothing.
    await ingest(again, emptied(page));
    expect(again.view().version.map(({ seq }) => seq)).toEqual([1]);
    await ingest(again, page);
    expect(again.view().version.map(({ seq }) => seq)).toEqual([3]);
    expect(titlesOf(again)).toEqual(["one", "two", "three"]);
    const stored = [...(disk.spaces.get(b.core.space)?.records.values() ?? [])].flatMap((records) => [...records.values()]);
    expect(stored.some(({ bytes }) => isHuskBytes(bytes))).toBe(false);
  });
});
