// A home device beside browsers: it is paired from one, holds everything through kills and restarts, and lets a new browser in when all else is lost.

import type { Page } from "@playwright/test";
import { addLines, addTask, closeSheet, expectRows, openApp, openSync, rowNames, whenWritable } from "./app-page.ts";
import { DIRECT } from "./device.ts";
import { expect, test } from "./fixtures.ts";
import { makeHomeProcess, type HomeProcess } from "./home-process.ts";
import { comparisonNumber, invite, joinWithText, pair } from "./pairing-steps.ts";
import { openRelay } from "./relay-process.ts";

test("a home device is paired, killed and started again, and gives everything back when browser and relay have lost it", async ({
  newDevice,
}) => {
  const [relay, home] = [await openRelay(), await makeHomeProcess()];
  try {
    const laptop = await newDevice();
    const a = await openApp(laptop, relay.address);
    await addTask(a, "made before the home device");
    const { code } = await invite(a);
    home.start(["--join", code, "--name", "Cellar", "--yes"]);
    const [, first = "", second = ""] = await home.says(/The number is (\d{3}) (\d{3})/u);
    expect(await comparisonNumber(a)).toBe(first + second);
    await a.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
    await home.says(/is one of your devices now/u);
    await expect(a.getByRole("dialog")).toContainText("Cellar");
    await a.keyboard.press("Escape");

    const lines = Array.from({ length: 12 }, (_, i) => `line ${i}`);
    const adding = addLines(a, lines);
    await home.kill();
    await adding;
    home.start();
    await home.says(/nothing is missing/u);
    const sheet = await openSync(a);
    await expect(sheet).toContainText("Has everything that is here");
    const rows = await rowNames(a);

    await laptop.close();
    await home.stop();
    await relay.kill();
    await relay.wipeData();
    await relay.start();
    home.start(["--invite"]);
    const [, again = ""] = await home.says(/enter this code there: (\S+)/u);
    await home.says(/nothing is missing/u);
    const b = await openApp(await newDevice(), relay.address);
    await joinWithText(b, again);
    const [, third = "", fourth = ""] = await home.says(/wants to join. The number is (\d{3}) (\d{3})/u);
    expect(await comparisonNumber(b)).toBe(third + fourth);
    home.type("yes");
    await b.getByRole("dialog").getByRole("button", { name: "They are the same" }).click();
    await expect(b.getByRole("dialog")).toContainText("now share their tasks");
    await b.keyboard.press("Escape");
    await expectRows(b, rows);
    // What it says is for a log: no word of what is in the tasks.
    expect(home.output()).not.toMatch(/line \d|made before/u);
    expect(await home.stop()).toBe(0);
  } finally {
    await home.close();
    await relay.close();
  }
});

/** By the code that the home device shows: it hears of no relay, now or later. */
async function letInByItsCode(page: Page, home: HomeProcess): Promise<void> {
  home.start(["--code", "--name", "Cellar", "--yes"]);
  const [, code = ""] = await home.says(/paste it there within ten minutes: (\S+)/u);
  await joinWithText(page, code);
  const [, first = "", second = ""] = await home.says(/The number is (\d{3}) (\d{3})/u);
  expect(await comparisonNumber(page)).toBe(first + second);
  await page.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await home.says(/is one of your devices now/u);
  await expect(page.getByRole("dialog")).toContainText("Cellar is one of your devices now");
  await closeSheet(page);
}

const whenInstalled = async (page: Page): Promise<void> => {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).length)).toBe(1);
};

/** The only other device that is there. */
async function expectHomeHasAll(page: Page): Promise<void> {
  const sheet = await openSync(page);
  await expect(sheet.getByRole("listitem").filter({ hasText: "Cellar" })).toContainText("Has everything that is here");
  await closeSheet(page);
}

test("a home device is let in by its own code, and browsers reach it without relay and signals, with the app from its service worker, also when it was killed in between", async ({
  relay,
  newDevice,
}) => {
  const home = await makeHomeProcess();
  try {
    const [laptop, phone] = [await newDevice([DIRECT]), await newDevice([DIRECT])];
    let a = await openApp(laptop, relay.address);
    await addTask(a, "with the relay");
    await letInByItsCode(a, home);
    await home.says(/connected directly to 1 device/u);
    const b = await openApp(phone, relay.address);
    await pair(a, b);
    await expectRows(b, ["with the relay"]);
    await whenInstalled(a);
    await whenInstalled(b);
    await home.says(/connected directly to 2 devices/u);

    await relay.kill();
    await laptop.shut();
    await addTask(b, "from the phone");
    await home.kill();
    home.start();
    await home.says(/connected directly to 1 device/u);
    await b.reload();
    await whenWritable(b);
    await addTask(b, "from the phone, opened again");
    await expectHomeHasAll(b);
    await phone.shut();

    await laptop.open();
    a = await openApp(laptop, relay.address);
    await expectRows(a, ["from the phone, opened again", "from the phone", "with the relay"]);
    await addTask(a, "from the laptop");
    await expectHomeHasAll(a);
  } finally {
    await home.close();
  }
});
