// Pairing by a camera before the link's picture, and how either side calls a pairing off: it is over on both, nothing has changed, and the next link works.

import type { Page } from "@playwright/test";
import { addTask, closeSheet, expectRows, openApp, openSync, whenWritable } from "./app-page.ts";
import { openCameraDevice } from "./camera-device.ts";
import { expect, test } from "./fixtures.ts";
import { approve, comparisonNumber, invite, joinWithText, pair, setAppAddress } from "./pairing-steps.ts";
import { LONG } from "./size.ts";

test("a phone's camera reads the link on the other screen and joins by it", LONG, async ({ relay, newDevice }) => {
  const a = await openApp(await newDevice(), relay.address);
  await addTask(a, "on the laptop");
  await setAppAddress(a);
  const { page: phone, see } = await openCameraDevice(newDevice);
  await phone.goto(relay.address);
  await whenWritable(phone);
  await addTask(phone, "on the phone");
  await invite(a);
  // Not while its sheet is still coming up.
  await a.getByRole("img", { name: "The link as a code to scan" }).click({ trial: true });
  await see(a);
  await phone.bringToFront();
  const sheet = await openSync(phone);
  await sheet.getByRole("button", { name: "I have a code" }).click();
  await sheet.getByRole("button", { name: "Scan with the camera" }).click();
  await approve(a, phone);
  for (const page of [a, phone]) await expect(page.getByRole("row")).toHaveCount(2);
});

const press = (page: Page, name: string): Promise<void> => page.getByRole("dialog").getByRole("button", { name, exact: true }).click();

/** Who ends it, when, and how. */
const ENDS: Readonly<Record<string, (inviter: Page, newcomer: Page) => Promise<void>>> = {
  "the newcomer says that the numbers differ": (_, newcomer) => press(newcomer, "They differ"),
  "the inviter declines": (inviter) => press(inviter, "Decline"),
  "the newcomer leaves while it waits for the inviter": async (_, newcomer) => {
    await press(newcomer, "They are the same");
    await press(newcomer, "Cancel");
  },
  "the inviter declines after the newcomer said yes": async (inviter, newcomer) => {
    await press(newcomer, "They are the same");
    await press(inviter, "Decline");
  },
};

test("whoever ends a pairing, it is over on both, nothing has changed, and the next link works", LONG, async ({ relay, newDevice }) => {
  const [a, b] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
  await addTask(a, "on a");
  await addTask(b, "on b");
  for (const [how, end] of Object.entries(ENDS)) {
    await test.step(how, async () => {
      await joinWithText(b, (await invite(a)).code);
      expect(await comparisonNumber(b)).toBe(await comparisonNumber(a));
      await end(a, b);
      for (const page of [a, b]) {
        // Whoever leaves is back where pairing begins, and needs no telling.
        const isOver = page
          .getByRole("dialog")
          .getByText("Nothing has changed")
          .or(page.getByRole("button", { name: "I have a code" }));
        await expect(isOver).toBeVisible();
        await closeSheet(page);
      }
      await expectRows(a, ["on a"]);
      await expectRows(b, ["on b"]);
    });
  }
  await pair(a, b);
  for (const page of [a, b]) await expect(page.getByRole("row")).toHaveCount(2);
});
