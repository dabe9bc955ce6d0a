// The app lock: what a locked page shows, what opens it, and that nothing typed is lost to it.

import type { Page } from "@playwright/test";
import { addField, addTask, expectRows, openApp, openSettings } from "./app-page.ts";
import { addAuthenticator, byName } from "./authenticator.ts";
import { UNUSED } from "./device.ts";
import { expect, test } from "./fixtures.ts";
import { LONG } from "./size.ts";

const PASSPHRASE = "seven geese in a row";
const TITLE = "a title that nobody is to see";

const lockField = (page: Page) => page.getByRole("main").getByLabel("Passphrase");

async function setLock(page: Page): Promise<void> {
  await openSettings(page);
  await page.getByRole("button", { name: "Set a lock" }).click();
  await page.getByLabel("New passphrase", { exact: true }).fill(PASSPHRASE);
  await page.getByLabel("New passphrase once more").fill(PASSPHRASE);
  await page.getByRole("form", { name: "Set a lock" }).getByRole("button", { name: "Set a lock" }).click();
}

async function expectLocked(page: Page): Promise<void> {
  await expect(lockField(page)).toBeVisible();
  expect(await page.content()).not.toContain(TITLE);
  await expect(page).toHaveTitle("Daybook");
}

async function open(page: Page, passphrase: string): Promise<void> {
  await lockField(page).fill(passphrase);
  await lockField(page).press("Enter");
}

test("a lock closes all tabs, opens by its passphrase alone, and loses nothing that was typed", async ({ relay, newDevice }) => {
  const device = await newDevice();
  const page = await openApp(device, relay.address);
  await addTask(page, TITLE);
  const other = await openApp(device, relay.address);
  await expectRows(other, [TITLE]);
  await setLock(page);
  for (const tab of [page, other]) await expectLocked(tab);
  await open(page, "seven ducks in a row");
  await expect(page.getByRole("alert")).toHaveText("That does not open it.");
  await expectLocked(page);
  await open(page, PASSPHRASE);
  await expectRows(page, [TITLE]);
  await expectLocked(other);
  await addField(page).fill("half of a ta");
  // What hears the key comes once the page has nothing else to do.
  await expect(async () => {
    await page.keyboard.press("Control+Shift+L");
    await expect(lockField(page)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expectLocked(page);
  await open(page, PASSPHRASE);
  await expect(addField(page)).toHaveValue("half of a ta");
  await expectRows(page, [TITLE]);
});

test("a passkey opens the lock beside the passphrase", LONG, async ({ relay, newDevice }) => {
  const device = await newDevice([UNUSED]);
  const page = await device.newPage();
  await addAuthenticator(page);
  await page.goto(byName(relay.address));
  await page.getByRole("button", { name: "Start new" }).click();
  await addTask(page, TITLE);
  await setLock(page);
  await open(page, PASSPHRASE);
  await expectRows(page, [TITLE]);
  await openSettings(page);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByLabel("Present passphrase").fill(PASSPHRASE);
  await page.getByRole("form", { name: "Add a passkey" }).getByRole("button", { name: "Add a passkey" }).click();
  await expectLocked(page);
  await page.getByRole("button", { name: "Use passkey" }).click();
  await expectRows(page, [TITLE]);
  await openSettings(page);
  await page.getByRole("button", { name: "Remove the lock" }).click();
  await page.getByLabel("Present passphrase").fill(PASSPHRASE);
  await page.getByRole("form", { name: "Remove the lock" }).getByRole("button", { name: "Remove the lock" }).click();
  // The settings go with the page that showed them, once the lock is gone.
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expectRows(page, [TITLE]);
  await page.reload();
  await expectRows(page, [TITLE]);
});
