// A filter, and the views that are made of filters: with tasks, without any, changed, and in the trash.

import type { Page } from "@playwright/test";
import { addTask, expectRows, goTo, openApp, row } from "../app-page.ts";
import { expect } from "../fixtures.ts";
import { USER_MARK } from "./layout-faults.ts";
import type { Stage } from "./stories.ts";

const NAME = `Calls of ${USER_MARK}, and all that is to be said before the end of the year`;

export async function storyOfViews({ relay, newDevice, look }: Stage): Promise<void> {
  const page = await openApp(await newDevice(), relay.address, "/#inbox");
  for (const title of [`Call ${USER_MARK} @${USER_MARK} !1`, "Call the bank", "Water the plants"]) await addTask(page, title);
  await row(page, "Call the bank").press("f");
  await page.getByRole("searchbox").fill("call");
  await page.getByRole("combobox", { name: "Tags" }).selectOption(`#${USER_MARK}`);
  await expect(page.getByRole("button", { name: "Save as view" })).toBeVisible();
  await look(page, "filter-open");
  await page.getByRole("button", { name: "Save as view" }).click();
  await look(page, "view-new", { proof: page.getByRole("dialog") });
  await page.getByRole("dialog").getByRole("textbox").fill(NAME);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: NAME })).toBeVisible();
  await expect(page.getByRole("region", { name: "Last action" })).toContainText("View saved");
  await look(page, "view");
  await page
    .locator("main")
    .getByRole("button", { name: `Actions for the view ${NAME}` })
    .click();
  await look(page, "view-menu", { proof: page.getByRole("menu") });
  await page.keyboard.press("Escape");
  await page.locator("[data-filter]").click();
  await page.getByRole("combobox", { name: "Due" }).selectOption("Today");
  await expectRows(page, []);
  await look(page, "view-changed");
  await page.getByRole("button", { name: "Keep this filter in the view" }).click();
  await expect(page.getByText("Nothing fits this view.")).toBeVisible();
  await look(page, "view-empty");
  await page
    .locator("main")
    .getByRole("button", { name: `Actions for the view ${NAME}` })
    .click();
  await page.getByRole("menuitem", { name: "Move view to trash" }).click();
  await expect(page.getByText("This view is in the trash.")).toBeVisible();
  await look(page, "view-in-trash");
  await goTo(page, "Trash");
  await look(page, "view-trashed");
  await page.getByRole("button", { name: `Restore the view ${NAME}` }).click();
  await goTo(page, "Inbox");
  await page.goto(`${relay.address}/#lists`);
  await look(page, "view-places");
  await storyOfMore(page, look);
  await storyOfDone(page, look);
}

/** A view of what is done, beside one that was coloured otherwise. */
async function storyOfDone(page: Page, look: Stage["look"]): Promise<void> {
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await goTo(page, "Inbox");
  await row(page, "Water the plants").press(" ");
  await goTo(page, "Done");
  await row(page, "Water the plants").press("f");
  await page.getByRole("searchbox").fill("water");
  await page.getByRole("button", { name: "Save as view" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("Watered");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Watered" })).toBeVisible();
  await look(page, "view-done");
  await page.locator("[data-filter]").click();
  await look(page, "view-done-filter");
}

/** What the bar of what is selected has no room for. */
async function storyOfMore(page: Page, look: Stage["look"]): Promise<void> {
  await goTo(page, "All tasks");
  await page.locator("main [data-task]").nth(1).press("x");
  await page.keyboard.press("Shift+ArrowDown");
  await page.getByRole("toolbar").getByRole("button", { name: "More" }).click();
  await look(page, "selection-more", { proof: page.getByRole("menu") });
}
