// Pairing, step by step as its two users go through it.

import { expect, type Locator, type Page } from "@playwright/test";
import { closeSheet, goOnFromLink, openSync } from "./app-page.ts";

type Invitation = { readonly link: string; readonly code: string };

/** Leaves the sheet with the link open. */
export async function invite(page: Page): Promise<Invitation> {
  const sheet = await openSync(page);
  await sheet.getByRole("button", { name: "Add a device" }).click();
  return readInvitation(sheet);
}

async function readInvitation(sheet: Locator): Promise<Invitation> {
  return {
    link: await sheet.getByRole("textbox", { name: "Link", exact: true }).inputValue(),
    code: await sheet.getByRole("textbox", { name: "Code", exact: true }).inputValue(),
  };
}

/** Types or pastes `text` under Sync and joins with it. */
export async function joinWithText(page: Page, text: string): Promise<void> {
  const sheet = await openSync(page);
  await sheet.getByRole("button", { name: "I have a code" }).click();
  await sheet.getByRole("textbox", { name: "Link or code" }).fill(text);
  await confirmJoin(page);
}

export const confirmJoin = (page: Page): Promise<void> =>
  page.getByRole("dialog").getByRole("button", { name: "Join", exact: true }).click();

/** The six digits that both sides show. */
export async function comparisonNumber(page: Page): Promise<string> {
  const shown = page.getByLabel(/^Comparison number/u);
  await expect(shown).toBeVisible();
  return (await shown.innerText()).replaceAll(/\D/gu, "");
}

/** Both compare and say so, both read that it is done and close their sheets. */
export async function approve(inviter: Page, newcomer: Page): Promise<void> {
  const numbers = [await comparisonNumber(inviter), await comparisonNumber(newcomer)];
  expect(numbers[0]).toMatch(/^\d{6}$/u);
  expect(numbers[1]).toBe(numbers[0]);
  await newcomer.getByRole("dialog").getByRole("button", { name: "They are the same" }).click();
  await expect(newcomer.getByRole("dialog")).toContainText("to approve");
  await inviter.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await expect(inviter.getByRole("dialog")).toContainText("is one of your devices now");
  await expect(newcomer.getByRole("dialog")).toContainText("now share their tasks");
  await closeSheet(inviter);
  await closeSheet(newcomer);
  await goOnFromLink(newcomer);
}

/** A link to this machine alone has no picture, since no phone could open it; Daybook on the phone reads the code in any. */
export async function setAppAddress(host: Page): Promise<void> {
  await host.getByRole("button", { name: "Settings" }).click();
  const settings = host.getByRole("dialog", { name: "Settings" });
  await settings.getByRole("button", { name: "Change" }).nth(1).click();
  await settings.getByRole("textbox", { name: "App address" }).fill("https://daybook.example/");
  await settings.getByRole("button", { name: "Save" }).click();
  await closeSheet(host);
}

/** The short way, for journeys that begin with two paired devices. */
export async function pair(inviter: Page, newcomer: Page): Promise<void> {
  const { code } = await invite(inviter);
  await joinWithText(newcomer, code);
  await approve(inviter, newcomer);
}

/** Its end, whichever it was, has been read: the sheet is closed, and shows what it always shows when it is opened again. */
export async function putAwayPairing(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog");
  const back = dialog.getByRole("button", { name: /^(?:Done|Do not wait)$/u });
  await expect(back.or(dialog.getByRole("button", { name: "Try again" }))).toBeVisible();
  if (await back.isVisible()) await back.click();
  // Some sheets close with it.
  await expect(async () => {
    if (await dialog.isVisible()) await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0, { timeout: 1_000 });
  }).toPass();
}

/** As Sync has it. */
export async function nameDevice(page: Page, name: string): Promise<void> {
  const sheet = await openSync(page);
  await sheet.getByRole("button", { name: "Rename" }).click();
  await sheet.getByRole("textbox", { name: "Name of this device" }).fill(name);
  await sheet.getByRole("button", { name: "Save" }).click();
  await expect(sheet.getByText(name)).toBeVisible();
  await closeSheet(page);
}
