// Tasks are moved with the mouse: between lists, sections, tasks and days, one or several, and taken back.

import type { Locator, Page } from "@playwright/test";
import {
  addField,
  addLines,
  addTask,
  announcement,
  expectRows,
  goTo,
  goToList,
  lastAction,
  makeList,
  openApp,
  row,
  rowNames,
  pressEntry,
} from "./app-page.ts";
import { dragRow, dropLine, expectOutline, holdOver, outline, takeRow } from "./drag-steps.ts";
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
  await expect(starting(page, "rent")).toHaveAttribute("data-held");
  await holdOver(page, starting(page, "bins"), { part: 0.8 });
  await expect(dropLine(page)).toHaveCount(0);
  await holdOver(page, starting(page, "seeds"), { part: 0.8 });
  await expect(dropLine(page)).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(dropLine(page)).toHaveCount(0);
  await page.mouse.up();
  await expect(page.locator("[data-held]")).toHaveCount(0);
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
    // It has left the view: the focus is on what took its place.
    await expect(page.locator("main [data-task]:focus")).toHaveCount(1);
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

/** The row above that one, it, and those below it. */
async function aroundOf(page: Page, title: string, count = 6): Promise<readonly string[]> {
  const lines = await outline(page);
  const at = lines.indexOf(title) - 1;
  return lines.slice(at, at + count);
}

/** The number of the line that has come under the pointer: how far a list has scrolled is a matter of how long something was held at its edge. */
const lineAt = (page: Page, x: number, y: number): Promise<number> =>
  page.evaluate(
    (at) => Number(document.elementFromPoint(at.x, at.y)?.closest("[data-task]")?.getAttribute("aria-label")?.slice("line ".length)),
    { x, y },
  );

