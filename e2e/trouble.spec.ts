// What goes wrong with a browser's tabs, storage and clock, and what the app then says and does.

import type { Page } from "@playwright/test";
import {
  addField,
  addTask,
  announcement,
  closeSheet,
  comeBack,
  expectRows,
  expectSynced,
  openApp,
  openSync,
  rename,
  row,
  syncMark,
  total,
  typeAll,
  whenWritable,
} from "./app-page.ts";
import { bundleWrongClockApp } from "./bundles.ts";
import { UNUSED, type Device } from "./device.ts";
import { openFirefox } from "./engines/firefox.ts";
import { expect, test } from "./fixtures.ts";
import { freezePage } from "./frozen-page.ts";
import { countSockets } from "./open-sockets.ts";
import { openRelay } from "./relay-process.ts";
import { comparisonNumber, confirmJoin, invite, pair } from "./pairing-steps.ts";
import { LONG } from "./size.ts";
import { writeNotes } from "./task-notes.ts";

test(
  "a tab that is frozen with the connection loses it to one that is looked at, and does no harm when it thaws",
  LONG,
  async ({ newRelay, newDevice }) => {
    const [relay, laptop, phone] = [await newRelay(), await newDevice([UNUSED]), await newDevice()];
    // It may live in the process that is about to stop.
    await laptop.context().addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "serviceWorker"));
    const frozen = await laptop.newPage();
    const frozenSockets = countSockets(frozen);
    await frozen.goto(relay.address);
    await whenWritable(frozen);
    await expectSynced(frozen);
    const other = await openApp(phone, relay.address);
    await pair(frozen, other);
    const awake = await laptop.newPage();
    const awakeSockets = countSockets(awake);
    await awake.goto(relay.address);
    await whenWritable(awake);
    await expect.poll(frozenSockets).toBe(1);

    const thaw = await freezePage(laptop, frozen, [awake]);
    await addTask(awake, "while it is frozen");
    await expect.poll(awakeSockets, { timeout: 60_000 }).toBe(1);
    await expectRows(other, ["while it is frozen"]);
    await addTask(other, "from the phone");
    await expectRows(awake, ["from the phone", "while it is frozen"]);

    thaw();
    await expectRows(frozen, ["from the phone", "while it is frozen"]);
    await addTask(frozen, "after the thaw");
    await expectRows(other, ["after the thaw", "from the phone", "while it is frozen"]);
    await expect.poll(() => [frozenSockets(), awakeSockets()]).toEqual([0, 1]);
    await expectSynced(frozen);
  },
);

/** As browsers do after a week without a visit: what pages have stored goes, cookies stay. */
async function clearStorage(device: Device, page: Page, origin: string): Promise<void> {
  await page.goto("about:blank");
  const session = await device.context().newCDPSession(page);
  const storageTypes = "indexeddb,local_storage,service_workers,cache_storage";
  await session.send("Storage.clearDataForOrigin", { origin, storageTypes });
  await session.detach();
}

const hasCookie = async (device: Device): Promise<boolean> =>
  (await device.context().cookies()).some(({ name, httpOnly }) => name === "daybook-paired" && httpOnly);

test("a browser that cleared its data says so, comes back in its old place by pairing, or begins anew knowingly", async ({
  relay,
  newDevice,
}) => {
  const [laptop, phone] = [await newDevice(), await newDevice()];
  const [a, b] = [await openApp(laptop, relay.address), await openApp(phone, relay.address)];
  await addTask(a, "on both");
  await pair(a, b);
  await expectRows(b, ["on both"]);
  await expect.poll(() => hasCookie(phone)).toBe(true);

  await clearStorage(phone, b, relay.address);
  const { link } = await invite(a);
  await b.goto(relay.address);
  await expect(b.getByText("has cleared its data since")).toBeVisible();
  await b.getByRole("button", { name: "I have Daybook elsewhere" }).click();
  await b.getByRole("textbox", { name: "Link or code" }).fill(link);
  await confirmJoin(b);
  await comparisonNumber(b);
  await b.getByRole("dialog").getByRole("button", { name: "They are the same" }).click();
  const asked = a.getByRole("dialog");
  await asked.getByRole("radio", { name: "It is Chrome on Linux, which lost its data" }).check();
  await asked.getByRole("button", { name: "Approve" }).click();
  await expect(b.getByRole("dialog")).toContainText("now share their tasks");
  await closeSheet(b);
  await expectRows(b, ["on both"]);
  await closeSheet(a);
  await expect(syncMark(a)).toHaveAccessibleName("Sync: Saved here. Chrome on Linux has it too.");
  await expect(await openSync(a)).toContainText("Replaced. You can remove it.");

  await clearStorage(phone, b, relay.address);
  await b.goto(relay.address);
  await expect(b.getByText("has cleared its data since")).toBeVisible();
  await b.getByRole("button", { name: "Start new" }).click();
  await expect.poll(() => hasCookie(phone)).toBe(false);
});

