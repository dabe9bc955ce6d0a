// Today, the home of the app: what a day asks for, on a wide screen and on a phone, at midnight and after a flight.

import type { CDPSession, Page } from "@playwright/test";
import {
  addField,
  addTask,
  expectRows,
  expectSynced,
  goTo,
  lastAction,
  makeList,
  openSettings,
  openApp,
  row,
  rowNames,
  typeAll,
  whenKept,
  whenWritable,
} from "./app-page.ts";
import { AT_HOME } from "./device.ts";
import { expect, test } from "./fixtures.ts";
import { approve, confirmJoin, invite, pair } from "./pairing-steps.ts";
import { LONG } from "./size.ts";

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
  // That chooses it: a key more would reach the row, which has the focus by then.
  await page.getByLabel("Another day").fill(day);
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
  // Which day it is says the heading, where there is one day under it.
  const dayMarks = page.locator("main").getByRole("button", { name: /^(?:Day: |Overdue, )/u });
  await expect(dayMarks).toHaveCount(2);

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

test(
  "whoever joins by a link is told where the tasks are that have no day, and is offered no sample tasks",
  LONG,
  async ({ relay, newDevice }) => {
    const [laptop, phone] = [await newDevice(), await newDevice([AT_HOME])];
    const a = await openApp(laptop, relay.address);
    const b = await openApp(phone, relay.address);
    const samples = b.getByRole("button", { name: "See it with sample tasks" });
    await expect(samples).toBeVisible();
    await addTask(a, "Write to Ada");
    await makeList(a, "Garden");
    await typeAll(a, ["Weed the beds", "Sow beans"]);
    await b.goto((await invite(a)).link);
    await confirmJoin(b);
    await approve(a, b);
    await goTo(b, "Today");

    await expect(b.getByText("Nothing left for today.")).toBeVisible();
    await expect(samples).toHaveCount(0);
    await b.getByRole("link", { name: "3 tasks without a day in Inbox and “Garden”" }).click();
    await expect(b.getByRole("heading", { level: 1, name: "All tasks" })).toBeVisible();
    await expect.poll(() => titles(b)).toEqual(["Write to Ada", "Weed the beds", "Sow beans"]);
    await setDay(b, "Sow beans", daysFrom(new Date(), 3));
    await goTo(b, "Today");
    await expect(b.getByText("Next: “Sow beans”")).toBeVisible();
    await expect(b.getByRole("link", { name: "2 tasks without a day", exact: true })).toBeVisible();
  },
);

const inZone = (session: CDPSession, timezoneId: string): Promise<unknown> => session.send("Emulation.setTimezoneOverride", { timezoneId });

/** Today on Saturday 28 November 2026 at two minutes to midnight, in Berlin. */
async function openBeforeMidnight(page: Page, address: string): Promise<CDPSession> {
  await page.setViewportSize({ width: 1280, height: 800 });
  const session = await page.context().newCDPSession(page);
  await inZone(session, "Europe/Berlin");
  await page.clock.install({ time: new Date("2026-11-28T23:58:00+01:00") });
  await page.goto(`${address}/#today`);
  await whenWritable(page);
  return session;
}

test("at midnight what is due today becomes overdue, under the eyes of somebody who types", LONG, async ({ relay, newDevice }) => {
  const page = await (await newDevice([AT_HOME])).newPage();
  await openBeforeMidnight(page, relay.address);
  await addTask(page, "Tomorrow’s errand");
  await addTask(page, "Water the plants");
  await setDay(page, "Tomorrow’s errand", "2026-11-29");
  await expectRows(page, ["Water the plants, Today"]);
  await expect(page.getByText("Saturday 28 November")).toBeVisible();
  await row(page, /^Water the plants/u).focus();
  await page.keyboard.press("x");
  await addField(page).focus();
  await page.keyboard.type("half a thou");

  await page.clock.fastForward("03:00");
  await expect(page.getByText("Sunday 29 November")).toBeVisible();
  await expect.poll(() => headings(page)).toEqual(["Overdue 1", "Today 1"]);
  await expectRows(page, ["Water the plants, Yesterday", "Tomorrow’s errand, Today"]);
  await expect(addField(page)).toBeFocused();
  await page.keyboard.type("ght");
  await expect(addField(page)).toHaveValue("half a thought");
  await expect(row(page, /^Water the plants/u)).toHaveAttribute("aria-selected", "true");
  await addField(page).press("Enter");
  await expect(row(page, "half a thought, Today")).toBeVisible();
});

test("a device that has flown west is a day back, and what was being written there is kept", LONG, async ({ relay, newDevice }) => {
  const page = await (await newDevice([AT_HOME])).newPage();
  const session = await openBeforeMidnight(page, relay.address);
  await page.clock.fastForward("05:00");
  await expect(page.getByText("Sunday 29 November")).toBeVisible();
  await addTask(page, "Land safely");
  await addTask(page, "Drink some water");
  await expect.poll(() => headings(page)).toEqual(["Today 2"]);
  await setDay(page, "Land safely", "2026-11-28");
  await expect.poll(() => headings(page)).toEqual(["Overdue 1", "Today 1"]);
  await row(page, /^Drink some water/u).press("Enter");
  await page.getByRole("textbox", { name: "Title" }).fill("Drink a lot of water");

  await inZone(session, "America/Los_Angeles");
  await page.clock.fastForward("00:31");
  await expect(page.getByText("Saturday 28 November")).toBeVisible();
  await expect.poll(() => headings(page)).toEqual(["Today 1"]);
  await expectRows(page, ["Land safely, Today"]);
  await goTo(page, "Upcoming");
  await expect.poll(() => headings(page)).toEqual(["Tomorrow 1"]);
  await expectRows(page, ["Drink a lot of water, Tomorrow"]);
});

