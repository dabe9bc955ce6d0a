// English and German: chosen by the browser, or by the user and then at once, in every tab and for good.

import type { Page } from "@playwright/test";
import { addTask, expectRows, goTo, lastAction, openApp, row } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { LONG } from "./size.ts";

const heading = (page: Page, name: string): Promise<void> => expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

test("a language is chosen without a reload, in all tabs, and kept", async ({ relay, newDevice }) => {
  const device = await newDevice();
  const page = await openApp(device, relay.address);
  const other = await openApp(device, relay.address);
  await addTask(page, "Sonnenblumen");
  await goTo(other, "Notes");
  await other.getByRole("button", { name: "New note" }).first().click();
  await expect(other.getByRole("textbox", { name: "Title of the note" })).toBeFocused();
  await other.keyboard.press("Enter");
  await other.keyboard.type("[ ] Milch");
  await page.keyboard.press("Control+,");
  await page.evaluate(() => {
    document.body.dataset["same"] = "page";
  });
  await page.getByRole("dialog").getByRole("button", { name: "Deutsch" }).click();
  await expect(page.getByRole("dialog", { name: "Einstellungen" })).toBeVisible();
  await expect(page.locator("body")).toHaveAttribute("data-same", "page");
  await expect(page.locator("html")).toHaveAttribute("lang", "de-DE");
  await expect(other.getByRole("textbox", { name: "Text der Notiz" })).toBeFocused();
  await expect(other.getByRole("checkbox", { name: "Abhaken: Milch" })).toBeVisible();
  await other.keyboard.type(" und Brot");
  await expect(other.getByRole("checkbox", { name: "Abhaken: Milch und Brot" })).toBeVisible();
  await other.getByRole("link", { name: "Alle Aufgaben" }).first().click();
  await heading(other, "Alle Aufgaben");

  await page.reload();
  await heading(page, "Alle Aufgaben");
  await expectRows(page, ["Sonnenblumen"]);
  await page.keyboard.press("Control+,");
  await page.getByRole("dialog").getByRole("button", { name: "Wie in diesem Browser" }).click();
  await expect(page.getByRole("dialog", { name: "Settings" })).toBeVisible();
  await heading(other, "All tasks");
});

/** As if the disk had damaged it: of what the service worker keeps, spoils the files that speak German. */
const spoilGerman = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    let spoiled = 0;
    for (const name of (await caches.keys()).filter((one) => one.startsWith("daybook-version-"))) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const text = await (await cache.match(request))?.text();
        if (text?.includes("Papierkorb") !== true) continue;
        await cache.put(request, new Response("", { status: 500 }));
        spoiled++;
      }
    }
    return spoiled;
  });

test("what was said last changes its language too", LONG, async ({ relay, newDevice }) => {
  const device = await newDevice();
  const page = await openApp(device, relay.address);
  await addTask(page, "Sonnenblumen");
  await row(page, "Sonnenblumen").press("Delete");
  // Stays while it is pointed at.
  await lastAction(page).getByText("Moved to trash").hover();
  const other = await device.newPage();
  await other.goto(relay.address);
  await other.evaluate(() => localStorage.setItem("daybook.language", "de"));
  const said = page.getByRole("region", { name: "Letzte Aktion" });
  await expect(said).toContainText("In den Papierkorb gelegt: Sonnenblumen");
  await said.getByRole("button", { name: "Rückgängig" }).click();
  await expect(said).toContainText("Rückgängig gemacht: „Sonnenblumen“ in den Papierkorb legen.");
});

test("where German cannot be loaded, English is shown", LONG, async ({ newRelay, newDevice }) => {
  const relay = await newRelay();
  const device = await newDevice();
  const page = await openApp(device, relay.address);
  await page.evaluate(() => localStorage.setItem("daybook.language", "de"));
  expect(await spoilGerman(page)).toBe(1);
  const later = await device.newPage();
  await later.goto(relay.address);
  await heading(later, "All tasks");
  await expect(later.locator("html")).toHaveAttribute("lang", /^en/u);
});
