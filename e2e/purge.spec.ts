// Deleting for good: asked first, gone on every device, with no way back; and the diagnosis, which counts it.

import type { Page } from "@playwright/test";
import {
  addLines,
  closeSheet,
  comeBack,
  expectRows,
  expectSynced,
  goTo,
  lastAction,
  makeList,
  openApp,
  openSync,
  rename,
  row,
} from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { pair } from "./pairing-steps.ts";
import { LONG } from "./size.ts";

const question = (page: Page) => page.getByRole("dialog");

async function confirm(page: Page, answer = "Delete for good"): Promise<void> {
  await question(page).getByRole("button", { name: answer }).click();
  await expect(question(page)).toHaveCount(0);
}

test("what is in the trash is deleted for good by key, menu, selection and all at once, and only after a question", async ({
  relay,
  newDevice,
}) => {
  const page = await openApp(await newDevice(), relay.address);
  const lines = ["one", "two", "three", "four", "five", "six"];
  await addLines(page, lines);
  for (const line of lines) await row(page, line).press("Delete");
  await goTo(page, "Trash");
  await expectRows(page, lines.toReversed());

  await row(page, "one").press("Delete");
  await expect(question(page)).toContainText("There is no way back");
  await page.keyboard.press("Escape");
  await expect(row(page, "one")).toBeFocused();
  await row(page, "one").press("Delete");
  await confirm(page);
  await expectRows(page, ["six", "five", "four", "three", "two"]);
  await expect(lastAction(page)).toContainText("Deleted for good: one");
  await expect(page.locator("[data-task]:focus")).toHaveCount(1);
  await expect(lastAction(page).getByRole("button", { name: "Undo" })).toHaveCount(0);

  await row(page, "two").press("Shift+F10");
  await page.getByRole("menuitem", { name: "Delete for good" }).click();
  await confirm(page);
  await row(page, "three").press("x");
  await row(page, "four").press("x");
  await page.getByRole("toolbar").getByRole("button", { name: "Delete for good" }).click();
  await expect(question(page)).toContainText("Delete 2 tasks for good?");
  await confirm(page);
  await expectRows(page, ["six", "five"]);

  await page.getByRole("button", { name: "Empty trash" }).click();
  await expect(question(page)).toContainText("2 tasks will be deleted.");
  await confirm(page, "Empty trash");
  await expect(page.getByText("The trash is empty.", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Empty trash" })).toHaveCount(0);
  await expect(page.locator("main :focus")).toHaveCount(1);
  await page.reload();
  await expect(page.getByText("The trash is empty.", { exact: true })).toBeVisible();
});

test(
  "what one device deletes for good closes and goes on the other; what that one had changed meanwhile is kept in its trash",
  LONG,
  async ({ relay, newDevice }) => {
    const [a, b] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
    await addLines(a, ["seen", "changed", "stays"]);
    await makeList(a, "Work");
    await goTo(a, "All tasks");
    await pair(a, b);
    await expectRows(b, ["seen", "changed", "stays"]);
    for (const title of ["seen", "changed"]) await row(a, title).press("Delete");
    await expectRows(b, ["stays"]);
    await expectSynced(b);
    await goTo(b, "Trash");
    await row(b, "seen").press("i");
    await expect(b.getByRole("complementary", { name: "Details of seen" })).toBeVisible();

    await relay.kill();
    // On b one comes back and is changed, while a empties the trash.
    await row(b, "changed").getByRole("button", { name: "Restore" }).click();
    await goTo(b, "All tasks");
    await rename(b, "changed", "changed late");
    await goTo(b, "Trash");
    await row(b, "seen").press("i");
    await goTo(a, "Trash");
    await a.getByRole("button", { name: "Empty trash" }).click();
    await confirm(a, "Empty trash");
    await expectRows(a, []);

    await expect(a.getByText("2 items are out of sight and still stored, sealed:")).toBeVisible();
    await expect(a.getByText("has not confirmed that it has heard of it")).toBeVisible();

    await relay.start();
    for (const page of [a, b]) await comeBack(page);
    await expect(b.getByRole("complementary")).toHaveCount(0);
    await expectRows(b, ["changed late"]);
    await expectRows(a, ["changed late"]);
    await expect(a.getByText("has not confirmed that it has heard of it")).toHaveCount(0);
    await goTo(b, "All tasks");
    await expectRows(b, ["stays"]);

    const sheet = await openSync(b);
    await sheet.getByRole("button", { name: "Diagnosis" }).click();
    await expect(question(b)).toContainText("Deleted for good2 items");
    await expect(question(b)).toContainText("Nothing stands out.");
    await expect(question(b)).toContainText("Has confirmed everything here");
    await b.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await question(b).getByRole("button", { name: "Copy as text" }).click();
    await expect(question(b)).toContainText("Copied.");
    const copied = await b.evaluate(async () => navigator.clipboard.readText());
    expect(copied).toContain("Deleted for good: 2 items");
    for (const secret of ["changed", "stays", "Work", "Chrome", "127.0.0.1"]) expect(copied).not.toContain(secret);
    await closeSheet(b);
  },
);
