// Dragging with the mouse, step by step: taken, held where it would go, dropped; and what the list is like then.

import { expect, type Locator, type Page } from "@playwright/test";

export type HeldAt = {
  /** Of the target's height, from its top. */
  readonly part?: number;
  /** Levels to the right of where it was taken. */
  readonly indent?: number;
};

const INDENT_PX = 24;
/** From the start of a row: on its title. */
const TITLE_PX = 90;

const boxOf = async (element: Locator) => {
  const box = await element.boundingBox();
  if (box === null) throw new Error("nothing there to drag");
  return box;
};

export const dropLine = (page: Page): Locator => page.locator("[data-drop-line]");

/** Takes hold of a row, once it stands still. */
export async function takeRow(page: Page, from: Locator): Promise<void> {
  const { height } = await boxOf(from);
  await from.hover({ position: { x: TITLE_PX, y: height / 2 } });
  await page.mouse.down();
}

/** Holds what was taken over `to`, where a line would show. */
export async function holdOver(page: Page, to: Locator, { part = 0.5, indent = 0 }: HeldAt = {}): Promise<void> {
  const { x, y, width, height } = await boxOf(to);
  const [left, top] = [x + Math.min(TITLE_PX + indent * INDENT_PX, width / 2), y + height * part];
  // The browser begins a drag with a first small move.
  await page.mouse.move(left, top - 6, { steps: 4 });
  await page.mouse.move(left, top, { steps: 2 });
}

export async function dragRow(page: Page, from: Locator, to: Locator, at: HeldAt = {}): Promise<void> {
  await takeRow(page, from);
  await holdOver(page, to, at);
  await page.mouse.up();
  await expect(dropLine(page)).toHaveCount(0);
}

/** The rows and headings near the screen, in the order of the list: `#` before a heading, a dot for each level of a part. */
export const outline = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLElement>("main :is([data-task], [data-heading])"))
      .toSorted((a, b) => Number(a.getAttribute("aria-rowindex")) - Number(b.getAttribute("aria-rowindex")))
      .map((line) => {
        if (line.dataset["heading"] !== undefined) return `# ${line.querySelector("h2")?.textContent}`;
        const level = Number(line.getAttribute("aria-level") ?? 1);
        return `${". ".repeat(level - 1)}${line.getAttribute("aria-label")?.split(",")[0]}`;
      }),
  );

export const expectOutline = (page: Page, lines: readonly string[]): Promise<void> => expect.poll(() => outline(page)).toEqual(lines);
