// What a page says to those who listen, in order, from the moment of asking.

import type { Page } from "@playwright/test";

/** Begins to write down what the page's live regions say; the answer reads it so far. */
export async function listen(page: Page): Promise<() => Promise<readonly string[]>> {
  const heard = await page.evaluateHandle(() => {
    const texts: string[] = [];
    const observer = new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) {
          // What dialogs hide is not heard.
          const text = node.parentElement?.closest("[aria-hidden=true]") ? null : node.textContent;
          if (text) texts.push(text);
        }
      }
    });
    for (const region of document.querySelectorAll("[aria-live]")) observer.observe(region, { childList: true, subtree: true });
    return texts;
  });
  return () => heard.evaluate((texts) => [...texts]);
}
