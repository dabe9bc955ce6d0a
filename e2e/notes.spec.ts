// Notes on two devices: what is written on one is read on the other, what both write at once stays, and undo takes back one's own alone.

import type { Locator, Page } from "@playwright/test";
import { addTask, goTo, openApp, pasteText } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { pair } from "./pairing-steps.ts";

const text = (page: Page): Locator => page.getByRole("textbox", { name: "Text of the note" });
const alsoHere = (page: Page): Locator => page.getByRole("status").filter({ hasText: "Also here:" });
const otherCaret = (page: Page): Locator => text(page).locator(".remote-caret");

/** As it is written, without what is drawn over it of others. */
const written = (page: Page): Promise<string> =>
  text(page).evaluate((element) => {
    const copy = element.cloneNode(true);
    if (!(copy instanceof Element)) throw new Error("an element");
    for (const drawn of copy.querySelectorAll(".remote-caret, .ProseMirror-separator, .ProseMirror-trailingBreak")) drawn.remove();
    for (const drawn of copy.querySelectorAll(".remote-selection")) drawn.replaceWith(...drawn.childNodes);
    copy.normalize();
    return copy.innerHTML;
  });

/** What stands in its block before the other's caret; null: none is drawn. */
const beforeOtherCaret = (page: Page): Promise<string | null> =>
  text(page).evaluate((element) => {
    const caret = element.querySelector(".remote-caret");
    const block = caret?.closest("p, h2, li");
    if (caret === null || block === null || block === undefined) return null;
    const range = document.createRange();
    range.setStart(block, 0);
    range.setEndBefore(caret);
    return range.toString();
  });

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

/** Both have the note open: each sees where the other is, selects and types, until that one looks elsewhere. */
async function seeEachOther(a: Page, b: Page): Promise<void> {
  await expect(alsoHere(a)).toBeVisible();
  await expect(alsoHere(b)).toBeVisible();
  await text(b).locator("h2").click();
  await b.keyboard.press("End");
  await expect.poll(() => beforeOtherCaret(a)).toBe("Rome");
  await b.keyboard.type("!");
  await expect.poll(() => beforeOtherCaret(a)).toBe("Rome!");
  await text(a).locator("h2").click();
  await a.keyboard.press("Home");
  await a.keyboard.type("In ");
  await expect.poll(() => beforeOtherCaret(b)).toBe("In ");
  await expect.poll(() => beforeOtherCaret(a)).toBe("In Rome!");
  await b.keyboard.press("Shift+ArrowLeft");
  await expect(text(a).locator(".remote-selection")).toHaveText("!");
  await b.keyboard.press("Backspace");
  await a.keyboard.press("Backspace");
  await a.keyboard.press("Backspace");
  await a.keyboard.press("Backspace");
  await expect.poll(() => beforeOtherCaret(a)).toBe("Rome");
  await goTo(b, "Notes");
  await expect(otherCaret(a)).toHaveCount(0);
  await expect(alsoHere(a)).toHaveCount(0);
  await openNote(b, "Plans");
  await expect(alsoHere(a)).toBeVisible();
  expect(await written(b)).toBe(await written(a));
}

/** All of a note that is open, on as many sheets as it takes, and nothing but the note. */
async function printWhole(page: Page): Promise<void> {
  const lines = Array.from({ length: 150 }, (_, index) => `Line ${index + 1}.`);
  await text(page).locator("h2").click();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await pasteText(text(page), lines.join("\n"));
  await expect(text(page).getByText("Line 150.")).toHaveCount(1);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.printToPDF", { paperHeight: 11 });
  await session.detach();
  const sheets =
    Buffer.from(data, "base64")
      .toString("latin1")
      .match(/\/Type \/Page\b/gu) ?? [];
  expect(sheets.length).toBeGreaterThan(3);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("toolbar")).toBeHidden();
  await expect(page.getByRole("navigation")).toHaveCount(0);
  const title = await page.locator("h1").evaluate((heading) => getComputedStyle(heading, "::after").content);
  expect(title).toBe('"Plans"');
  await page.emulateMedia({ media: null });
}

/** Of a long note, before the page has had time to lay it out. */
async function writeAtEnd(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.requestIdleCallback = () => 0;
  });
  await page.keyboard.press("Escape");
  await openNote(page, "Plans");
  await text(page).press("ControlOrMeta+End");
  await page.keyboard.type("the end");
  await expect(text(page).locator("li").last()).toHaveText("the end");
}

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

  await seeEachOther(a, b);

  await relay.kill();
  await expect(alsoHere(a)).toHaveCount(0);
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
  expect(await written(b)).toBe(await written(a));

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

  await printWhole(b);
  await writeAtEnd(b);
});
