// `ui.scrollLoafOver50_10k`: how many frames take longer than 50 ms (Long Animation Frames, all that there are) while 10,000 tasks are scrolled through by
// the wheel, down and up again, and jumped to their end and back by keys. Not slowed down.

import type { Page } from "@playwright/test";
import { VERSION } from "../bench-data.mjs";
import type { Measured } from "../measured.ts";
import { withTasks } from "./page-with-tasks.ts";

const SEED = 1;
const TASKS = 10_000;
const WHEEL_STEPS = 300;
const WHEEL_PX = 600;
const JUMPS = 10;

declare global {
  var longFrames: (() => readonly number[]) | undefined;
}

/** Run in the page. */
function watchFramesInPage(): void {
  const durations: number[] = [];
  const take = (entries: readonly PerformanceEntry[]): void => void durations.push(...entries.map(({ duration }) => duration));
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  observer.observe({ type: "long-animation-frame" });
  globalThis.longFrames = () => {
    take(observer.takeRecords());
    return durations;
  };
}

const frame = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => resolve());
      }),
  );

async function wheel(page: Page, px: number): Promise<void> {
  for (let step = 0; step < WHEEL_STEPS; step++) {
    await page.mouse.wheel(0, px);
    await frame(page);
  }
}

export const measureScrolling = (): Promise<Measured> =>
  withTasks(TASKS, SEED, async ({ page }) => {
    await page.mouse.move(640, 500);
    await page.evaluate(watchFramesInPage);
    await wheel(page, WHEEL_PX);
    await wheel(page, -WHEEL_PX);
    await page.locator('main [data-task][tabindex="0"]').focus();
    for (let jump = 0; jump < JUMPS; jump++) {
      await page.keyboard.press(jump % 2 === 0 ? "End" : "Home");
      await frame(page);
      await frame(page);
    }
    const durations = (await page.evaluate(() => globalThis.longFrames?.())) ?? [];
    const over = durations.filter((duration) => duration > 50);
    const details = [
      `of ${2 * WHEEL_STEPS} wheel steps of ${WHEEL_PX} px and ${JUMPS} jumps; longest ${Math.max(0, ...durations).toFixed(0)} ms`,
    ];
    return { value: over.length, samples: 2 * WHEEL_STEPS + JUMPS, data: `bench-data ${VERSION} seed ${SEED}`, details };
  });
