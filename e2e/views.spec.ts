// Saved views: a filter kept under a name, by the keyboard alone, on a phone, offline, and on two devices at once.

import type { Page } from "@playwright/test";
import {
  addTask,
  announcement,
  comeBack,
  expectRows,
  expectSynced,
  goTo,
  lastAction,
  openApp,
  row,
  whenKept,
  pressEntry,
} from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { pair } from "./pairing-steps.ts";
import { LONG } from "./size.ts";

const NARROW = { width: 390, height: 800 };

const words = (page: Page) => page.getByRole("searchbox", { name: "Words in the title" });
const filterBar = (page: Page) => page.getByRole("search", { name: "Filter" });
const viewLink = (page: Page, name: string) => page.getByRole("link", { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });

const shown = (page: Page) => page.locator("main [data-task]");

/** From the page that is open, with one of its rows. */
async function saveView(page: Page, task: string | RegExp, text: string, name: string): Promise<void> {
  await row(page, task).press("f");
  await expect(words(page)).toBeFocused();
  await page.keyboard.type(text);
  await page.getByRole("button", { name: "Save as view" }).press("Enter");
  const field = page.getByRole("dialog").getByRole("textbox", { name: "Name" });
  await expect(field).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  await expect(heading(page, name)).toBeVisible();
}

async function chooseForView(page: Page, name: string, entry: string): Promise<void> {
  await page
    .locator("main")
    .getByRole("button", { name: `Actions for the view ${name}` })
    .press("Enter");
  await pressEntry(page, entry);
}

test("what is filtered on Today and on Done is kept as a view of those tasks", LONG, async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address, "/#inbox");
  for (const title of ["call the bank today", "call mum", "water plants today"]) await addTask(page, title);
  await goTo(page, "Today");
  await saveView(page, /^water plants/, "call", "Calls today");
  await expect(page.getByText("Tasks on Today: “call” in the title")).toBeVisible();
  await expect(shown(page)).toHaveText([/call the bank/]);
  // What is written here is for today.
  await addTask(page, "call Ada");
  await expect(shown(page)).toHaveText([/call Ada/, /call the bank/]);
  await row(page, /call Ada/).press(" ");
  await expect(shown(page)).toHaveText([/call the bank/]);
  await goTo(page, "Done");
  await saveView(page, /call Ada/, "call", "Calls made");
  await expect(page.getByText("Tasks that are done: “call” in the title")).toBeVisible();
  await expect(shown(page)).toHaveText([/call Ada/]);
  await expect(page.getByRole("textbox", { name: "New task" })).toHaveCount(0);
  // Of others, and kept.
  await row(page, /call Ada/).press("f");
  await page.getByRole("combobox", { name: "Tasks" }).selectOption("Open and done");
  await expect(shown(page)).toHaveText([/call/, /call/, /call Ada/]);
  await page.getByRole("button", { name: "Keep this filter in the view" }).press("Enter");
  await expect(page.getByText("Tasks, open and done: “call” in the title")).toBeVisible();
});

test("a filter is kept as a view, used, and changed by the keyboard", LONG, async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address, "/#inbox");
  for (const title of ["call the bank @money", "water plants", "call mum"]) await addTask(page, title);
  await saveView(page, "call mum", "call", "Calls");
  await expectRows(page, ["call the bank, tags money", "call mum"]);
  await expect(page.getByText("Open tasks: “call” in the title · in Inbox")).toBeVisible();
  // Live, and what is written here is shown or told of.
  await addTask(page, "call Ada");
  await expectRows(page, ["call Ada", "call the bank, tags money", "call mum"]);
  await addTask(page, "buy bread");
  await expect(lastAction(page)).toContainText("Added to Inbox. It does not fit this view.");
  await row(page, "call mum").press(" ");
  await expectRows(page, ["call Ada", "call the bank, tags money"]);
  // Changed for now, and put back; changed, and kept.
  await row(page, "call Ada").press("f");
  await page.getByRole("combobox", { name: "Tags" }).selectOption("#money");
  await expectRows(page, ["call the bank, tags money"]);
  await words(page).press("Escape");
  await expectRows(page, ["call Ada", "call the bank, tags money"]);
  await row(page, "call Ada").press("f");
  await page.getByRole("combobox", { name: "Tags" }).selectOption("#money");
  await page.getByRole("button", { name: "Keep this filter in the view" }).press("Enter");
  await expect(lastAction(page)).toContainText("Filter kept in the view: Calls");
  await expect(filterBar(page)).toHaveCount(0);
  await expectRows(page, ["call the bank, tags money"]);
  // What is added gets the tag.
  await addTask(page, "call the tax office");
  await expectRows(page, ["call the tax office, tags money", "call the bank, tags money"]);
  await page.keyboard.press("Escape");
  await row(page, "call the bank, tags money").press("Control+z");
  await expectRows(page, ["call the bank, tags money"]);
  await page.keyboard.press("Control+z");
  await expect(announcement(page)).toContainText("the filter of the view “Calls”");
  await expectRows(page, ["call Ada", "call the bank, tags money"]);
});

