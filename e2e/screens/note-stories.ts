// The screens of notes.

import type { Page } from "@playwright/test";
import { goTo, openApp } from "../app-page.ts";
import { expect } from "../fixtures.ts";
import type { Look } from "./camera.ts";
import { USER_MARK } from "./layout-faults.ts";
import type { Stage } from "./stories.ts";

const LINES = [
  `# Rome with ${USER_MARK}`,
  `By train, **slowly**, and with ${USER_MARK}’s *old* map: https://${USER_MARK.toLowerCase()}.example/${"strada".repeat(12)}`,
  `- pack for ${USER_MARK}`,
  "",
  `[ ] tickets for ${USER_MARK}`,
  "",
  `> ${USER_MARK} says: go in May`,
];

export async function storyOfNotes({ relay, newDevice, look }: Stage): Promise<void> {
  const page = await openApp(await newDevice(), relay.address);
  await goTo(page, "Notes");
  await expect(page.getByText("No notes yet.")).toBeVisible();
  await look(page, "notes-empty");
  await page.getByRole("button", { name: "New note" }).first().click();
  const title = page.getByRole("textbox", { name: "Title of the note" });
  await title.fill(`Plans of ${USER_MARK} ${"for the summer and the autumn ".repeat(3)}`.trim());
  await page.keyboard.press("Enter");
  for (const line of LINES) {
    await page.keyboard.type(line);
    await page.keyboard.press("Enter");
  }
  await expect(page.getByText("Saved on this device.", { exact: true }).first()).toBeVisible();
  await look(page, "note", { proof: page.locator("[contenteditable='true']") });
  await page.keyboard.press("Escape");
  await expect(page.getByRole("link", { name: /^Plans/u })).toBeVisible();
  await look(page, "notes-few");
  await page.getByRole("link", { name: /^Plans/u }).focus();
  await page.keyboard.press("Delete");
  await goTo(page, "Trash");
  await look(page, "trash-notes", { proof: page.locator("#trashed-notes") });
  await page
    .getByRole("main")
    .getByRole("link", { name: /^Plans/u })
    .click();
  await look(page, "note-trashed", { proof: page.getByRole("note") });
}

/** Two devices in one note; of `b` there is a caret, and what it has selected. */
export async function noteOfTwo(look: Look, a: Page, b: Page): Promise<void> {
  await goTo(a, "Notes");
  await a.getByRole("button", { name: "New note" }).first().click();
  await a.getByRole("textbox", { name: "Title of the note" }).fill(`Plans with ${USER_MARK}`);
  await a.keyboard.press("Enter");
  for (const line of LINES) {
    await a.keyboard.type(line);
    await a.keyboard.press("Enter");
  }
  await goTo(b, "Notes");
  await b.getByRole("link", { name: /^Plans/u }).click();
  await b.getByRole("textbox", { name: "Text of the note" }).locator("h2").click();
  await b.keyboard.press("Home");
  await b.keyboard.press("Shift+End");
  await expect(a.locator(".remote-selection")).toBeVisible();
  // Not the announcer, which speaks of the note's title for a while.
  const alsoHere = a.locator('[role="status"]:not([data-live-announcer])').filter({ hasText: USER_MARK });
  await look(a, "note-with-another", { proof: alsoHere });
}
