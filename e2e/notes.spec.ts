// Notes on two devices: what is written on one is read on the other, what both write at once stays, and undo takes back one's own alone.

import type { Locator, Page } from "@playwright/test";
import { addTask, goTo, openApp } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { pair } from "./pairing-steps.ts";

const text = (page: Page): Locator => page.getByRole("textbox", { name: "Text of the note" });
const saved = (page: Page): Locator => page.getByText("Saved on this device.", { exact: true }).first();

async function newNote(page: Page, title: string): Promise<void> {
  await goTo(page, "Notes");
  await page.getByRole("button", { name: "New note" }).first().click();
  await expect(page.getByRole("textbox", { name: "Title of the note" })).toBeFocused();
  await page.keyboard.type(title);
  await page.keyboard.press("Enter");
  await expect(text(page)).toBeFocused();
}

const openNote = (page: Page, title: string): Promise<void> => page.getByRole("link", { name: title }).click();

test("a note is written on two devices, apart and together, and is the same on both", async ({ relay, newDevice }) => {
  const [a, b] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
  await addTask(a, "buy ink");
  await pair(a, b);

  await newNote(a, "Plans");
  for (const line of ["# Rome", "By train, **slowly**.", "- pack", "go"]) {
    await a.keyboard.type(line);
    await a.keyboard.press("Enter");
  }
  await expect(text(a).locator("h2")).toHaveText("Rome");
  await expect(text(a).locator("strong")).toHaveText("slowly");
  await expect(saved(a)).toBeVisible();

  await goTo(b, "Notes");
  await expect(b.getByRole("link", { name: "Plans" })).toContainText("By train, slowly.");
  await openNote(b, "Plans");
  await expect(text(b).locator("li")).toHaveText(["pack", "go", ""]);
  expect(await text(b).innerHTML()).toBe(await text(a).innerHTML());

  await relay.kill();
  await text(a).locator("h2").click();
  await a.keyboard.press("End");
  await a.keyboard.type(" in May");
  await text(b).locator("li").nth(1).click();
  await b.keyboard.press("End");
  await b.keyboard.type(" by night");
  await expect(saved(a)).toBeVisible();
  await expect(saved(b)).toBeVisible();
  await relay.start();
  await expect(text(a).locator("li").nth(1)).toHaveText("go by night", { timeout: 90_000 });
  await expect(text(b).locator("h2")).toHaveText("Rome in May", { timeout: 90_000 });
  expect(await text(b).innerHTML()).toBe(await text(a).innerHTML());

  await text(a).press("ControlOrMeta+z");
  await expect(text(a).locator("h2")).toHaveText("Rome");
  await expect(text(a).locator("li").nth(1)).toHaveText("go by night");
  await expect(text(b).locator("h2")).toHaveText("Rome");

  await text(a).press("Escape");
  await expect(a.getByRole("link", { name: "Plans" })).toBeFocused();
  await a.keyboard.press("Delete");
  await expect(a.getByText("No notes yet.")).toBeVisible();
  await expect(b.getByText("This note is in the trash. Restore it to write in it.")).toBeVisible();
  await a.getByRole("button", { name: "Undo", exact: true }).first().click();
  await expect(text(b).locator("h2")).toHaveText("Rome");
});
