// Firefox, through Puppeteer and WebDriver BiDi.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { findFirefox } from "../../scripts/browsers.mjs";
import { makeEnginePage } from "./engine-page.ts";
import type { Engine } from "./engine.ts";

/** `isPrivate`: all its windows are private ones. */
export async function openFirefox({ isPrivate = false, hidesAddresses = false } = {}): Promise<Engine> {
  const executablePath = findFirefox();
  if (executablePath === null) throw new Error("Firefox is not installed");
  const profile = await mkdtemp(join(tmpdir(), "daybook-firefox-"));
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath,
    userDataDir: profile,
    headless: true,
    extraPrefsFirefox: {
      "dom.serviceWorkers.enabled": true,
      "browser.privatebrowsing.autostart": isPrivate,
      // Direct connections on a machine that may have no network but its own: by addresses, since nobody resolves names made up for them.
      "media.peerconnection.ice.obfuscate_host_addresses": hidesAddresses,
      "media.peerconnection.ice.loopback": true,
    },
  });
  return {
    name: "firefox",
    async newTab() {
      const page = await browser.newPage();
      return makeEnginePage({
        async open(url) {
          await page.goto(url);
        },
        async reload() {
          await page.reload();
        },
        run: (expression) => page.evaluate(expression),
        click: (selector) => page.click(selector),
        type: (selector, text) => page.type(selector, text),
        press: (key) => page.keyboard.press(key),
        close: () => page.close(),
      });
    },
    async close() {
      await browser.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
