// `note.openMs`: from the click on a note of fifty pages in the list of notes to the caret in its text, painted; the editor's chunk lies in the service worker's
// cache, each sample is a page of its own that has been looked at for a second. `note.typingInp95Ms`: from a key pressed in that note to the next paint, with
// the processor slowed down fourfold: the 95th percentile of what is typed at its beginning, in its middle and at its end.

import type { Locator, Page } from "@playwright/test";
import { goTo, pasteText, whenWritable } from "../../e2e/app-page.ts";
import { openRelay } from "../../e2e/relay-process.ts";
import { assert } from "../../src/base/result.ts";
import { notes, VERSION } from "../bench-data.mjs";
import { startCountingInPage } from "../interactions.page.ts";
import { percentile, type Measured } from "../measured.ts";
import { openUiBrowser, type UiBrowser } from "../ui-browser.ts";

const SEED = 1;
const SAMPLES = 15;
const WARM_UP = 2;
/** Fifty pages of 3,000 letters, in paragraphs. */
const LETTERS = 150_000;
const PARAGRAPH_LETTERS = 400;
const LOOKED_AT_MS = 1_000;
const CPU_SLOWDOWN = 4;
const KEYS_AT_EACH_PLACE = 60;
const UNTOLD_MS = 16;

declare global {
  var caretMs: Promise<number> | undefined;
}

function longText(): string {
  let text = "";
  for (const note of notes(40, PARAGRAPH_LETTERS * 10, SEED)) text += ` ${note.text.replaceAll(/\s+/gu, " ")}`;
  assert(text.length >= LETTERS, "enough text for fifty pages");
  const paragraphs = Array.from({ length: LETTERS / PARAGRAPH_LETTERS }, (_, index) =>
    text.slice(index * PARAGRAPH_LETTERS, (index + 1) * PARAGRAPH_LETTERS).trim(),
  );
  return paragraphs.join("\n\n");
}

const textField = (page: Page): Locator => page.getByRole("textbox", { name: "Text of the note" });

type Prepared = { readonly browser: UiBrowser; readonly address: string; readonly close: () => Promise<void> };

/** A browser with the note, and the app in its service worker's cache. */
async function prepareNote(): Promise<Prepared> {
  const relay = await openRelay();
  const browser = await openUiBrowser();
  const page = await browser.context.newPage();
  await page.goto(relay.address);
  await whenWritable(page);
  await goTo(page, "Notes");
  await page.getByRole("button", { name: "New note" }).first().click();
  await page.getByRole("textbox", { name: "Title of the note" }).fill("Fifty pages");
  await page.keyboard.press("Enter");
  await textField(page).waitFor();
  await pasteText(textField(page), longText());
  await goTo(page, "Notes");
  await page.getByRole("link", { name: /^Fifty pages(?! No text yet)/u }).waitFor({ timeout: 60_000 });
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.close();
  return {
    browser,
    address: relay.address,
    async close() {
      await browser.close();
      await relay.close();
    },
  };
}

async function openList({ browser, address }: Prepared): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(`${address}/#notes`);
  await page.getByRole("link", { name: /^Fifty pages/u }).waitFor();
  await page.waitForTimeout(LOOKED_AT_MS);
  return page;
}

/** Runs in the page: from the next click until the caret is in the text and has been painted. */
function watchForCaret(): void {
  globalThis.caretMs = new Promise((resolve) => {
    const begin = (event: Event): void => {
      const look = (): void => {
        const field = document.activeElement;
        const isThere = field?.getAttribute("contenteditable") === "true" && field.contains(getSelection()?.anchorNode ?? null);
        if (!isThere) return void requestAnimationFrame(look);
        // A task that follows the frame: what the frame shows has been painted.
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener("message", () => resolve(performance.now() - event.timeStamp));
        port1.start();
        requestAnimationFrame(() => port2.postMessage(null));
      };
      look();
    };
    document.addEventListener("click", begin, { capture: true, once: true });
  });
}

async function timeOpening(prepared: Prepared): Promise<number> {
  const page = await openList(prepared);
  await page.evaluate(watchForCaret);
  await page.getByRole("link", { name: /^Fifty pages/u }).click();
  const ms = await page.evaluate(() => globalThis.caretMs);
  await page.close();
  assert(ms !== undefined, "the click was heard");
  return ms;
}

export async function measureNoteOpening(): Promise<Measured> {
  const prepared = await prepareNote();
  try {
    const times: number[] = [];
    for (let sample = 0; sample < WARM_UP + SAMPLES; sample++) times.push(await timeOpening(prepared));
    const counted = times.slice(WARM_UP);
    const [median = Number.NaN, p95 = Number.NaN] = [50, 95].map((percent) => percentile(counted, percent));
    const details = [`median ${median.toFixed(0)} ms, p95 ${p95.toFixed(0)}, min ${Math.min(...counted).toFixed(0)}`];
    return { value: median, samples: SAMPLES, data: `bench-data ${VERSION} seed ${SEED}, ${LETTERS} letters`, details };
  } finally {
    await prepared.close();
  }
}

const PLACES = [
  { name: "at the beginning", go: async (page: Page) => page.keyboard.press("ControlOrMeta+Home") },
  {
    name: "in the middle",
    go: async (page: Page) =>
      textField(page)
        .locator("p")
        .nth(LETTERS / PARAGRAPH_LETTERS / 2)
        .click(),
  },
  { name: "at the end", go: async (page: Page) => page.keyboard.press("ControlOrMeta+End") },
];

/** What took less than the platform tells of counts as much as that. */
async function typeAt(page: Page, go: (page: Page) => Promise<void>): Promise<readonly number[]> {
  await go(page);
  await page.evaluate(startCountingInPage);
  for (let key = 0; key < KEYS_AT_EACH_PLACE; key++) {
    await page.keyboard.press("abcde fghi"[key % 10] ?? "a");
    // A quick writer.
    await page.waitForTimeout(60);
  }
  const counted = await page.evaluate(() => globalThis.stopCounting?.());
  assert(counted !== undefined, "counting has begun");
  const untold = Math.max(0, counted.count - counted.durations.length);
  return [...counted.durations, ...Array.from({ length: untold }, () => UNTOLD_MS)];
}

export async function measureNoteTyping(): Promise<Measured> {
  const prepared = await prepareNote();
  try {
    const page = await openList(prepared);
    await page.getByRole("link", { name: /^Fifty pages/u }).click();
    await textField(page).waitFor();
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
    const all: number[] = [];
    const details: string[] = [];
    for (const { name, go } of PLACES) {
      const durations = await typeAt(page, go);
      all.push(...durations);
      const [median, p95, max] = [50, 95, 100].map((percent) => percentile(durations, percent));
      details.push(`${name}: median ${median} ms, p95 ${p95}, max ${max} (${durations.length})`);
    }
    return { value: percentile(all, 95), samples: all.length, data: `bench-data ${VERSION} seed ${SEED}, ${LETTERS} letters`, details };
  } finally {
    await prepared.close();
  }
}
