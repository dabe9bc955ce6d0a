// What a task has beside its title, and lists: on one device, after a reload, and on another device.

import type { Locator, Page } from "@playwright/test";
import {
  addField,
  addTask,
  announcement,
  chooseInMenu,
  expectRows,
  expectSynced,
  goTo,
  goToList,
  lastAction,
  makeList,
  openApp,
  row,
  rowNames,
  pressEntry,
} from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { pair } from "./pairing-steps.ts";
import { LONG } from "./size.ts";
import { expectNotes, notesIn, writeNotes } from "./task-notes.ts";

const details = (page: Page): Locator => page.getByRole("complementary", { name: /^Details of/u });

/** Into a field that is saved on Enter. */
async function enter(field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await field.press("Enter");
  await expect(field).toHaveValue("");
}

/** Fills every field of the open details. */
async function fillDetails(panel: Locator): Promise<void> {
  await panel.getByRole("radio", { name: "High" }).check({ force: true });
  await panel.getByLabel("Day", { exact: true }).fill("2031-05-06");
  const time = panel.getByLabel("Time", { exact: true });
  await expect(time).toBeEnabled();
  await time.fill("14:30");
  await time.press("Enter");
  const tags = panel.getByRole("combobox", { name: "Tags" });
  await enter(tags, "money");
  await enter(tags, "yearly");
  const step = panel.getByRole("textbox", { name: "Add a step" });
  await enter(step, "Find receipts");
  await step.fill("Fill in the form");
  await step.press("Enter");
  // Leaving right after Enter adds nothing twice.
  await notesIn(panel).focus();
  await expect(step).toHaveValue("");
  await panel.getByRole("checkbox", { name: "Complete: Find receipts" }).click();
  await writeNotes(panel, "In the blue box.\nAsk about the deadline.");
}

async function expectDetails(panel: Locator): Promise<void> {
  await expect(panel.getByRole("radio", { name: "High" })).toBeChecked();
  await expect(panel.getByLabel("Day", { exact: true })).toHaveValue("2031-05-06");
  await expect(panel.getByLabel("Time", { exact: true })).toHaveValue("14:30");
  await expect(panel.getByRole("button", { name: /^Remove the tag/u })).toHaveCount(2);
  await expectNotes(panel, "In the blue box.\nAsk about the deadline.");
  await expect(panel.getByRole("checkbox", { name: "Reopen: Find receipts" })).toBeVisible();
  await expect(panel.getByRole("checkbox", { name: "Complete: Fill in the form" })).toHaveCount(1);
}

const TAXES = /^Taxes, 6 May 2031 .*30.*, high priority, tags money, yearly, 1 of 2 steps, has notes$/u;

