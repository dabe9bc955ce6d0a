// Firefox, through Puppeteer and WebDriver BiDi.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { findFirefox } from "../../scripts/browsers.mjs";
import { makeEnginePage } from "./engine-page.ts";
import type { Engine } from "./engine.ts";

/** `freeze`: its processes stop where they are, until what it returns is called. */
type Firefox = Engine & { freeze(): () => void };

/** `isPrivate`: all its windows are private ones. */
export async function openFirefox({ isPrivate = false, hidesAddresses = false } = {}): Promise<Firefox> {
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
    freeze() {
      const pid = browser.process()?.pid;
      if (pid === undefined) throw new Error("a browser has a process");
      // It leads a group of its own.
      process.kill(-pid, "SIGSTOP");
      return () => process.kill(-pid, "SIGCONT");
    },
    async close() {
      await browser.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
