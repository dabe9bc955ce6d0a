// Two devices at one list at the same moment: each does something that the other has not heard of, and both end with the same on screen.

import type { Page } from "@playwright/test";
import { addLines, addTask, closeSheet, expectSynced, goTo, goToList, makeList, openApp, row, rowNames } from "./app-page.ts";
import { dragRow, expectOutline } from "./drag-steps.ts";
import { expect, test } from "./fixtures.ts";
import { pair } from "./pairing-steps.ts";
import type { RelayProcess } from "./relay-process.ts";
import { LONG } from "./size.ts";

const starting = (page: Page, title: string) => row(page, new RegExp(`^${title}`, "u"));

async function renameTo(page: Page, from: string, to: string): Promise<void> {
  await starting(page, from).press("F2");
  const editor = page.getByRole("textbox", { name: "Title" });
  await expect(editor).toBeFocused();
  await editor.fill(to);
  await editor.press("Enter");
  await expect(starting(page, to)).toBeVisible();
}

async function tag(page: Page, task: string, word: string): Promise<void> {
  await starting(page, task).press("t");
  const field = page.getByRole("dialog").getByRole("combobox");
  await expect(field).toBeFocused();
  await field.fill(word);
  await field.press("Enter");
  await closeSheet(page);
  await expect(starting(page, task)).toHaveAccessibleName(new RegExp(word, "u"));
}

/** Titles of the rows, in the order of the list. */
const shown = async (page: Page): Promise<readonly string[]> => (await rowNames(page)).map((name) => name.split(",")[0] ?? "");

type Two = { readonly relay: RelayProcess; readonly a: Page; readonly b: Page };

/** What each does is done before either hears of the other. */
async function apart({ relay, a, b }: Two, ...acts: readonly (() => Promise<void>)[]): Promise<void> {
  relay.pause();
  for (const act of acts) await act();
  relay.goOn();
  await expectSynced(a);
  await expectSynced(b);
}

async function bothShow({ a, b }: Two, lines: readonly string[]): Promise<void> {
  await expectOutline(a, lines);
  await expectOutline(b, lines);
}

test("what two devices do to one list at once shows the same on both", LONG, async ({ relay, newDevice }) => {
  const [a, b] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
  const two = { relay, a, b };
  await makeList(a, "Shared");
  await addLines(a, ["one", "two", "three", "four"]);
  await pair(a, b);
  await goToList(b, "Shared");
  await bothShow(two, ["one", "two", "three", "four"]);

  // One puts in order by dragging, the other adds.
  await apart(
    two,
    () => dragRow(a, row(a, "one"), row(a, "three"), { part: 0.8 }),
    () => addTask(b, "new"),
  );
  await bothShow(two, ["new", "two", "three", "one", "four"]);

  // One completes what the other gives another title: it is done, under its new title.
  await apart(
    two,
    async () => row(a, "two").press(" "),
    () => renameTo(b, "two", "two and more"),
  );
  await bothShow(two, ["new", "three", "one", "four"]);
  await goTo(b, "Done");
  await expect.poll(() => rowNames(b)).toEqual(["two and more, in Shared"]);
  await goToList(b, "Shared");

  // What one deletes and the other edits is there, as edited; deleted again and restored on the other side.
  await apart(
    two,
    async () => row(a, "four").press("Delete"),
    () => renameTo(b, "four", "four of us"),
  );
  await bothShow(two, ["new", "three", "one", "four of us"]);
  await row(a, "four of us").press("Delete");
  await expectOutline(b, ["new", "three", "one"]);
  await goTo(b, "Trash");
  await starting(b, "four of us")
    .getByRole("button", { name: /^Restore/u })
    .click();
  await goToList(b, "Shared");
  await bothShow(two, ["new", "three", "one", "four of us"]);

  await apart(
    two,
    () => tag(a, "three", "home"),
    () => tag(b, "three", "phone"),
  );
  for (const page of [a, b]) await expect(row(page, "three, tags home, phone")).toBeVisible();
});

