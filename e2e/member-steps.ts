// What an owner does with the devices of a space, and what those say then.

import { expect, type Locator, type Page } from "@playwright/test";
import { closeSheet, openSync } from "./app-page.ts";

/** In its own sync centre. */
export async function nameDevice(page: Page, name: string): Promise<void> {
  const sheet = await openSync(page);
  await sheet.getByRole("button", { name: "Rename" }).click();
  await sheet.getByRole("textbox", { name: "Name of this device" }).fill(name);
  await sheet.getByRole("button", { name: "Save" }).click();
  await expect(sheet.getByText(name)).toBeVisible();
  await closeSheet(page);
}

/** Leaves the panel of that device open. */
export async function manage(owner: Page, device: string): Promise<Locator> {
  const sheet = await openSync(owner);
  await sheet.getByRole("button", { name: `Manage ${device}` }).click();
  return sheet;
}

/** Leaves the sheet open: it goes on saying where the removal is. */
export async function removeDevice(owner: Page, device: string): Promise<Locator> {
  const sheet = await manage(owner, device);
  await sheet.getByRole("button", { name: "Remove this device" }).click();
  await sheet.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(sheet).toContainText(`${device} is removed, and a new key is made.`);
  return sheet;
}

/** What a removed device shows by itself. */
export const removedSheet = (page: Page): Locator => page.getByRole("dialog", { name: "This device was removed" });

/** From that sheet: it begins anew as another device. */
export async function wipeRemoved(page: Page): Promise<void> {
  await removedSheet(page).getByRole("button", { name: "Delete everything on this device" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete now" }).click();
}
