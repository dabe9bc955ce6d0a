// Phones and laptops in one network: the relay with --lan, its https address, its plain page, its token.

import type { Page } from "@playwright/test";
import { addTask, closeSheet, expectRows, expectSynced, openApp, openSync, rowNames, syncMark, whenWritable } from "./app-page.ts";
import { DIRECT } from "./device.ts";
import { expect, test as base } from "./fixtures.ts";
import { openLanRelay, type LanRelay } from "./lan-relay.ts";
import { approve, confirmJoin, invite } from "./pairing-steps.ts";
import { seriousViolations } from "./screens/axe.ts";
import { settle } from "./screens/settle.ts";
import { LONG } from "./size.ts";

const PHONE = { width: 390, height: 844 };

const test = base.extend<{ readonly lan: LanRelay }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern.
  lan: async ({}, use) => {
    const lan = await openLanRelay();
    await use(lan);
    await lan.close();
  },
});

async function openOnPhone(page: Page, url: string): Promise<void> {
  await page.setViewportSize(PHONE);
  await page.goto(url);
}

/** What a page could leave behind in its origin. */
const leftBehind = (page: Page): Promise<unknown> =>
  page.evaluate(async () => ({
    databases: await indexedDB.databases(),
    cookies: document.cookie,
    entries: localStorage.length + sessionStorage.length,
    serviceWorker: "serviceWorker" in navigator,
    scripts: document.scripts.length,
  }));

test("from the printed address on a phone to the first task and a second phone, within two minutes", async ({ lan, newDevice }) => {
  test.setTimeout(120_000);
  const first = await (await newDevice(lan.trustFlags)).newPage();
  await openOnPhone(first, `${lan.secureAddress}/#token=${lan.token}`);
  await whenWritable(first);
  // The token is a secret: it leaves the address at once.
  expect(first.url()).toBe(`${lan.secureAddress}/#tasks`);
  // Trusted, it is kept for use offline.
  await first.evaluate(async () => navigator.serviceWorker.ready.then(() => null));
  await addTask(first, "the first task");
  await expectSynced(first);

  const { link } = await invite(first);
  expect(link.startsWith(`${lan.secureAddress}/#join=`)).toBe(true);
  const second = await (await newDevice(lan.trustFlags)).newPage();
  await openOnPhone(second, link);
  await confirmJoin(second);
  await approve(first, second);
  await addTask(second, "from the second phone");
  await expectRows(first, await rowNames(second));
  expect(await rowNames(first)).toHaveLength(2);
});

test(
  "plain http under the same name is a page that says why and leads to https, and leaves nothing behind",
  LONG,
  async ({ lan, newDevice }) => {
    const device = await newDevice(lan.trustFlags);
    const page = await device.newPage();
    await page.setViewportSize(PHONE);
    const plain = lan.secureAddress.replace("https:", "http:");
    for (const path of ["/", "/index.html", "/assets/main.js"]) {
      expect((await page.goto(plain + path))?.status()).toBe(426);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("This address is not secure");
      expect(await leftBehind(page)).toEqual({ databases: [], cookies: "", entries: 0, serviceWorker: false, scripts: 0 });
    }
    const answer = await page.request.get(`${lan.address}/daybook-authority.crt`);
    expect(answer.headers()["content-type"]).toBe("application/x-x509-ca-cert");
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow).toBe(0);
    await settle(page);
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole("link", { name: lan.secureAddress }).last().click();
    await whenWritable(page);

    // A device that does not trust the authority is warned by its browser.
    const stranger = await (await newDevice(lan.networkFlags)).newPage();
    await expect(stranger.goto(lan.secureAddress)).rejects.toThrow("ERR_CERT_AUTHORITY_INVALID");
  },
);