/** The user sets the clock right while the page is open, and looks at it again. */
const mendClock = (page: Page): Promise<void> =>
  page.evaluate(() => {
    Reflect.set(globalThis, "shownSkewMs", 0);
    document.dispatchEvent(new Event("visibilitychange"));
  });

test(
  "with a clock hours behind pairing works, the later edit stands, and the app says so until it is mended",
  LONG,
  async ({ newDevice }) => {
    const bundle = await bundleWrongClockApp("localhost", -7 * 3_600_000);
    const relay = await openRelay({}, bundle.path);
    try {
      const a = await openApp(await newDevice(), relay.address);
      const b = await openApp(await newDevice(), relay.address.replace("127.0.0.1", "localhost"));
      await addTask(a, "written on a");
      const behind = "This device’s clock is 7 hours behind the relay’s.";
      await expect(b.getByRole("status").filter({ hasText: behind })).toBeVisible();
      await expect(a.getByText("This device’s clock")).toHaveCount(0);

      const { code } = await invite(a);
      const sheet = await openSync(b);
      await expect(sheet).toContainText(behind);
      await sheet.getByRole("button", { name: "I have a code" }).click();
      await sheet.getByRole("textbox", { name: "Link or code" }).fill(code);
      await confirmJoin(b);
      for (const page of [a, b]) {
        await comparisonNumber(page);
        await expect(page.getByRole("dialog")).toContainText("The two clocks differ by 7 hours.");
      }
      await sheet.getByRole("button", { name: "They are the same" }).click();
      await a.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
      await expect(sheet).toContainText("now share their tasks");
      for (const page of [a, b]) await closeSheet(page);

      // By turns, each knowing what stood before: whatever the clocks say, the last one stands.
      await expectRows(b, ["written on a"]);
      await rename(b, "written on a", "then on b");
      await expectRows(a, ["then on b"]);
      await rename(a, "then on b", "then on a again");
      await expectRows(b, ["then on a again"]);
      await rename(b, "then on a again", "and last on b");
      await expectRows(a, ["and last on b"]);

      await mendClock(b);
      await expect(b.getByText(behind)).toHaveCount(0);
    } finally {
      await relay.close();
      await bundle.remove();
    }
  },
);

test("the relay is asked for its time once, however much is saved", async ({ relay, newDevice }) => {
  const page = await (await newDevice()).newPage();
  let asked = 0;
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/healthz") asked += 1;
  });
  await page.goto(relay.address);
  await whenWritable(page);
  await expectSynced(page);
  await expect.poll(() => asked).toBeGreaterThan(0);
  const before = asked;
  for (const title of ["one", "two", "three"]) await addTask(page, title);
  await expectSynced(page);
  expect(asked).toBe(before);
});

test("fifty changes that are nowhere else bring a cure, which can be put off, and what is on its way brings none", async ({
  relay,
  newDevice,
}) => {
  const page = await openApp(await newDevice(), relay.address);
  await addTask(page, "first");
  await expectSynced(page);
  await relay.kill();
  await expect(syncMark(page)).toHaveAccessibleName(/^Sync: Saved here/u);
  await typeAll(
    page,
    Array.from({ length: 50 }, (_, index) => `task ${index}`),
  );
  await expect.poll(() => total(page), { timeout: 30_000 }).toBe(51);
  const warning = page.getByRole("status").filter({ hasText: "50 changes are only on this device." });
  await expect(warning).toContainText("The relay has not taken everything.");
  await warning.getByRole("button", { name: "Later" }).click();
  await expect(warning).toHaveCount(0);
  await relay.start();
  await comeBack(page);
  await expect(syncMark(page)).toHaveAccessibleName("Sync: Saved here and at the relay.");
});

test("closing is held back for what was typed and not saved, and for nothing else", async ({ relay, newDevice }) => {
  const device = await newDevice();
  const page = await openApp(device, relay.address);
  await addTask(page, "with a note");
  // Its code comes over the network the first time.
  await row(page, "with a note").press("i");
  await expect(page.getByRole("textbox", { name: "Notes" })).toHaveAttribute("contenteditable", "true");
  await relay.kill();
  await addTask(page, "saved here and nowhere else");

  let dialogs = 0;
  page.on("dialog", (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
  await addField(page).pressSequentially("not yet");
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => dialogs).toBe(1);
  await addField(page).fill("");
  // What an open editor has saved by itself is no reason either.
  await writeNotes(page.getByRole("complementary", { name: /^Details of/u }), "saved while it is written");
  await expect(announcement(page)).toHaveText("Notes saved.");
  const closed = page.waitForEvent("close");
  await page.close({ runBeforeUnload: true });
  await closed;
  expect(dialogs).toBe(1);
});

test("a private window says that everything is thrown away, before anything is typed", LONG, async ({ relay }) => {
  const firefox = await openFirefox({ isPrivate: true });
  try {
    const page = await firefox.newTab();
    await page.open(relay.address);
    await page.waitFor((text) => document.body.innerText.includes(text), "This is a private window.");
  } finally {
    await firefox.close();
  }
});
