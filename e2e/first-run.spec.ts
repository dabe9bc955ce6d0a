// The first minutes: what a new profile is asked, which is nothing, and what it is told.

import { fileURLToPath } from "node:url";
import type { Locator, Page } from "@playwright/test";
import { addField, addTask, closeSheet, expectRows, openApp, openSync, syncMark, total } from "./app-page.ts";
import type { Device } from "./device.ts";
import { expect, test as base } from "./fixtures.ts";
import { npmStart } from "./npm-start.ts";
import { approve, comparisonNumber, confirmJoin, invite } from "./pairing-steps.ts";
import { serveFolder } from "./serve-folder.ts";
import { LONG } from "./size.ts";

/** No browser has seen the address before. */
const test = base.extend({ relay: async ({ newRelay }, use) => use(await newRelay()) });

const BUILT_APP = fileURLToPath(new URL("../dist", import.meta.url));
const TWO_MINUTES_MS = 120_000;
const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

/** By how its name begins: the choices go on with what comes of them. */
const button = (within: Page | Locator, name: string): Locator => within.getByRole("button", { name: new RegExp(`^${name}`, "u") });

/** A page of a new profile, before anything was chosen. */
async function openNew(device: Device, address: string): Promise<Page> {
  const page = await device.newPage();
  await page.goto(address);
  return page;
}

test("a newcomer has a first task and a second browser within two minutes of npm start, by what the screen says", async ({ newDevice }) => {
  const startedMs = performance.now();
  const daybook = await npmStart();
  try {
    const laptop = await openNew(await newDevice(), daybook.address);
    await button(laptop, "Start new").click();
    // Nothing is asked: the next key is the first of a task.
    await laptop.keyboard.type("Buy bread");
    await laptop.keyboard.press("Enter");
    await expect(laptop.getByText("Buy bread")).toBeVisible();

    await laptop.getByRole("button", { name: /^Sync/u }).click();
    const sheet = laptop.getByRole("dialog");
    await button(sheet, "Add a device").click();
    const link = await sheet.getByRole("textbox", { name: "Link", exact: true }).inputValue();

    const phone = await openNew(await newDevice(), link);
    const phoneSheet = phone.getByRole("dialog");
    await button(phoneSheet, "Join").click();
    expect(await comparisonNumber(phone)).toBe(await comparisonNumber(laptop));
    await button(phoneSheet, "They are the same").click();
    await button(sheet, "Approve").click();
    await expect(phoneSheet).toContainText("now share their tasks");
    await button(phoneSheet, "Done").click();
    await expect(phone.getByText("Buy bread")).toBeVisible();
    // Straight on: the field is where the next task is written.
    await expect(addField(phone)).toBeFocused();
    expect(performance.now() - startedMs).toBeLessThan(TWO_MINUTES_MS);
  } finally {
    await daybook.close();
  }
});

test("typing begins at once; once begun, the first screen never shows again, not even for a moment", async ({ relay, newDevice }) => {
  const device = await newDevice();
  const page = await openNew(device, relay.address);
  await expect(button(page, "Start new")).toBeVisible();
  await expect(addField(page)).toHaveCount(0);
  await page.keyboard.type("Milk");
  await expect(addField(page)).toHaveValue("Milk");

  // Nothing was saved: that it was begun is remembered all the same.
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (document.body?.textContent.includes("Start new")) Reflect.set(globalThis, "sawFirstScreen", true);
    }).observe(document, { childList: true, subtree: true });
  });
  const sawFirstScreen = (): Promise<unknown> => page.evaluate((): unknown => Reflect.get(globalThis, "sawFirstScreen"));
  await page.reload();
  await expect(addField(page)).toBeEnabled();
  expect(await sawFirstScreen()).toBeUndefined();
  await addTask(page, "Milk");
  await page.reload();
  await expectRows(page, ["Milk"]);
  expect(await sawFirstScreen()).toBeUndefined();
});

