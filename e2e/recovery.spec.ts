// A recovery phrase is made, and brings everything back in a browser that has never seen it.

import type { Locator, Page } from "@playwright/test";
import { addLines, addTask, expectRows, expectSynced, openApp, openSync } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";

async function wordsIn(sheet: Locator): Promise<readonly string[]> {
  await expect(sheet.getByRole("listitem")).toHaveCount(24);
  return (await sheet.getByRole("listitem").allInnerTexts()).map((text) => text.replace(/^\d+\s*/u, "").trim());
}

/** What goes on paper: the sheet, and nothing else of the page. */
async function onPaper(page: Page): Promise<string> {
  await page.emulateMedia({ media: "print" });
  const seen = await page.locator("body").innerText();
  await page.emulateMedia({ media: "screen" });
  return seen;
}

/** The three that are asked for. */
async function confirmWords(sheet: Locator, words: readonly string[]): Promise<void> {
  await sheet.getByRole("button", { name: "I have written them down" }).click();
  for (const field of await sheet.getByRole("textbox").all()) {
    const label = await field.evaluate((input) => (input instanceof HTMLInputElement ? input.labels?.[0]?.textContent : null));
    await field.fill(words[Number(/\d+/u.exec(label ?? "")?.[0]) - 1] ?? "");
  }
  await sheet.getByRole("button", { name: "Make it the way back" }).click();
}

test("words on paper bring everything back when the only device is gone", async ({ relay, newDevice }) => {
  const [laptop, other] = [await newDevice(), await newDevice()];
  const a = await openApp(laptop, relay.address);
  await addLines(a, ["first", "second"]);
  await expectSynced(a);
  const sync = await openSync(a);
  await sync.getByRole("button", { name: "Make a recovery phrase" }).click();
  const sheet = a.getByRole("dialog");
  await sheet.getByRole("button", { name: "Make a recovery phrase" }).click();
  const words = await wordsIn(sheet);
  const paper = await onPaper(a);
  for (const word of words) expect(paper).toContain(word);
  expect(paper).not.toContain("first");
  const [space = ""] = /(?:[0-9a-f]{4}\s){15}[0-9a-f]{4}/u.exec(paper) ?? [];
  const [address = ""] = /wss?:\S+/u.exec(paper) ?? [];

  await confirmWords(sheet, words);
  await expect(sheet).toContainText("The relay or another device has it too");
  await a.close();

  const b = await other.newPage();
  await b.goto(relay.address);
  await b.getByRole("button", { name: "Restore" }).click();
  await b.getByRole("button", { name: "Restore from a recovery sheet" }).click();
  await b.getByRole("textbox", { name: "Word 1", exact: true }).fill(words.with(3, "zoo").join(" "));
  await b.getByRole("textbox", { name: "Relay" }).fill(address);
  await b.getByRole("textbox", { name: "Space" }).fill(space);
  await b.getByRole("button", { name: "Restore" }).click();
  await expect(b.getByRole("alert")).toContainText("together they are no phrase");
  await b.getByRole("textbox", { name: "Word 4" }).fill(words[3] ?? "");
  await b.getByRole("button", { name: "Restore" }).click();
  await b.getByRole("checkbox").check();
  await b.getByRole("button", { name: "Go on with these devices" }).click();
  await b.getByRole("button", { name: "Open Daybook" }).click();
  await expectRows(b, ["first", "second"]);
  await addTask(b, "third");
  await expectSynced(b);
});
