// What a user does in the app, by roles and accessible names, so that a journey reads as a journey. Every step waits for what the user would wait
// for; none sleeps. Rows are only those near the screen: `total` is the whole list's.

import { expect, type Locator, type Page } from "@playwright/test";
import type { Device } from "./device.ts";

const WIDE = { width: 1280, height: 800 };

/** Opens the app in a new tab and waits until it can be written in. `path`: what follows the address. */
export async function openApp(device: Device, address: string, path = "/"): Promise<Page> {
  const page = await device.newPage();
  await page.setViewportSize(WIDE);
  await page.goto(address + path);
  await whenWritable(page);
  return page;
}

/** Waits until the service worker has all of the app, and serves the page: from then on nothing of it is lost with the server. */
export const whenKept = async (page: Page): Promise<void> =>
  void (await page.waitForFunction(() => navigator.serviceWorker.controller !== null));

/** Waits until the app can be written in; begins anew where a new profile asks how. */
export async function whenWritable(page: Page): Promise<void> {
  const begin = page.getByRole("button", { name: "Start new" });
  await expect(addField(page).or(begin)).toBeEnabled();
  if (await begin.isVisible()) await begin.click();
  await expect(addField(page)).toBeEnabled();
}

export const addField = (page: Page): Locator => page.getByRole("textbox", { name: "Add a task" });

/** The line that is read aloud after each action: it comes only once the action is durable. */
export const announcement = (page: Page): Locator => page.locator('[role="status"][aria-live="polite"]');

/** What was done last, with the way back. */
export const lastAction = (page: Page): Locator => page.getByRole("region", { name: "Last action" });

/** Returns once the app has said that it is saved. */
export async function addTask(page: Page, title: string): Promise<void> {
  await addField(page).fill(title);
  await addField(page).press("Enter");
  await expect(addField(page)).toHaveValue("");
}

export const pasteLines = (page: Page, lines: readonly string[]): Promise<void> => pasteText(addField(page), lines.join("\n"));

/** A paste as the clipboard would do it, without one. */
export async function pasteText(field: Locator, text: string): Promise<void> {
  await field.focus();
  await field.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** Pastes lines and adds them; returns once they are saved. */
export async function addLines(page: Page, lines: readonly string[]): Promise<void> {
  await pasteLines(page, lines);
  await page.getByRole("button", { name: `Add ${lines.length.toLocaleString("en")} tasks` }).click();
  await expect(addField(page)).toBeVisible({ timeout: 60_000 });
}

/** One line at a time makes one record each; nothing is waited for between them. Also while a sheet is open above the field. */
export const typeAll = (page: Page, lines: readonly string[]): Promise<void> =>
  page.getByRole("textbox", { name: "Add a task", includeHidden: true }).evaluate((element, titles) => {
    if (!(element instanceof HTMLInputElement)) return;
    for (const title of titles) {
      element.value = title;
      element.dispatchEvent(new InputEvent("input", { bubbles: true }));
      element.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    }
  }, lines);

export const row = (page: Page, name: string | RegExp): Locator => page.getByRole("row", { name, exact: true });

/** What the rows near the screen are called, in the order of the list: title, then day, then whether there are two titles. */
export const rowNames = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll("main [data-task]"))
      .toSorted((a, b) => Number(a.getAttribute("aria-rowindex")) - Number(b.getAttribute("aria-rowindex")))
      .map((element) => element.getAttribute("aria-label") ?? ""),
  );

export const expectRows = (page: Page, names: readonly string[]): Promise<void> => expect.poll(() => rowNames(page)).toEqual(names);

/** How many tasks the list has, on screen or not. */
export const total = (page: Page): Promise<number> =>
  page.evaluate(() => Number(document.querySelector("main :is([role=grid], [role=treegrid])")?.getAttribute("aria-rowcount") ?? 0));

/** The names of all rows, wherever the list is scrolled to, seen by scrolling through it. */
export async function allRowNames(page: Page): Promise<readonly string[]> {
  const namesById = new Map<string, string>();
  const lookAndScroll = async (): Promise<number> => {
    const { count, seen } = await page.evaluate(() => {
      const rows = Array.from(document.querySelectorAll("main [data-task]"));
      rows
        .toSorted((a, b) => Number(a.getAttribute("aria-rowindex")) - Number(b.getAttribute("aria-rowindex")))
        .at(-1)
        ?.scrollIntoView();
      return {
        count: Number(document.querySelector("main :is([role=grid], [role=treegrid])")?.getAttribute("aria-rowcount") ?? 0),
        seen: rows.map((element) => [element.getAttribute("data-task") ?? "", element.getAttribute("aria-label") ?? ""] as const),
      };
    });
    for (const [id, name] of seen) namesById.set(id, name);
    return count - namesById.size;
  };
  await expect.poll(lookAndScroll, { intervals: [20], timeout: 30_000 }).toBe(0);
  return [...namesById.values()];
}