test("a task's details are kept, and another device has them, while both write", async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await addTask(page, "Taxes");
  await row(page, "Taxes").press("i");
  await fillDetails(details(page));
  await expect(announcement(page)).toHaveText("Notes saved.");
  // Out of the text, and out of the details.
  await page.keyboard.press("Escape");
  await expect(details(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(details(page)).toHaveCount(0);
  const taxes = page.getByRole("row", { name: TAXES });
  await expect(taxes).toBeFocused();

  await page.reload();
  await taxes.press("i");
  await expectDetails(details(page));

  const other = await openApp(await newDevice(), relay.address);
  await pair(page, other);
  await other.getByRole("row", { name: TAXES }).press("i");
  await expectDetails(details(other));
  // What one writes shows on the other, whose own text stays.
  await writeNotes(details(page), "First: in the blue box.\nAsk about the deadline.");
  await expectNotes(details(other), "First: in the blue box.\nAsk about the deadline.");
  const steps = details(other).getByRole("textbox", { name: "Step" });
  await steps.nth(1).press("Alt+ArrowUp");
  await expect(details(page).getByRole("textbox", { name: "Step" }).first()).toHaveValue("Fill in the form");
});

async function drag(from: Locator, to: Locator, half: "upper" | "lower"): Promise<void> {
  const box = await to.boundingBox();
  if (box === null) throw new Error("nothing to drop on");
  await from.dragTo(to, { targetPosition: { x: box.width / 2, y: box.height * (half === "upper" ? 0.2 : 0.8) } });
}

test("lists are made, filled, moved between, put in order and taken back", async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await makeList(page, "Home");
  for (const title of ["one", "two", "three"]) await addTask(page, title);
  await makeList(page, "Work");
  await addTask(page, "four");
  await goToList(page, "Home");
  await expectRows(page, ["one", "two", "three"]);

  // By the pointer within the list, and onto another list in the rail.
  await drag(row(page, "one"), row(page, "three"), "lower");
  await expectRows(page, ["two", "three", "one"]);
  await drag(row(page, "three"), page.getByRole("link", { name: /^Work/u }), "upper");
  await expectRows(page, ["two", "one"]);
  await expect(lastAction(page)).toContainText("Moved to Work: three");
  // By the menu, and by a key.
  await chooseInMenu(page, "one", "Move to list");
  await page.getByRole("dialog").getByRole("button", { name: "Inbox" }).click();
  await expectRows(page, ["two"]);
  await row(page, "two").press("l");
  await page.getByRole("dialog").getByRole("button", { name: "Work" }).press("Enter");
  await expectRows(page, []);
  await goTo(page, "All tasks");
  await expectRows(page, ["one", "two, in Work", "three, in Work", "four, in Work"]);

  // Lists change places by a key, and go to the trash with their tasks.
  await page.getByRole("link", { name: /^Work/u }).press("Alt+ArrowUp");
  await expect(page.getByRole("link", { name: /open task/u }).first()).toHaveAccessibleName("Work 3 open tasks");
  await goToList(page, "Work");
  await page.getByRole("button", { name: "Actions for the list Work" }).click();
  await page.getByRole("menuitem", { name: "Move list to trash" }).click();
  await expect(page.getByText("This list is in the trash.")).toBeVisible();
  await goTo(page, "Trash");
  await page.getByRole("button", { name: "Restore the list Work" }).click();
  await goToList(page, "Work");
  await expectRows(page, ["two", "three", "four"]);
  await page.goto(`${relay.address}/#list/nothing`);
  await page.getByRole("link", { name: "Go to all tasks" }).click();
  await expect(addField(page)).toBeVisible();
});

test("several tasks are completed at once, undone and redone, by keys and by pointer", async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  for (const title of ["one", "two", "three", "four"]) await addTask(page, title);
  await row(page, "two").press("x");
  await page.keyboard.press("Shift+ArrowDown");
  const bar = page.getByRole("toolbar", { name: "2 tasks selected" });
  await expect(bar).toBeVisible();
  await expect(page.getByRole("row", { selected: true })).toHaveCount(2);
  await bar.getByRole("button", { name: "Complete" }).click();
  await expectRows(page, ["one", "four"]);
  await expect(lastAction(page)).toContainText("Done: 2 tasks");
  await page.getByRole("main").getByRole("button", { name: "Undo" }).click();
  await expectRows(page, ["one", "two", "three", "four"]);
  await page.getByRole("main").getByRole("button", { name: "Redo" }).click();
  await expectRows(page, ["one", "four"]);

  await row(page, "one").click({ modifiers: ["ControlOrMeta"] });
  await row(page, "four").click({ modifiers: ["Shift"] });
  await page.getByRole("toolbar").getByRole("button", { name: "Priority" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Low" }).click();
  await expectRows(page, ["one, low priority", "four, low priority"]);
  await row(page, "one, low priority").press("Escape");
  await expect(page.getByRole("toolbar")).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("d");
  await page.getByRole("dialog").getByRole("button", { name: "Tomorrow" }).click();
  await expectRows(page, ["one, Tomorrow, low priority", "four, Tomorrow, low priority"]);
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => rowNames(page)).toEqual(["one, low priority", "four, low priority"]);
});

