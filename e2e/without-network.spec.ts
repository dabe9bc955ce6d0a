// A whole day at the desk without a network and without a pointer: what was loaded once does everything, keeps it over a load, and the other device has it all
// once the network is back.

import type { Locator, Page } from "@playwright/test";
import {
  addTask,
  announcement,
  comeBack,
  expectRows,
  expectSynced,
  goToList,
  lastAction,
  openApp,
  row,
  whenKept,
  whenWritable,
  chooseForList,
} from "./app-page.ts";
import { expectOutline, outline } from "./drag-steps.ts";
import { expect, test } from "./fixtures.ts";
import { pair } from "./pairing-steps.ts";
import { LONG } from "./size.ts";

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** By the palette: its first answer. */
async function run(page: Page, typed: string, name: RegExp): Promise<void> {
  await press(page, "Control+k");
  const palette = page.getByRole("dialog", { name: "Go to or do something" });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type(typed);
  await expect(palette.getByRole("option", { selected: true })).toHaveAccessibleName(name);
  await press(page, "Enter");
  await expect(palette).toHaveCount(0);
}

async function nameIt(page: Page, name: string): Promise<void> {
  const field = page.getByRole("dialog").getByRole("textbox", { name: "Name" });
  await expect(field).toBeFocused();
  await page.keyboard.type(name);
  await press(page, "Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

/** That one and the next, selected; one undo for both. */
async function dayForTwo(page: Page, boxes: Locator): Promise<void> {
  await boxes.press("x");
  await press(page, "Shift+ArrowDown", "d");
  await page.getByRole("dialog").getByRole("button", { name: "Tomorrow" }).press("Enter");
  await expect(boxes).toHaveAccessibleName(/Tomorrow/u);
  await press(page, "Control+z");
  await expect(boxes).not.toHaveAccessibleName(/Tomorrow/u);
  await expect(announcement(page)).toContainText(/^Undone: /u);
  await press(page, "Control+Shift+z", "Escape");
  await expect(boxes).toHaveAccessibleName(/Tomorrow/u);
}

test(
  "offline, by the keyboard: lists, sections, parts, repeats, selections, templates and the trash; all of it comes to the other device",
  LONG,
  async ({ relay, newDevice }) => {
    test.setTimeout(120_000);
    const device = await newDevice();
    const [page, other] = [await openApp(device, relay.address), await openApp(await newDevice(), relay.address)];
    await pair(page, other);
    await whenKept(page);
    await device.context().setOffline(true);
    await page.reload();
    await whenWritable(page);

    await run(page, "new list", /^New list/u);
    await nameIt(page, "Move");
    await expect(page.getByRole("heading", { level: 1, name: "Move" })).toBeVisible();
    await addTask(page, "boxes @home !1");
    await addTask(page, "rent a van #Move/Before");
    await chooseForList(page, "Move", "New section");
    await nameIt(page, "After");
    await addTask(page, "water plants tomorrow every 2 weeks");
    const plants = row(page, /^water plants/u);
    await plants.press("s");
    await page.getByRole("dialog").getByRole("button", { name: "After" }).press("Enter");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(plants).toBeFocused();

    const boxes = row(page, /^boxes/u);
    await dayForTwo(page, boxes);
    await plants.press(" ");
    await expect(lastAction(page)).toContainText(/^Done: water plants\. Next: /u);
    await boxes.press("Shift+D");
    await expect(boxes).toHaveCount(2);
    await boxes.first().press("Delete");
    await expect(boxes).toHaveCount(1);
    await chooseForList(page, "Move", "Keep as a template");
    await expect(lastAction(page)).toContainText("Template kept: Move");

    await page.reload();
    await whenWritable(page);
    await expect(boxes).toHaveCount(1);
    await run(page, "trash", /^Trash/u);
    await row(page, /^boxes/u)
      .getByRole("button", { name: /^Restore/u })
      .press("Enter");
    await expectRows(page, []);
    await device.context().setOffline(false);
    await comeBack(page);
    await expectSynced(page, { timeout: 60_000 });
    await goToList(other, "Move");
    await expect(row(other, /^boxes, Tomorrow, .*high priority, tags home$/u)).toHaveCount(2);
    await expect(row(other, /^water plants, .*repeats$/u)).toBeVisible();
    await expect(other.locator("main [data-heading] h2")).toHaveText(["Before", "After"]);
    await goToList(page, "Move");
    await expectOutline(page, await outline(other));
  },
);