export const rename = async (page: Page, from: string, to: string): Promise<void> => {
  await row(page, from).press("Enter");
  const editor = page.getByRole("textbox", { name: "Title" });
  await editor.fill(to);
  await editor.press("Enter");
  await expect(row(page, to)).toBeVisible();
};

export async function chooseInMenu(page: Page, task: string, entry: string): Promise<void> {
  await row(page, task)
    .getByRole("button", { name: /^Actions for/u })
    .click();
  await page.getByRole("menuitem", { name: entry }).click();
}

/** By the key, once the menu has taken the focus, which it does a moment after it shows: until then a key on an entry may go to the menu itself. */
export async function pressEntry(page: Page, entry: string): Promise<void> {
  await expect.poll(() => page.evaluate(() => Boolean(document.activeElement?.closest('[role="menu"]')))).toBe(true);
  await page.getByRole("menuitem", { name: entry }).press("Enter");
}

/** Of the list that is open, by the keyboard. */
export async function chooseForList(page: Page, list: string, entry: string): Promise<void> {
  await page
    .getByRole("main")
    .getByRole("button", { name: `Actions for the list ${list}`, exact: true })
    .press("Enter");
  await pressEntry(page, entry);
}

/** On a narrow screen some places are one step further; which it is shows once the page has taken its size. */
export const reach = (page: Page, target: Locator): Promise<void> =>
  expect(async () => {
    if (!(await target.first().isVisible())) await page.getByRole("link", { name: "Lists", exact: true }).click({ timeout: 1_000 });
    await expect(target.first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });

export const goTo = async (page: Page, view: "Today" | "Upcoming" | "Inbox" | "All tasks" | "Notes" | "Done" | "Trash"): Promise<void> => {
  const link = page.getByRole("link", { name: view, exact: true });
  await reach(page, link);
  await link.click();
  await expect(page.getByRole("heading", { level: 1, name: view })).toBeVisible();
};

export async function goToList(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name: new RegExp(`^${name} \\d+ open`, "u") }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

/** Opens the sheet for a new list, which on a narrow screen is one step further. */
export async function openNewList(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "New list" });
  await reach(page, button);
  await button.click();
}

/** And goes to it. */
export async function makeList(page: Page, name: string): Promise<void> {
  await openNewList(page);
  await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Make list" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

/** The sync mark's button; its name ends in the sentence. */
export const syncMark = (page: Page): Locator => page.getByRole("button", { name: /^Sync: /u });

/** The user comes back to the page: it dials at once, however long the pause before its next attempt has grown meanwhile (up to a minute). */
export const comeBack = (page: Page): Promise<void> => page.evaluate(() => void document.dispatchEvent(new Event("visibilitychange")));

/** Everything this device has written is at the relay or on another device. */
export const expectSynced = (page: Page, options?: { readonly timeout: number }): Promise<void> =>
  expect(syncMark(page)).toHaveAccessibleName(/^Sync: Saved here(?!\. (On its way|It goes out))/u, options);

export async function openSync(page: Page): Promise<Locator> {
  await syncMark(page).click();
  const sheet = page.getByRole("dialog");
  await expect(sheet).toBeVisible();
  return sheet;
}

export async function openSettings(page: Page): Promise<void> {
  // What hears the key comes once the page has nothing else to do.
  await expect(async () => {
    await page.keyboard.press("Control+,");
    await expect(page.getByRole("heading", { name: "App lock" })).toBeVisible({ timeout: 2_000 });
  }).toPass();
}

export async function closeSheet(page: Page): Promise<void> {
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).first().click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

/** Whoever came by an invitation's link is at home then, on Today: on to all tasks, as where a journey begins. Stays on a page that the address names. */
export async function goOnFromLink(page: Page): Promise<void> {
  if (!page.url().includes("#")) await page.evaluate(() => void (location.hash = "#tasks"));
}
