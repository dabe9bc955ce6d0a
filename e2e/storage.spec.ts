// Storage that is full, refused or damaged: said in plain words, nothing lost, and everything else goes on.

import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { addField, addLines, addTask, expectRows, expectSynced, openApp, openSync, pasteLines, syncMark, total } from "./app-page.ts";
import type { Device } from "./device.ts";
import { expect, test } from "./fixtures.ts";
import { damageRecord } from "./stored-records.ts";

type Quota = { readonly limit: (quotaBytes: number) => Promise<void>; readonly lift: () => Promise<void> };

/** What the origin may store in all, for as long as the session with the browser lasts. */
async function openQuota(device: Device, page: Page, origin: string): Promise<Quota> {
  const session = await device.context().newCDPSession(page);
  return {
    limit: async (quotaSize) => void (await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize })),
    lift: async () => void (await session.send("Storage.overrideQuotaForOrigin", { origin })),
  };
}

const LINES = 200;

/** 200 kB that no compression makes smaller. */
const randomLines = (): readonly string[] => Array.from({ length: LINES }, () => randomBytes(750).toString("base64url"));

test("a full disk is said, the text stays, and when there is room again it is saved", async ({ relay, newDevice }) => {
  const device = await newDevice();
  const page = await openApp(device, relay.address);
  await addTask(page, "before");
  const quota = await openQuota(device, page, relay.address);
  await quota.limit(1);

  // The browser looks at its quota now and then: what is large does not pass for long.
  const alerts = page.getByRole("alert");
  const isFull = async (): Promise<boolean> => (await alerts.count()) > 0;
  let saved = 0;
  for (; !(await isFull()); saved++) {
    await pasteLines(page, randomLines());
    await page.getByRole("button", { name: /^Add \d+ tasks$/u }).click();
    await expect(addField(page).or(alerts.first())).toBeVisible();
  }
  saved -= 1;
  await expect(alerts.filter({ hasText: "Not saved: this device’s storage is full." })).toBeVisible();
  await expect(alerts.filter({ hasText: "This device’s storage is full. What was saved is safe" })).toBeVisible();
  await expect(syncMark(page)).toHaveAccessibleName("Sync: Changes are not being saved.");
  const text = await page.getByRole("textbox", { name: "Lines to add" }).inputValue();
  expect(text.split("\n")).toHaveLength(LINES);
  expect(await total(page)).toBe(1 + saved * LINES);

  await quota.lift();
  await page.getByRole("button", { name: /^Add \d+ tasks$/u }).click();
  await expect.poll(() => total(page)).toBe(1 + (saved + 1) * LINES);
  await expect(alerts).toHaveCount(0);
  await page.reload();
  await expect.poll(() => total(page)).toBe(1 + (saved + 1) * LINES);
});

test("a browser that keeps nothing says so before anything can be typed", async ({ relay, newDevice }) => {
  const device = await newDevice();
  await device.context().route("**/assets/replica.worker-*.js", async (route) => {
    const response = await route.fetch();
    const refusal = `Object.defineProperty(self, "indexedDB", { get() { throw new DOMException("not in a private window", "SecurityError"); } });`;
    await route.fulfill({ response, body: `${refusal}\n${await response.text()}` });
  });
  const page = await device.newPage();
  await page.goto(relay.address);
  await expect(page.getByRole("alert")).toContainText("Daybook cannot keep anything here");
  await expect(addField(page)).toBeDisabled();
  await expect(addField(page)).toHaveAccessibleDescription(/Daybook cannot keep anything here/u);
});

test("a damaged record stops nothing and is healed from the relay", async ({ relay, newDevice }) => {
  const device = await newDevice();
  const page = await openApp(device, relay.address);
  await addLines(page, ["one", "two"]);
  await addTask(page, "three");
  await addTask(page, "four");
  await expectSynced(page);

  await page.goto(`${relay.address}/robots.txt`);
  await damageRecord(page, 2);
  await relay.kill();
  const away = await openApp(device, relay.address);
  await expectRows(away, ["four", "one", "two"]);
  const sheet = await openSync(away);
  await expect(sheet).toContainText("damaged");
  await relay.start();
  await sheet.getByRole("button", { name: "Sync now" }).click();
  await expect(sheet).not.toContainText("damaged");
  await expectRows(away, ["three", "four", "one", "two"]);
  await away.reload();
  await expectRows(away, ["three", "four", "one", "two"]);
});
