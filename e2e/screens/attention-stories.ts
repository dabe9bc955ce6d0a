// What is wrong and said where one looks for it: a full storage, a wrong clock, no network, a deletion that another device has not heard of, and a
// damaged record in the sync centre and the diagnosis.

import type { Page } from "@playwright/test";
import { addLines, addTask, expectRows, expectSynced, goTo, openApp, openSync, row, whenWritable } from "../app-page.ts";
import type { Device } from "../device.ts";
import { expect } from "../fixtures.ts";
import { pair } from "../pairing-steps.ts";
import { damageRecord } from "../stored-records.ts";
import { USER_MARK } from "./layout-faults.ts";
import type { Stage } from "./stories.ts";

const FIRST = `Letters of ${USER_MARK}`;
const LAST = `Old lists of ${USER_MARK}`;
const LINES = [FIRST, `Rent of ${USER_MARK}`, LAST];

/** The window's clock, which is compared with the relay's. */
async function openWithWrongClock(device: Device, address: string): Promise<Page> {
  await device.context().addInitScript(() => {
    const { now } = Date;
    Date.now = () => now.call(Date) - 7 * 3_600_000;
  });
  return openApp(device, address);
}

/** A browser asks for its quota when it first writes, and then only every half a minute. */
async function openFull(device: Device, address: string): Promise<Page> {
  const before = await openApp(device, address);
  await addTask(before, LINES.join(", "));
  await expectSynced(before);
  await device.shut();
  await device.open();
  const page = await device.newPage();
  await page.goto(`${address}/robots.txt`);
  const session = await device.context().newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: address, quotaSize: 1 });
  await page.goto(address);
  await whenWritable(page);
  const field = page.getByRole("textbox", { name: "Add a task" });
  await field.fill(`No room for ${USER_MARK}`);
  await field.press("Enter");
  await expect(page.getByRole("alert").first()).toBeVisible();
  return page;
}

export async function storyOfAttention({ relay, newDevice, look }: Stage): Promise<void> {
  const full = await openFull(await newDevice(), relay.address);
  await look(full, "attention-full", { proof: full.locator("#cannot-write p") });
  await full.close();
  const page = await openApp(await newDevice(), relay.address);
  const away = await openWithWrongClock(await newDevice(), relay.address);
  await expect(away.getByRole("status").filter({ hasText: "7 hours" })).toBeVisible();
  await look(away, "attention-clock", { proof: away.getByRole("status").filter({ has: away.getByRole("button") }) });
  await addLines(page, LINES);
  await pair(page, away);
  await expectRows(away, LINES);
  await row(page, FIRST).press("Delete");
  await expectRows(away, LINES.slice(1));
  await expectSynced(page);

  await relay.kill();
  await goTo(page, "Trash");
  await page.getByRole("button", { name: "Empty trash" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Empty trash" }).click();
  await expect(page.getByText("has not confirmed that it has heard of it")).toBeVisible();
  await look(page, "purge-unheard", { proof: page.locator("#purge-report") });
}

export async function storyOfDamage({ relay, newDevice, look }: Stage): Promise<void> {
  const device = await newDevice();
  const page = await openApp(device, relay.address);
  for (const line of LINES) await addTask(page, line);
  await expectSynced(page);
  await page.goto(`${relay.address}/robots.txt`);
  await damageRecord(page, 2);
  await relay.kill();
  const alone = await openApp(device, relay.address);
  await expect(row(alone, LAST)).toBeVisible();
  await device.context().setOffline(true);
  const sheet = await openSync(alone);
  await expect(sheet).toContainText("damaged");
  await expect(sheet).toContainText("Offline.");
  await look(alone, "attention-damaged", { proof: alone.getByRole("dialog") });
  await sheet.getByRole("button", { name: "Diagnosis" }).click();
  await expect(alone.getByRole("heading", { name: "Logs" })).toBeVisible();
  await look(alone, "attention-diagnosis", { proof: alone.getByRole("dialog") });
}
