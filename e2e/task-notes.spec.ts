// Notes of a task with formatting: written by keys alone, read again at once, by two devices at the same time, on a phone, and taken back.

import type { Locator, Page } from "@playwright/test";
import { addTask, announcement, chooseInMenu, lastAction, openApp, pasteText, row } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { pair } from "./pairing-steps.ts";
import { LONG } from "./size.ts";
import { expectNotes, notesIn, writeNotes } from "./task-notes.ts";

const details = (page: Page): Locator => page.getByRole("complementary", { name: /^Details of/u });

/** Of the text, and of what is in it. */
const placeOfNotes = (page: Page): Promise<unknown> =>
  details(page).evaluate((panel) =>
    [...panel.querySelectorAll('[aria-label="Notes"], [aria-label="Notes"] :is(p, strong, li, input)')].map((element) => {
      const { top, left, width, height } = element.getBoundingClientRect();
      return [element.tagName, ...[top, left, width, height].map((length) => Math.round(length))];
    }),
  );

/** What stands before the other's caret in its line; null: none is drawn. */
const beforeOtherCaret = (notes: Locator): Promise<string | null> =>
  notes.evaluate((element) => {
    const caret = element.querySelector(".remote-caret");
    const line = caret?.closest("p");
    if (caret === null || line === null || line === undefined) return null;
    const range = document.createRange();
    range.setStart(line, 0);
    range.setEndBefore(caret);
    return range.toString();
  });

async function openDetails(page: Page, title: RegExp): Promise<Locator> {
  await row(page, title).press("i");
  await expect(notesIn(details(page))).toHaveAttribute("contenteditable", "true");
  return notesIn(details(page));
}

test("notes of a task are written with their formatting by keys alone, are there again, and are taken back", async ({
  relay,
  newDevice,
}) => {
  const page = await openApp(await newDevice(), relay.address);
  await addTask(page, "Taxes");
  const notes = await openDetails(page, /^Taxes/u);
  await notes.focus();
  await page.keyboard.type("Ask ");
  await page.keyboard.press("ControlOrMeta+b");
  await page.keyboard.type("Ann");
  await page.keyboard.press("ControlOrMeta+b");
  await page.keyboard.press("Enter");
  await page.keyboard.type("[ ] the blue box");
  await expect(notes.locator("strong")).toHaveText("Ann");
  await expect(notes.getByRole("checkbox", { name: "Check: the blue box" })).not.toBeChecked();
  // The bar of formats is in front of the text; within a list the key goes along that.
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByRole("toolbar", { name: "Format of the text" }).getByRole("button", { name: "Bold" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(announcement(page)).toHaveText("Notes saved.");
  await notes.focus();
  await page.keyboard.press("Escape");
  await expect(details(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(details(page)).toHaveCount(0);

  await page.reload();
  // At once as it is read, and then as it is written, at the same place.
  await row(page, /^Taxes, has notes/u).press("i");
  await expect(notes.locator("strong")).toHaveText("Ann");
  const before = await placeOfNotes(page);
  await expect(notes).toHaveAttribute("contenteditable", "true");
  expect(await placeOfNotes(page)).toEqual(before);
  await expect(notes.locator("li[data-checked] > div")).toHaveText("the blue box");

  // What is taken back is one stretch of writing, with its formatting.
  await writeNotes(details(page), "gone");
  await expect(announcement(page)).toHaveText("Notes saved.");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(lastAction(page)).toContainText("Undone: writing notes");
  await openDetails(page, /^Taxes/u);
  await expect(notes.locator("strong")).toHaveText("Ann");
  await expect(notes.getByRole("checkbox")).toHaveCount(1);
});

test(
  "two devices write in the notes of one task at once, copies keep the formatting, and links are safe",
  LONG,
  async ({ relay, newDevice }) => {
    const [page, other] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
    await addTask(page, "Taxes");
    await pair(page, other);
    const [mine, theirs] = [await openDetails(page, /^Taxes/u), await openDetails(other, /^Taxes/u)];
    await writeNotes(details(page), "the middle");
    await expectNotes(details(other), "the middle");
    await mine.press("Home");
    await expect.poll(() => beforeOtherCaret(theirs)).toBe("");
    await theirs.press("ControlOrMeta+End");
    await expect.poll(() => beforeOtherCaret(mine)).toBe("the middle");
    await Promise.all([
      (async () => {
        for (const key of "before ") await mine.press(key === " " ? "Space" : key);
      })(),
      (async () => {
        for (const key of " after") await theirs.press(key === " " ? "Space" : key);
      })(),
    ]);
    for (const panel of [details(page), details(other)]) await expectNotes(panel, "before the middle after");
    // Whoever undoes takes back their own.
    for (let step = 0; step < 6; step++) await theirs.press("ControlOrMeta+z");
    for (const panel of [details(page), details(other)]) await expectNotes(panel, "before the middle");

    await mine.press("End");
    await mine.press("Enter");
    await pasteMarkup(
      mine,
      `<h3>Plan</h3><p><a href="https://example.com/">there</a> <a href="javascript:alert(1)">not there</a><img src="x"></p>`,
    );
    await expect(theirs.getByRole("link", { name: "there", exact: true })).toHaveAttribute("href", "https://example.com/");
    await expect(theirs.locator('a[href^="javascript"], img[src]')).toHaveCount(0);
    await expect(theirs.locator("a").first()).toHaveAttribute("rel", /noopener/u);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await chooseInMenu(page, "Taxes, has notes", "Duplicate");
    await expect(row(page, /^Taxes/u)).toHaveCount(2);
    await row(page, /^Taxes/u)
      .nth(1)
      .press("i");
    await expect(mine.locator("h3")).toHaveText("Plan");
  },
);

const pasteMarkup = (field: Locator, html: string): Promise<void> =>
  field.evaluate((target, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", pasted);
    target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, html);

test(
  "on a phone the formats are beside the notes while they are written, and too long a paste is told",
  LONG,
  async ({ relay, newDevice }) => {
    const page = await openApp(await newDevice(), relay.address);
    await addTask(page, "Taxes");
    await page.setViewportSize({ width: 390, height: 844 });
    await chooseInMenu(page, "Taxes", "Details");
    const sheet = page.getByRole("dialog", { name: "Details" });
    await writeNotes(sheet, "milk");
    const bar = sheet.getByRole("toolbar", { name: "Format of the text" });
    await bar.getByRole("button", { name: "Checklist" }).click();
    await expect(notesIn(sheet)).toBeFocused();
    await expect(notesIn(sheet).getByRole("checkbox")).toHaveCount(1);
    await pasteText(notesIn(sheet), "x".repeat(100_001));
    await expect(sheet.getByRole("alert")).toHaveText("Notes of a task can be no longer than this. Go on in a note.");
    await expectNotes(sheet, "milk");
    await page.keyboard.press("Escape");
    await expect(sheet).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(sheet).toHaveCount(0);
  },
);
