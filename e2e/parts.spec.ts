// Tasks that are made of others: by the keyboard alone, by the pointer, and on two devices.

import type { Page } from "@playwright/test";
import { addTask, announcement, chooseInMenu, expectRows, lastAction, openApp, row } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

const level = (page: Page, name: string | RegExp) => row(page, name).getAttribute("aria-level");

test("tasks become parts of others by the keyboard, fold, move and are done with them", async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  for (const title of ["trip", "tickets", "rooms", "visa"]) await addTask(page, title);
  await press(page, "ArrowDown", "ArrowDown", "Alt+Shift+ArrowRight");
  await expect(announcement(page)).toHaveText("tickets: now a part of trip");
  await expect(row(page, "tickets")).toBeFocused();
  await press(page, "ArrowDown", "Alt+Shift+ArrowRight");
  await expectRows(page, ["trip, 0 of 2 parts done", "tickets", "rooms", "visa"]);
  expect([await level(page, /^trip/u), await level(page, "rooms")]).toEqual(["1", "2"]);
  await expect(row(page, "rooms")).toHaveAttribute("aria-posinset", "2");
  // A whole task goes past another, and its parts go along.
  await press(page, "ArrowDown", "Alt+ArrowUp");
  await expectRows(page, ["visa", "trip, 0 of 2 parts done", "tickets", "rooms"]);
  await press(page, "ArrowDown", "ArrowLeft");
  await expectRows(page, ["visa", "trip, 0 of 2 parts done"]);
  await expect(row(page, /^trip/u)).toHaveAttribute("aria-expanded", "false");
  await press(page, "ArrowRight");
  await expectRows(page, ["visa", "trip, 0 of 2 parts done", "tickets", "rooms"]);
  await press(page, "ArrowRight");
  await expect(row(page, "tickets")).toBeFocused();
  await press(page, "Space");
  await expectRows(page, ["visa", "trip, 1 of 2 parts done", "rooms"]);
  await press(page, "ArrowUp", "Space");
  await expect(lastAction(page)).toContainText("Done: trip, with 1 part");
  await expectRows(page, ["visa"]);
  await press(page, "Control+z");
  await expectRows(page, ["visa", "trip, 1 of 2 parts done", "rooms"]);
  await row(page, "rooms").press("Alt+Shift+ArrowLeft");
  await expect(announcement(page)).toHaveText("rooms: not a part any more");
  expect(await level(page, "rooms")).toBeNull();
  // In the details.
  await chooseInMenu(page, "visa", "Add a part");
  await expect(page.getByRole("textbox", { name: "Add a part" })).toBeFocused();
  await page.keyboard.type("photo");
  await press(page, "Enter");
  await expectRows(page, ["visa, 0 of 1 part done", "photo", "trip, 1 of 1 part done", "rooms"]);
  await page.getByRole("button", { name: "Open: photo" }).click();
  await expect(page.getByRole("button", { name: "Part of visa" })).toBeVisible();
});
