// All spaces on one screen: one's own and a shared one, in two browsers; moving between them, and what is there again after a reload.

import type { Page } from "@playwright/test";
import { addTask, closeSheet, expectRows, lastAction, openApp, row } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { comparisonNumber, confirmJoin } from "./pairing-steps.ts";
import { LONG } from "./size.ts";

const goToSpace = (page: Page, name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();

/** By a link, into the space that is on the owner's screen. */
async function letIn(owner: Page, guest: Page, role: "Writer" | "Reader"): Promise<void> {
  await owner.getByRole("button", { name: "People" }).click();
  const sheet = owner.getByRole("dialog");
  await sheet.getByRole("radio", { name: role }).check();
  await sheet.getByRole("button", { name: "Make a link" }).click();
  await guest.goto(await sheet.getByRole("textbox", { name: "Link", exact: true }).inputValue());
  await confirmJoin(guest);
  expect(await comparisonNumber(guest)).toBe(await comparisonNumber(owner));
  await guest.getByRole("dialog").getByRole("button", { name: "They are the same" }).click();
  await owner.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await expect(guest.getByRole("dialog")).toContainText("is one of your spaces now");
  await expect(owner.getByRole("dialog")).toContainText("now");
  await closeSheet(owner);
  await closeSheet(guest);
}

async function found(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "New shared space" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: "Make space" }).click();
  await expectRows(page, []);
}

test(
  "tasks of all spaces are on one screen, each is changed where it is, moves to another one and back, and what may only be read stays as it is",
  LONG,
  async ({ relay, newDevice }) => {
    const [plants, beds] = ["water the plants, space Household", "plan the beds, space Garden, read only"];
    const [anna, ben] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
    await addTask(ben, "of ben alone");
    await found(anna, "Household");
    await addTask(anna, "water the plants");
    await letIn(anna, ben, "Writer");
    await found(anna, "Garden");
    await addTask(anna, "plan the beds");
    await letIn(anna, ben, "Reader");

    await goToSpace(ben, "All spaces");
    await expectRows(ben, ["of ben alone", plants, beds]);
    await expect(row(ben, beds).getByRole("checkbox")).toBeDisabled();
    await addTask(ben, "new of ben");

    // It goes over to where anna sees it, and comes back.
    await row(ben, "of ben alone").press("l");
    await ben.getByRole("dialog").getByRole("button", { name: "Household: inbox" }).click();
    await expect(lastAction(ben)).toContainText("Moved to Household");
    await goToSpace(anna, "Household");
    await expectRows(anna, ["of ben alone", "water the plants"]);
    await ben.keyboard.press("Control+z");
    await expectRows(anna, ["water the plants"]);
    await expectRows(ben, ["new of ben", "of ben alone", plants, beds]);

    await row(ben, plants).press(" ");
    await expectRows(anna, []);
    const before = ["new of ben", "of ben alone", beds];
    await expectRows(ben, before);
    // The same choice after a reload, and no rows of another one before.
    await ben.addInitScript(() => {
      new MutationObserver(() => {
        const names = [...document.querySelectorAll("[data-task]")].map((element) => element.getAttribute("aria-label"));
        if (names.length > 0) document.documentElement.dataset["seen"] ??= names.join("; ");
      }).observe(document, { childList: true, subtree: true });
    });
    await ben.reload();
    await expectRows(ben, before);
    expect(await ben.evaluate(() => document.documentElement.dataset["seen"])).toContain("plan the beds");
    await goToSpace(ben, "My own");
    await expectRows(ben, ["new of ben", "of ben alone"]);
  },
);
