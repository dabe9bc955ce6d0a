// Chromium, through Playwright.

import { DIRECT, openDevice } from "../device.ts";
import { makeEnginePage } from "./engine-page.ts";
import type { Engine } from "./engine.ts";

/** Takes the place of an earlier one. */
const AS_IT_IS = "--disable-features=None";

export async function openChromium({ hidesAddresses = false } = {}): Promise<Engine> {
  const device = await openDevice(hidesAddresses ? [DIRECT, AS_IT_IS] : [DIRECT]);
  return {
    name: "chromium",
    async newTab() {
      const page = await device.newPage();
      return makeEnginePage({
        async open(url) {
          await page.goto(url);
        },
        async reload() {
          await page.reload();
        },
        run: (expression) => page.evaluate<unknown>(expression),
        click: (selector) => page.click(selector),
        type: (selector, text) => page.locator(selector).first().pressSequentially(text),
        press: (key) => page.keyboard.press(key),
        close: () => page.close(),
      });
    },
    close: () => device.close(),
  };
}
