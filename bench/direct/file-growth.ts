// `file.growth50MB`: how much more memory than at rest a process of the browser takes while some 50 MB of records, each of its own and none that compresses,
// are written into a file from a real store, and taken in from one by another device that has none of them. The relay takes no records, and the two are not
// connected otherwise.

import { randomBytes } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { lastAction, openApp, openSync } from "../../e2e/app-page.ts";
import { openDevice, type Device } from "../../e2e/device.ts";
import { pair } from "../../e2e/pairing-steps.ts";
import { openFacePage } from "../face-page.ts";
import { makeTasksInPage } from "../interactions.page.ts";
import type { Measured } from "../measured.ts";
import { untilCompacted } from "../start/prepared-profile.ts";
import { openFilled } from "./direct-sync.ts";
import { openFullRelay } from "./full-relay.ts";
import { grownMiB, usesLine, watchMemory, type ProcessUse } from "./memory.ts";

const RECORDS = 2_800;
/** As base64, of which a record keeps three quarters. */
const RECORD_BYTES = 18_000;
const WAIT_MS = 600_000;
const CARRIED_AT_ONCE = 4 * 1024 ** 2;
const NAME = "carried";

/** False where it was not compacted in time. */
async function fill(device: Device, address: string): Promise<boolean> {
  const page = await openFacePage(device, address);
  const tasks = Array.from({ length: RECORDS }, (_, index) => {
    const notes = randomBytes(RECORD_BYTES).toString("base64");
    return { title: `note ${index}`, day: null, done: false, notes };
  });
  await page.evaluate(makeTasksInPage, { tasks, tasksAtOnce: 1 });
  await page.close();
  // What it is compacted with is no part of the file.
  const worker = await openFacePage(device, address);
  await worker.evaluate(() => globalThis.daybookFace?.ask({ kind: "sync-now" }));
  const isCompacted = await untilCompacted(worker);
  await worker.close();
  return isCompacted;
}

/** The page's busy process is watched from when the page is at rest. */
async function whileWatched(device: Device, act: () => Promise<void>): Promise<readonly ProcessUse[]> {
  const end = await watchMemory(await device.browserSession());
  await act();
  return end();
}

/** Into a file of the page's own, in the place of one that the user chooses. */
async function exportFrom(device: Device, address: string): Promise<readonly ProcessUse[]> {
  const page = await openFilled(device, address);
  await page.evaluate((name) => {
    const choose = async () => (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
    Object.assign(window, { showSaveFilePicker: choose });
  }, NAME);
  const sheet = await openSync(page);
  const uses = await whileWatched(device, async () => {
    await sheet.getByRole("button", { name: "Export to a file" }).click();
    await expect(sheet).toContainText("The file is written:", { timeout: WAIT_MS });
  });
  await page.close();
  return uses;
}

const readPart = (page: Page, fromByte: number): Promise<string> =>
  page.evaluate(
    async ({ name, from, length }) => {
      const file = await (await (await navigator.storage.getDirectory()).getFileHandle(name)).getFile();
      const bytes = new Uint8Array(await file.slice(from, from + length).arrayBuffer());
      let text = "";
      for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCodePoint(...bytes.subarray(at, at + 32_768));
      return btoa(text);
    },
    { name: NAME, from: fromByte, length: CARRIED_AT_ONCE },
  );

const writePart = (page: Page, fromByte: number, part: string): Promise<void> =>
  page.evaluate(
    async ({ name, position, base64 }) => {
      const handle = await (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
      const writable = await handle.createWritable({ keepExistingData: true });
      const data = Uint8Array.from(atob(base64), (character) => character.codePointAt(0) ?? 0);
      await writable.write({ type: "write", position, data });
      await writable.close();
    },
    { name: NAME, position: fromByte, base64: part },
  );

/** By pages that are closed behind it; gives how many bytes it has. */
async function carry(from: Device, to: Device, address: string): Promise<number> {
  const [source, target] = [await from.newPage(), await to.newPage()];
  for (const page of [source, target]) await page.goto(`${address}/robots.txt`);
  let bytes = 0;
  for (let part = await readPart(source, 0); part !== ""; part = await readPart(source, bytes)) {
    await writePart(target, bytes, part);
    bytes += Buffer.from(part, "base64").length;
  }
  for (const page of [source, target]) await page.close();
  return bytes;
}

/** As one that is dropped on the window. */
async function importAt(device: Device, address: string): Promise<readonly ProcessUse[]> {
  const page = await openApp(device, address);
  const uses = await whileWatched(device, async () => {
    await page.evaluate(async (name) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(await (await (await navigator.storage.getDirectory()).getFileHandle(name)).getFile());
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, NAME);
    await expect(lastAction(page)).toContainText(/[\d,]{5,} changes taken in\./u, { timeout: WAIT_MS });
  });
  await page.close();
  return uses;
}

export async function measureFileGrowth(): Promise<Measured> {
  const relay = await openFullRelay();
  const [from, to] = [await openDevice(), await openDevice()];
  try {
    const pages = [await openApp(from, relay.address), await openApp(to, relay.address)] as const;
    await pair(...pages);
    for (const page of pages) await page.close();
    const isCompacted = await fill(from, relay.address);
    const written = await exportFrom(from, relay.address);
    const bytes = await carry(from, to, relay.address);
    const taken = await importAt(to, relay.address);
    return {
      value: Math.max(...[...written, ...taken].map(grownMiB)),
      samples: 1,
      data: `${RECORDS} random records, a file of ${(bytes / 1e6).toFixed(1)} MB`,
      details: [
        usesLine("written", written),
        usesLine("taken in", taken),
        `the writer ${isCompacted ? "had compacted before" : "compacted MEANWHILE"}`,
      ],
    };
  } finally {
    for (const device of [from, to]) await device.close();
    await relay.close();
  }
}
