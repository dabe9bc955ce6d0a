// A space that is shared: its owner, somebody who writes in it and somebody who reads, each in a browser of their own.

import type { Page } from "@playwright/test";
import { addField, addTask, closeSheet, expectRows, openApp, openSync } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { comparisonNumber, confirmJoin } from "./pairing-steps.ts";

const goToSpace = (page: Page, name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();

/** By a link; the sheets are closed again. */
async function letIn(owner: Page, guest: Page, role: "Writer" | "Reader"): Promise<void> {
  await owner.getByRole("button", { name: "People" }).click();
  const sheet = owner.getByRole("dialog");
  await sheet.getByRole("radio", { name: role }).check();
  await sheet.getByRole("button", { name: "Make a link" }).click();
  await guest.goto(await sheet.getByRole("textbox", { name: "Link", exact: true }).inputValue());
  await expect(guest.getByRole("dialog")).toContainText("nothing of yours goes into it");
  await confirmJoin(guest);
  expect(await comparisonNumber(guest)).toBe(await comparisonNumber(owner));
  for (const page of [owner, guest]) await expect(page.getByRole("dialog")).toContainText(`Into “Household”, as: ${role}`);
  await guest.getByRole("dialog").getByRole("button", { name: "They are the same" }).click();
  await owner.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await expect(guest.getByRole("dialog")).toContainText("“Household” is one of your spaces now");
  await expect(owner.getByRole("dialog")).toContainText("is in “Household” now");
  await closeSheet(owner);
  await closeSheet(guest);
}

test("a writer and a reader come into a shared space: one changes it, the other only sees it, and nobody's own tasks are in it", async ({
  relay,
  newDevice,
}) => {
  const [anna, ben, cleo] = [
    await openApp(await newDevice(), relay.address),
    await openApp(await newDevice(), relay.address),
    await openApp(await newDevice(), relay.address),
  ];
  await addTask(anna, "of anna alone");
  await addTask(ben, "of ben alone");
  await anna.getByRole("button", { name: "New shared space" }).click();
  await anna.getByRole("textbox", { name: "Name" }).fill("Household");
  await anna.getByRole("button", { name: "Make space" }).click();
  await expectRows(anna, []);
  await addTask(anna, "water the plants");
  await letIn(anna, ben, "Writer");
  await letIn(anna, cleo, "Reader");

  await expectRows(ben, ["water the plants"]);
  await addTask(ben, "feed the cat");
  for (const page of [anna, cleo]) await expectRows(page, ["feed the cat", "water the plants"]);
  await expect(addField(cleo)).toBeDisabled();
  await expect(cleo.getByText("You may read “Household”.")).toBeVisible();
  await anna.getByRole("button", { name: "People" }).click();
  await expect(anna.getByRole("dialog").getByRole("listitem")).toHaveText([/Owner, this device$/u, /Writer$/u, /Reader$/u]);
  await closeSheet(anna);

  await goToSpace(ben, "My own");
  await expectRows(ben, ["of ben alone"]);
  await ben.reload();
  await expectRows(ben, ["of ben alone"]);
  await goToSpace(ben, "Household");
  await expectRows(ben, ["feed the cat", "water the plants"]);
  // The same one after a reload.
  await ben.reload();
  await expectRows(ben, ["feed the cat", "water the plants"]);
  await expect(await openSync(ben)).toContainText("Devices are added, and the relay is chosen, in your own space.");
});
