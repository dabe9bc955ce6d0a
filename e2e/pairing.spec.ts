// Two browsers become devices of one user: by link, by pasted code, and by neither.

import { addLines, addTask, closeSheet, expectRows, expectSynced, openApp, openSync, rowNames } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { openRelay } from "./relay-process.ts";
import { approve, comparisonNumber, confirmJoin, invite, joinWithText } from "./pairing-steps.ts";
import { LONG } from "./size.ts";

test("a link pairs two browsers, and what both had made before is kept on both", async ({ relay, newDevice }) => {
  const [laptop, phone] = [await newDevice(), await newDevice()];
  const a = await openApp(laptop, relay.address);
  await addLines(a, ["written on a, first", "written on a, second"]);
  const b = await openApp(phone, relay.address);
  await addTask(b, "written on b before pairing");

  const { link } = await invite(a);
  expect(link.startsWith(`${relay.address}/#join=`)).toBe(true);
  // In the tab that has the app open already.
  await b.goto(link);
  // The secret leaves the address at once; nothing happens before the user agrees.
  await expect.poll(() => b.url()).toBe(`${relay.address}/`);
  await confirmJoin(b);
  await approve(a, b);

  await expect
    .poll(async () => (await rowNames(a)).toSorted())
    .toEqual(["written on a, first", "written on a, second", "written on b before pairing"]);
  await expectRows(b, await rowNames(a));
  await addTask(b, "after pairing");
  await expectRows(a, await rowNames(b));
  await expectSynced(a);
  const sheet = await openSync(a);
  await expect(sheet).toContainText("Has everything that is here");
});

test("a pasted code pairs two browsers; a used code and a declined asker are told apart", async ({ relay, newDevice }) => {
  const [laptop, phone, other] = [await newDevice(), await newDevice(), await newDevice()];
  const a = await openApp(laptop, relay.address);
  await addTask(a, "on a");
  const b = await openApp(phone, relay.address);
  const { code } = await invite(a);
  await joinWithText(b, ` ${code.slice(0, 10)}\n${code.slice(10)} `);
  await approve(a, b);
  await expectRows(b, ["on a"]);

  const c = await openApp(other, relay.address);
  await addTask(c, "on c");
  await joinWithText(c, code);
  await expect(c.getByRole("dialog")).toContainText("This link does not work any more: it works once, for ten minutes");
  await closeSheet(c);

  const second = await invite(a);
  await joinWithText(c, second.link);
  await comparisonNumber(c);
  await a.getByRole("dialog").getByRole("button", { name: "Decline" }).click();
  await expect(c.getByRole("dialog")).toContainText("The other device said no. Nothing has changed.");
  await expectRows(c, ["on c"]);
  await expectRows(a, ["on a"]);
});

test(
  "while the relay is slow to let a device in, the one that lets it in says so after a while, and it is let in all the same",
  LONG,
  async ({ relay, newDevice }) => {
    const [laptop, phone] = [await newDevice(), await newDevice()];
    const [a, b] = [await openApp(laptop, relay.address), await openApp(phone, relay.address)];
    await joinWithText(b, (await invite(a)).code);
    expect(await comparisonNumber(b)).toBe(await comparisonNumber(a));
    await b.getByRole("dialog").getByRole("button", { name: "They are the same" }).click();
    await expect(b.getByRole("dialog")).toContainText("to approve");
    const sheet = a.getByRole("dialog");
    const isLong = sheet.getByText("This takes longer than it should.");
    relay.pause();
    await sheet.getByRole("button", { name: "Approve" }).click();
    await expect(sheet).toContainText("Letting ");
    await expect(isLong).toHaveCount(0);
    await expect(isLong).toBeVisible();
    await expect(sheet.getByRole("button", { name: "Do not wait" })).toBeVisible();
    relay.goOn();
    await expect(sheet).toContainText("is one of your devices now");
    await expect(b.getByRole("dialog")).toContainText("now share their tasks");
  },
);

/** Node loads it before the relay: what would take longer than five minutes takes two seconds. */
const HURRY = `const wait = globalThis.setTimeout;
globalThis.setTimeout = (task, delayMs, ...rest) => wait(task, delayMs > 300_000 ? 2_000 : delayMs, ...rest);`;

test("an invitation that has run out, and a code that is not whole, each say so and change nothing", async ({ newDevice }) => {
  const relay = await openRelay({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(HURRY)}` });
  try {
    const [a, b] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
    await addTask(b, "on b");
    const { code } = await invite(a);
    await expect(a.getByRole("dialog")).toContainText("The link has run out; it works for ten minutes. Nothing has changed.");
    await joinWithText(b, code);
    await expect(b.getByRole("dialog")).toContainText("This link does not work any more: it works once, for ten minutes");
    await closeSheet(b);
    await joinWithText(b, code.slice(0, -3));
    await expect(b.getByRole("dialog")).toContainText("That code is not complete. Nothing has changed.");
    await closeSheet(b);
    await expectRows(b, ["on b"]);
  } finally {
    await relay.close();
  }
});