const awayPart = (page: Page) => page.getByRole("region", { name: "Since you were away" });

test(
  "whoever comes back reads what another device did meanwhile, and takes a line of it back; the badge follows",
  LONG,
  async ({ relay, newDevice }) => {
    const [laptop, phone] = [await newDevice(), await newDevice()];
    const [a, b] = [await openApp(laptop, relay.address, "/#today"), await openApp(phone, relay.address, "/#today")];
    await addTask(a, "Buy milk");
    await addTask(a, "Write the report");
    await pair(a, b);
    await expectRows(b, ["Buy milk, Today", "Write the report, Today"]);
    await expect(b).toHaveTitle("(2) Daybook");
    await expect(awayPart(b)).toHaveCount(0);
    await b.close();

    await row(a, /^Buy milk/u).press(" ");
    await setDay(a, "Write the report", daysFrom(new Date(), 1));
    await addTask(a, "Call Ada");
    await expectSynced(a);
    await expect(a).toHaveTitle("(1) Daybook");

    const back = await openApp(phone, relay.address, "/#today");
    await expectRows(back, ["Call Ada, Today"]);
    await expect(awayPart(back)).toContainText("Since you were away: 3 changes from");
    await expect(back).toHaveTitle("(1) Daybook");
    // By keyboard alone.
    await awayPart(back).getByRole("button", { expanded: false }).focus();
    await back.keyboard.press("Enter");
    const lines = awayPart(back).getByRole("listitem");
    await expect(lines).toHaveText([/added “Call Ada”/u, /moved “Write the report” to Tomorrow/u, /completed “Buy milk”/u]);
    await lines.nth(2).getByRole("button").focus();
    await back.keyboard.press("Enter");
    await expect(lines.nth(2)).toContainText("Undone");
    await expectRows(back, ["Call Ada, Today", "Buy milk, Today"]);
    await expectRows(a, ["Call Ada, Today", "Buy milk, Today"]);
    await expect(a).toHaveTitle("(2) Daybook");

    // What has changed since is left alone.
    await goTo(a, "Upcoming");
    await setDay(a, "Write the report", daysFrom(new Date(), 2));
    await expectSynced(a);
    await goTo(back, "Upcoming");
    await expect.poll(() => headings(back)).not.toEqual(["Tomorrow 1"]);
    await goTo(back, "Today");
    await awayPart(back).getByRole("button", { expanded: false }).click();
    await lines.nth(1).getByRole("button").click();
    await expect(back.getByText("This has changed since.").first()).toBeVisible();

    // What was not put away is told again after a reload, and what is, in no tab any more.
    await back.reload();
    await expect(awayPart(back)).toContainText("Since you were away: 2 changes from");
    const other = await openApp(phone, relay.address, "/#today");
    await expect(awayPart(other)).toContainText("Since you were away: 2 changes from");
    await awayPart(back).getByRole("button", { name: "Put this away" }).click();
    await expect(awayPart(back)).toHaveCount(0);
    await expect(awayPart(other)).toHaveCount(0);
    await back.reload();
    await expectRows(back, ["Call Ada, Today", "Buy milk, Today"]);
    await expect(awayPart(back)).toHaveCount(0);
  },
);

test(
  "on a phone, offline: what is done on today stays done, and comes back to its place when it is undone",
  LONG,
  async ({ relay, newDevice }) => {
    const device = await newDevice([AT_HOME]);
    const page = await openApp(device, relay.address);
    await page.setViewportSize({ width: 390, height: 844 });
    for (const title of ["One", "Two", "Three"]) await addTask(page, title);
    await whenKept(page);
    await device.context().setOffline(true);
    await page.reload();
    await whenWritable(page);
    await expectRows(page, ["One, Today", "Two, Today", "Three, Today"]);
    await row(page, /^Two/u).getByRole("checkbox").click();
    await expectRows(page, ["One, Today", "Three, Today"]);
    await lastAction(page).getByRole("button", { name: "Undo" }).click();
    await expectRows(page, ["One, Today", "Two, Today", "Three, Today"]);
    for (const title of ["One", "Two", "Three"])
      await row(page, new RegExp(`^${title}`, "u"))
        .getByRole("checkbox")
        .click();
    await expect(page.getByText("Nothing left for today.")).toBeVisible();
    await expect(page).toHaveTitle("Daybook");
  },
);

test(
  "the number of what is due shows in the title of every tab until it is switched off, and stays off",
  LONG,
  async ({ relay, newDevice }) => {
    const device = await newDevice([AT_HOME]);
    const page = await openApp(device, relay.address);
    const other = await openApp(device, relay.address);
    await addTask(page, "Water the plants");
    await expect(page).toHaveTitle("(1) Daybook");
    await expect(other).toHaveTitle("(1) Daybook");
    await openSettings(page);
    const choice = page.getByRole("group", { name: "Number of tasks" });
    await expect(choice.getByRole("button", { name: "Overdue and today", pressed: true })).toBeVisible();
    await choice.getByRole("button", { name: "No number" }).click();
    await expect(page).toHaveTitle("Daybook");
    await expect(other).toHaveTitle("Daybook");
    await page.reload();
    await expectRows(page, ["Water the plants, Today"]);
    await openSettings(page);
    await expect(choice.getByRole("button", { name: "No number", pressed: true })).toBeVisible();
    await expect(page).toHaveTitle("Daybook");
    await choice.getByRole("button", { name: "Overdue and today" }).click();
    await expect(page).toHaveTitle("(1) Daybook");
    await expect(other).toHaveTitle("(1) Daybook");
  },
);
