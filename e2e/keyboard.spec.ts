// The list without a pointer, and many lines at once.

import type { Page } from "@playwright/test";
import {
  addField,
  addLines,
  addTask,
  announcement,
  chooseInMenu,
  expectRows,
  goTo,
  lastAction,
  openApp,
  pasteLines,
  row,
  rowNames,
  total,
  pressEntry,
} from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { LONG } from "./size.ts";

const STEPS: readonly (readonly string[])[] = [
  ["three"],
  ["one", "three"],
  ["two edited, Tomorrow", "one", "three"],
  ["two edited", "one", "three"],
  ["one", "two edited", "three"],
  ["one", "two", "three"],
];

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

async function typeLine(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

/** Each returns when the rows are as they should be. */
async function editAndMove(page: Page): Promise<void> {
  await press(page, "Enter");
  await typeLine(page, " edited");
  await expectRows(page, ["one", "two edited", "three"]);
  await expect(row(page, "two edited")).toBeFocused();
  // An edit given up.
  await press(page, "F2");
  await page.keyboard.type(" never kept");
  await press(page, "Escape");
  await expectRows(page, ["one", "two edited", "three"]);
  await expect(row(page, "two edited")).toBeFocused();
  // The focus goes along.
  await press(page, "Alt+ArrowUp");
  await expectRows(page, ["two edited", "one", "three"]);
  await expect(announcement(page)).toHaveText("Moved to 1 of 3.");
  await expect(row(page, "two edited")).toBeFocused();
}

async function dayDoneAndTrash(page: Page): Promise<void> {
  await press(page, "Shift+F10");
  await pressEntry(page, "Choose a day");
  await page.getByRole("dialog").getByRole("button", { name: "Tomorrow" }).press("Enter");
  await expectRows(page, ["two edited, Tomorrow", "one", "three"]);
  await expect(row(page, "two edited, Tomorrow")).toBeFocused();
  // The focus stays in the list.
  await press(page, " ");
  await expectRows(page, ["one", "three"]);
  await expect(row(page, "one")).toBeFocused();
  await press(page, "Delete");
  await expectRows(page, ["three"]);
  await expect(row(page, "three")).toBeFocused();
}

test("the whole list works from the keyboard, and every step can be undone and redone", async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await addField(page).focus();
  for (const title of ["one", "two", "three"]) await typeLine(page, title);
  await expectRows(page, ["one", "two", "three"]);
  await expect(announcement(page)).toHaveText("Task added.");

  // Down into the list, and along it.
  await press(page, "ArrowDown");
  await expect(row(page, "one")).toBeFocused();
  await press(page, "ArrowDown", "ArrowDown");
  await expect(row(page, "three")).toBeFocused();
  await press(page, "Home");
  await expect(row(page, "one")).toBeFocused();
  await press(page, "End", "ArrowUp");
  await expect(row(page, "two")).toBeFocused();
  await editAndMove(page);
  await dayDoneAndTrash(page);

  for (const step of STEPS.slice(1)) {
    await press(page, "ControlOrMeta+z");
    await expectRows(page, step);
  }
  await expect(announcement(page)).toContainText("Undone: changing a title");
  for (const step of STEPS.slice(0, -1).toReversed()) {
    await press(page, "ControlOrMeta+Shift+z");
    await expectRows(page, step);
  }
  await expect(announcement(page)).toContainText("Redone:");
});

test("many pasted lines become as many tasks, in their order and without their list marks", async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await pasteLines(page, ["- [ ] first", "", "* second", "3. third"]);
  const lines = page.getByRole("textbox", { name: "Lines to add" });
  await expect(lines).toHaveValue("- [ ] first\n\n* second\n3. third");
  await page.keyboard.press("Escape");
  await expect(addField(page)).toBeFocused();
  expect(await rowNames(page)).toEqual([]);
  await pasteLines(page, ["- [ ] first", "", "* second", "3. third"]);
  await page.getByRole("button", { name: "Add 3 tasks" }).click();
  await expectRows(page, ["first", "second", "third"]);
  await lastAction(page).getByRole("button", { name: "Undo" }).click();
  await expectRows(page, []);
  await lastAction(page).getByRole("button", { name: "Redo" }).click();
  await expectRows(page, ["first", "second", "third"]);

  const many = Array.from({ length: 2_000 }, (_, index) => `line ${index}`);
  await addLines(page, many);
  await expect.poll(() => total(page)).toBe(2_003);
  await page.reload();
  await expect.poll(() => total(page)).toBe(2_003);
});

test("what is in the trash can be restored to where it was", async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await addLines(page, ["one", "two", "three"]);
  await row(page, "two").press("Delete");
  await expectRows(page, ["one", "three"]);
  await goTo(page, "Trash");
  await expectRows(page, ["two"]);
  await page.getByRole("button", { name: "Restore" }).click();
  await expectRows(page, []);
  await goTo(page, "All tasks");
  await expectRows(page, ["one", "two", "three"]);
  await row(page, "three").getByRole("checkbox").click();
  await expectRows(page, ["one", "two"]);
  await goTo(page, "Done");
  await expectRows(page, ["three"]);
  await row(page, "three").getByRole("checkbox").click();
  await goTo(page, "All tasks");
  await expectRows(page, ["one", "two", "three"]);
});

