// A note that is mirrored with a room of another app: which room, what is in it, and how the note and the list say so.

import type { Page } from "@playwright/test";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { goTo, openApp } from "../app-page.ts";
import { expect } from "../fixtures.ts";
import { openRelay } from "../relay-process.ts";
import { USER_MARK } from "./layout-faults.ts";
import type { Stage } from "./stories.ts";

const ROOM = `Plans of ${USER_MARK} for the summer and the autumn after it`;

/** The client asks for a browser's class, and uses what this one has of it. */
const isClass = (value: unknown): value is typeof globalThis.WebSocket => typeof value === "function";

async function enterRoom(server: string): Promise<WebsocketProvider> {
  if (!isClass(WebSocket)) throw new Error("a class of sockets");
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(server, ROOM, doc, { WebSocketPolyfill: WebSocket, disableBc: true });
  provider.awareness.setLocalStateField("user", { name: USER_MARK });
  await expect.poll(() => provider.synced).toBe(true);
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText(`What ${USER_MARK} wrote elsewhere, for many words. `.repeat(12))]);
  doc.getXmlFragment("prosemirror").insert(0, [paragraph]);
  return provider;
}

async function newNote(page: Page): Promise<void> {
  await goTo(page, "Notes");
  await page.getByRole("button", { name: "New note" }).first().click();
  await page.getByRole("textbox", { name: "Title of the note" }).fill(`Plans of ${USER_MARK}`);
  await page.keyboard.press("Enter");
  await page.keyboard.type(`To Rome with ${USER_MARK}`);
}

export async function storyOfMirrors({ relay, newDevice, look }: Stage): Promise<void> {
  const rooms = await openRelay({ DAYBOOK_YJS: "open" });
  const server = `${rooms.address.replace("http", "ws")}/yjs`;
  const provider = await enterRoom(server);
  try {
    const page = await openApp(await newDevice(), relay.address);
    await newNote(page);
    await page.getByRole("button", { name: "Mirror with a room" }).click();
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("radio", { name: "Another one" }).check();
    await sheet.getByRole("button", { name: "Look into the room" }).click();
    await expect(sheet.getByRole("alert")).toHaveCount(3);
    await look(page, "mirror-form", { proof: sheet });
    await sheet.getByRole("radio", { name: "prosemirror", exact: true }).check();
    await sheet.getByRole("textbox", { name: "Address of the server" }).fill(server);
    await sheet.getByRole("textbox", { name: "Name of the room" }).fill(ROOM);
    await sheet.getByRole("button", { name: "Look into the room" }).click();
    await expect(sheet.getByRole("button", { name: "Start mirroring" })).toBeVisible();
    await look(page, "mirror-found", { proof: sheet });
    await sheet.getByRole("button", { name: "Start mirroring" }).click();
    const line = page.getByRole("region", { name: "Mirrored with a room" });
    await expect(line.getByText("1 other in the room")).toBeVisible();
    await look(page, "note-mirrored", { proof: page.getByRole("main").getByText("127.0.0.1") });
    await goTo(page, "Notes");
    await expect(page.getByRole("link", { name: /^Plans/u })).toBeVisible();
    await look(page, "notes-mirrored");
  } finally {
    provider.destroy();
    await rooms.close();
  }
}
