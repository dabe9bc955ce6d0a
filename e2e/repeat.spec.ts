// Tasks that repeat: set by keys, done, taken back, skipped, done on two devices; and the day the page goes by, which follows the device's clock and zone.

import type { Locator, Page } from "@playwright/test";
import { addTask, chooseInMenu, expectRows, expectSynced, goTo, lastAction, openApp, row } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { pair } from "./pairing-steps.ts";
import { LONG } from "./size.ts";

/** Friday, 27 November 2026, 23:40 in Berlin. */
const BEFORE_MIDNIGHT = new Date("2026-11-27T22:40:00Z");

const sheetOf = (page: Page): Locator => page.getByRole("dialog");

/** By the keys alone: the sheet by its key, what is chosen by arrows, and Enter to save. */
async function repeatByKeys(page: Page, task: string): Promise<void> {
  await row(page, task).press("r");
  const sheet = sheetOf(page);
  await sheet.getByRole("radio", { name: "Never" }).first().focus();
  for (let down = 0; down < 3; down++) await page.keyboard.press("ArrowDown");
  await expect(sheet.getByRole("radio", { name: "Weekly" })).toBeChecked();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("2");
  await expect(sheet.getByRole("status")).toContainText("Every 2 weeks on ");
  await page.keyboard.press("Enter");
  await expect(sheet).toHaveCount(0);
}

test("a repeat set by keys moves its task on when it is done, and one undo takes all of it back", async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await addTask(page, "Water");
  await repeatByKeys(page, "Water");
  await expectRows(page, ["Water, Today, repeats"]);
  const water = page.getByRole("row", { name: /^Water/u });
  await water.press(" ");
  await expect(lastAction(page)).toContainText(/^Done: Water\. Next: /u);
  await expect(water).not.toHaveAccessibleName(/Today/u);
  await goTo(page, "Done");
  await expectRows(page, ["Water, Today"]);
  await goTo(page, "All tasks");
  await page.keyboard.press("ControlOrMeta+z");
  await expectRows(page, ["Water, Today, repeats"]);
  await goTo(page, "Done");
  await expectRows(page, []);
});

test(
  "a task that is done on two devices while the relay is away is logged once, and has moved on once",
  LONG,
  async ({ relay, newDevice }) => {
    const [a, b] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
    await addTask(a, "Water");
    await row(a, "Water").press("i");
    await a.getByRole("complementary").getByRole("button", { name: "Repeat Never" }).click();
    await sheetOf(a).getByRole("radio", { name: "Daily" }).check({ force: true });
    await sheetOf(a).getByRole("button", { name: "Save" }).click();
    await a.keyboard.press("Escape");
    await expectRows(a, ["Water, Today, repeats"]);
    await pair(a, b);
    await expectRows(b, ["Water, Today, repeats"]);

    await relay.kill();
    for (const page of [a, b]) {
      await row(page, "Water, Today, repeats").press(" ");
      await expectRows(page, ["Water, Tomorrow, repeats"]);
    }
    await relay.start();
    for (const page of [a, b]) await expectSynced(page, { timeout: 90_000 });
    for (const page of [a, b]) {
      await expectRows(page, ["Water, Tomorrow, repeats"]);
      await goTo(page, "Done");
      await expectRows(page, ["Water, Today"]);
    }
  },
);

test("an occurrence is skipped, and what ends is done with its last one", LONG, async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await addTask(page, "Pills");
  await chooseInMenu(page, "Pills", "Repeat");
  await sheetOf(page).getByRole("radio", { name: "Daily" }).check({ force: true });
  await sheetOf(page).getByRole("radio", { name: "After a number of times" }).check({ force: true });
  await sheetOf(page).getByRole("spinbutton", { name: "Number of times" }).fill("0");
  await sheetOf(page).getByRole("button", { name: "Save" }).click();
  await expect(sheetOf(page).getByRole("alert")).toHaveText("A whole number from 1 to 9999.");
  await sheetOf(page).getByRole("spinbutton", { name: "Number of times" }).fill("3");
  await sheetOf(page).getByRole("button", { name: "Save" }).click();
  await chooseInMenu(page, "Pills, Today, repeats", "Skip this one");
  await expect(lastAction(page)).toContainText("Skipped: Pills. Next: Tomorrow.");
  const pills = page.getByRole("row", { name: /^Pills/u });
  await pills.press(" ");
  await expect(lastAction(page)).toContainText("Done: Pills. Next: ");
  await pills.press(" ");
  await expect(lastAction(page)).toContainText("Done: Pills");
  await expectRows(page, []);
  await goTo(page, "Done");
  expect(await page.locator("main [data-task]").count()).toBe(2);
});

/** A task that is due on 27 November 2026. */
async function openWithDay(page: Page): Promise<void> {
  await addTask(page, "Taxes");
  await row(page, "Taxes").press("i");
  await page.getByRole("complementary").getByLabel("Day", { exact: true }).fill("2026-11-27");
  await page.keyboard.press("Escape");
}

test("today changes at midnight while the page is open, and with the zone after a flight", LONG, async ({ relay, newDevice }) => {
  const device = await newDevice();
  const { clock } = device.context();
  await clock.install({ time: BEFORE_MIDNIGHT });
  const page = await openApp(device, relay.address);
  const session = await page.context().newCDPSession(page);
  const fly = (timezoneId: string): Promise<unknown> => session.send("Emulation.setTimezoneOverride", { timezoneId });
  /** Nobody touches the page: it looks by itself. */
  const wait = (): Promise<void> => clock.fastForward(60_000);
  await fly("Europe/Berlin");
  await openWithDay(page);
  await wait();
  await expectRows(page, ["Taxes, Today"]);
  await clock.fastForward(30 * 60_000);
  await expectRows(page, ["Taxes, Yesterday"]);
  // In New York it is still Friday then; in Kiritimati it has long been Saturday.
  await fly("America/New_York");
  await wait();
  await expectRows(page, ["Taxes, Today"]);
  await fly("Pacific/Kiritimati");
  await wait();
  await expectRows(page, ["Taxes, Yesterday"]);
});
