// Two devices that meet only by a file, after they were paired: the relay is gone, one of them writes it and is lost, and the other takes it in.

import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { addLines, addTask, closeSheet, expectRows, expectSynced, lastAction, openApp, openSync, rowNames } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { pair } from "./pairing-steps.ts";
import { LONG } from "./size.ts";

const NAME = /^daybook-\d{4}-\d{2}-\d{2}\.daybook$/u;

/** A folder of the page's own in the place of one that the user chooses, since no dialog can be answered here; files are downloaded. */
const PREPARE = (): void => {
  Object.assign(window, { showDirectoryPicker: () => navigator.storage.getDirectory(), showSaveFilePicker: undefined });
};

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

/** The same into a file that the user chooses; the sheet is open. */
async function exportToChosen(page: Page): Promise<Buffer> {
  await page.evaluate(() => {
    Object.assign(window, {
      showSaveFilePicker: async () => (await navigator.storage.getDirectory()).getFileHandle("chosen", { create: true }),
    });
  });
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: "Export to a file" }).click();
  await expect(sheet).not.toContainText("among your downloads");
  await expect(sheet).toContainText("The file is written:");
  const [chosen] = await folderOf(page);
  return Buffer.from(chosen?.[1] ?? []);
}

async function importFile(page: Page, buffer: Buffer): Promise<void> {
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("dialog").getByRole("button", { name: "Take in a file" }).click();
  await (await choosing).setFiles({ name: "daybook.daybook", mimeType: "application/octet-stream", buffer });
}

test("a file brings all to a paired device that nothing else reaches, and says what became of it", async ({ relay, newDevice }) => {
  const [laptop, phone] = [await newDevice(), await newDevice()];
  for (const device of [laptop, phone]) await device.context().addInitScript(PREPARE);
  const a = await openApp(laptop, relay.address);
  await addTask(a, "before");
  const b = await openApp(phone, relay.address);
  await pair(a, b);
  await expectRows(b, ["before"]);
  await expectSynced(a);
  await relay.close();
  // Should any of it become markup on the way, the page's policy would tell (fixtures.ts).
  await addLines(a, ["<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "javascript:alert(1)"]);
  const rows = await rowNames(a);
  await exportFile(a, "Export to a file");
  const file = await exportToChosen(a);
  // What it has is in the file alone from now on.
  await laptop.close();

  const sheet = await openSync(b);
  const changed = Buffer.from(file);
  changed[200] = (changed[200] ?? 0) ^ 1;
  await importFile(b, changed);
  await expect(sheet).toContainText("The file is damaged or not complete, from byte 45 on.");
  await importFile(b, file);
  await expect(sheet).toContainText("taken in.");
  await expect(sheet).toContainText("By file. Last from it:");
  await importFile(b, file);
  await expect(sheet).toContainText("There is nothing new in this file.");
  await closeSheet(b);
  await expectRows(b, rows);

  // Anywhere on the window.
  await b.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([new Uint8Array([0, 1, 2, 3, 255])], "picture.bin"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect(lastAction(b)).toContainText("This is not a Daybook file. Nothing has changed here.");

  // By the system's share sheet: kept by the service worker until a window has read it, once; one that is open is told.
  await b.evaluate(async () => void (await navigator.serviceWorker.ready));
  await b.reload();
  for (const [bytes, told] of [
    [file, "There is nothing new in this file."],
    [Buffer.from("a letter"), "This is not a Daybook file. Nothing has changed here."],
  ] as const) {
    await share(b, bytes);
    await expect(lastAction(b)).toContainText(told);
    await expect.poll(() => sharedOn(b)).toBe(0);
  }
  // As the service worker opens the app when there is no room at all.
  await b.evaluate(() => void (location.hash = "not-kept"));
  await b.reload();
  await expect(lastAction(b)).toContainText("A shared file was not kept: there is no room for it on this way.");
  expect(new URL(b.url()).hash).not.toContain("not-kept");
});

/** As a system does that was asked to hand a file to the installed app. */
const share = (page: Page, bytes: Buffer): Promise<void> =>
  page.evaluate(
    async (content) => {
      const form = new FormData();
      form.set("file", new File([Uint8Array.from(content)], "daybook.daybook"));
      await fetch("/share", { method: "POST", body: form });
    },
    [...bytes],
  );

const sharedOn = (page: Page): Promise<number> => page.evaluate(async () => (await (await caches.open("daybook-shared")).keys()).length);

/** Files in it, with their bytes; read again where the app takes one away meanwhile. */
const folderOf = (page: Page): Promise<readonly (readonly [string, readonly number[]])[]> =>
  page.evaluate(async () => {
    for (;;) {
      const files: [string, number[]][] = [];
      try {
        for await (const [name, handle] of (await navigator.storage.getDirectory()).entries())
          if (handle instanceof FileSystemFileHandle) files.push([name, [...new Uint8Array(await (await handle.getFile()).arrayBuffer())]]);
        return files;
      } catch (thrown) {
        if (!(thrown instanceof DOMException && thrown.name === "NotFoundError")) throw thrown;
      }
    }
  });

/** As a service would that keeps the folders of two devices the same. */
const carry = async (from: Page, to: Page): Promise<void> =>
  to.evaluate(
    async (files) => {
      const folder = await navigator.storage.getDirectory();
      for (const [name, bytes] of files) {
        const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
        await writable.write(Uint8Array.from(bytes));
        await writable.close();
      }
    },
    await folderOf(from),
  );

test("a folder that both see brings to each what the other has written, and each leaves one file", LONG, async ({ relay, newDevice }) => {
  const [laptop, phone] = [await newDevice(), await newDevice()];
  for (const device of [laptop, phone]) await device.context().addInitScript(PREPARE);
  const a = await openApp(laptop, relay.address);
  await addTask(a, "before");
  const b = await openApp(phone, relay.address);
  await pair(a, b);
  await expectRows(b, ["before"]);
  await expectSynced(a);
  await relay.close();
  await addTask(a, "from a");
  const onA = await openSync(a);
  await onA.getByRole("button", { name: "Sync by a folder" }).click();
  await expect(onA).toContainText("There is nothing new in the folder. What your other devices lack is in the folder.");
  await closeSheet(a);
  await addTask(a, "from a, later");
  await (await openSync(a)).getByRole("button", { name: "Sync by it now" }).click();
  await expect.poll(async () => (await folderOf(a)).map(([name]) => name.slice(16))).toEqual(["-2.daybook"]);
  await carry(a, b);

  await addTask(b, "from b");
  const onB = await openSync(b);
  await onB.getByRole("button", { name: "Sync by a folder" }).click();
  await expect(onB).toContainText("taken in. What your other devices lack is in the folder.");
  await carry(b, a);
  await onA.getByRole("button", { name: "Sync by it now" }).click();
  await expect(onA).toContainText("1 change taken in.");
  await closeSheet(a);
  await closeSheet(b);
  await expectRows(b, await rowNames(a));
  expect(await rowNames(a)).toHaveLength(4);
});
