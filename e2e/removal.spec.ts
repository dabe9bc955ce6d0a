// A device is taken away in the app, with three browsers at one relay: what each of them says, and what the one that was taken away can still do.

import type { Page } from "@playwright/test";
import { addTask, closeSheet, expectSynced, openApp, row, whenWritable } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { nameDevice, removedSheet, removeDevice, wipeRemoved } from "./member-steps.ts";
import { pair } from "./pairing-steps.ts";
import { LONG } from "./size.ts";

// The simulation has the same (sim/removal.test.ts) for every run.
test("a device that was removed gets nothing new, says so, and begins anew as another device", LONG, async ({ relay, newDevice }) => {
  const open = async (): Promise<Page> => openApp(await newDevice(), relay.address);
  const [laptop, phone, lost] = [await open(), await open(), await open()];
  for (const page of [phone, lost]) {
    await pair(laptop, page);
    for (const each of [laptop, page]) await each.keyboard.press("Escape");
  }
  await nameDevice(lost, "The lost one");
  await addTask(lost, "seen by all");
  for (const page of [laptop, phone]) await expect(row(page, "seen by all")).toBeVisible();
  await expectSynced(laptop);
  const sheet = await removeDevice(laptop, "The lost one");
  await expect(sheet.getByRole("status")).toContainText("It has gone out");
  await closeSheet(laptop);
  await expect(removedSheet(lost)).toBeVisible();
  await addTask(laptop, "after it");
  await expect(row(phone, "after it")).toBeVisible();
  await expect(row(lost, "after it")).toHaveCount(0);
  const saving = lost.waitForEvent("download");
  await removedSheet(lost).getByRole("button", { name: "Save as text" }).click();
  expect((await saving).suggestedFilename()).toMatch(/^daybook-.*\.md$/u);
  await wipeRemoved(lost);
  await expect(row(lost, "seen by all")).toHaveCount(0);
  await whenWritable(lost);
  await addTask(lost, "begun anew");
});
