// Two devices that meet only by a file, after they were paired: the relay is gone, one of them writes it and is lost, and the other takes it in.

import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { addLines, addTask, closeSheet, expectRows, expectSynced, lastAction, openApp, openSync, rowNames } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { pair } from "./pairing-steps.ts";

const NAME = /^daybook-\d{4}-\d{2}-\d{2}\.daybook$/u;

/** Writes a file and gives its bytes; leaves the sheet open. */
async function exportFile(page: Page, button: string): Promise<Buffer> {
  const sheet = await openSync(page);
  const downloading = page.waitForEvent("download");
  await sheet.getByRole("button", { name: button }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(NAME);
  await expect(sheet).toContainText("The file is written:");
  return readFile(await download.path());
}

async function importFile(page: Page, buffer: Buffer): Promise<void> {
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("dialog").getByRole("button", { name: "Take in a file" }).click();
  await (await choosing).setFiles({ name: "daybook.daybook", mimeType: "application/octet-stream", buffer });
}

test("a file brings all to a paired device that nothing else reaches, and says what became of it", async ({ relay, newDevice }) => {
  const [laptop, phone] = [await newDevice(), await newDevice()];
  const a = await openApp(laptop, relay.address);
  await addTask(a, "before");
  const b = await openApp(phone, relay.address);
  await pair(a, b);
  await expectRows(b, ["before"]);
  await expectSynced(a);
  await relay.close();
  await addLines(a, ["by file, first", "by file, second"]);
  const rows = await rowNames(a);
  const file = await exportFile(a, "Export to a file");
  // What it has is in the file alone from now on.
  await laptop.close();

  const sheet = await openSync(b);
  const changed = Buffer.from(file);
  changed[200] = (changed[200] ?? 0) ^ 1;
  await importFile(b, changed);
  await expect(sheet).toContainText("The file is damaged or not complete, from byte 45 on.");
  await importFile(b, file);
  await expect(sheet).toContainText("taken in.");
  await importFile(b, file);
  await expect(sheet).toContainText("There is nothing new in this file.");
  await closeSheet(b);
  await expectRows(b, rows);

  // Anywhere on the window.
  await b.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["something else"], "letter.txt"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect(lastAction(b)).toContainText("This is not a Daybook file. Nothing has changed here.");
});
