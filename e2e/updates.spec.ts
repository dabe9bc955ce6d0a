// From one version to the next, which upgrades the database, with tabs of the older one open: nothing happens unasked, nothing is lost, and parts
// of two versions never work together.

import type { Page } from "@playwright/test";
import { addField, addTask, expectRows, openApp, row, whenKept, whenWritable } from "./app-page.ts";
import { expectAsked, otherVersionBanner, runAnotherVersion } from "./another-version.ts";
import type { Device } from "./device.ts";
import { AVAILABLE } from "./engines/available.ts";
import type { EnginePage } from "./engines/engine.ts";
import { openEngine } from "./engines/open-engine.ts";
import { expect, test as base } from "./fixtures.ts";
import { LONG } from "./size.ts";
import { BUILD_2, buildTwoVersions, type TwoVersions, type VersionSite } from "./versions.ts";

const test = base.extend<{ readonly site: VersionSite }, { readonly versions: TwoVersions }>({
  versions: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const versions = await buildTwoVersions();
      await use(versions);
      await versions.remove();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  site: async ({ versions }, use) => {
    const site = await versions.openSite();
    await use(site);
    await site.close();
  },
});

// One runner, since each builds the two versions.
test.describe.configure({ mode: "default" });

/** Which version the page is of: its script carries the content's hash in its name. */
const scriptOf = (page: Page): Promise<string> =>
  page.evaluate(() => document.querySelector<HTMLScriptElement>('script[type="module"]')?.src ?? "").catch(() => "");

/** The page is of another version than `former`. */
const expectMoved = (page: Page, former: string): Promise<void> =>
  // A second, but half a minute from whatever the older service worker is asked for in that second, and again from what it is asked for meanwhile.
  expect.poll(async () => [former, ""].includes(await scriptOf(page)), { timeout: 150_000 }).toBe(false);

/** Opens the app, on a first visit too, and waits until the service worker serves it. */
async function openServed(device: Device, site: VersionSite): Promise<Page> {
  const page = await openApp(device, site.relay.address);
  await whenKept(page);
  return page;
}

const offer = (page: Page) => page.getByRole("region", { name: "Update" });

/** Makes the browser look for a newer version, as it does by itself in time; what it finds waits. */
async function findUpdate(page: Page): Promise<void> {
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect(offer(page)).toBeVisible();
}

const databaseVersion = (page: Page): Promise<number | undefined> =>
  page.evaluate(async () => (await indexedDB.databases()).find(({ name }) => name === "daybook")?.version);

const cacheNames = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => (await caches.keys()).filter((one) => one.startsWith("daybook-version-")));

test("two tabs of the older version move over together when asked, and lose nothing", async ({ site, newDevice }) => {
  const device = await newDevice();
  const one = await openServed(device, site);
  const two = await openServed(device, site);
  await addTask(one, "from one");
  await addTask(two, "from two");
  const former = await scriptOf(one);
  const formerDatabase = (await databaseVersion(one)) ?? 0;
  await site.deploy(2);
  await findUpdate(one);
  await expect(offer(two)).toBeVisible();

  // Nothing has happened yet, and what version 1 loads late is still there.
  const settings = (): Promise<number> =>
    one.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => name.includes("settings-sheet")).length);
  expect([await scriptOf(one), await scriptOf(two), await settings()]).toEqual([former, former, 0]);
  await one.getByRole("button", { name: "Settings" }).click();
  // It is the one that the builder wrote down of the version before the present one.
  const [, hash = "none"] = Array.from(
    (await (await fetch(`${site.relay.address}/versions.json`)).text()).matchAll(/"hash": "(\w+)"/gu),
    ([, digits]) => digits,
  );
  await expect(one.getByRole("dialog").getByText(`Fingerprint of its files: ${hash}`)).toBeVisible();
  expect(await settings()).toBeGreaterThan(0);
  await one.getByRole("dialog").press("Escape");
  await expect(one.getByRole("dialog")).toBeHidden();
  // So it is at the relay, for who is not served by a service worker.
  const answer = await fetch(former, { headers: { "accept-encoding": "br" } });
  expect([answer.status, answer.headers.get("cache-control"), answer.headers.get("content-encoding")]).toEqual([
    200,
    "public, max-age=31536000, immutable",
    "br",
  ]);

  // A task half written here, a title half changed there.
  await addField(one).fill("half written tomorrow");
  await one.getByRole("button", { name: "Leave as text: Tomorrow" }).click();
  await row(two, "from one").press("Enter");
  await two.getByRole("textbox", { name: "Title" }).fill("from one, changed");
  await offer(one).getByRole("button", { name: "Update now" }).click();
  for (const page of [one, two]) {
    await expectMoved(page, former);
    await whenWritable(page);
    await expectRows(page, ["from two", "from one, changed"]);
    await expect(offer(page)).toBeHidden();
  }
  await expect(addField(one)).toHaveValue("half written tomorrow");
  expect(await databaseVersion(one)).toBe(formerDatabase + 1);
  await addField(one).press("Enter");
  await expectRows(two, ["half written tomorrow", "from two", "from one, changed"]);
  // The files of the former version go once nobody runs it.
  await expect.poll(() => cacheNames(two)).toEqual([`daybook-version-${BUILD_2}`]);
});

