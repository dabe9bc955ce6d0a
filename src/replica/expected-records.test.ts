// Pages that wait for others, and what was found out of them meanwhile.

import { expect, test } from "vitest";
import { digestOf } from "./engine/engine.suite.ts";
import { act, addTask, ingest, openShared, ownPathOf, pageOf, runsIn, TestProfile, shareStatements, titlesOf } from "./space.suite.ts";

async function pair() {
  const { spaces } = await openShared(2);
  const [a, b] = spaces;
  if (a === undefined || b === undefined) throw new Error("two of each");
  const id = await addTask(a, "one");
  await act(a, { kind: "set-notes", id, before: "", after: "long notes ".repeat(1_000) });
  await addTask(a, "two");
  return { a, b, path: ownPathOf(a) };
}

test("a page that was expected is stored and applied as any other", async () => {
  const { a, b, path } = await pair();
  const page = await pageOf(a, path, 1);
  b.expectPage(page);
  expect(b.view().heads).toEqual([]);
  expect(runsIn(await ingest(b, page))).toEqual([`${page.records.length} stored`]);
  expect(await digestOf(b)).toEqual(await digestOf(a));
});

test("one that never comes, or with other bytes, changes nothing", async () => {
  const { a, b, path } = await pair();
  const page = await pageOf(a, path, 1);
  const [first, ...others] = page.records;
  if (first === undefined) throw new Error("a record");
  b.expectPage({ ...page, records: [first.slice(0, -1), ...others] });
  b.expectPage({ ...page, records: [Uint8Array.of(1)] });
  expect(runsIn(await ingest(b, { ...page, records: [first.slice(0, -1), ...others] }))).toEqual([`${page.records.length} unverified`]);
  expect(runsIn(await ingest(b, page))).toEqual([`${page.records.length} stored`]);
  expect(await digestOf(b)).toEqual(await digestOf(a));
});

test("one that was expected before the key came is read with it", async () => {
  const { a, path } = await pair();
  const profile = new TestProfile(3);
  await profile.join(a, { hasKeys: false });
  const c = await profile.open();
  await shareStatements(a, c);
  const page = await pageOf(a, path, 1);
  c.expectPage(page);
  for (const key of a.core.members.epochKeys()) c.core.members.addEpochKey(key);
  await ingest(c, page);
  expect(titlesOf(c)).toEqual(titlesOf(a));
});
