// Today, the home of the app: what a day asks for, on a wide screen and on a phone, at midnight and after a flight.

import type { Page } from "@playwright/test";
import { addField, addTask, expectRows, goTo, lastAction, openApp, row, rowNames, typeAll } from "./app-page.ts";
import { AT_HOME } from "./device.ts";
import { expect, test } from "./fixtures.ts";

/** The headings of the list with how many tasks stand under each. */
const headings = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll("main [data-heading]"))
      .toSorted((a, b) => Number(a.getAttribute("aria-rowindex")) - Number(b.getAttribute("aria-rowindex")))
      .map((element) => `${element.querySelector("h2")?.textContent} ${element.querySelector("h2 + span")?.textContent}`),
  );

const titles = async (page: Page): Promise<readonly string[]> => (await rowNames(page)).map((name) => name.split(",")[0] ?? "");

async function setDay(page: Page, task: string, day: string): Promise<void> {
  await row(page, new RegExp(`^${task}`, "u")).focus();
  await page.keyboard.press("d");
  await page.getByLabel("Another day").fill(day);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
}

const daysFrom = (day: Date, count: number): string => {
  const other = new Date(day.getFullYear(), day.getMonth(), day.getDate() + count, 12);
  return `${other.getFullYear()}-${String(other.getMonth() + 1).padStart(2, "0")}-${String(other.getDate()).padStart(2, "0")}`;
};

test("the app opens on today; what is written there is for today, what is overdue comes first and moves to today at once", async ({
  relay,
  newDevice,
}) => {
  const now = new Date();
  const page = await openApp(await newDevice([AT_HOME]), relay.address);
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  await expect(page.getByText("Nothing left for today.")).toBeVisible();
  await addTask(page, "Water the plants");
  await addTask(page, "Pay the rent");
  await expectRows(page, ["Water the plants, Today", "Pay the rent, Today"]);
  await goTo(page, "All tasks");
  await typeAll(page, ["Old letter", "Older letter", "Next week"]);
  await expect.poll(() => titles(page)).toEqual(["Old letter", "Older letter", "Next week", "Water the plants", "Pay the rent"]);
  await setDay(page, "Old letter", daysFrom(now, -2));
  await setDay(page, "Older letter", daysFrom(now, -9));
  await setDay(page, "Next week", daysFrom(now, 7));

  await page.getByRole("link", { name: "Today", exact: true }).click();
  await expect.poll(() => titles(page)).toEqual(["Older letter", "Old letter", "Water the plants", "Pay the rent"]);
  expect(await headings(page)).toEqual(["Overdue 2", "Today 2"]);

  // The keys go from row to row, whatever stands between them.
  await row(page, /^Old letter/u).focus();
  await page.keyboard.press("ArrowDown");
  await expect(row(page, /^Water the plants/u)).toBeFocused();
  await page.keyboard.press(" ");
  await expect(row(page, /^Pay the rent/u)).toBeFocused();
  await expect.poll(() => titles(page)).toEqual(["Older letter", "Old letter", "Pay the rent"]);

  await page.getByRole("button", { name: "Move all to today" }).click();
  await expect.poll(() => headings(page)).toEqual(["Today 3"]);
  await lastAction(page).getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => headings(page)).toEqual(["Overdue 2", "Today 1"]);

  await page.getByRole("link", { name: "Upcoming", exact: true }).click();
  await expect.poll(() => titles(page)).toEqual(["Next week"]);
  await expect(addField(page)).toHaveCount(0);
});
