// Each screen in both themes, on a phone and on a desktop: nothing serious for axe, no sideways scrolling, and a picture of each for people to look at
// (test-results/screens).

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { addLines, addTask, closeSheet, expectRows, expectSynced, goTo, openApp, openSync, row } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { invite } from "./pairing-steps.ts";

const SCREENS = join(import.meta.dirname, "../test-results/screens");
const VIEWPORTS = [
  { name: "phone", size: { width: 390, height: 844 } },
  { name: "desktop", size: { width: 1280, height: 800 } },
] as const;
const THEMES = ["light", "dark"] as const;
const NARROWEST = { width: 320, height: 640 };

const require = createRequire(import.meta.url);
const axeSource = readFile(require.resolve("axe-core/axe.min.js"), "utf8");

type Violation = { readonly id: string; readonly impact: string; readonly nodes: readonly string[] };

async function seriousViolations(page: Page): Promise<readonly Violation[]> {
  const source = await axeSource;
  // Evaluated by the debugger: the page's own policy allows no foreign scripts.
  await page.evaluate(source);
  return page.evaluate(async () => {
    const axe: unknown = Reflect.get(globalThis, "axe");
    const run: unknown = typeof axe === "object" && axe !== null ? Reflect.get(axe, "run") : null;
    if (typeof run !== "function") throw new Error("axe is not there");
    const results: unknown = await Reflect.apply(run, axe, [document, { resultTypes: ["violations"] }]);
    const violations: unknown = typeof results === "object" && results !== null ? Reflect.get(results, "violations") : null;
    if (!Array.isArray(violations)) throw new Error("axe answers otherwise");
    return violations
      .map((violation: { id: string; impact: string; nodes: { html: string }[] }) => ({
        id: violation.id,
        impact: violation.impact,
        nodes: violation.nodes.map(({ html }) => html.slice(0, 200)),
      }))
      .filter(({ impact }) => impact === "serious" || impact === "critical");
  });
}

const sidewaysPx = (page: Page): Promise<number> =>
  page.evaluate(() =>
    Math.max(...Array.from(document.querySelectorAll("html, body, main, [role=dialog]"), (box) => box.scrollWidth - box.clientWidth)),
  );

/** What moves has come to rest: pictures and contrasts are of what stands there. */
const settled = (page: Page): Promise<void> =>
  page
    .waitForFunction(() =>
      document
        .getAnimations()
        .every((animation) => animation.playState !== "running" || animation.effect?.getTiming().iterations === Infinity),
    )
    .then(() => undefined);

const topOf = (box: Locator): Promise<number> => box.evaluate((element) => element.getBoundingClientRect().top);
const bottomOf = (box: Locator): Promise<number> => box.evaluate((element) => element.getBoundingClientRect().bottom);

/** Looks at the present screen in every size and theme. */
async function look(page: Page, screen: string): Promise<void> {
  for (const viewport of VIEWPORTS) {
    for (const theme of THEMES) {
      await page.setViewportSize(viewport.size);
      await page.emulateMedia({ colorScheme: theme });
      await settled(page);
      await page.screenshot({ path: join(SCREENS, `${screen}-${viewport.name}-${theme}.png`) });
      expect(await seriousViolations(page), `${screen}, ${viewport.name}, ${theme}`).toEqual([]);
      expect(await sidewaysPx(page), `${screen}, ${viewport.name}`).toBe(0);
    }
  }
  await page.setViewportSize(NARROWEST);
  await settled(page);
  await page.screenshot({ path: join(SCREENS, `${screen}-narrowest.png`) });
  expect(await sidewaysPx(page), `${screen}, narrowest`).toBe(0);
  await page.setViewportSize(VIEWPORTS[1].size);
}

test("every screen is free of serious faults in both themes, on phone and desktop", async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await look(page, "empty");

  await addLines(page, [
    "Call the dentist",
    "Water the plants on the balcony before the holidays begin and the neighbour takes over",
    "Taxes",
    "Old receipts",
  ]);
  await addTask(page, "Quinces");
  await row(page, "Taxes").getByRole("button", { name: "Choose a day" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Today" }).click();
  await row(page, "Old receipts").press("Delete");
  await row(page, "Quinces").getByRole("checkbox").click();
  await expect.poll(async () => page.getByRole("row").count()).toBe(3);
  await expectSynced(page);
  await page.setViewportSize(VIEWPORTS[0].size);
  await settled(page);
  expect(await bottomOf(page.getByRole("region", { name: "Last action" }))).toBeLessThanOrEqual(await topOf(page.getByRole("navigation")));
  await look(page, "list");

  await row(page, "Call the dentist").press("Enter");
  await look(page, "editing");
  await page.keyboard.press("Escape");

  await goTo(page, "Trash");
  await expectRows(page, ["Old receipts"]);
  await look(page, "trash");
  await goTo(page, "All tasks");

  await openSync(page);
  await look(page, "sync");
  await closeSheet(page);
  await invite(page);
  await look(page, "pairing");
});
