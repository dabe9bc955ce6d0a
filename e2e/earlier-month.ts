// A device that has kept the state of an earlier month: its first visit was under a clock that was weeks behind, and what has been written since is enough
// for another checkpoint.

import { expect, type Page } from "@playwright/test";
import { addLines, addTask, closeSheet, goTo, openApp, row, total, whenWritable } from "./app-page.ts";
import type { Device } from "./device.ts";
import { UNLESS_CLOSED } from "./unless-closed.ts";

const WEEKS_MS = 45 * 86_400_000;

/** More than a tail may have: 256 KiB. */
const SINCE = 1_500;
const LONG = "and whatever belongs to it ".repeat(7).trim();

/** The worker's clock alone: the window's shows only in what is called today. */
const behind = `const now = Date.now; Date.now = () => now() - ${WEEKS_MS};`;

/** Makes a checkpoint due at once. */
export async function deleteForGood(page: Page, title: string): Promise<void> {
  await row(page, title).press("Delete");
  await goTo(page, "Trash");
  await row(page, title).press("Delete");
  await page.getByRole("dialog").getByRole("button", { name: "Delete for good" }).click();
  await expect(row(page, title)).toHaveCount(0);
  await goTo(page, "All tasks");
}

export const packsStored = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open("daybook");
        opening.addEventListener("error", () => reject(new Error("no database")));
        opening.addEventListener("success", () => {
          const counting = opening.result.transaction("blocks").objectStore("blocks").count();
          counting.addEventListener("success", () => {
            opening.result.close();
            resolve(counting.result);
          });
        });
      }),
  );

export async function openMonths(page: Page): Promise<void> {
  await page.keyboard.press("Control+,");
  await page.getByRole("dialog").getByRole("button", { name: "Look at an earlier month" }).click();
  await expect(page.getByRole("dialog", { name: "Earlier months" })).toBeVisible();
}

/** The months that can be opened; the newest is the only one here. */
export const monthButton = (page: Page) => page.getByRole("dialog").getByRole("listitem").getByRole("button");

/** `address`: one that the device has never opened. `earlier`: what the user does in that month; `since`: afterwards. */
export async function openWithEarlierMonth(
  device: Device,
  address: string,
  { earlier, since }: { readonly earlier: (page: Page) => Promise<void>; readonly since: (page: Page) => Promise<void> },
): Promise<Page> {
  const worker = "**/assets/replica.worker-*.js";
  await device.context().route(worker, async (route) => {
    const response = await route.fetch(UNLESS_CLOSED);
    await route.fulfill({ response, body: `${behind}\n${await response.text()}` });
  });
  const page = await openApp(device, address);
  await earlier(page);
  await addTask(page, "Scrap");
  await deleteForGood(page, "Scrap");
  await expect.poll(() => packsStored(page), { timeout: 30_000 }).toBeGreaterThan(0);
  await device.context().unroute(worker);
  await page.reload();
  await whenWritable(page);
  // First, while the rows are in reach.
  await since(page);
  await addLines(
    page,
    Array.from({ length: SINCE }, (_, index) => `${index}. ${LONG}`),
  );
  await expect.poll(() => total(page), { timeout: 30_000 }).toBeGreaterThanOrEqual(SINCE);
  await openMonths(page);
  await expect(monthButton(page)).toHaveCount(1, { timeout: 60_000 });
  await closeSheet(page);
  return page;
}