async function addSection(page: Page, list: string, name: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for the list ${list}` }).press("Enter");
  await pressEntry(page, "New section");
  await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

/** Holds what was taken at the foot of the list until `wanted` has come. */
async function holdAtFoot(page: Page, wanted: Locator): Promise<void> {
  const box = await page.locator("main").boundingBox();
  if (box === null) throw new Error("no list");
  const [x, y] = [box.x + box.width / 2, box.y + box.height - 20];
  await expect(async () => {
    await page.mouse.move(x, y - 10, { steps: 3 });
    await page.mouse.move(x, y, { steps: 3 });
    await expect(wanted).toBeInViewport({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
}

const lineDepth = (page: Page): Promise<string> => dropLine(page).evaluate((line) => getComputedStyle(line).getPropertyValue("--depth"));

test(
  "tasks are dragged into sections and onto tasks, out again, and many at once through a list that scrolls",
  LONG,
  async ({ relay, newDevice }) => {
    const page = await openApp(await newDevice(), relay.address);
    await makeList(page, "Move");
    for (const title of ["boxes", "keys", "paint"]) await addTask(page, title);
    for (const name of ["Before", "After"]) await addSection(page, "Move", name);

    // Into a section: onto its heading, which is empty, and below what is in it.
    await takeRow(page, row(page, "keys"));
    await holdOver(page, heading(page, /^After$/u), { part: 0.9 });
    await expect(dropLine(page)).toBeVisible();
    await page.mouse.up();
    await expect(lastAction(page)).toContainText("Moved: keys");
    await expectOutline(page, ["boxes", "paint", "# Before", "# After", "keys"]);
    await dragRow(page, row(page, "boxes"), row(page, "keys"), { part: 0.8 });
    await expectOutline(page, ["paint", "# Before", "# After", "keys", "boxes"]);
    await dragRow(page, row(page, "boxes"), heading(page, /^Before$/u), { part: 0.9 });
    await expectOutline(page, ["paint", "# Before", "boxes", "# After", "keys"]);
    await page.keyboard.press("Control+z");
    await expectOutline(page, ["paint", "# Before", "# After", "keys", "boxes"]);

    // Held to the right it becomes a part of the task above, held to the left none.
    await takeRow(page, row(page, "boxes"));
    await holdOver(page, row(page, "keys"), { part: 0.8, indent: 1 });
    await expect.poll(() => lineDepth(page)).toBe("1");
    await page.mouse.up();
    await expect(lastAction(page)).toContainText("boxes");
    await expectOutline(page, ["paint", "# Before", "# After", "keys", ". boxes"]);
    await dragRow(page, row(page, "boxes"), row(page, "boxes"), { part: 0.9, indent: -1 });
    await expectOutline(page, ["paint", "# Before", "# After", "keys", "boxes"]);

    // Through a long list, which scrolls under what is held at its edge; what was taken keeps the focus.
    await addLines(
      page,
      Array.from({ length: 60 }, (_, index) => `line ${index + 1}`),
    );
    await row(page, "line 1").press("x");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await takeRow(page, row(page, "line 2"));
    await holdAtFoot(page, row(page, "line 53"));
    // Away from the edge it stands still.
    await page.mouse.move(640, 400, { steps: 3 });
    const under = await lineAt(page, 640, 400);
    await holdOver(page, row(page, `line ${under}`), { part: 0.8 });
    await page.mouse.up();
    await expect(lastAction(page)).toContainText("Moved: 3 tasks");
    await expect(row(page, "line 2")).toBeInViewport();
    // Where it was let go, give or take what the list still went until it stood.
    const above = Number((await aroundOf(page, "line 1"))[0]?.slice("line ".length));
    expect(Math.abs(above - under)).toBeLessThanOrEqual(2);
    const next = above < 60 ? `line ${above + 1}` : "paint";
    await expect.poll(() => aroundOf(page, "line 1", 5)).toEqual([`line ${above}`, "line 1", "line 2", "line 3", next]);
    await page.keyboard.press("Control+z");
    await expect.poll(() => aroundOf(page, next, 2)).toEqual([`line ${above}`, next]);
  },
);

test(
  "all of it goes by the keyboard, past tasks whose parts reach far beyond the screen, and the focus stays",
  LONG,
  async ({ relay, newDevice }) => {
    const page = await openApp(await newDevice(), relay.address);
    await makeList(page, "Long");
    const parts = Array.from({ length: 250 }, (_, index) => `part ${index + 1}`);
    await addLines(page, ["first", "big", ...parts, "last"]);
    // All but three become parts of the second in one go.
    await addField(page).press("ArrowDown");
    await expect(row(page, "first")).toBeFocused();
    for (const key of ["Control+a", "x", "ArrowDown"]) await page.keyboard.press(key);
    await expect(row(page, "big")).toBeFocused();
    await page.keyboard.press("x");
    await page.keyboard.press("End");
    await expect(row(page, "last")).toBeFocused();
    await page.keyboard.press("x");
    await page.keyboard.press("Home");
    await expect(row(page, "first")).toBeFocused();
    await row(page, "part 1").press("Control+]");
    await expect(announcement(page)).toHaveText("250 tasks: now a part of big");
    await page.keyboard.press("Escape");

    // Past the whole of the big one, down and up, from the top and from the end of the list.
    await row(page, "first").press("Alt+ArrowDown");
    await expect(announcement(page)).toHaveText("Moved to 252 of 253.");
    await expect(row(page, "first")).toBeFocused();
    await expect(row(page, "first")).toBeInViewport();
    await page.keyboard.press("Alt+ArrowUp");
    await expect(announcement(page)).toHaveText("Moved to 1 of 253.");
    await expect(row(page, "first")).toBeInViewport();
    await expect(row(page, "first")).toBeFocused();
    // The big one with all that is part of it.
    await starting(page, "big").press("Alt+ArrowDown");
    await expect(announcement(page)).toHaveText("Moved to 3 of 253.");
    await expect.poll(async () => (await rowNames(page)).slice(0, 2)).toEqual(["first", "last"]);
    // The last of its parts, out of it: behind it.
    await page.keyboard.press("End");
    await expect(row(page, "part 250")).toBeFocused();
    await page.keyboard.press("Control+[");
    await expect(announcement(page)).toHaveText(/part 250/u);
    await expect(row(page, "part 250")).not.toHaveAttribute("aria-level");
    await expect(row(page, "part 250")).toBeFocused();
    await page.keyboard.press("Control+]");
    await expect(announcement(page)).toContainText("big");
    await expect(row(page, "part 250")).toHaveAttribute("aria-level", "2");
  },
);
