// What is wrong and said where one looks for it: a full storage, a wrong clock, no network, a deletion that another device has not heard of,
// damaged records and packs, and what was set aside, in the sync centre and the diagnosis.

import type { Page } from "@playwright/test";
import {
  addLines,
  addTask,
  expectRows,
  expectSynced,
  goTo,
  lastAction,
  openApp,
  openSync,
  row,
  whenKept,
  whenWritable,
} from "../app-page.ts";
import type { Device } from "../device.ts";
import { expect } from "../fixtures.ts";
import { pair } from "../pairing-steps.ts";
import { deleteForGood, packsStored } from "../earlier-month.ts";
import { damagePacks, damageRecord, notePoison } from "../stored-records.ts";
import { USER_MARK } from "./layout-faults.ts";
import type { Stage } from "./stories.ts";
import { buildTwoVersions, nextRecordFormat, type VersionSite } from "../versions.ts";

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
  await whenKept(page);

  await relay.kill();
  await goTo(page, "Trash");
  await page.getByRole("button", { name: "Empty trash" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Empty trash" }).click();
  await expect(page.getByText("has not confirmed that it has heard of it")).toBeVisible();
  await look(page, "purge-unheard", { proof: page.locator("#purge-report") });
}

/** A record and the pack with what it said: nothing here can stand in for either. */
export async function storyOfDamage({ relay, newDevice, look }: Stage): Promise<void> {
  const device = await newDevice();
  const page = await openApp(device, relay.address);
  for (const line of LINES) await addTask(page, line);
  // A pack is made at once.
  await deleteForGood(page, LINES[1] ?? "");
  await expect.poll(() => packsStored(page), { timeout: 30_000 }).toBeGreaterThan(0);
  await expectSynced(page);
  await page.goto(`${relay.address}/robots.txt`);
  await damageRecord(page, 1);
  await damagePacks(page);
  await relay.kill();
  const alone = await openApp(device, relay.address);
  await row(alone, LAST).press("i");
  await expect(alone.getByText("this task is in it")).toBeVisible();
  await look(alone, "attention-damaged-task", { proof: alone.locator("[class*=unreadable]") });
  await alone.keyboard.press("Escape");
  await row(alone, LAST).press(" ");
  await expect(lastAction(alone)).toContainText("Not saved: part of this device’s storage is damaged");
  await device.context().setOffline(true);
  const sheet = await openSync(alone);
  await expect(sheet).toContainText("damaged");
  await expect(sheet).toContainText("Offline.");
  await look(alone, "attention-damaged", { proof: alone.getByRole("dialog") });
  await sheet.getByRole("button", { name: "Diagnosis" }).click();
  await expect(alone.getByRole("heading", { name: "Logs" })).toBeVisible();
  await look(alone, "attention-diagnosis", { proof: alone.getByRole("dialog") });
}

/** What a newer version has written, and what has stopped the page: both are kept and told. */
export async function storyOfSetAside({ newDevice, look }: Stage): Promise<void> {
  const versions = await buildTwoVersions(nextRecordFormat);
  const site = await versions.openSite();
  try {
    await lookAtSetAside(site, { newDevice, look });
  } finally {
    await site.close();
    await versions.remove();
  }
}

async function lookAtSetAside({ relay, deploy }: VersionSite, { newDevice, look }: Pick<Stage, "newDevice" | "look">): Promise<void> {
  await deploy(2);
  const a = await openApp(await newDevice(), relay.address);
  await whenKept(a);
  await deploy(1);
  const device = await newDevice();
  const before = await openApp(device, relay.address);
  await addTask(a, FIRST);
  await pair(a, before);
  await addTask(a, LAST);
  await expectRows(before, [LAST, FIRST]);
  await before.goto(`${relay.address}/robots.txt`);
  await notePoison(before, 2);
  const b = await openApp(device, relay.address);
  await expectRows(b, [FIRST]);
  for (const worker of a.workers()) await worker.evaluate(() => Reflect.set(globalThis, "nextFormat", 3));
  await addTask(a, `Later of ${USER_MARK}`);
  const sheet = await openSync(b);
  await expect(sheet).toContainText("has stopped Daybook here twice");
  await expect(sheet).toContainText("comes from a newer Daybook");
  await look(b, "set-aside", { proof: b.getByRole("dialog").getByRole("listitem").first() });
  await sheet.getByRole("button", { name: "Diagnosis" }).click();
  await b.getByRole("heading", { name: "Set aside" }).scrollIntoViewIfNeeded();
  await look(b, "set-aside-diagnosis", { proof: b.getByRole("dialog") });
}