test(
  "two tasks that two devices each put under the other are both there, and each can be taken out",
  LONG,
  async ({ relay, newDevice }) => {
    const [a, b] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
    const two = { relay, a, b };
    await makeList(a, "Shared");
    await addLines(a, ["above", "below", "other"]);
    await pair(a, b);
    await goToList(b, "Shared");
    await bothShow(two, ["above", "below", "other"]);
    await apart(
      two,
      async () => {
        await row(a, "below").press("Control+]");
        await expectOutline(a, ["above", ". below", "other"]);
      },
      async () => {
        await row(b, "above").press("Alt+ArrowDown");
        await expectOutline(b, ["below", "above", "other"]);
        await row(b, "above").press("Control+]");
        await expectOutline(b, ["below", ". above", "other"]);
      },
    );
    await expect.poll(() => shown(a)).toHaveLength(3);
    const part = a.locator('[data-task][aria-level="2"]');
    await expect(part).toHaveCount(1);
    const title = (await part.getAttribute("aria-label")) ?? "";
    await expect(b.locator('[data-task][aria-level="2"]')).toHaveAccessibleName(title);
    await expect.poll(() => shown(b)).toEqual(await shown(a));
    // Taken out of the other it stands by itself, and that one does as well.
    await part.press("Control+[");
    for (const page of [a, b]) {
      await expect(page.locator("[data-task][aria-level]")).toHaveCount(0);
      await expect.poll(() => shown(page)).toHaveLength(3);
    }
    await expect.poll(() => shown(b)).toEqual(await shown(a));
    await a.keyboard.press("Control+z");
    for (const page of [a, b]) await expect(page.locator('[data-task][aria-level="2"]')).toHaveAccessibleName(title);
  },
);