test("an invitation made on the machine itself leads other devices to the address that they can open", LONG, async ({ lan, newDevice }) => {
  const laptop = await openApp(await newDevice(lan.trustFlags), lan.address, `/#token=${lan.token}`);
  await addTask(laptop, "on the laptop");
  await expectSynced(laptop);
  const { link } = await invite(laptop);
  expect(link).toMatch(/^https:\/\//u);
  expect(new URL(link).port).toBe(String(lan.port));
  await expect(laptop.getByRole("img", { name: "The link as a code to scan" })).toBeVisible();
  const phone = await (await newDevice(lan.trustFlags)).newPage();
  await openOnPhone(phone, link);
  await confirmJoin(phone);
  await approve(laptop, phone);
  await expectRows(phone, ["on the laptop"]);
  await addTask(phone, "on the phone");
  await expectRows(laptop, await rowNames(phone));
  // Over the connection that it keeps, not only the one it joined by.
  await phone.reload();
  await addTask(phone, "later");
  await expectRows(laptop, await rowNames(phone));
});

test("without the token everything stays on this device, and says what is missing until it is there", async ({ lan, newDevice }) => {
  const page = await openApp(await newDevice(lan.trustFlags), lan.secureAddress);
  await addTask(page, "only here");
  await expect(syncMark(page)).toHaveAccessibleName("Sync: Only on this device: the relay asks for its token.");
  const sheet = await openSync(page);
  const field = sheet.getByRole("textbox", { name: "Token of the relay" });
  await field.fill("7K3M-9QRT-XV2B-H4ZD");
  await field.press("Enter");
  await expect(sheet.getByRole("alert")).toHaveText("The relay did not take this token. Compare it with the one in the terminal.");
  // It stays to be corrected, and the focus with it.
  await expect(field).toHaveValue("7K3M-9QRT-XV2B-H4ZD");
  await expect(field).toBeFocused();
  await sheet.getByRole("button", { name: "Add a device" }).click();
  await expect(sheet).toContainText("This relay opens a new space only with its token. Nothing has changed.");
  await sheet.getByRole("button", { name: "Close" }).last().click();
  // As people type: small, with blanks.
  await field.fill(lan.token.toLowerCase().replaceAll("-", " "));
  await field.press("Enter");
  await expect(field).toHaveCount(0);
  await closeSheet(page);
  await expectSynced(page);
  await page.reload();
  await addTask(page, "after a reload");
  await expectSynced(page);
});

test("the printed address brings its token to a tab that has the app open", LONG, async ({ lan, newDevice }) => {
  const page = await openApp(await newDevice(lan.trustFlags), lan.secureAddress);
  await addTask(page, "only here");
  await expect(syncMark(page)).toHaveAccessibleName("Sync: Only on this device: the relay asks for its token.");
  await page.goto(`${lan.secureAddress}/#token=${lan.token}`);
  await expectSynced(page);
  await expect(page).toHaveURL(`${lan.secureAddress}/`);
});

test(
  "a phone that has loaded the app once syncs with the relay though it refuses its certificate from then on, also when the relay was killed in between",
  LONG,
  async ({ lan, newDevice }) => {
    const [laptop, phone] = [await newDevice(lan.trustFlags), await newDevice([...lan.trustFlags, DIRECT])];
    const a = await openApp(laptop, lan.secureAddress, `/#token=${lan.token}`);
    await addTask(a, "on the laptop");
    await expectSynced(a);
    const { link } = await invite(a);
    const first = await phone.newPage();
    await openOnPhone(first, link);
    await confirmJoin(first);
    await approve(a, first);
    await expectRows(first, ["on the laptop"]);
    await first.evaluate(() => navigator.serviceWorker.ready.then(() => null));
    await expect
      .poll(() => first.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("daybook-version-")).length))
      .toBe(1);
    await expectSynced(first);
    await phone.shut();

    // Nothing is trusted any more, and nobody asks again.
    await phone.open([...lan.networkFlags, DIRECT]);
    const b = await phone.newPage();
    await openOnPhone(b, lan.secureAddress);
    await whenWritable(b);
    expect(await b.evaluate(() => fetch("/healthz").then(String, String))).toContain("Failed to fetch");
    const sheet = await openSync(b);
    await expect(sheet).toContainText("Connected, directly in your network");
    await closeSheet(b);
    await addTask(b, "on the phone");
    await expectRows(a, await rowNames(b));
    await addTask(a, "live, the other way");
    await expectRows(b, await rowNames(a));

    await lan.kill();
    await addTask(b, "with the relay gone");
    await lan.start();
    // As people do, who open the app again; a page that stays open finds out by itself within half a minute.
    await b.reload();
    await whenWritable(b);
    await expectRows(a, await rowNames(b));
    expect(await rowNames(b)).toHaveLength(4);
  },
);
