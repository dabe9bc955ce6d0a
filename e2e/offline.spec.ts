// Away from the relay and from each other, devices go on; together again, they agree, and nothing that was written is lost.

import {
  addLines,
  addTask,
  closeSheet,
  comeBack,
  expectRows,
  expectSynced,
  goTo,
  openApp,
  openSync,
  rename,
  row,
  rowNames,
  syncMark,
  total,
  typeAll,
} from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { listen } from "./heard.ts";
import { pair } from "./pairing-steps.ts";
import { LONG } from "./size.ts";

const LINES = Array.from({ length: 300 }, (_, index) => `task ${index}`);

test("what two devices do while the relay is away comes together when it is back", async ({ relay, newDevice }) => {
  const [a, b] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
  await addLines(a, ["milk", "bread", "letters", "rent"]);
  await pair(a, b);
  await expectRows(b, ["milk", "bread", "letters", "rent"]);

  await relay.kill();
  await rename(a, "milk", "oat milk");
  await addTask(a, "from a");
  await row(a, "bread").press("Alt+ArrowDown");
  await row(b, "letters").press(" ");
  await addTask(b, "from b");
  await row(b, "bread").press("Delete");
  await row(b, "rent").press("Delete");
  await expect(syncMark(a)).toHaveAccessibleName("Sync: Only on this device so far. It goes out when the relay can be reached.");

  await relay.start();
  // Nobody does anything: each dials again by itself, after a pause that may have grown to a minute.
  for (const page of [a, b]) await expectSynced(page, { timeout: 90_000 });
  // Bread was moved on a before a knew of its deletion: it is back.
  await expect.poll(async () => (await rowNames(a)).toSorted()).toEqual(["bread", "from a", "from b", "oat milk"]);
  await expectRows(b, await rowNames(a));
  await goTo(a, "Done");
  await expectRows(a, ["letters"]);
  await goTo(a, "Trash");
  await expectRows(a, ["rent"]);
  await expectSynced(a);
  await expectSynced(b);
});

test("one title written on two devices keeps both, shows the same on both, and choosing one settles it on both", async ({
  relay,
  newDevice,
}) => {
  const [a, b] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
  await addTask(a, "title");
  await pair(a, b);
  await expectRows(b, ["title"]);
  await relay.kill();
  await rename(a, "title", "written on a");
  await rename(b, "title", "written on b");
  const heard = await listen(b);
  await relay.start();
  for (const page of [a, b]) await comeBack(page);

  // The later one shows, by the stamps; the other is named and kept.
  const shown = "written on b, two titles";
  await expectRows(a, [shown]);
  await expectRows(b, [shown]);
  for (const page of [a, b]) await expect(row(page, shown)).toContainText("Also:written on a");
  // Said once, whatever is looked at afterwards.
  await goTo(b, "Done");
  await goTo(b, "All tasks");
  await expectRows(b, [shown]);
  const news = "1 task has two titles, written on two devices. Both are kept.";
  expect((await heard()).filter((text) => text === news)).toEqual([news]);
  await row(a, shown).getByRole("button", { name: "Use this: written on a" }).click();
  for (const page of [a, b]) {
    await expectRows(page, ["written on a"]);
    await expect(page.getByText("Also:")).toHaveCount(0);
  }
});

test("a relay that lost its data is filled again by the devices, and the user is told", async ({ relay, newDevice }) => {
  const [a, b] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
  await addLines(a, LINES);
  await pair(a, b);
  await addTask(b, "from b");
  await expect(row(a, "from b")).toBeVisible();
  for (const page of [a, b]) await expectSynced(page);

  await relay.kill();
  await relay.wipeData();
  const sheets = [await openSync(a), await openSync(b)];
  await relay.start();
  for (const page of [a, b]) await comeBack(page);
  // Whichever device comes first finds it empty.
  const told = async (): Promise<string> => (await Promise.all(sheets.map((sheet) => sheet.innerText()))).join("\n");
  await expect
    .poll(told, { timeout: 60_000 })
    .toContain("The relay came back with less than it had. This device has filled it up again; nothing is lost.");
  for (const page of [a, b]) await closeSheet(page);

  // All of it is there: a third device gets it from the relay alone.
  await b.close();
  const c = await openApp(await newDevice(), relay.address);
  await pair(a, c);
  await expect.poll(() => total(c)).toBe(LINES.length + 1);
});

test(
  "while the relay takes nothing in, the sync centre says how much is on its way there, and no more once it has all",
  LONG,
  async ({ relay, newDevice }) => {
    const page = await openApp(await newDevice(), relay.address);
    await expectSynced(page);
    const sheet = await openSync(page);
    relay.pause();
    await typeAll(page, LINES.slice(0, 5));
    await expect(sheet).toContainText("Sending 0 of 5 changes.");
    await expect(sheet.getByRole("progressbar", { name: "Changes travelling to and from the relay" })).toBeVisible();
    relay.goOn();
    await expect(sheet.getByText("Sending")).toHaveCount(0);
    await expect(sheet.getByText("not at the relay yet")).toHaveCount(0);
  },
);

test("a browser opens and works offline from its service worker, and what it wrote is synced when it is back", async ({
  relay,
  newDevice,
}) => {
  const phone = await newDevice();
  const [a, b] = [await openApp(await newDevice(), relay.address), await openApp(phone, relay.address)];
  await addTask(a, "before");
  await pair(a, b);
  await b.evaluate(() => navigator.serviceWorker.ready);

  const sheet = await openSync(b);
  await expect(sheet).toContainText("Connected");
  await phone.context().setOffline(true);
  await expect(sheet).toContainText("Offline. Everything is saved here");
  await closeSheet(b);
  await relay.kill();
  await b.reload();
  await expectRows(b, ["before"]);
  await addTask(b, "written offline");
  await expectRows(b, ["written offline", "before"]);
  const again = await openApp(phone, relay.address);
  await expectRows(again, ["written offline", "before"]);

  await relay.start();
  await comeBack(a);
  await expectSynced(a);
  await expectRows(a, ["before"]);
  await phone.context().setOffline(false);
  await expectRows(a, ["written offline", "before"]);
  await expectSynced(b);
});

test(
  "where there is no network, a relay on the same machine is reached all the same, and nobody is called offline",
  LONG,
  async ({ relay, newDevice }) => {
    const [a, phone] = [await openApp(await newDevice(), relay.address), await newDevice()];
    // As the platform says it where nothing but the machine itself is there; the emulation of the tests would cut that off too.
    await phone.context().addInitScript(() => Object.defineProperty(navigator, "onLine", { get: () => false }));
    const b = await openApp(phone, relay.address);
    await addTask(a, "from the other window");
    await pair(a, b);
    await expectRows(b, ["from the other window"]);
    await addTask(b, "without a network");
    await expectRows(a, ["without a network", "from the other window"]);
    const sheet = await openSync(b);
    await expect(sheet).toContainText("Connected");
    await relay.kill();
    await expect(sheet).toContainText("Offline. Everything is saved here");
  },
);
