// Waits until what moves has come to rest: pictures and contrasts are of what stands there.

import type { Page } from "@playwright/test";

export const settle = (page: Page): Promise<unknown> =>
  page.waitForFunction(() =>
    document.getAnimations().every(({ playState, effect }) => playState !== "running" || effect?.getTiming().iterations === Infinity),
  );
