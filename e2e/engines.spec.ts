// The test tools themselves: every engine on this machine drives a page, and a killed browser comes back with its profile.

import { AVAILABLE } from "./engines/available.ts";
import { openEngine } from "./engines/open-engine.ts";
import { expect, test } from "./fixtures.ts";
import { LONG } from "./size.ts";

/** A page of the relay that needs none of the app's own code. */
const PLAIN_PAGE = "/robots.txt";

for (const name of AVAILABLE) {
  test(`${name} opens pages of the relay, types, clicks and shares storage between tabs`, LONG, async ({ relay }) => {
    const engine = await openEngine(name);
    try {
      const page = await engine.newTab();
      await page.open(`${relay.address}${PLAIN_PAGE}`);
      await page.evaluate(() => {
        document.documentElement.innerHTML = `<body><input id="field"><button id="button">none</button></body>`;
        const field = document.querySelector("input");
        const button = document.querySelector("button");
        button?.addEventListener("click", () => {
          button.textContent = field?.value ?? "";
          localStorage.setItem("typed", field?.value ?? "");
        });
      }, null);
      await page.type("#field", "a line of text");
      await page.click("#button");
      await page.waitFor((text) => document.querySelector("#button")?.textContent === text, "a line of text");
      expect(await page.texts("button")).toEqual(["a line of text"]);

      const other = await engine.newTab();
      await other.open(`${relay.address}${PLAIN_PAGE}`);
      expect(await other.evaluate((key) => localStorage.getItem(key), "typed")).toBe("a line of text");
      expect(await other.evaluate(async () => Promise.resolve(location.pathname), null)).toBe(PLAIN_PAGE);
      await expect(other.evaluate(() => Promise.reject(new Error("as it should")), null)).rejects.toThrow("as it should");
      await other.close();
      await page.reload();
      expect(await page.evaluate(() => document.querySelector("#field") === null, null)).toBe(true);
    } finally {
      await engine.close();
    }
  });
}

test("a browser that is killed opens again with its profile", async ({ relay, newDevice }) => {
  const device = await newDevice();
  const page = await device.newPage();
  await page.goto(`${relay.address}${PLAIN_PAGE}`);
  await page.evaluate(async () => {
    const opening = indexedDB.open("kept", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("store");
    await new Promise((resolve) => opening.addEventListener("success", resolve));
    const transaction = opening.result.transaction("store", "readwrite", { durability: "strict" });
    transaction.objectStore("store").put("value", "key");
    await new Promise((resolve) => transaction.addEventListener("complete", resolve));
  });
  await device.kill();
  await device.open();
  const again = await device.newPage();
  await again.goto(`${relay.address}${PLAIN_PAGE}`);
  const names = await again.evaluate(async () => (await indexedDB.databases()).map((database) => database.name));
  expect(names).toEqual(["kept"]);
});

test("a relay that is killed starts again on its port", async ({ relay }) => {
  await relay.kill();
  await expect(fetch(`${relay.address}/healthz`)).rejects.toThrow();
  await relay.start();
  expect((await fetch(`${relay.address}/healthz`)).ok).toBe(true);
  expect(await relay.stop()).toBe(0);
});
