// Everything goes into a new space with new keys: the others stay behind with what they have, hear nothing more, and one comes along by being added again.

import type { Page } from "@playwright/test";
import { addTask, expectSynced, openApp, openSync, rowNames } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { pair } from "./pairing-steps.ts";
import { LONG } from "./size.ts";

/** In whatever order. */
const expectAll = (page: Page, names: readonly string[]): Promise<void> =>
  expect.poll(async () => [...new Set(await rowNames(page))].toSorted()).toEqual(names);

async function beginAnew(page: Page): Promise<void> {
  const sheet = await openSync(page);
  await sheet.getByRole("button", { name: "Begin anew …" }).click();
  await sheet.getByRole("button", { name: "Begin anew", exact: true }).click();
  await expect(sheet.getByRole("status").filter({ hasText: "in the new space" })).toContainText("2 items are in the new space.");
  // Nobody is left to begin anew without, and its own list has nobody else.
  await expect(sheet.getByRole("button", { name: "Begin anew …" })).toHaveCount(0);
  await page.keyboard.press("Escape");
}

test(
  "a device that begins anew has everything, the other hears nothing more, and comes along by being added again",
  LONG,
  async ({ relay, newDevice }) => {
    const open = async (): Promise<Page> => openApp(await newDevice(), relay.address);
    const [laptop, phone] = [await open(), await open()];
    await pair(laptop, phone);
    for (const page of [laptop, phone]) await page.keyboard.press("Escape");
    await addTask(laptop, "first");
    await addTask(phone, "second");
    for (const page of [laptop, phone]) {
      await expect.poll(async () => page.getByRole("row").count()).toBeGreaterThan(1);
      await expectSynced(page);
    }
    await beginAnew(laptop);
    await addTask(laptop, "only in the new space");
    await expectSynced(laptop);
    await laptop.reload();
    const all = ["first", "only in the new space", "second"];
    await expectAll(laptop, all);

    await addTask(phone, "only in the old one");
    await expectSynced(phone);
    await expectAll(phone, ["first", "only in the old one", "second"]);
    await expectAll(laptop, all);

    await pair(laptop, phone);
    for (const page of [laptop, phone]) await page.keyboard.press("Escape");
    for (const page of [laptop, phone]) await expectAll(page, [...all, "only in the old one"].toSorted());
  },
);
