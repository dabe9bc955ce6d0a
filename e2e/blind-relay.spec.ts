// What a relay holds after a day's work: the columns it may have and no other, and nothing of what was typed in any form. The same search finds it
// all where an app seals nothing, so that finding nothing means something.

import { join } from "node:path";
import { deflateSync } from "node:zlib";
import Database from "libsql";
import { addLines, addTask, closeSheet, expectRows, expectSynced, openApp, openSync, rename } from "./app-page.ts";
import { bundleUnsealedApp } from "./bundles.ts";
import type { Device } from "./device.ts";
import { expect, test } from "./fixtures.ts";
import { pair } from "./pairing-steps.ts";
import { folderBytes, formsFound } from "./plaintext-search.ts";
import { openRelay, type RelayProcess } from "./relay-process.ts";
import { LONG } from "./size.ts";

const TYPED = [
  "Zürich: Quittung 4711 zurückgeben",
  "quinces from the garden",
  "the title before it was changed",
  "and after: chrysanthemum",
];
const DEVICE_NAME = "Großmutters Laptop";

/** Types it all on one device, pairs another, and waits until the relay has everything. */
async function workADay(relay: RelayProcess, newDevice: () => Promise<Device>): Promise<void> {
  const [a, b] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
  const [zurich = "", quinces = "", before = "", after = ""] = TYPED;
  await addLines(a, [zurich, quinces]);
  const sheet = await openSync(a);
  await sheet.getByRole("button", { name: "Rename" }).click();
  await sheet.getByRole("textbox", { name: "Name of this device" }).fill("\u200B");
  await sheet.getByRole("button", { name: "Save" }).click();
  await expect(sheet.getByRole("alert")).toContainText("Write a name");
  await sheet.getByRole("textbox", { name: "Name of this device" }).fill(DEVICE_NAME);
  await sheet.getByRole("button", { name: "Save" }).click();
  await expect(sheet).toContainText(DEVICE_NAME);
  await closeSheet(a);
  await pair(a, b);
  await addTask(b, before);
  await rename(b, before, after);
  await expectRows(a, [after, zurich, quinces]);
  for (const page of [a, b]) await expectSynced(page);
}

async function formsAtRelay(relay: RelayProcess, text: string): Promise<readonly string[]> {
  return formsFound(Buffer.concat([await folderBytes(relay.dataFolder), Buffer.from(relay.log())]), text);
}

/** Every table of the database with its columns. */
function columnsOf(relay: RelayProcess): Readonly<Record<string, readonly string[]>> {
  const database = new Database(join(relay.dataFolder, "relay.db"), { readonly: true });
  const rows: unknown[] = database
    .prepare("SELECT m.name AS tableName, c.name AS columnName FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table'")
    .all();
  database.close();
  const columns: Record<string, string[]> = {};
  for (const row of rows) {
    if (typeof row !== "object" || row === null) continue;
    (columns[String(Reflect.get(row, "tableName"))] ??= []).push(String(Reflect.get(row, "columnName")));
  }
  return columns;
}

test("the search knows every form it looks for", () => {
  const text = TYPED[0] ?? "";
  const forms = [
    Buffer.from(text),
    Buffer.from(text, "utf16le"),
    Buffer.from(Buffer.from(`x${text}y`).toString("base64")),
    deflateSync(text),
  ];
  for (const form of forms) expect(formsFound(Buffer.concat([Buffer.alloc(5, 7), form, Buffer.alloc(5, 7)]), text)).not.toEqual([]);
  expect(formsFound(Buffer.from(JSON.stringify({ other: "text" })), text)).toEqual([]);
});

test("a relay's data and output hold nothing of what was typed, in the allowed columns only", async ({ newRelay, newDevice }) => {
  const relay = await newRelay();
  await workADay(relay, newDevice);
  for (const text of [...TYPED, DEVICE_NAME]) expect(await formsAtRelay(relay, text)).toEqual([]);
  expect(columnsOf(relay)).toEqual({
    store: ["name", "value"],
    spaces: ["number", "space", "used_bytes"],
    statements: ["space", "id", "bytes"],
    paths: [
      "number",
      "space",
      "log",
      "branch",
      "device",
      "generation",
      "first_seq",
      "parent_id",
      "head_seq",
      "head_id",
      "base_seq",
      "base_id",
    ],
    records: ["path", "seq", "id", "bytes"],
    receipts: ["space", "device", "counter", "bytes"],
    checkpoints: ["space", "id", "maker", "counter", "made_at", "received_at", "verdict", "bytes"],
    packs: ["number", "space", "pack", "blocks", "bytes_total", "leaves"],
    blocks: ["pack", "idx", "bytes"],
    capsules: ["number", "space", "id", "sealed"],
    reminders: ["minute", "endpoint", "tag"],
  });
  expect(await relay.stop()).toBe(0);
  for (const text of [...TYPED, DEVICE_NAME]) expect(await formsAtRelay(relay, text)).toEqual([]);
});

test("the same search finds all of it when the app seals nothing", LONG, async ({ newDevice }) => {
  const bundle = await bundleUnsealedApp();
  const relay = await openRelay({}, bundle.path);
  try {
    await workADay(relay, newDevice);
    for (const text of [...TYPED, DEVICE_NAME]) expect(await formsAtRelay(relay, text)).toContain("UTF-8");
  } finally {
    await relay.close();
    await bundle.remove();
  }
});
