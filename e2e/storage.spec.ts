// Storage that is full, refused or damaged: said in plain words, nothing lost, and everything else goes on.

import type { Page } from "@playwright/test";
import {
  addField,
  addLines,
  addTask,
  expectRows,
  expectSynced,
  openApp,
  openSync,
  row,
  rowNames,
  syncMark,
  whenWritable,
} from "./app-page.ts";
import type { Device } from "./device.ts";
import { expect, test } from "./fixtures.ts";
import { damageRecord } from "./stored-records.ts";
import { UNLESS_CLOSED } from "./unless-closed.ts";
import { expectNotes, writeNotes } from "./task-notes.ts";

type Quota = { readonly limit: (quotaBytes: number) => Promise<void>; readonly lift: () => Promise<void> };

/** What the origin may store in all, for as long as the session with the browser lasts. */
async function openQuota(device: Device, page: Page, origin: string): Promise<Quota> {
  const session = await device.context().newCDPSession(page);
  return {
    limit: async (quotaSize) => void (await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize })),
    lift: async () => void (await session.send("Storage.overrideQuotaForOrigin", { origin })),
  };
}

test("a full disk is said, the text stays, and when there is room again it is saved", async ({ relay, newDevice }) => {
  const device = await newDevice();
  const before = await openApp(device, relay.address);
  await addTask(before, "before");
  await expectSynced(before);
  // A browser asks for its quota when it first writes, and then only every half a minute.
  await device.shut();
  await device.open();
  const page = await device.newPage();
  await page.setViewportSize({ width: 1280, height: 800 });
  // Browsers round what they say of it, and say it late.
  await page.addInitScript(() => {
    StorageManager.prototype.estimate = async () => ({ usage: 97_000_000, quota: 100_000_000 });
  });
  await page.goto(`${relay.address}/robots.txt`);
  const quota = await openQuota(device, page, relay.address);
  await quota.limit(1);
  await page.goto(relay.address);
  await whenWritable(page);
  await expect(page.getByText("There is little room left for Daybook here: 3.0 MB.")).toBeVisible();
  const beside = await openApp(device, relay.address);

  const alerts = page.getByRole("alert");
  await addField(page).fill("does not fit");
  await addField(page).press("Enter");
  await expect(alerts.filter({ hasText: "Not saved: this device’s storage is full." })).toBeVisible();
  await expect(alerts.filter({ hasText: "This device’s storage is full. What was saved is safe" })).toBeVisible();
  await expect(syncMark(page)).toHaveAccessibleName("Sync: Changes are not being saved.");
  await expect(addField(page)).toHaveValue("does not fit");
  // So does what is written in a task's details, which stay open.
  await row(page, "before").press("i");
  const details = page.getByRole("complementary", { name: "Details of before" });
  await writeNotes(details, "no room");
  await details.getByRole("button", { name: "Close the details" }).click();
  await expect(details.getByRole("alert")).toContainText("Not saved");
  await expectNotes(details, "no room");
  // An edit keeps its text too.
  await row(page, "before").press("Enter");
  const editor = page.getByRole("row").getByRole("textbox", { name: "Title" });
  await editor.fill("edited");
  await editor.press("Enter");
  await expect(page.getByRole("row").getByRole("alert")).toContainText("Not saved");
  await expect(editor).toHaveValue("edited");

  // The other tab has not tried to write, and knows.
  await expect(beside.getByRole("alert")).toContainText("This device’s storage is full.");

  await quota.lift();
  // Nobody presses anything.
  await expect.poll(() => rowNames(page), { timeout: 90_000 }).toEqual(["does not fit", "edited, has notes"]);
  await expect(alerts).toHaveCount(0);
  await expect(addField(page)).toHaveValue("");
  await expect(beside.getByRole("alert")).toHaveCount(0, { timeout: 30_000 });
  await page.reload();
  await expectRows(page, ["does not fit", "edited, has notes"]);
});

test("a browser that keeps nothing says so before anything can be typed", async ({ newRelay, newDevice }) => {
  const device = await newDevice();
  await device.context().route("**/assets/replica.worker-*.js", async (route) => {
    const response = await route.fetch(UNLESS_CLOSED);
    const refusal = `Object.defineProperty(self, "indexedDB", { get() { throw new DOMException("not in a private window", "SecurityError"); } });`;
    await route.fulfill({ response, body: `${refusal}\n${await response.text()}` });
  });
  const page = await device.newPage();
  await page.goto((await newRelay()).address);
  await expect(page.getByRole("alert")).toContainText("Daybook cannot keep anything here");
  await expect(addField(page)).toBeDisabled();
  await expect(addField(page)).toHaveAccessibleDescription(/Daybook cannot keep anything here/u);
});

test("a start that ends in a way nobody thought of says so", async ({ newRelay, newDevice }) => {
  const device = await newDevice();
  await device.context().route("**/assets/replica.worker-*.js", async (route) => {
    const response = await route.fetch(UNLESS_CLOSED);
    const mistake = `IDBObjectStore.prototype.getAll = () => { throw new TypeError("not thought of"); };`;
    await route.fulfill({ response, body: `${mistake}\n${await response.text()}` });
  });
  const page = await device.newPage();
  await page.goto((await newRelay()).address);
  await expect(page.getByRole("alert")).toContainText("Daybook’s storage has stopped.");
  await expect(addField(page)).toBeDisabled();
});

test("a damaged record stops nothing and is healed from the relay", async ({ relay, newDevice }) => {
  const device = await newDevice();
  const page = await openApp(device, relay.address);
  await addLines(page, ["one", "two"]);
  await addTask(page, "three");
  await addTask(page, "four");
  await expectSynced(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));

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
