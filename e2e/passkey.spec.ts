// A passkey as the way back: set up, given back to a relay that lost everything, and then all that a browser has that was cleared.

import { addLines, addTask, expectRows, expectSynced, openSettings, whenWritable } from "./app-page.ts";
import { addAuthenticator, byName } from "./authenticator.ts";
import { UNUSED } from "./device.ts";
import { expect, test } from "./fixtures.ts";
import { LONG } from "./size.ts";

const THERE = "The relay hands out what it opens";

test(
  "one touch of a passkey brings everything back in a browser that was cleared, from a relay that was wiped since",
  LONG,
  async ({ relay, newDevice }) => {
    const device = await newDevice([UNUSED]);
    const page = await device.newPage();
    const session = await addAuthenticator(page);
    const address = byName(relay.address);
    await page.goto(address);
    await whenWritable(page);
    await addLines(page, ["first", "second"]);
    await expectSynced(page);
    await openSettings(page);
    await page.getByRole("button", { name: "Ways back" }).click();
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("button", { name: "Set up with a passkey" }).click();
    await sheet.getByRole("button", { name: "Make the passkey" }).click();
    await expect(sheet).toContainText(THERE);
    await sheet.getByRole("button", { name: "Done" }).click();
    await expect(sheet.getByRole("listitem")).toContainText(THERE);

    await relay.kill();
    await relay.wipeData();
    await expect(sheet.getByRole("listitem")).toContainText("The relay cannot be asked now");
    await relay.start();
    await expect(sheet.getByRole("listitem")).toContainText(THERE, { timeout: 60_000 });
    await sheet.getByRole("button", { name: "Close" }).click();
    await expectSynced(page);

    await page.goto("about:blank");
    await session.send("Storage.clearDataForOrigin", { origin: address, storageTypes: "all" });
    await page.goto(address);
    await page.getByRole("button", { name: "Restore" }).click();
    await page.getByRole("button", { name: "Restore from a recovery sheet or with a passkey" }).click();
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await page.getByRole("checkbox").check();
    await page.getByRole("button", { name: "Go on with these devices" }).click();
    await page.getByRole("button", { name: "Open Daybook" }).click();
    await expectRows(page, ["first", "second"]);
    await addTask(page, "third");
    await expectSynced(page);

    // And it is switched off by itself.
    await openSettings(page);
    await page.getByRole("button", { name: "Ways back" }).click();
    await sheet.getByRole("button", { name: "Switch off: Passkey" }).click();
    await sheet.getByRole("button", { name: "Confirm with a passkey" }).click();
    await expect(sheet).toContainText("That passkey opens nothing any more");
    await expect(sheet.getByRole("listitem")).toHaveCount(0);
  },
);
