// The service worker keeps one whole version: what it kept opens while nothing answers at the address.

import { availableEngines } from "../scripts/browsers.mjs";
import { openEngine } from "./engines/open-engine.ts";
import { expect, test } from "./fixtures.ts";

for (const name of await availableEngines()) {
  test(`${name} opens the app, its fonts and its icons while the relay is down`, async ({ relay }) => {
    const engine = await openEngine(name);
    try {
      const page = await engine.newTab();
      await page.open(relay.address);
      await page.evaluate(async () => {
        await navigator.serviceWorker.register("/service-worker.js");
        await navigator.serviceWorker.ready;
      }, null);
      await page.waitFor(() => caches.keys().then((keys) => keys.length === 1), null);
      await relay.kill();

      await page.reload();
      await page.waitFor(() => document.querySelector("#app")?.childElementCount ?? 0, null);
      const statuses = await page.evaluate(async () => {
        const preloaded = Array.from(document.querySelectorAll<HTMLLinkElement>('link[rel="preload"]'), (link) => link.href);
        const answers = await Promise.all([...preloaded, "/icon.svg", "/manifest.webmanifest"].map((path) => fetch(path)));
        return answers.map((answer) => answer.status);
      }, null);
      expect(statuses).toEqual([200, 200, 200, 200]);
      // What is not of the version is for the network.
      expect(await page.evaluate(() => fetch("/healthz").then(String, () => "no network"), null)).toBe("no network");
    } finally {
      await engine.close();
    }
  });
}