test("a task can be put anywhere with the buttons of its menu", LONG, async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await addLines(page, ["one", "two", "three"]);
  await chooseInMenu(page, "three", "Move to the top");
  await expectRows(page, ["three", "one", "two"]);
  await chooseInMenu(page, "three", "Move down");
  await expectRows(page, ["one", "three", "two"]);
  await chooseInMenu(page, "one", "Move to the bottom");
  await expectRows(page, ["three", "two", "one"]);
  await chooseInMenu(page, "two", "Move up");
  await expectRows(page, ["two", "three", "one"]);
  await page.reload();
  await expectRows(page, ["two", "three", "one"]);
});

test("moves by keys that come faster than the rows are each done, and the focus stays", LONG, async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address, "/#inbox");
  await addLines(page, ["one", "two", "three", "four", "five"]);
  await row(page, "five").focus();
  const pressAtOnce = (key: string, count: number): Promise<void> =>
    page.evaluate(
      ([pressed, times]) => {
        for (let at = 0; at < times; at += 1)
          document.activeElement?.dispatchEvent(
            new KeyboardEvent("keydown", { key: pressed, altKey: true, bubbles: true, cancelable: true }),
          );
      },
      [key, count] as const,
    );
  await pressAtOnce("ArrowUp", 3);
  await expectRows(page, ["one", "five", "two", "three", "four"]);
  await expect(row(page, "five")).toBeFocused();
  await pressAtOnce("ArrowDown", 2);
  await expectRows(page, ["one", "two", "three", "five", "four"]);
  await expect(announcement(page)).toHaveText("Moved to 4 of 5.");
  // Each is a step of its own.
  await press(page, "Control+z", "Control+z", "Control+z");
  await expectRows(page, ["one", "two", "five", "three", "four"]);
  await expect(row(page, "five")).toBeFocused();
});

test(
  "where nothing has the focus the arrows go into the list, and j and k along it; a stroke opens the palette",
  LONG,
  async ({ relay, newDevice }) => {
    const page = await openApp(await newDevice(), relay.address, "/#inbox");
    await addLines(page, ["one", "two", "three"]);
    await addField(page).focus();
    await press(page, "Escape");
    await expect(page.locator("body")).toBeFocused();
    await press(page, "ArrowDown");
    await expect(row(page, "one")).toBeFocused();
    await press(page, "j", "j");
    await expect(row(page, "three")).toBeFocused();
    await press(page, "k");
    await expect(row(page, "two")).toBeFocused();
    // On another page, and from there along its rows.
    await press(page, "/");
    await expect(page.getByRole("combobox", { name: "Go to or do something" })).toBeFocused();
    await page.keyboard.type("all tas");
    await press(page, "Enter");
    await expect(page.getByRole("heading", { level: 1, name: "All tasks" })).toBeVisible();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await press(page, "End");
    await expect(row(page, "three")).toBeFocused();
    // What is written is the field's own.
    await press(page, "q");
    await expect(addField(page)).toBeFocused();
    await page.keyboard.type("/jk");
    await expect(addField(page)).toHaveValue("/jk");
  },
);

test("Escape in the field for tags gives up what was typed, and then leaves", LONG, async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address, "/#inbox");
  await addTask(page, "one @home");
  await addTask(page, "two");
  await row(page, "two").press("t");
  const field = page.getByRole("dialog").getByRole("combobox");
  await expect(field).toBeFocused();
  await page.keyboard.type("garden");
  await press(page, "Escape");
  await expect(field).toHaveValue("");
  await press(page, "ArrowDown", "Enter");
  await expect(page.getByRole("dialog").getByRole("button", { name: "Remove the tag home" })).toBeVisible();
  // Nothing typed is left: one key leads back, and nothing has become a tag by that.
  await press(page, "Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(row(page, "two, tags home")).toBeFocused();
});

test("the day of a task is typed in words, with a time or without; what names no day is told", LONG, async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await addTask(page, "call");
  await press(page, "ArrowDown");
  await expect(row(page, "call")).toBeFocused();
  await press(page, "d");
  const sheet = page.getByRole("dialog");
  await expect(sheet).toBeFocused();
  // Meant for no field of the sheet: for the words.
  await page.keyboard.type("nonsense");
  const words = sheet.getByLabel("In words");
  await expect(words).toHaveValue("nonsense");
  await press(page, "Enter");
  await expect(sheet.getByRole("alert")).toContainText("names no day");
  await words.fill("morgen 15 Uhr");
  await expect(sheet).toContainText("Enter takes Tomorrow 3:00 pm.");
  await press(page, "Enter");
  await expectRows(page, ["call, Tomorrow 3:00 pm"]);
  await expect(row(page, "call, Tomorrow 3:00 pm")).toBeFocused();
  await press(page, "d");
  await expect(sheet).toBeFocused();
  await page.keyboard.type("today");
  await expect(words).toHaveValue("today");
  await press(page, "Enter");
  await expectRows(page, ["call, Today 3:00 pm"]);
  await press(page, "ControlOrMeta+z");
  await expectRows(page, ["call, Tomorrow 3:00 pm"]);
  // Before which day it is out of sight: a time is no part of that.
  await press(page, "n");
  await expect(sheet).toBeFocused();
  await page.keyboard.type("tomorrow 9:00");
  await expect(words).toHaveValue("tomorrow 9:00");
  await press(page, "Enter");
  await expect(sheet.getByRole("alert")).toContainText("names no day");
  await press(page, "Escape");
  await expect(row(page, "call, Tomorrow 3:00 pm")).toBeFocused();
});
