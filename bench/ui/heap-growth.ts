// `ui.heapGrowthMiBPer10Min`: how much the window's heap grows in ten minutes of use: tasks are added, completed, taken back and moved, menus and details opened,
// views changed and scrolled, over and over. Each time it is looked at garbage is collected first; the line through all looks but those of the first minutes
// (code and views that are loaded once) says how fast it grows. As long as HEAP_MINUTES says, half an hour otherwise.

import type { CDPSession, Page } from "@playwright/test";
import { addField, goTo } from "../../e2e/app-page.ts";
import { VERSION } from "../bench-data.mjs";
import type { Measured } from "../measured.ts";
import { withTasks } from "./page-with-tasks.ts";

const SEED = 1;
const TASKS = 10_000;
const MINUTE_MS = 60_000;
const MINUTES = Number(process.env["HEAP_MINUTES"] ?? "30");
/** Of the whole: the rest is measured. */
const WARM_UP = 0.2;
const MIB = 1_048_576;

type Look = { readonly atMinutes: number; readonly mib: number; readonly nodes: number; readonly listeners: number };

async function lookAtHeap(session: CDPSession, atMinutes: number): Promise<Look> {
  for (let round = 0; round < 3; round++) await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const { nodes, jsEventListeners } = await session.send("Memory.getDOMCounters");
  return { atMinutes, mib: usedSize / MIB, nodes, listeners: jsEventListeners };
}

const told = (look: Look | undefined): string =>
  look === undefined ? "nothing" : `${look.mib.toFixed(1)} MiB, ${look.nodes} nodes, ${look.listeners} listeners`;

/** What a person does in some ten seconds; leaves the list as it was. */
async function useOnce(page: Page, round: number): Promise<void> {
  await addField(page).fill(`once ${round}`);
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press(" ");
  await page.waitForTimeout(500);
  await page.keyboard.press("ControlOrMeta+z");
  await page.waitForTimeout(200);
  await page.keyboard.press("ControlOrMeta+z");
  await page.locator("main [data-task]").nth(3).focus();
  await page.keyboard.press("Alt+ArrowDown");
  await page.keyboard.press("ControlOrMeta+z");
  await page.keyboard.press("i");
  await page.waitForTimeout(300);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+F10");
  await page.waitForTimeout(200);
  await page.keyboard.press("Escape");
  await page.mouse.move(640, 500);
  for (let step = 0; step < 20; step++) await page.mouse.wheel(0, 500);
  await goTo(page, "Done");
  await goTo(page, "Today");
  await goTo(page, "All tasks");
  await page.locator("main [data-task]").first().waitFor();
}

/** MiB a minute, by least squares. */
function slopeOf(looks: readonly Look[]): number {
  const mean = (pick: (look: Look) => number): number => looks.reduce((sum, look) => sum + pick(look), 0) / looks.length;
  const [atMean, mibMean] = [mean(({ atMinutes }) => atMinutes), mean(({ mib }) => mib)];
  const over = looks.reduce((sum, { atMinutes, mib }) => sum + (atMinutes - atMean) * (mib - mibMean), 0);
  const under = looks.reduce((sum, { atMinutes }) => sum + (atMinutes - atMean) ** 2, 0);
  return under === 0 ? 0 : over / under;
}

export const measureHeapGrowth = (): Promise<Measured> =>
  withTasks(TASKS, SEED, async ({ page, session }) => {
    const began = performance.now();
    const minutes = (): number => (performance.now() - began) / MINUTE_MS;
    const looks: Look[] = [];
    for (let round = 0; minutes() < MINUTES; round++) {
      await useOnce(page, round);
      looks.push(await lookAtHeap(session, minutes()));
    }
    const settled = looks.filter(({ atMinutes }) => atMinutes > WARM_UP * MINUTES);
    const [first, last] = [settled[0], settled.at(-1)];
    const details = [`${MINUTES} minutes, ${looks.length} rounds; at first ${told(first)}; in the end ${told(last)}`];
    return { value: 10 * slopeOf(settled), samples: settled.length, data: `bench-data ${VERSION} seed ${SEED}`, details };
  });
