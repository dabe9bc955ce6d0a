// Waits until what moves has come to rest: pictures and contrasts are of what stands there.

import type { Page } from "@playwright/test";

export const settle = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    // What answers to a new size or theme begins with the next picture.
    await new Promise(requestAnimationFrame);
    for (;;) {
      const moving = document
        .getAnimations()
        .filter(({ playState, effect }) => playState === "running" && effect?.getTiming().iterations !== Infinity);
      if (moving.length === 0) return;
      await Promise.allSettled(moving.map(({ finished }) => finished));
    }
  });
