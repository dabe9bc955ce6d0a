// Shared spaces, as their people go through them.

import { expect, type Page } from "@playwright/test";
import { closeSheet, goOnFromLink } from "./app-page.ts";
import { comparisonNumber, confirmJoin } from "./pairing-steps.ts";

export const goToSpace = (page: Page, name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();

/** And goes to it. */
export async function makeSpace(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "New shared space" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: "Make space" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

export type Guest = { readonly page: Page; readonly space: string; readonly role: "Writer" | "Reader" | "Owner" };

/** By a link, until both have compared the number, the guest has said so, and the owner is asked. */
export async function bringToDoor(owner: Page, { page, space, role }: Guest): Promise<void> {
  await owner.getByRole("button", { name: "People" }).click();
  const sheet = owner.getByRole("dialog");
  await sheet.getByRole("radio", { name: role }).check();
  await sheet.getByRole("button", { name: "Make a link" }).click();
  await page.goto(await sheet.getByRole("textbox", { name: "Link", exact: true }).inputValue());
  await expect(page.getByRole("dialog")).toContainText("nothing of yours goes into it");
  await confirmJoin(page);
  expect(await comparisonNumber(page)).toBe(await comparisonNumber(owner));
  for (const each of [owner, page]) await expect(each.getByRole("dialog")).toContainText(`Into “${space}”, as: ${role}`);
  await page.getByRole("dialog").getByRole("button", { name: "They are the same" }).click();
}

/** The sheets are closed again. */
export async function letIn(owner: Page, guest: Guest): Promise<void> {
  await bringToDoor(owner, guest);
  await owner.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await expect(guest.page.getByRole("dialog")).toContainText(`“${guest.space}” is one of your spaces now`);
  await expect(owner.getByRole("dialog")).toContainText(`is in “${guest.space}” now`);
  await closeSheet(owner);
  await closeSheet(guest.page);
  await goOnFromLink(guest.page);
}
