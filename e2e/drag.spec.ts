// Tasks are moved with the mouse: between lists, sections, tasks and days, one or several, and taken back.

import type { Page } from "@playwright/test";
import { addTask, expectRows, goTo, goToList, lastAction, makeList, openApp, row } from "./app-page.ts";
import { dragRow, dropLine, holdOver, takeRow } from "./drag-steps.ts";
import { expect, test } from "./fixtures.ts";
import { LONG } from "./size.ts";

const dayFromNow = (count: number): Date => {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + count, 12);
};

const shortDay = (day: Date): string => new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" }).format(day);

const heading = (page: Page, name: RegExp) => page.locator("[data-heading]").filter({ has: page.getByRole("heading", { name }) });

const isoDay = (count: number): string => {
  const day = dayFromNow(count);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${String(day.getDate()).padStart(2, "0")}`;
};

/** `key`: of the sheet that asks for a day. */
async function setDay(page: Page, task: string, key: "d" | "n", day: string): Promise<void> {
  await starting(page, task).press(key);
  await page.getByLabel("Another day").fill(day);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
}

const starting = (page: Page, title: string) => row(page, new RegExp(`^${title}`, "u"));

test("tasks are dragged from day to day, one and several; Escape leaves them where they are, and each drag is taken back in one step", async ({
  relay,
  newDevice,
}) => {
  const page = await openApp(await newDevice(), relay.address);
  await makeList(page, "Home");
  for (const title of ["rent tomorrow", "bins tomorrow", "seeds in 3 days", "water today"]) await addTask(page, title);
  await goTo(page, "Upcoming");
  const third = new Intl.DateTimeFormat("en-GB", { weekday: "long" }).format(dayFromNow(3));
  const before = ["rent, Tomorrow, in Home", "bins, Tomorrow, in Home", `seeds, ${third}, in Home`];
  await expectRows(page, before);

  // Held between two rows it would go to the day that these are of, which the line says; among its own it would go nowhere.
  await takeRow(page, starting(page, "rent"));
  await holdOver(page, starting(page, "seeds"), { part: 0.8 });
  await expect(dropLine(page)).toHaveAttribute("data-words", third);
  await holdOver(page, starting(page, "bins"), { part: 0.8 });
  await expect(dropLine(page)).toHaveCount(0);
  await holdOver(page, starting(page, "seeds"), { part: 0.8 });
  await expect(dropLine(page)).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(dropLine(page)).toHaveCount(0);
  await page.mouse.up();
  await expectRows(page, before);

  await starting(page, "rent").press("x");
  await starting(page, "bins").press("x");
  await dragRow(page, starting(page, "bins"), heading(page, new RegExp(`^${third}`, "u")), { part: 0.7 });
  await expect(lastAction(page)).toContainText(`Moved to ${third}: 2 tasks`);
  await expectRows(page, [`rent, ${third}, in Home`, `bins, ${third}, in Home`, `seeds, ${third}, in Home`]);
  await page.keyboard.press("Control+z");
  await expectRows(page, before);
  await page.keyboard.press("Escape");

  // Onto the places at the side, from there and from a list.
  await dragRow(page, starting(page, "seeds"), page.getByRole("link", { name: "Today", exact: true }));
  await expect(lastAction(page)).toContainText("Moved to Today: seeds");
  await expectRows(page, before.slice(0, 2));
  await goTo(page, "Today");
  await expectRows(page, ["seeds, Today, in Home", "water, Today, in Home"]);
  await dragRow(page, starting(page, "water"), page.getByRole("link", { name: "Inbox", exact: true }));
  await expect(lastAction(page)).toContainText("Moved to Inbox: water");
  await goToList(page, "Home");
  await expectRows(page, ["rent, Tomorrow", "bins, Tomorrow", "seeds, Today"]);
});

test(
  "what is overdue is dragged to today, what may be begun becomes due, and one that repeats keeps its rhythm",
  LONG,
  async ({ relay, newDevice }) => {
    const page = await openApp(await newDevice(), relay.address);
    await addTask(page, "old");
    await setDay(page, "old", "d", isoDay(-3));
    await addTask(page, "plants today every week");
    await addTask(page, "taxes");
    await setDay(page, "taxes", "n", isoDay(0));
    await goTo(page, "Today");
    await expect(page.locator("main [data-heading] h2")).toHaveText(["Overdue", "Today", "Started"]);
    await dragRow(page, starting(page, "old"), starting(page, "plants"), { part: 0.8 });
    await expect(lastAction(page)).toContainText("Moved to Today: old");
    await dragRow(page, starting(page, "taxes"), heading(page, /^Today$/u), { part: 0.7 });
    await expect(lastAction(page)).toContainText("Moved to Today: taxes");
    await expect(page.locator("main [data-heading] h2")).toHaveText(["Today"]);

    // By the keys: to tomorrow, and in what is to come day by day.
    await starting(page, "plants").press("Alt+ArrowDown");
    await expect(lastAction(page)).toContainText("Moved to Tomorrow: plants");
    await goTo(page, "Upcoming");
    await starting(page, "plants").press("Alt+ArrowDown");
    await expect(lastAction(page)).toContainText("plants");
    await expect(page.locator("main [data-heading] h2")).not.toHaveText(["Tomorrow"]);
    await expect(starting(page, "plants")).toBeFocused();
    await page.keyboard.press("Alt+ArrowUp");
    await expect(page.locator("main [data-heading] h2")).toHaveText(["Tomorrow"]);
    await expect(starting(page, "plants")).toBeFocused();
    await page.keyboard.press(" ");
    await expect(starting(page, "plants")).toHaveAccessibleName(`plants, ${shortDay(dayFromNow(7))}, repeats`);
  },
);
