// Notes made of documents that other apps keep with Yjs: from a file, from y-indexeddb's store at the same address, and from a room.

import type { Locator, Page } from "@playwright/test";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { openApp } from "./app-page.ts";
import { DIRECT } from "./device.ts";
import type { RelayProcess } from "./relay-process.ts";
import { LONG } from "./size.ts";
import { expect, test } from "./stock-rooms.ts";
import "./rooms/stock-room.page.ts";

function element(name: string, content: string, formats = {}): Y.XmlElement {
  const made = new Y.XmlElement(name);
  const text = new Y.XmlText();
  text.insert(0, content, formats);
  made.insert(0, [text]);
  return made;
}

function richDocument(): Y.Doc {
  const doc = new Y.Doc();
  doc.getXmlFragment("prosemirror").push([element("heading", "Plans"), element("paragraph", "for the summer", { bold: {} })]);
  doc.getMap("settings").set("wide", true);
  return doc;
}

/** The stock clients' affair: where their first attempt fails they take their time before the next. */
const MEETING = { timeout: 90_000 };

/** As an app at the same address that uses y-indexeddb leaves it. */
const storeInBrowser = (page: Page, name: string, update: Uint8Array): Promise<void> =>
  page.evaluate(
    ([called, bytes]) =>
      new Promise<void>((resolve) => {
        const request = indexedDB.open(called);
        request.addEventListener("upgradeneeded", () => {
          request.result.createObjectStore("updates", { autoIncrement: true }).add(Uint8Array.from(bytes));
          request.result.createObjectStore("custom");
        });
        request.addEventListener("success", () => {
          request.result.close();
          resolve();
        });
      }),
    [name, [...update]] as const,
  );

/** The client asks for a browser's class, and uses what this one has of it. */
const isClass = (value: unknown): value is typeof globalThis.WebSocket => typeof value === "function";

async function fillRoom(relay: RelayProcess, room: string, text: string): Promise<void> {
  if (!isClass(WebSocket)) throw new Error("a class of sockets");
  const doc = new Y.Doc();
  const options = { WebSocketPolyfill: WebSocket, disableBc: true };
  const provider = new WebsocketProvider(`${relay.address.replace("http", "ws")}/yjs`, room, doc, options);
  await expect.poll(() => provider.synced).toBe(true);
  doc.getText("text").insert(0, text);
  const other = new Y.Doc();
  const reader = new WebsocketProvider(`${relay.address.replace("http", "ws")}/yjs`, room, other, options);
  await expect.poll(() => other.getText("text").toJSON()).toBe(text);
  reader.destroy();
  provider.destroy();
}

async function openImport(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByRole("button", { name: "Import a Yjs document" }).click();
  return page.getByRole("dialog", { name: "Import a Yjs document" });
}

const chooseFile = (sheet: Locator, bytes: Uint8Array): Promise<void> =>
  sheet
    .locator('input[type="file"]')
    .setInputFiles({ name: "plans.yjs", mimeType: "application/octet-stream", buffer: Buffer.from(bytes) });

async function takePart(sheet: Locator, title: string): Promise<void> {
  await sheet.getByRole("checkbox", { name: "Make a note of it" }).check();
  await sheet.getByRole("textbox", { name: "Title of the note" }).fill(title);
  await sheet.getByRole("button", { name: "Make 1 note" }).click();
  await expect(sheet.getByText("1 note made.")).toBeVisible();
}

test("documents of other apps are seen first and become notes: from a file, this browser and a room", async ({ rooms, newDevice }) => {
  const page = await openApp(await newDevice(), rooms.address);
  await storeInBrowser(page, "shopping", Y.encodeStateAsUpdate(textDocument("milk\nbread")));
  await fillRoom(rooms, "a room", "said in a room");
  const sheet = await openImport(page);

  await chooseFile(sheet, new TextEncoder().encode("no update"));
  await expect(sheet.getByRole("alert")).toHaveText("This is no Yjs update, or a damaged one. Nothing was taken in.");
  await chooseFile(sheet, Y.encodeStateAsUpdateV2(richDocument()));
  await expect(sheet.getByText("The part “settings”")).toBeVisible();
  await expect(sheet.getByText("A map, a list or a mixture: no note can be made of it")).toBeVisible();
  await expect(sheet.getByText("Plans\nfor the summer")).toBeVisible();
  await takePart(sheet, "Plans of ours");

  await sheet.getByRole("button", { name: "Import something else" }).click();
  await sheet.getByRole("button", { name: "shopping" }).click();
  await takePart(sheet, "Shopping");

  await sheet.getByRole("button", { name: "Import something else" }).click();
  await sheet.getByRole("button", { name: "Read the room" }).click();
  await expect(sheet.getByText("A room’s name has at least one letter, at most 256 bytes, and nothing invisible in it.")).toBeVisible();
  await sheet.getByRole("textbox", { name: "Address of the server" }).fill(`${rooms.address.replace("http", "ws")}/yjs`);
  await sheet.getByRole("textbox", { name: "Name of the room" }).fill("a room");
  await sheet.getByRole("button", { name: "Read the room" }).click();
  await takePart(sheet, "Room");

  await sheet.getByRole("button", { name: "Show the notes" }).click();
  for (const [title, lines] of [
    ["Plans of ours", ["Plans", "for the summer"]],
    ["Shopping", ["milk", "bread"]],
    ["Room", ["said in a room"]],
  ] as const) {
    await page.getByRole("link", { name: title }).click();
    const text = page.getByRole("textbox", { name: "Text of the note" });
    for (const line of lines) await expect(text.getByText(line, { exact: true })).toBeVisible();
    await page.goBack();
  }
});

test("a room of y-webrtc is read from those who are in it, by its password alone", LONG, async ({ relay, rooms, site, newDevice }) => {
  const address = `${rooms.address.replace("http", "ws")}/signal`;
  const there = await (await newDevice([DIRECT])).newPage();
  await there.goto(site);
  await there.evaluate((signalling) => globalThis.stockRoom.enter(signalling, "Ada", "between us"), address);
  await there.evaluate(() => globalThis.stockRoom.append("said among browsers"));

  const page = await openApp(await newDevice([DIRECT]), relay.address);
  const sheet = await openImport(page);
  const read = async (password: string): Promise<void> => {
    await sheet.getByRole("radio", { name: "y-webrtc" }).check();
    await sheet.getByRole("textbox", { name: "Address of the signalling server" }).fill(address);
    await sheet.getByRole("textbox", { name: "Name of the room" }).fill("a room");
    await sheet.getByRole("textbox", { name: "Password of the room, if it has one" }).fill(password);
    await sheet.getByRole("button", { name: "Read the room" }).click();
  };
  await read("another");
  await expect(sheet.getByRole("alert")).toHaveText(/^Nobody else is in this room now, or they have another password/u, MEETING);
  await expect(async () => {
    await read("between us");
    await expect(sheet.getByRole("checkbox", { name: "Make a note of it" })).toBeVisible({ timeout: 20_000 });
  }).toPass(MEETING);
  await takePart(sheet, "Room");
  await sheet.getByRole("button", { name: "Show the notes" }).click();
  await page.getByRole("link", { name: "Room" }).click();
  await expect(page.getByRole("textbox", { name: "Text of the note" }).getByText("said among browsers", { exact: true })).toBeVisible();
  await expect.poll(() => there.evaluate(() => globalThis.stockRoom.names())).toEqual(["Ada"]);
});

function textDocument(text: string): Y.Doc {
  const doc = new Y.Doc();
  doc.getText("text").insert(0, text);
  return doc;
}
