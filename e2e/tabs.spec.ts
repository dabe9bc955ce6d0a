// Tabs of one browser work on one store: they stay in step, one of them holds the connection, and what they write at the same moment is all kept.

import { addTask, allRowNames, expectRows, expectSynced, openApp, row, total, typeAll, whenWritable } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { countSockets } from "./open-sockets.ts";
import { pair } from "./pairing-steps.ts";
import { isFull } from "./size.ts";
import { storedSeqs } from "./stored-records.ts";

test("two tabs stay in step, and one of them holds the connection", async ({ relay, newDevice }) => {
  const device = await newDevice();
  const pages = [await device.newPage(), await device.newPage()] as const;
  const [one, two] = pages;
  const counts = pages.map((page) => countSockets(page));
  const sockets = (): readonly number[] => counts.map((count) => count());
  for (const page of pages) await page.goto(relay.address);
  for (const page of pages) await whenWritable(page);
  await addTask(one, "from one");
  await expectRows(two, ["from one"]);
  await addTask(two, "from two");
  await expectRows(one, ["from two", "from one"]);
  await row(one, "from one").press(" ");
  await expectRows(two, ["from two"]);
  for (const page of pages) await expectSynced(page);
  // They started together, so either may have been the first in line.
  expect([
    [1, 0],
    [0, 1],
  ]).toContainEqual(sockets());

  // The one that holds it goes: the other takes over.
  const holder = sockets().indexOf(1);
  const [leaving, staying] = holder === 0 ? [one, two] : [two, one];
  await leaving.close();
  await addTask(staying, "after one is gone");
  await expectSynced(staying);
  expect(sockets()[1 - holder]).toBe(1);
});

const LINES_PER_TAB = isFull ? 200 : 50;
const linesOf = (tab: string): string[] => Array.from({ length: LINES_PER_TAB }, (_, index) => `${tab} ${index}`);

test("two tabs that write many tasks at once lose none and number no record twice", async ({ relay, newDevice }) => {
  const device = await newDevice();
  const [one, two] = [await openApp(device, relay.address), await openApp(device, relay.address)];
  await Promise.all([typeAll(one, linesOf("one")), typeAll(two, linesOf("two"))]);
  for (const page of [one, two]) await expect.poll(() => total(page), { timeout: 60_000 }).toBe(2 * LINES_PER_TAB);

  const wanted = [...linesOf("one"), ...linesOf("two")].toSorted();
  for (const page of [one, two]) expect((await allRowNames(page)).toSorted()).toEqual(wanted);
  const seqs = await storedSeqs(one);
  expect(seqs).toHaveLength(1);
  expect(seqs[0]).toEqual(Array.from({ length: 2 * LINES_PER_TAB }, (_, index) => index + 1));
  for (const page of [one, two]) await expectSynced(page);

  const other = await openApp(await newDevice(), relay.address);
  await pair(one, other);
  await expect.poll(() => total(other)).toBe(2 * LINES_PER_TAB);
});
