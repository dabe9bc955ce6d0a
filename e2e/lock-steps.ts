// The app lock, as its user sets and opens it.

import type { Locator, Page } from "@playwright/test";
import { openSettings } from "./app-page.ts";

export const lockField = (page: Page): Locator => page.getByRole("main").getByLabel("Passphrase");

/** The page is locked afterwards. */
export async function setLock(page: Page, passphrase: string): Promise<void> {
  await openSettings(page);
  await page.getByRole("button", { name: "Set a lock" }).click();
  await page.getByLabel("New passphrase", { exact: true }).fill(passphrase);
  await page.getByLabel("New passphrase once more").fill(passphrase);
  await page.getByRole("form", { name: "Set a lock" }).getByRole("button", { name: "Set a lock" }).click();
}

export async function unlock(page: Page, passphrase: string): Promise<void> {
  await lockField(page).fill(passphrase);
  await lockField(page).press("Enter");
}
