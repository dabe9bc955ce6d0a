// `start.firstScreen10kMs`, `start.firstScreen100kMs`: from the navigation to the first screenful of tasks painted, the built app coming from its service
// worker, in a browser that runs already; the tasks have been compacted.

import type { BrowserContext } from "@playwright/test";
import { whenWritable } from "../../e2e/app-page.ts";
import { VERSION } from "../bench-data.mjs";
import { percentile, type Measured } from "../measured.ts";
import { prepareProfile } from "./prepared-profile.ts";

const SEED = 1;
const SAMPLES = 15;
const WARM_UP = 3;
const TASKS_AT_ONCE = 1_000;
const IN_USE_MS = 5_000;
/** Rows that are a screenful of 800 pixels, and less than are drawn. */
const SCREENFUL = 15;

declare global {
  var firstScreenMs: Promise<number> | undefined;
}

/** Runs in each page before its own scripts. */
function watchForRows(screenful: number): void {
  globalThis.firstScreenMs = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.querySelectorAll("main [data-task]").length < screenful) return;
      observer.disconnect();
      // A task that follows the frame: what the frame shows has been painted.
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener("message", () => resolve(performance.now()));
      port1.start();
      requestAnimationFrame(() => port2.postMessage(null));
    });
    observer.observe(document, { subtree: true, childList: true });
  });
}

async function timeFirstScreen(context: BrowserContext, address: string): Promise<number> {
  const page = await context.newPage();
  await page.addInitScript(watchForRows, SCREENFUL);
  await page.goto(address);
  const ms = await page.evaluate(() => globalThis.firstScreenMs);
  const isServed = await page.evaluate(() => navigator.serviceWorker.controller !== null);
  await page.close();
  if (ms === undefined || !isServed) throw new Error("the page comes from the service worker and shows rows");
  return ms;
}

export async function measureFirstScreen(total: number): Promise<Measured> {
  const profile = await prepareProfile(total, TASKS_AT_ONCE);
  try {
    const isCompacted = await profile.compact();
    const { context } = profile.browser;
    const warm = await context.newPage();
    await warm.goto(profile.relay.address);
    await whenWritable(warm);
    await warm.evaluate(() => navigator.serviceWorker.ready);
    // As somebody who has used it for a while: what is on screen has been kept for the next start.
    await warm.waitForTimeout(IN_USE_MS);
    await warm.close();
    const times: number[] = [];
    for (let sample = 0; sample < WARM_UP + SAMPLES; sample++) times.push(await timeFirstScreen(context, profile.relay.address));
    const counted = times.slice(WARM_UP);
    const [median = Number.NaN, p95 = Number.NaN] = [50, 95].map((percent) => percentile(counted, percent));
    return {
      value: median,
      samples: SAMPLES,
      data: `bench-data ${VERSION} seed ${SEED}`,
      details: [
        `median ${median.toFixed(0)} ms, p95 ${p95.toFixed(0)}, min ${Math.min(...counted).toFixed(0)}`,
        isCompacted ? "compacted before" : "NOT compacted: the log was read",
      ],
    };
  } finally {
    await profile.close();
  }
}
