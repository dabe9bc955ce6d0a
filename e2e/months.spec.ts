// Looking at an earlier month: what was there then can be found and brought back as it was, and nothing that is there now is touched.

import { join } from "node:path";
import type { Page } from "@playwright/test";
import { addLines, addTask, goTo, goToList, lastAction, makeList, rename, row, rowNames } from "./app-page.ts";
import { monthButton, openMonths, openWithEarlierMonth } from "./earlier-month.ts";
import { expect, test } from "./fixtures.ts";
import { fewAngles, openCamera } from "./screens/camera.ts";
import { LONG } from "./size.ts";
import { notesIn, writeNotes } from "./task-notes.ts";

const FAULTS = join(import.meta.dirname, "../test-results/screens");

const sheet = (page: Page) => page.getByRole("dialog");

const tasksShown = (page: Page) => sheet(page).getByRole("list", { name: "Tasks of that month" }).getByRole("listitem");

const undo = (page: Page) => lastAction(page).getByRole("button", { name: "Undo" });

async function writeGarden(then: Page): Promise<void> {
  await makeList(then, "Garden");
  await addTask(then, "Roses");
  await row(then, "Roses").press("i");
  const panel = then.getByRole("complementary", { name: /^Details of/u });
  await writeNotes(panel, "Prune them\nin March");
  await notesIn(panel).blur();
  await then.keyboard.press("Escape");
  await goTo(then, "All tasks");
  await addLines(then, ["Taxes", "Thrown away", "Same"]);
  await row(then, "Same").press(" ");
}

test(
  "tasks of an earlier month are brought back as new ones, by pointer and by keys; it goes when something is deleted for good",
  LONG,
  async ({ newRelay, newDevice }) => {
    const page = await openWithEarlierMonth(await newDevice(), (await newRelay()).address, {
      earlier: writeGarden,
      since: async (since) => {
        await rename(since, "Taxes", "Something else");
        await row(since, "Thrown away").press("Delete");
      },
    });

    const { look, faults } = openCamera(fewAngles, null, FAULTS);
    await openMonths(page);
    await expect(monthButton(page)).toContainText("This device");
    await look(page, "months", { proof: monthButton(page) });
    await monthButton(page).press("Enter");
    await expect(sheet(page).getByRole("button", { name: "All months" })).toBeFocused();
    await expect(sheet(page)).toContainText("4 tasks");
    await expect(tasksShown(page)).toContainText(["Taxes", "Thrown away", "Roses", "Same"]);
    await expect(tasksShown(page).filter({ hasText: "Taxes" })).toContainText("Different now");
    await expect(tasksShown(page).filter({ hasText: "Thrown away" })).toContainText("In the trash now");
    await expect(tasksShown(page).filter({ hasText: "Roses" })).toContainText("GardenPrune them in March");
    await expect(tasksShown(page).filter({ hasText: "Same" })).toContainText("Done");
    await look(page, "month", { proof: sheet(page).getByText("Roses") });
    expect(faults()).toEqual([]);

    await sheet(page).getByRole("checkbox", { name: "Only what is different now" }).check();
    await expect(sheet(page)).toContainText("2 of 4 tasks");
    await sheet(page).getByRole("button", { name: "Bring back Taxes" }).click();
    await expect(lastAction(page)).toContainText("Brought back: Taxes");
    // Over the sheet, and in reach.
    await undo(page).click();
    await expect(lastAction(page)).toContainText("Undone: bringing back “Taxes”.");
    await sheet(page).getByRole("button", { name: "Select all 2" }).press("Enter");
    await sheet(page).getByRole("button", { name: "Bring back 2 tasks" }).press("Enter");
    await expect(lastAction(page)).toContainText("Brought back: 2 tasks");
    await expect(sheet(page).getByRole("checkbox", { name: "Select Taxes" })).not.toBeChecked();

    await sheet(page).getByRole("checkbox", { name: "Only what is different now" }).uncheck();
    await sheet(page).getByRole("searchbox", { name: "Search in this month" }).fill("prune");
    await expect(tasksShown(page)).toHaveCount(1);
    await tasksShown(page).getByRole("button", { expanded: false }).press("Enter");
    await expect(tasksShown(page)).toContainText("Prune them\nin March");
    await tasksShown(page).getByRole("button", { name: "Bring back Roses" }).press("Enter");
    await expect(lastAction(page)).toContainText("Brought back: Roses");
    await sheet(page).getByRole("searchbox", { name: "Search in this month" }).fill("no such words");
    await expect(sheet(page)).toContainText("Nothing found.");
    await page.keyboard.press("Escape");
    await expect(sheet(page)).toHaveCount(0);

    await deleteOfMonth(page);
  },
);

/** What is deleted for good is in no month either: the state that has it goes. */
async function deleteOfMonth(page: Page): Promise<void> {
  await goToList(page, "Garden");
  await expect.poll(() => rowNames(page)).toEqual(["Roses, has notes", "Roses, has notes"]);
  await goTo(page, "Trash");
  await expect.poll(() => rowNames(page)).toEqual(expect.arrayContaining(["Thrown away", "Taxes"]));
  await row(page, "Thrown away").press("Delete");
  await sheet(page).getByRole("button", { name: "Delete for good" }).click();
  await expect(row(page, "Thrown away")).toHaveCount(0);
  await openMonths(page);
  await expect(sheet(page)).toContainText("No earlier month yet.", { timeout: 30_000 });
}
