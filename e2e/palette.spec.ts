// The command palette and the map of the keyboard.

import type { Locator, Page } from "@playwright/test";
import { addLines, expectRows, openApp, row } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";

const palette = (page: Page): Locator => page.getByRole("dialog", { name: "Go to or do something" });
const field = (page: Page): Locator => palette(page).getByRole("combobox");
const chosen = (page: Page): Locator => palette(page).getByRole("option", { selected: true });

/** By the keyboard alone. */
async function run(page: Page, typed: string, name: string | RegExp): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(typed);
  await expect(chosen(page)).toHaveAccessibleName(name);
  await page.keyboard.press("Enter");
  await expect(palette(page)).toBeHidden();
}

type Pressed = { readonly key: string; readonly ctrlKey?: true };

/** Before anything that a key asks for can have been loaded. */
const pressAtOnce = (page: Page, keys: readonly Pressed[]): Promise<void> =>
  page.evaluate((all) => {
    for (const pressed of all) {
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { ...pressed, bubbles: true, cancelable: true }));
    }
  }, keys);

test("places, commands, tasks and notes are reached from the palette by their words, and what is done can be taken back", async ({
  relay,
  newDevice,
}) => {
  const page = await openApp(await newDevice(), relay.address);
  await addLines(page, ["Call the dentist", "Buy plums"]);
  await run(page, "new list", "New list");
  await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
  await page.keyboard.type("Garden");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Garden" })).toBeVisible();
  await run(page, "all tas", "All tasks");
  // What is typed before the palette is there is the palette's, and not the task's behind it.
  await row(page, "Buy plums").focus();
  await pressAtOnce(page, [{ key: "k", ctrlKey: true }, { key: "c" }, { key: "d" }, { key: "Backspace" }, { key: "o" }, { key: "m" }]);
  await expect(field(page)).toHaveValue("com");
  await page.keyboard.type("plete");
  await expect(chosen(page)).toHaveAccessibleName(/^Complete, or reopen/u);
  await page.keyboard.press("Enter");
  await expect(palette(page)).toBeHidden();
  await expectRows(page, ["Call the dentist"]);
  await run(page, "undo", /^Undo/u);
  await expectRows(page, ["Call the dentist", "Buy plums"]);
  // A task is found by its words, and its details are opened where it is.
  await run(page, "dent", /^Call the dentist/u);
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Call the dentist");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("nothing like it");
  await expect(palette(page).getByRole("status")).toHaveText("Nothing here is called that.");
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  // The map of the keyboard: not while a text is written.
  await row(page, "Buy plums").focus();
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keyboard" });
  await expect(keys.getByText("Choose a day")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(row(page, "Buy plums")).toBeFocused();
});
