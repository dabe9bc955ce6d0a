// Sections of a list, by the keyboard: made, filled, put in order, renamed, taken away, and all of it taken back; and start days.

import type { Page } from "@playwright/test";
import { addTask, announcement, chooseInMenu, expectRows, lastAction, makeList, openApp, row, pressEntry } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { LONG } from "./size.ts";

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

const headings = (page: Page) => page.locator("main [data-heading] h2");

async function addSection(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Actions for the list Move" }).press("Enter");
  await pressEntry(page, "New section");
  await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
  await page.keyboard.type(name);
  await press(page, "Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

test("sections are made, filled, put in order and taken away by the keyboard", LONG, async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await makeList(page, "Move");
  for (const title of ["boxes", "keys", "paint"]) await addTask(page, title);
  await addSection(page, "Before");
  await addSection(page, "After");
  await expect(headings(page)).toHaveText(["Before", "After"]);
  // Past the heading, also into what is empty.
  await row(page, "paint").press("Alt+ArrowDown");
  await expect(announcement(page)).toHaveText("Moved to the section Before");
  await press(page, "Alt+ArrowDown");
  await expect(announcement(page)).toHaveText("Moved to the section After");
  await row(page, "keys").press("s");
  await page.getByRole("dialog").getByRole("button", { name: "Before" }).press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expectRows(page, ["boxes", "keys", "paint"]);
  await page.getByRole("button", { name: "Actions for the section Before" }).press("Enter");
  await pressEntry(page, "Add a task here");
  await expect(page.getByRole("textbox", { name: "Add a task to Before" })).toBeFocused();
  await page.keyboard.type("tape");
  await press(page, "Enter");
  await expectRows(page, ["boxes", "keys", "tape", "paint"]);
  await press(page, "Escape");
  await page.getByRole("button", { name: "Actions for the section After" }).press("Alt+ArrowUp");
  await expect(headings(page)).toHaveCount(2);
  await expectRows(page, ["boxes", "paint", "keys", "tape"]);
  await page.getByRole("button", { name: "Actions for the section After" }).press("Enter");
  await pressEntry(page, "Rename section");
  await page.getByRole("textbox", { name: "Name" }).fill("Later");
  await press(page, "Enter");
  await expect(page.locator("[data-heading] h2", { hasText: "Later" })).toBeVisible();
  await page.getByRole("button", { name: "Actions for the section Later" }).press("Enter");
  await pressEntry(page, "Remove section, keep its tasks");
  await expect(lastAction(page)).toContainText("Section removed, its tasks are kept: Later");
  await expectRows(page, ["paint", "boxes", "keys", "tape"]);
  await press(page, "Control+z");
  await expect(page.locator("[data-heading] h2", { hasText: "Later" })).toBeVisible();
  // A start day is told in the row.
  await row(page, "boxes").press("n");
  await page.getByRole("dialog").getByRole("button", { name: "Tomorrow" }).press("Enter");
  await expectRows(page, ["boxes, from Tomorrow", "paint", "keys", "tape"]);
  await chooseInMenu(page, "boxes, from Tomorrow", "Not before");
  await page.getByRole("dialog").getByRole("button", { name: "No start day" }).click();
  await expectRows(page, ["boxes", "paint", "keys", "tape"]);
});