test("on a phone the lists and the details are within reach", async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await addTask(page, "Taxes");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("link", { name: "Lists" }).click();
  await page.getByRole("button", { name: "New list" }).click();
  await enterName(page, "Home");
  await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
  await page.getByRole("link", { name: "Lists" }).click();
  await page.getByRole("link", { name: "Inbox" }).click();
  await chooseInMenu(page, "Taxes", "Details");
  const sheet = page.getByRole("dialog", { name: "Details" });
  await sheet.getByRole("button", { name: "List Inbox" }).click();
  await page.getByRole("dialog", { name: "Move to list" }).getByRole("button", { name: "Home" }).click();
  await expect(sheet.getByRole("button", { name: "List Home" })).toBeFocused();
  await writeNotes(sheet, "In the blue box.");
  await sheet.getByRole("button", { name: "Close the details" }).click();
  await page.goBack();
  await page.goBack();
  await expectRows(page, ["Taxes, has notes"]);
  await expectSynced(page);
});

async function enterName(page: Page, name: string): Promise<void> {
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("textbox", { name: "Name" }).fill(name);
  await sheet.getByRole("radio", { name: "Green" }).check({ force: true });
  await sheet.getByRole("button", { name: "Make list" }).click();
}

test("several tasks are made parts of the one above, taken out again and duplicated from the bar", LONG, async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address, "/#inbox");
  for (const title of ["move house", "pack boxes", "hire a van", "feed the cat"]) await addTask(page, title);
  await row(page, "pack boxes").press("x");
  await page.keyboard.press("Shift+ArrowDown");
  const more = page.getByRole("toolbar").getByRole("button", { name: "More" });
  await more.press("Enter");
  await pressEntry(page, "Make it a part of the task above");
  await expect(lastAction(page)).toContainText("2 tasks: now a part of move house");
  await expect(row(page, /^pack boxes/u)).toHaveAttribute("aria-level", "2");
  await expect(row(page, /^hire a van/u)).toHaveAttribute("aria-level", "2");
  await expect(more).toBeFocused();
  await lastAction(page).getByRole("button", { name: "Undo" }).click();
  await expectRows(page, ["move house", "pack boxes", "hire a van", "feed the cat"]);
  await more.press("Enter");
  await pressEntry(page, "Make it a part of the task above");
  await expect(row(page, /^hire a van/u)).toHaveAttribute("aria-level", "2");
  await more.press("Enter");
  await pressEntry(page, "Take it out of its task");
  await expect(lastAction(page)).toContainText("2 tasks: not a part any more");
  await expectRows(page, ["move house", "pack boxes", "hire a van", "feed the cat"]);
  await page.setViewportSize({ width: 360, height: 740 });
  // All at once: the bar has fewer of them where it is narrow.
  const tooSmall = (): Promise<readonly string[]> =>
    page
      .getByRole("toolbar")
      .getByRole("button")
      .evaluateAll((buttons) =>
        buttons
          .map((button) => ({ label: button.getAttribute("aria-label") ?? "", box: button.getBoundingClientRect() }))
          .filter(({ box }) => Math.min(box.width, box.height) < 44)
          .map(({ label }) => label),
      );
  await expect.poll(tooSmall).toEqual([]);
  await more.click();
  await expect(page.getByRole("menuitem", { name: "Not before" })).toBeVisible();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await expect(lastAction(page)).toContainText("Duplicated: 2 tasks");
  await expect
    .poll(async () => (await rowNames(page)).toSorted())
    .toEqual(["feed the cat", "hire a van", "hire a van", "move house", "pack boxes", "pack boxes"]);
  await lastAction(page).getByRole("button", { name: "Undo" }).click();
  await expectRows(page, ["move house", "pack boxes", "hire a van", "feed the cat"]);
});