test("a waiting version is not taken by a reload or beside another tab, but at the next start", LONG, async ({ site, newDevice }) => {
  const device = await newDevice();
  const page = await openServed(device, site);
  await addTask(page, "kept");
  const former = await scriptOf(page);
  await site.deploy(2);
  await findUpdate(page);
  await offer(page).getByRole("button", { name: "Later" }).click();
  await expect(offer(page)).toBeHidden();
  await page.reload();
  await expect(offer(page)).toBeVisible();
  const beside = await openApp(device, site.relay.address);
  expect([await scriptOf(page), await scriptOf(beside)]).toEqual([former, former]);
  await beside.close();

  // Something still holds the database in its older version and hears nothing, as a frozen tab does.
  const frozen = await device.newPage();
  await frozen.goto(`${site.relay.address}/robots.txt`);
  await frozen.evaluate(async () => {
    const request = indexedDB.open("daybook");
    await new Promise((resolve) => request.addEventListener("success", resolve));
    Object.assign(globalThis, { held: request.result });
  });
  await page.goto(`${site.relay.address}/#start`);
  await page.goto(`${site.relay.address}/robots.txt`);
  await page.goto(site.relay.address);
  await expectMoved(page, former);
  await expect(page.getByText("Another tab has an older Daybook open")).toBeVisible();
  await expect(addField(page)).toBeDisabled();
  await frozen.close();
  await whenWritable(page);
  await expectRows(page, ["kept"]);
  await expect(page.getByText("Another tab has an older Daybook open")).toBeHidden();
});

test("a tab whose database was upgraded by a newer one closes it at once and moves over by itself", async ({ site, newDevice }) => {
  const device = await newDevice();
  const older = await openServed(device, site);
  const newer = await openServed(device, site);
  await addTask(older, "saved");
  const former = await scriptOf(older);
  await site.deploy(2);
  await findUpdate(older);
  await addField(older).fill("half written");
  // Past the service worker, as with the shift key: the newer version, while the older one is in charge.
  const session = await newer.context().newCDPSession(newer);
  await session.send("Page.reload", { ignoreCache: true });
  await expectMoved(newer, former);
  await whenWritable(newer);
  await expectRows(newer, ["saved"]);
  await expectMoved(older, former);
  await expect.poll(() => scriptOf(older)).toBe(await scriptOf(newer));
  await whenWritable(older);
  await expect(addField(older)).toHaveValue("half written");
  await addField(older).press("Enter");
  await expectRows(newer, ["half written", "saved"]);
});

test(
  "a tab that runs another version is told of, can be asked to reload, and is forgotten once it is gone",
  LONG,
  async ({ relay, newDevice }) => {
    const device = await newDevice();
    const page = await openApp(device, relay.address);
    // Without a service worker in charge nobody knows which of the two is newer.
    await page.evaluate(async () => (await navigator.serviceWorker.ready).unregister());
    await page.reload();
    await whenWritable(page);
    await expect(otherVersionBanner(page)).toHaveCount(0);
    const other = await runAnotherVersion(device, relay.address);
    await expect(otherVersionBanner(page)).toContainText(/^Another tab (?:runs another version|still runs an older)/u);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    await whenWritable(page);
    await expect(otherVersionBanner(page)).toContainText("Another tab still runs an older Daybook.");
    await otherVersionBanner(page).getByRole("button", { name: "Reload that tab" }).click();
    await expectAsked(other, "move-over");
    await other.close();
    await page.reload();
    await whenWritable(page);
    await expect(otherVersionBanner(page)).toHaveCount(0);
  },
);

/**
 * Makes the service worker in charge serve version 1's page; `mending`: once only. That page's own scripts begin after it is mended: by themselves they
 * might load the page again before.
 */
