// What stood in a test's browsers when it failed, for whoever looks for the cause of what does not come again: printed with the failure.

import { writeFile } from "node:fs/promises";
import type { Page, TestInfo } from "@playwright/test";
import type { Device } from "./device.ts";

/** A page that answers nothing any more holds up no report. */
const PATIENCE_MS = 5_000;

/** Where it is, and what it says of itself, in the few letters that are printed. Runs in the page. */
function sumUp(): string {
  const parts = {
    at: "h1",
    rows: "main [data-task]",
    sync: 'button[aria-label^="Sync: "]',
    alerts: '[role="alert"]',
    dialog: '[role="dialog"]',
  };
  return Object.entries(parts)
    .map(([name, selector]) => {
      const texts = Array.from(document.querySelectorAll(selector), (element) => element.getAttribute("aria-label") ?? element.textContent);
      return `${name}: ${texts.join(" | ").slice(0, 60)}`;
    })
    .join("\n");
}

const within = <T>(answer: Promise<T>): Promise<T | null> =>
  Promise.race([answer.catch(() => null), new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null))]);

/** Of pages that are still there; a browser that does not run has none. Beside what is printed: all of the page by its roles and names, and a picture. */
export async function attachLastSeen(testInfo: TestInfo, devices: readonly Device[]): Promise<void> {
  const pages = devices.flatMap((device) => device.pages()).filter((page) => page.url() !== "about:blank");
  for (const [index, page] of pages.entries()) await attachPage(testInfo, page, index + 1);
}

async function attachPage(testInfo: TestInfo, page: Page, number: number): Promise<void> {
  const name = `last seen in page ${number}`;
  const body = `${page.url()}\n${(await within(page.evaluate(sumUp))) ?? "answers nothing"}`;
  await testInfo.attach(name, { body, contentType: "text/plain" });
  const whole = await within(page.locator("body").ariaSnapshot({ timeout: PATIENCE_MS }));
  const wholePath = testInfo.outputPath(`page-${number}.txt`);
  if (whole !== null) await writeFile(wholePath, whole);
  await within(page.screenshot({ path: testInfo.outputPath(`page-${number}.png`), timeout: PATIENCE_MS }));
}
