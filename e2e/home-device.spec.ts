// A home device beside browsers: it is paired from one, holds everything through kills and restarts, and lets a new browser in when all else is lost.

import type { Page } from "@playwright/test";
import { addLines, addTask, closeSheet, expectRows, openApp, openSync, rowNames, whenWritable } from "./app-page.ts";
import { DIRECT } from "./device.ts";
import * as steps from "./engines/app-steps.ts";
import { areHere } from "./engines/available.ts";
import type { Engine, EnginePage } from "./engines/engine.ts";
import { openEngine } from "./engines/open-engine.ts";
import { expect, test } from "./fixtures.ts";
import { makeHomeProcess, type HomeProcess } from "./home-process.ts";
import { approveHome, askedNumber, showHomeCode, showInvitation } from "./home-steps.ts";
import { DIST } from "./nearby-face.ts";
import { comparisonNumber, invite, joinWithText } from "./pairing-steps.ts";
import { openRelay } from "./relay-process.ts";
import { serveFolder } from "./serve-folder.ts";
import { LONG } from "./size.ts";

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
    expect(await comparisonNumber(b)).toBe(await askedNumber(home));
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

async function letInByItsCode(page: Page, home: HomeProcess): Promise<void> {
  await joinWithText(page, await showHomeCode(home));
  await approveHome(page, home);
}

const whenInstalled = async (page: Page): Promise<void> => {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
  await expect
    .poll(() => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("daybook-version-")).length))
    .toBe(1);
};

/** The only other device that is there. */
async function expectHomeHasAll(page: Page): Promise<void> {
  const sheet = await openSync(page);
  await expect(sheet.getByRole("listitem").filter({ hasText: "Cellar" })).toContainText("Has everything that is here");
  await closeSheet(page);
}

/** A Firefox joins the home device's space by the code that that one shows, and has all that is there. */
async function joinInFirefox(engine: Engine, address: string, home: HomeProcess): Promise<EnginePage> {
  const page = await engine.newTab();
  await steps.openApp(page, address);
  await steps.joinWith(page, await showInvitation(home));
  await steps.waitForDialogText(page, await askedNumber(home));
  home.type("yes");
  await steps.pressButton(page, steps.DIALOG_BUTTON, "They are the same");
  await steps.waitForDialogText(page, "now share their tasks");
  await steps.closeDialog(page);
  return page;
}

if (areHere("firefox"))
  test(
    "Chromium lets a home device in by its code and Firefox joins through it; all three sync with no relay ever, the app's server gone, and the home device killed in between",
    LONG,
    async ({ newDevice }) => {
      const [site, home, firefox] = [await serveFolder(DIST), await makeHomeProcess(), await openEngine("firefox")];
      try {
        const laptop = await newDevice([DIRECT]);
        let a = await openApp(laptop, site.address);
        await addTask(a, "made in Chromium");
        await letInByItsCode(a, home);
        await expectHomeHasAll(a);
        const b = await joinInFirefox(firefox, site.address, home);
        await steps.expectRows(b, ["made in Chromium"]);

        await whenInstalled(a);
        await steps.whenInstalled(b);
        await site.close();
        await a.reload();
        await whenWritable(a);
        await addTask(a, "live, one way");
        await steps.expectRows(b, ["live, one way", "made in Chromium"]);
        await steps.addTask(b, "live, the other way");
        await expectRows(a, ["live, the other way", "live, one way", "made in Chromium"]);

        await laptop.shut();
        await home.kill();
        await steps.addTask(b, "with the others gone");
        home.start();
        await home.says(/Holds \d+ change/u);
        // As on a phone, whose user opens the app again; a page that stays open finds out by itself within some ten seconds.
        await b.reload();
        await steps.whenWritable(b);
        await steps.openSync(b);
        await steps.waitForDialogText(b, "Has everything that is here");
        await b.close();
        await laptop.open();
        a = await openApp(laptop, site.address);
        await expectRows(a, ["live, the other way", "with the others gone", "live, one way", "made in Chromium"]);
      } finally {
        await home.close();
        await firefox.close();
        await site.close();
      }
    },
  );