const serveFormerPage = (page: Page, html: string, mending: boolean): Promise<void> =>
  page.evaluate(
    async ([text, isMending]) => {
      const [name = ""] = (await caches.keys()).filter((one) => one.startsWith("daybook-version-"));
      const cache = await caches.open(name);
      const own = await cache.match("/");
      if (own !== undefined) await cache.put("/own-page", own);
      const former = new DOMParser().parseFromString(text, "text/html");
      const scripts = [...former.querySelectorAll("script")];
      const mend = former.createElement("script");
      mend.type = "module";
      mend.textContent = `const cache = await caches.open("${name}"); await cache.put("/", await cache.match("/own-page"));
        ${scripts.map(({ src }) => `import("${new URL(src).pathname}");`).join(" ")}`;
      // The page's own policy has no room for a script of ours.
      if (isMending) former.querySelector('meta[http-equiv="Content-Security-Policy"]')?.remove();
      if (isMending) scripts[0]?.replaceWith(mend);
      if (isMending) for (const script of scripts) script.remove();
      await cache.put(
        "/",
        new Response(`<!doctype html>${former.documentElement.outerHTML}`, { headers: { "content-type": "text/html" } }),
      );
    },
    [html, mending] as const,
  );

test("a page of another version than its service worker is refused, loads again once, and has a way out", async ({ site, newDevice }) => {
  const device = await newDevice();
  const formerPage = await (await fetch(site.relay.address)).text();
  await site.deploy(2);
  const page = await openServed(device, site);
  await addTask(page, "kept");
  const present = await scriptOf(page);

  await serveFormerPage(page, formerPage, true);
  await page.goto(`${site.relay.address}/?again`);
  await expect.poll(() => scriptOf(page)).toBe(present);
  await whenWritable(page);
  await expectRows(page, ["kept"]);

  await serveFormerPage(page, formerPage, false);
  await page.goto(`${site.relay.address}/?once-more`);
  await expect(page.getByRole("alert")).toContainText("Parts of two versions of Daybook came together");
  expect(await scriptOf(page)).not.toBe(present);
  await expect(addField(page)).toBeDisabled();
  await page.getByRole("button", { name: "Fetch anew" }).click();
  await expect.poll(() => scriptOf(page)).toBe(present);
  await whenWritable(page);
  await expectRows(page, ["kept"]);
});

/** Begins anew where a new profile asks how, and waits until the app can be written in. */
const whenEngineWritable = (page: EnginePage): Promise<void> =>
  page.waitFor(() => {
    const buttons = Array.from(document.querySelectorAll<HTMLButtonElement>("main button"));
    buttons.find((button) => button.textContent?.startsWith("Start new"))?.click();
    return document.querySelector('main input[aria-label="Add a task"]:not(:disabled)') !== null;
  }, null);

const engineScript = (page: EnginePage): Promise<string> =>
  page.evaluate(() => document.querySelector<HTMLScriptElement>('script[type="module"]')?.src ?? "", null);

for (const name of AVAILABLE.filter((engine) => engine !== "chromium")) {
  test(`${name}: two tabs of the older version move over together when asked`, LONG, async ({ site }) => {
    const engine = await openEngine(name);
    try {
      const [one, two] = [await engine.newTab(), await engine.newTab()];
      for (const page of [one, two]) {
        await page.open(`${site.relay.address}/#tasks`);
        await whenEngineWritable(page);
        await page.waitFor(() => navigator.serviceWorker.ready.then(({ active }) => active?.state === "activated"), null);
        await page.reload();
        await whenEngineWritable(page);
      }
      await one.type('main input[aria-label="Add a task"]', "kept");
      await one.press("Enter");
      await two.waitFor(() => document.querySelector('main [data-task][aria-label="kept"]') !== null, null);
      const former = await engineScript(one);
      await site.deploy(2);
      await one.evaluate(() => navigator.serviceWorker.ready.then((registration) => registration.update()).then(() => true), null);
      for (const page of [one, two]) await page.waitForSelector('section[aria-label="Update"]');
      expect([await engineScript(one), await engineScript(two)]).toEqual([former, former]);
      await one.click('section[aria-label="Update"] button');
      for (const page of [one, two]) {
        await page.waitFor((script) => document.querySelector<HTMLScriptElement>('script[type="module"]')?.src !== script, former, 60_000);
        await whenEngineWritable(page);
        await page.waitFor(() => document.querySelector('main [data-task][aria-label="kept"]') !== null, null);
      }
    } finally {
      await engine.close();
    }
  });
}