test("views are put in order, renamed, opened by the palette, thrown away and brought back by the keyboard", async ({
  relay,
  newDevice,
}) => {
  const page = await openApp(await newDevice(), relay.address, "/#inbox");
  for (const title of ["call the bank", "water plants"]) await addTask(page, title);
  // Naming it can be left, and the filter stays.
  await row(page, "call the bank").press("f");
  await expect(words(page)).toBeFocused();
  await page.keyboard.type("bank");
  await page.getByRole("button", { name: "Save as view" }).press("Enter");
  await expect(page.getByRole("dialog").getByRole("textbox", { name: "Name" })).toHaveValue("“bank” in the title, in Inbox");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Save as view" })).toBeFocused();
  await expectRows(page, ["call the bank"]);
  await page.keyboard.press("Escape");
  await expect(filterBar(page)).toHaveCount(0);
  await saveView(page, "call the bank", "call", "Calls");
  // Another one, in front of it.
  await goTo(page, "All tasks");
  await saveView(page, "water plants", "plants", "Green");
  await viewLink(page, "Green").press("Alt+ArrowUp");
  await expect(announcement(page)).toHaveText("View moved to 1 of 2.");
  await expect(page.locator('[aria-labelledby="rail-views"] a')).toHaveText(["Green", "Calls"]);
  await expect(viewLink(page, "Green")).toBeFocused();
  await chooseForView(page, "Green", "Name and colour");
  await expect(page.getByRole("dialog").getByRole("textbox", { name: "Name" })).toBeFocused();
  await page.keyboard.type("Garden");
  await page.keyboard.press("Enter");
  await expect(heading(page, "Garden")).toBeVisible();
  // By the palette.
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("Calls");
  await expect(page.getByRole("option", { name: "Calls" }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(heading(page, "Calls")).toBeVisible();
  const address = page.url();
  expect(address).toContain("#view/");
  // Into the trash and back; deleted for good it leaves its tasks.
  await chooseForView(page, "Calls", "Move view to trash");
  await expect(page.getByText("This view is in the trash.")).toBeVisible();
  await page.getByRole("button", { name: "Restore", exact: true }).press("Enter");
  await expect(heading(page, "Calls")).toBeVisible();
  await chooseForView(page, "Calls", "Move view to trash");
  await goTo(page, "Trash");
  await expect(page.getByRole("region", { name: "Views in the trash" })).toContainText("Calls");
  await page.getByRole("button", { name: "Delete for good: Calls" }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Delete for good" }).press("Enter");
  await expect(page.getByRole("region", { name: "Views in the trash" })).toHaveCount(0);
  await page.goto(address);
  await expect(page.getByText("This view is not here.")).toBeVisible();
  await goTo(page, "Inbox");
  await expectRows(page, ["call the bank", "water plants"]);
});

test("two devices change one view at once, one of them offline and narrow", LONG, async ({ relay, newDevice }) => {
  const [deviceA, deviceB] = [await newDevice(), await newDevice()];
  const a = await openApp(deviceA, relay.address);
  const b = await openApp(deviceB, relay.address);
  await pair(a, b);
  for (const title of ["call the bank !1", "water plants", "call mum"]) await addTask(a, title);
  await saveView(a, "water plants", "call", "Calls");
  await expectSynced(a);
  await b.setViewportSize(NARROW);
  await b.getByRole("link", { name: "Lists", exact: true }).click();
  await viewLink(b, "Calls").click();
  await expect(heading(b, "Calls")).toBeVisible();
  await expectRows(b, ["call the bank, high priority", "call mum"]);
  await whenKept(b);
  await b.context().setOffline(true);
  await b.getByRole("button", { name: "Filter" }).click();
  await b.getByRole("combobox", { name: "Priority" }).selectOption("High");
  await b.getByRole("button", { name: "Keep this filter in the view" }).click();
  await expectRows(b, ["call the bank, high priority"]);
  await b.reload();
  await expectRows(b, ["call the bank, high priority"]);
  await chooseForView(a, "Calls", "Name and colour");
  await expect(a.getByRole("dialog").getByRole("textbox", { name: "Name" })).toBeFocused();
  await a.keyboard.type("Telephone");
  await a.keyboard.press("Enter");
  await expect(heading(a, "Telephone")).toBeVisible();
  await b.context().setOffline(false);
  await comeBack(b);
  for (const page of [a, b]) {
    await expect(heading(page, "Telephone")).toBeVisible({ timeout: 30_000 });
    await expectRows(page, ["call the bank, high priority"]);
  }
  // Live on the other device.
  await addTask(a, "call Ada");
  await expectRows(b, ["call Ada, high priority", "call the bank, high priority"]);
});