test(
  "who has Daybook elsewhere joins from the first screen by keyboard, and every way there leads back",
  LONG,
  async ({ relay, newDevice }) => {
    const a = await openApp(await newDevice(), relay.address);
    await addTask(a, "from a");
    const { code } = await invite(a);

    const b = await openNew(await newDevice(), relay.address);
    await expect(button(b, "Start new")).toBeVisible();
    await button(b, "Restore").press("Enter");
    await expect(b.getByRole("heading", { level: 1, name: "Restore" })).toBeFocused();
    await expect(b.getByText("Each of your devices holds everything.")).toBeVisible();
    await button(b, "Back").press("Enter");
    await button(b, "I have Daybook elsewhere").press("Enter");
    await expect(b.getByRole("dialog")).toContainText("press “Add a device”");
    await b.keyboard.press("Escape");
    await expect(b.getByRole("dialog")).toHaveCount(0);
    await expect(button(b, "I have Daybook elsewhere")).toBeFocused();

    await b.keyboard.press("Enter");
    // Letters typed into the field of the sheet are no task.
    await b.getByRole("dialog").getByRole("textbox", { name: "Link or code" }).pressSequentially("not a code");
    await confirmJoin(b);
    await expect(b.getByRole("dialog")).toContainText("That code is not complete");
    await button(b.getByRole("dialog"), "Try again").click();
    await b.getByRole("dialog").getByRole("textbox", { name: "Link or code" }).fill(code);
    await confirmJoin(b);
    await approve(a, b);
    await expectRows(b, ["from a"]);
  },
);

test("an app from a mere file server works, says where things are, and takes a relay by address", async ({ relay, newDevice }) => {
  const site = await serveFolder(BUILT_APP);
  try {
    const a = await openApp(await newDevice(), `${site.address}/index.html`, "");
    await addTask(a, "alone");
    await expect(syncMark(a)).toHaveAccessibleName("Sync: Only on this device.");
    const sheet = await openSync(a);
    await expect(sheet).toContainText("No relay. Your tasks stay on this device.");
    await button(sheet, "Set relay").click();
    await sheet.getByRole("textbox", { name: "Relay address" }).fill(`ws://127.0.0.1:${relay.port}`);
    await button(sheet, "Save").click();
    await expect(sheet).toContainText("Connected");
    await expect(sheet).toContainText("Saved here and at the relay.");

    // The address for those who are invited is another setting: here the relay hands the app out too.
    await button(sheet, "Settings").click();
    const settings = a.getByRole("dialog", { name: "Settings" });
    await button(settings, "Change").nth(1).click();
    const field = settings.getByRole("textbox", { name: "App address" });
    await field.fill("http://daybook.example");
    await button(settings, "Save").click();
    await expect(settings).toContainText("Daybook cannot be opened there");
    await field.fill(relay.address);
    await button(settings, "Save").click();
    await expect(settings).toContainText(`${relay.address}/`);
    await closeSheet(a);

    const { link } = await invite(a);
    expect(link.startsWith(`${relay.address}/#join=`)).toBe(true);
    const b = await openNew(await newDevice(), link);
    await confirmJoin(b);
    await approve(a, b);
    await expectRows(b, ["alone"]);
  } finally {
    await site.close();
  }
});

test("the browser is asked to keep the data after the first save, and its answer is shown", LONG, async ({ relay, newDevice }) => {
  const device = await newDevice();
  const refusing = await openApp(device, relay.address);
  await expect(refusing.getByText("This browser may clear")).toHaveCount(0);
  await addTask(refusing, "first");
  await expect(refusing.getByRole("region", { name: "Last action" })).toContainText("This browser may clear Daybook’s data");

  const other = await newDevice();
  const page = await openApp(other, relay.address);
  // Granted for as long as the session lasts.
  const session = await other.context().newCDPSession(page);
  await session.send("Browser.grantPermissions", { origin: relay.address, permissions: ["durableStorage"] });
  await addTask(page, "first");
  await expect(page.getByRole("region", { name: "Last action" })).toContainText("This browser will keep your data.");
  await page.keyboard.press("Control+,");
  await expect(page.getByRole("dialog", { name: "Settings" })).toContainText("This browser will keep your data.");
});

