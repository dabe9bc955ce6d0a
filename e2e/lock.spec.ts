// The app lock: what a locked page shows, what opens it, and that nothing typed is lost to it.

import type { Page } from "@playwright/test";
import { addField, addTask, closeSheet, expectRows, openApp, openSettings } from "./app-page.ts";
import { addAuthenticator, byName } from "./authenticator.ts";
import { UNUSED } from "./device.ts";
import { expect, test } from "./fixtures.ts";
import { lockField, setLock, unlock } from "./lock-steps.ts";
import { LONG } from "./size.ts";

const PASSPHRASE = "seven geese in a row";
const TITLE = "a title that nobody is to see";

async function expectLocked(page: Page): Promise<void> {
  await expect(lockField(page)).toBeVisible();
  expect(await page.content()).not.toContain(TITLE);
  await expect(page).toHaveTitle("Daybook");
}

test("a lock closes all tabs, opens by its passphrase alone, and loses nothing that was typed", async ({ relay, newDevice }) => {
  const device = await newDevice();
  const page = await openApp(device, relay.address);
  await addTask(page, TITLE);
  const other = await openApp(device, relay.address);
  await expectRows(other, [TITLE]);
  await setLock(page, PASSPHRASE);
  for (const tab of [page, other]) await expectLocked(tab);
  await unlock(page, "seven ducks in a row");
  await expect(page.getByRole("alert")).toHaveText("That does not open it.");
  await expectLocked(page);
  await unlock(page, PASSPHRASE);
  await expectRows(page, [TITLE]);
  await expectLocked(other);
  await addField(page).fill("half of a ta");
  // What hears the key comes once the page has nothing else to do.
  await expect(async () => {
    await page.keyboard.press("Control+Shift+L");
    await expect(lockField(page)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expectLocked(page);
  await unlock(page, PASSPHRASE);
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
  await setLock(page, PASSPHRASE);
  await unlock(page, PASSPHRASE);
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

test("it locks by itself in all tabs once none of them has been used for the time that was chosen", LONG, async ({ relay, newDevice }) => {
  const device = await newDevice();
  const { clock } = device.context();
  await clock.install();
  const page = await openApp(device, relay.address);
  await addTask(page, TITLE);
  await setLock(page, PASSPHRASE);
  await unlock(page, PASSPHRASE);
  const other = await device.newPage();
  await other.goto(relay.address);
  await unlock(other, PASSPHRASE);
  for (const tab of [page, other]) await expectRows(tab, [TITLE]);
  await openSettings(page);
  await page.getByRole("radio", { name: "5 minutes", exact: true }).check({ force: true });
  await expect(page.getByRole("radio", { name: "5 minutes", exact: true })).toBeChecked();
  await closeSheet(page);
  await addField(page).fill("half of a ta");
  await clock.fastForward(4 * 60_000);
  // One that is used keeps the other open too.
  await other.bringToFront();
  await addTask(other, "in the other tab");
  await expectRows(page, ["in the other tab", TITLE]);
  await clock.fastForward(4 * 60_000);
  for (const tab of [page, other]) await expectRows(tab, ["in the other tab", TITLE]);
  // A passphrase that was refused is nothing that the lock would have to wait for.
  await openSettings(other);
  await other.getByRole("button", { name: "Change the passphrase" }).click();
  for (const label of ["Present passphrase", "New passphrase", "New passphrase once more"])
    await other.getByLabel(label, { exact: true }).fill("geese");
  await other.getByRole("form").getByRole("button", { name: "Change the passphrase" }).click();
  await expect(other.getByLabel("New passphrase", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await clock.fastForward(6 * 60_000);
  for (const tab of [page, other]) await expectLocked(tab);
  await unlock(page, PASSPHRASE);
  await expect(addField(page)).toHaveValue("half of a ta");
  await expectRows(page, ["in the other tab", TITLE]);
});
