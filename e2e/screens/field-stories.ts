// The screens of lists, of a task's details and of several tasks at once.

import type { Locator, Page } from "@playwright/test";
import { addTask, chooseInMenu, closeSheet, goTo, makeList, openApp, openNewList, reach, row } from "../app-page.ts";
import { expect } from "../fixtures.ts";
import { USER_MARK } from "./layout-faults.ts";
import type { Stage } from "./stories.ts";
import { notesIn, writeNotes } from "../task-notes.ts";

const HOME = `${USER_MARK}’s home`;
const LONG_LIST = `Everything that ${USER_MARK} ${"has to do with the garden, the balcony and the cellar ".repeat(4)}`.slice(0, 190).trim();
const TASK = `Taxes with ${USER_MARK}`;
const LONG_TAG = `${USER_MARK.toLowerCase()}-everything-at-the-office`.slice(0, 40);

/** Beside the list, or in a sheet. */
const detailsOf = (page: Page): Locator =>
  page.getByRole("complementary", { name: /^Details of/u }).or(page.getByRole("dialog", { name: "Details" }));

async function fillDetails(page: Page): Promise<void> {
  const panel = detailsOf(page);
  await panel.getByRole("radio", { name: "High" }).check({ force: true });
  await panel.getByLabel("Day", { exact: true }).fill("2031-05-06");
  await expect(panel.getByLabel("Time", { exact: true })).toBeEnabled();
  await panel.getByLabel("Time", { exact: true }).fill("14:30");
  for (const tag of [USER_MARK, LONG_TAG]) {
    await panel.getByRole("combobox", { name: "Tags" }).fill(tag);
    await panel.getByRole("combobox", { name: "Tags" }).press("Enter");
  }
  for (const step of [`Find the receipts of ${USER_MARK}`, `Fill in ${USER_MARK}’s form ${"and sign it ".repeat(12)}`]) {
    await panel.getByRole("textbox", { name: "Add a step" }).fill(step);
    await panel.getByRole("textbox", { name: "Add a step" }).press("Enter");
    await expect(panel.getByRole("textbox", { name: "Add a step" })).toHaveValue("");
  }
  await panel.getByRole("checkbox").nth(1).click();
  await writeNotes(panel, `${USER_MARK}: in the blue box.\n- Ask about the deadline\n${"of each of them ".repeat(8)}`);
  await notesIn(panel).blur();
}

export async function storyOfFields({ relay, newDevice, look }: Stage): Promise<void> {
  const page = await openApp(await newDevice(), relay.address);
  await openNewList(page);
  await look(page, "list-new", { proof: page.getByRole("dialog") });
  await closeSheet(page);
  await makeList(page, HOME);
  await look(page, "list-empty");
  await makeList(page, LONG_LIST);
  await addTask(page, TASK);
  await addTask(page, `Receipts of ${USER_MARK}`);
  await look(page, "list");

  await row(page, TASK).press("i");
  await expect(detailsOf(page)).toBeVisible();
  await look(page, "details-empty");
  await fillDetails(page);
  await look(page, "details");
  await page.keyboard.press("Escape");
  await goTo(page, "All tasks");
  await look(page, "tasks-with-marks");
  await page.locator("main [data-task]").first().press("ControlOrMeta+a");
  await expect(page.getByRole("toolbar")).toBeVisible();
  await look(page, "tasks-selected");
  await sheets(page, look);
  await page.goto(`${relay.address}/#lists`);
  await look(page, "lists");
  await page.goto(`${relay.address}/#list/nothing`);
  await look(page, "list-missing");
  await trashList(page, look);
}

async function sheets(page: Page, look: Stage["look"]): Promise<void> {
  for (const [button, name] of [
    ["Day", "selection-day"],
    ["List", "selection-list"],
    ["Priority", "selection-priority"],
    ["Tag", "selection-tags"],
  ] as const) {
    await page.getByRole("toolbar").getByRole("button", { name: button, exact: true }).click();
    await look(page, name, { proof: page.getByRole("dialog") });
    await closeSheet(page);
  }
  await page.getByRole("toolbar").getByRole("button", { name: "Clear the selection" }).click();
  await chooseInMenu(page, `Receipts of ${USER_MARK}, in ${LONG_LIST}`, "Tags");
  await closeSheet(page);
}

async function trashList(page: Page, look: Stage["look"]): Promise<void> {
  const link = page.getByRole("link", { name: new RegExp(`^${LONG_LIST.slice(0, 20)}`, "u") });
  await reach(page, link);
  await link.click();
  await page.getByRole("button", { name: /^Actions for the list/u }).click();
  await look(page, "list-menu", { proof: page.getByRole("menu") });
  await page.getByRole("menuitem", { name: "Move list to trash" }).click();
  await expect(page.getByText("This list is in the trash.")).toBeVisible();
  await look(page, "list-in-trash");
  await goTo(page, "Trash");
  await look(page, "trash-with-list");
}