test("in a tab on an iPhone the home screen comes first; going on is possible and stays marked", LONG, async ({ relay, newDevice }) => {
  const device = await newDevice();
  const page = await device.newPage();
  const session = await device.context().newCDPSession(page);
  await session.send("Emulation.setUserAgentOverride", { userAgent: IPHONE });
  await page.goto(`${relay.address}/#join=db1.abc`);
  await expect(page.getByRole("heading", { level: 1, name: "Add Daybook to the home screen first" })).toBeVisible();
  await expect(page.getByRole("listitem")).toHaveText([/Share/u, /Add to Home Screen/u, /paste your link/u]);
  await button(page, "Continue in this tab anyway").click();
  await expect(page.getByRole("dialog", { name: "Join your other device" })).toBeVisible();
  await button(page.getByRole("dialog"), "Cancel").click();
  await button(page, "Start new").click();
  const mark = page.getByText("In a Safari tab: data may be cleared after 7 days without use.");
  await expect(mark).toBeVisible();
  await addTask(page, "here anyway");
  await page.reload();
  await expect(mark).toBeVisible();
  await page.keyboard.press("Control+,");
  await expect(page.getByRole("dialog")).toContainText("add Daybook to the home screen");
});

test("the app can be put on a home screen", LONG, async ({ relay }) => {
  const response = await fetch(`${relay.address}/manifest.webmanifest`);
  expect(response.headers.get("content-type")).toContain("application/manifest+json");
  const manifest: unknown = await response.json();
  expect(manifest).toMatchObject({ name: "Daybook", id: "/", start_url: "/", scope: "/", display: "standalone" });
  const page = await (await fetch(relay.address)).text();
  const icons = [...JSON.stringify(manifest).matchAll(/"src":"([^"]+)"/gu), ...page.matchAll(/href="(\/apple-touch-icon.png)"/gu)];
  expect(icons.length).toBeGreaterThan(3);
  for (const [, icon] of icons) expect((await fetch(relay.address + icon)).headers.get("content-type")).toMatch(/^image\//u);
});

test(
  "sample tasks come by one press and leave by one, but for those that were changed; it can be undone",
  LONG,
  async ({ relay, newDevice }) => {
    const page = await openApp(await newDevice(), relay.address);
    await button(page, "See it with sample tasks").click();
    await expect.poll(() => total(page)).toBe(5);
    await page.getByRole("row", { name: /^Buy bread/u }).press("Enter");
    await page.getByRole("textbox", { name: "Title" }).fill("Buy rolls");
    await page.keyboard.press("Enter");
    const changed = page.getByRole("row", { name: /^Buy rolls/u });
    await expect(changed).toBeVisible();
    // They are known after a reload, by any device.
    await page.reload();
    await button(page, "Remove sample data").click();
    await expect.poll(() => total(page)).toBe(1);
    await expect(changed).toBeVisible();
    await expect(button(page, "Remove sample data")).toHaveCount(0);
    const toast = page.getByRole("region", { name: "Last action" });
    await expect(toast).toContainText("4 sample tasks removed. 1 that you have changed stays.");
    await button(toast, "Undo").click();
    await expect.poll(() => total(page)).toBe(5);
    await page.keyboard.press("Control+,");
    const settings = page.getByRole("dialog", { name: "Settings" });
    await button(settings, "Remove sample data").click();
    await expect(button(settings, "Add sample tasks")).toBeVisible();
    await closeSheet(page);
    await expect.poll(() => total(page)).toBe(1);
    await expect(changed).toBeVisible();
  },
);
