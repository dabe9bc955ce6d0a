// A recovery phrase, as its owner makes it and brings everything back by it.

import { expect, type Locator, type Page } from "@playwright/test";
import { openSync } from "./app-page.ts";

/** What stands on the sheet; `text`: all that would go on paper. */
export type Paper = {
  readonly words: readonly string[];
  readonly relay: string;
  readonly space: string;
  /** The code of a home device's place; empty: none. */
  readonly home: string;
  readonly text: string;
};

async function wordsIn(sheet: Locator): Promise<readonly string[]> {
  await expect(sheet.getByRole("listitem")).toHaveCount(24);
  return (await sheet.getByRole("listitem").allInnerTexts()).map((text) => text.replace(/^\d+\s*/u, "").trim());
}

/** What goes on paper: the sheet, and nothing else of the page. */
async function onPaper(page: Page): Promise<string> {
  await page.emulateMedia({ media: "print" });
  // With its code, for which the home device is looked up; a sheet on screen hides it from those who listen.
  await expect(page.locator("[data-recovery-sheet] svg")).toBeVisible();
  const seen = await page.locator("body").innerText();
  await page.emulateMedia({ media: "screen" });
  return seen;
}

/** Leaves the sheet with the words open. */
export async function drawPhrase(page: Page): Promise<Paper> {
  await (await openSync(page)).getByRole("button", { name: "Make a recovery phrase" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: "Make a recovery phrase" }).click();
  const words = await wordsIn(sheet);
  const text = await onPaper(page);
  const [space = ""] = /(?:[0-9a-f]{4}\s){15}[0-9a-f]{4}/u.exec(text) ?? [];
  const [relay = ""] = /wss?:\S+/u.exec(text) ?? [];
  const [home = ""] = /dbh1\.\S+/u.exec(text) ?? [];
  return { words, relay, space, home, text };
}

/** Types the three that are asked for; what makes it the way back is left to be pressed. */
export async function proveWords(sheet: Locator, words: readonly string[]): Promise<void> {
  await sheet.getByRole("button", { name: "I have written them down" }).click();
  for (const field of await sheet.getByRole("textbox").all()) {
    const label = await field.evaluate((input) => (input instanceof HTMLInputElement ? input.labels?.[0]?.textContent : null));
    await field.fill(words[Number(/\d+/u.exec(label ?? "")?.[0]) - 1] ?? "");
  }
}

export const makeItTheWayBack = (sheet: Locator): Promise<void> => sheet.getByRole("button", { name: "Make it the way back" }).click();

/** On the first screen. */
export async function typeWords(page: Page, words: readonly string[]): Promise<void> {
  await page.getByRole("button", { name: "Restore" }).click();
  await page.getByRole("button", { name: "Restore from a recovery sheet" }).click();
  await page.getByRole("textbox", { name: "Word 1", exact: true }).fill(words.join(" "));
}

/** On the first screen. */
export async function typePaper(page: Page, { words, relay, space }: Pick<Paper, "words" | "relay" | "space">): Promise<void> {
  await typeWords(page, words);
  await page.getByRole("textbox", { name: "Relay" }).fill(relay);
  await page.getByRole("textbox", { name: "Space" }).fill(space);
}

export const startRestoring = (page: Page): Promise<void> => page.getByRole("button", { name: "Restore" }).click();
