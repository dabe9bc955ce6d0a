// What a user does in the app, in whatever engine: as app-page.ts, by what all drivers can.

import type { EnginePage } from "./engine.ts";

const ADD = 'main input[aria-label="Add a task"]';
export const DIALOG_BUTTON = '[role="dialog"] button';

export async function openApp(page: EnginePage, address: string): Promise<void> {
  await page.open(address);
  await whenWritable(page);
}

/** Begins anew where a new profile asks how. */
export const whenWritable = (page: EnginePage): Promise<void> =>
  page.waitFor((selector) => {
    const buttons = Array.from(document.querySelectorAll<HTMLButtonElement>("main button"));
    buttons.find((button) => button.textContent?.startsWith("Start new"))?.click();
    // Its home is Today: these journeys are about all tasks.
    if (location.hash === "") location.hash = "#tasks";
    return document.querySelector(selector) !== null;
  }, `${ADD}:not(:disabled)`);

export async function addTask(page: EnginePage, title: string): Promise<void> {
  await page.type(ADD, title);
  await page.press("Enter");
  await page.waitFor((selector) => document.querySelector<HTMLInputElement>(selector)?.value === "", ADD);
}

/** Waits for exactly these rows, in this order. */
export const expectRows = (page: EnginePage, names: readonly string[]): Promise<void> =>
  page.waitFor((wanted) => {
    const rows = Array.from(document.querySelectorAll("main [data-task]"));
    rows.sort((a, b) => Number(a.getAttribute("aria-rowindex")) - Number(b.getAttribute("aria-rowindex")));
    return JSON.stringify(rows.map((row) => row.getAttribute("aria-label"))) === JSON.stringify(wanted);
  }, names);

export const expectSynced = (page: EnginePage): Promise<void> =>
  page.waitFor(() => {
    const marks = Array.from(
      document.querySelectorAll('button[aria-label^="Sync: "]'),
      (button) => button.getAttribute("aria-label") ?? "",
    );
    return marks.some((mark) => mark.startsWith("Sync: Saved here")) && !marks.some((mark) => /On its way|It goes out/u.test(mark));
  }, null);

export const pressButton = (page: EnginePage, selector: string, text: string): Promise<void> =>
  page.waitFor(
    ([wanted, label]) => {
      const buttons = Array.from(document.querySelectorAll<HTMLButtonElement>(wanted));
      const found = buttons.find((button) => (button.textContent ?? "").trim() === label && !button.disabled);
      found?.click();
      return found !== undefined;
    },
    [selector, text] as const,
  );

export const openSync = (page: EnginePage): Promise<void> =>
  page.waitFor(() => {
    const mark = Array.from(document.querySelectorAll<HTMLButtonElement>('button[aria-label^="Sync: "]')).find(
      (button) => button.offsetParent !== null,
    );
    mark?.click();
    return mark !== undefined;
  }, null);

export const waitForDialogText = (page: EnginePage, text: string): Promise<void> =>
  page.waitFor((wanted) => document.querySelector('[role="dialog"]')?.textContent?.includes(wanted) ?? false, text);

export async function closeDialog(page: EnginePage): Promise<void> {
  await page.press("Escape");
  await page.waitFor(() => document.querySelector('[role="dialog"]') === null, null);
}

/** With a code from elsewhere. */
export async function joinWith(page: EnginePage, code: string): Promise<void> {
  await openSync(page);
  await pressButton(page, DIALOG_BUTTON, "I have a code");
  await page.type('[role="dialog"] input[name="code"]', code);
  await pressButton(page, DIALOG_BUTTON, "Join");
}

/** From then on the app opens without a server. */
export async function whenInstalled(page: EnginePage): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => null), null);
  await page.waitFor(() => caches.keys().then((keys) => keys.filter((key) => key.startsWith("daybook-version-")).length === 1), null);
}
