// Tasks in full by a finger on a narrow screen: what a menu and the sheets do there that keys do at a desk.

import type { Page } from "@playwright/test";
import { addTask, chooseInMenu, goTo, lastAction, makeList, openApp, row } from "./app-page.ts";
import { expectOutline } from "./drag-steps.ts";
import { expect, test } from "./fixtures.ts";
import { LONG } from "./size.ts";

const PHONE = { width: 390, height: 844 };

const sheet = (page: Page) => page.getByRole("dialog");

async function nameIt(page: Page, name: string): Promise<void> {
  await sheet(page).getByRole("textbox", { name: "Name" }).fill(name);
  await sheet(page).getByRole("textbox", { name: "Name" }).press("Enter");
  await expect(sheet(page)).toHaveCount(0);
}

async function chooseForList(page: Page, list: string, entry: string): Promise<void> {
  await page
    .getByRole("main")
    .getByRole("button", { name: `Actions for the list ${list}`, exact: true })
    .click();
  await page.getByRole("menuitem", { name: entry }).click();
}

test("on a phone: sections, parts, repeats, several at once, templates and the trash", LONG, async ({ relay, newDevice }) => {
  test.setTimeout(120_000);
  const page = await openApp(await newDevice(), relay.address);
  await page.setViewportSize(PHONE);
  await makeList(page, "Trip");
  for (const title of ["passport", "tickets", "rooms"]) await addTask(page, title);
  await chooseForList(page, "Trip", "New section");
  await nameIt(page, "Before");
  await chooseInMenu(page, "rooms", "Section");
  await sheet(page).getByRole("button", { name: "Before" }).click();
  await expectOutline(page, ["passport", "tickets", "# Before", "rooms"]);
  await chooseInMenu(page, "tickets", "Make it a part of the task above");
  await expectOutline(page, ["passport", ". tickets", "# Before", "rooms"]);
  await chooseInMenu(page, "rooms", "Repeat");
  await sheet(page).getByRole("radio", { name: "Weekly" }).check({ force: true });
  await sheet(page).getByRole("button", { name: "Save" }).click();
  const rooms = row(page, /^rooms/u);
  await expect(rooms).toHaveAccessibleName("rooms, Today, repeats");
  await rooms.getByRole("checkbox").click();
  await expect(lastAction(page)).toContainText(/^Done: rooms\. Next: /u);
  await lastAction(page).getByRole("button", { name: "Undo" }).click();
  await expect(rooms).toHaveAccessibleName("rooms, Today, repeats");

  // Several at once: the first by its menu, the others by a touch.
  await chooseInMenu(page, "passport, 0 of 1 part done", "Select");
  await rooms.click();
  const bar = page.getByRole("toolbar", { name: "2 tasks selected" });
  await bar.getByRole("button", { name: "Priority" }).click();
  await sheet(page).getByRole("button", { name: "High" }).click();
  await expect(rooms).toHaveAccessibleName("rooms, Today, high priority, repeats");
  await expect(row(page, /^passport/u)).toHaveAccessibleName(/high priority/u);
  await lastAction(page).getByRole("button", { name: "Undo" }).click();
  await expect(rooms).toHaveAccessibleName("rooms, Today, repeats");
  await page.getByRole("toolbar").getByRole("button", { name: "Clear" }).click();

  await chooseForList(page, "Trip", "Keep as a template");
  await expect(lastAction(page)).toContainText("Template kept: Trip");
  await chooseInMenu(page, "tickets", "Move to trash");
  await expectOutline(page, ["passport", "# Before", "rooms"]);
  await goTo(page, "Trash");
  await row(page, /^tickets/u)
    .getByRole("button", { name: /^Restore/u })
    .click();
  await expect(row(page, /^tickets/u)).toHaveCount(0);
  await page.getByRole("link", { name: "Lists", exact: true }).click();
  await page.getByRole("region", { name: "Templates" }).getByRole("button", { name: "Actions for the list Trip" }).click();
  await page.getByRole("menuitem", { name: "Use template" }).click();
  await nameIt(page, "To Rome");
  await expect(page.getByRole("heading", { level: 1, name: "To Rome" })).toBeVisible();
  await expectOutline(page, ["passport", ". tickets", "# Before", "rooms"]);
  // Nothing is wider than the screen.
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
});