test("one completes what comes again while the other changes how often", LONG, async ({ relay, newDevice }) => {
  const [a, b] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
  const two = { relay, a, b };
  await makeList(a, "Shared");
  await addTask(a, "plants today every day");
  await pair(a, b);
  await goToList(b, "Shared");
  await expect(starting(b, "plants")).toHaveAccessibleName("plants, Today, repeats");
  await apart(
    two,
    async () => starting(a, "plants").press(" "),
    async () => {
      await starting(b, "plants").press("r");
      const sheet = b.getByRole("dialog");
      await sheet.getByRole("radio", { name: "Weekly" }).check({ force: true });
      await sheet.getByRole("button", { name: "Save" }).click();
      await expect(sheet).toHaveCount(0);
    },
  );
  // It is done once, and comes again on one day, by the new rule.
  for (const page of [a, b]) {
    await expect(starting(page, "plants")).toHaveAccessibleName("plants, Tomorrow, repeats");
    await starting(page, "plants").press("r");
    await expect(page.getByRole("dialog").getByRole("radio", { name: "Weekly" })).toBeChecked();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  for (const page of [a, b]) {
    await goTo(page, "Done");
    await expect.poll(() => rowNames(page)).toHaveLength(1);
  }
});

/** Where a row is on screen, in pixels. */
const topOf = async (page: Page, title: string): Promise<number> => Math.round((await row(page, title).boundingBox())?.y ?? Number.NaN);

test(
  "whoever only watches keeps the place and the focus while another device works above and below",
  LONG,
  async ({ relay, newDevice }) => {
    const [a, b] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
    await makeList(a, "Shared");
    await addLines(
      a,
      Array.from({ length: 80 }, (_, index) => `line ${index + 1}`),
    );
    await pair(a, b);
    await goToList(b, "Shared");
    await row(b, "line 1").focus();
    for (let at = 1; at < 40; at++) await b.keyboard.press("ArrowDown");
    await expect(row(b, "line 40")).toBeFocused();
    await b.evaluate(() => document.querySelector("main")?.scrollBy(0, 150));
    await expect.poll(async () => (await topOf(b, "line 40")) < 700).toBe(true);
    const top = await topOf(b, "line 40");

    const stays = async (index: number): Promise<void> => {
      await expect(row(b, "line 40")).toHaveAttribute("aria-rowindex", String(index));
      await expect(row(b, "line 40")).toBeFocused();
      await expect.poll(() => topOf(b, "line 40")).toBe(top);
    };
    await addTask(a, "new at the top");
    await stays(41);
    await dragRow(a, row(a, "new at the top"), row(a, "line 3"), { part: 0.8 });
    await row(a, "line 1").press("Delete");
    await row(a, "line 2").press("Alt+ArrowDown");
    await stays(40);
    await row(a, "line 5").press("x");
    await a.keyboard.press("Shift+ArrowDown");
    await a.keyboard.press("Shift+ArrowDown");
    await a.keyboard.press("Delete");
    await stays(37);
    await a.keyboard.press("Control+z");
    await stays(40);
  },
);

test(
  "both put one list in order and add at its top, and both move one task; each task is there once, in one order",
  LONG,
  async ({ relay, newDevice }) => {
    const [a, b] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
    const two = { relay, a, b };
    await makeList(a, "Shared");
    await addLines(a, ["one", "two", "three", "four", "five"]);
    await pair(a, b);
    await goToList(b, "Shared");
    await bothShow(two, ["one", "two", "three", "four", "five"]);
    await apart(
      two,
      async () => {
        await row(a, "five").press("Alt+ArrowUp");
        await expectOutline(a, ["one", "two", "three", "five", "four"]);
        await addTask(a, "of a");
        await expectOutline(a, ["of a", "one", "two", "three", "five", "four"]);
      },
      async () => {
        await row(b, "five").press("Alt+ArrowUp");
        await row(b, "five").press("Alt+ArrowUp");
        await row(b, "one").press("Alt+ArrowDown");
        await expectOutline(b, ["two", "one", "five", "three", "four"]);
        await addTask(b, "of b");
        await expectOutline(b, ["of b", "two", "one", "five", "three", "four"]);
      },
    );
    await expect.poll(async () => (await shown(a)).toSorted()).toEqual(["five", "four", "of a", "of b", "one", "three", "two"]);
    await expect.poll(() => shown(b)).toEqual(await shown(a));
    // Both stand at the top, where they were put, and each goes on from there.
    expect((await shown(a)).slice(0, 2).toSorted()).toEqual(["of a", "of b"]);
    await row(b, "of b").press("Delete");
    await expect(row(a, "of b")).toHaveCount(0);
    expect((await shown(a))[0]).toBe("of a");
    // The undo of one takes nothing of the other back.
    await row(a, "of a").press("Control+z");
    await expect(row(a, "of a")).toHaveCount(0);
    await expect.poll(() => shown(b)).toEqual(await shown(a));
    expect(await shown(a)).toHaveLength(5);
  },
);

async function importPasted(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("import");
  await expect(page.getByRole("option", { selected: true })).toHaveAccessibleName(/^Import/u);
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog", { name: "Import", exact: true });
  const field = sheet.getByRole("textbox", { name: "Or paste text" });
  await field.focus();
  await page.keyboard.insertText(text);
  await sheet.getByRole("button", { name: "Read the text" }).press("Enter");
  await sheet.getByRole("button", { name: /^Import \d tasks$/u }).press("Enter");
  await expect(sheet.getByText(/tasks imported/u)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
}

test(
  "both import the same text while they are apart: it is there once, done as on the one, and with the two titles that the other made of one",
  LONG,
  async ({ relay, newDevice }) => {
    const [a, b] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
    const two = { relay, a, b };
    await pair(a, b);
    const text = "# Trip\n- [ ] passport\n- [ ] tickets\n- [ ] rooms";
    await apart(
      two,
      async () => {
        await importPasted(a, text);
        await goToList(a, "Trip");
        await renameTo(a, "tickets", "tickets for two");
      },
      async () => {
        await importPasted(b, text);
        await goToList(b, "Trip");
        await starting(b, "rooms").press(" ");
        await expectOutline(b, ["passport", "tickets"]);
      },
    );
    await bothShow(two, ["passport", "tickets"]);
    for (const page of [a, b]) await expect(row(page, "tickets, two titles")).toBeVisible();
    for (const page of [a, b]) await expect(page.getByRole("link", { name: /^Trip \d+ open/u })).toHaveCount(1);
  },
);
