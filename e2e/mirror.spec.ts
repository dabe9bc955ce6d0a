// A note that is mirrored with a room of another app: turned on, written on both sides, also while the room cannot be reached, taken over by another device, and
// turned off. The other side is the stock client, in Node.

import type { Locator, Page } from "@playwright/test";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { addTask, goTo, openApp } from "./app-page.ts";
import { DIRECT } from "./device.ts";
import { pair } from "./pairing-steps.ts";
import type { RelayProcess } from "./relay-process.ts";
import { LONG } from "./size.ts";
import { expect, test } from "./stock-rooms.ts";
import "./rooms/stock-room.page.ts";

const ROOM = "a room";
const ROOT = "prosemirror";
/** Its client's affair: it comes again later and later. */
const AGAIN = { timeout: 30_000 };
/** As above: where the first attempt of two clients of y-webrtc fails they take their time before the next. */
const MEETING = { timeout: 90_000 };

/** The client asks for a browser's class, and uses what this one has of it. */
const isClass = (value: unknown): value is typeof globalThis.WebSocket => typeof value === "function";

type StockRoom = { readonly body: Y.XmlFragment; readonly provider: WebsocketProvider };

function enterRoom(rooms: RelayProcess): StockRoom {
  if (!isClass(WebSocket)) throw new Error("a class of sockets");
  const doc = new Y.Doc();
  const options = { WebSocketPolyfill: WebSocket, disableBc: true };
  const provider = new WebsocketProvider(`${rooms.address.replace("http", "ws")}/yjs`, ROOM, doc, options);
  return { body: doc.getXmlFragment(ROOT), provider };
}

function addParagraph(body: Y.XmlFragment, text: string): void {
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText(text)]);
  body.insert(body.length, [paragraph]);
}

const wordsOf = (node: Y.XmlElement): string =>
  node
    .toArray()
    .map((child) => (child instanceof Y.XmlText ? child.toJSON() : "?"))
    .join("");

const nodesIn = (body: Y.XmlFragment): readonly string[] =>
  body.toArray().map((node) => (node instanceof Y.XmlElement ? `${node.nodeName}: ${wordsOf(node)}` : "?"));

const TAGS: Readonly<Record<string, string>> = { P: "paragraph", H1: "heading" };

const text = (page: Page): Locator => page.getByRole("textbox", { name: "Text of the note" });
const nodesOf = (page: Page): Promise<readonly string[]> =>
  text(page).evaluate(
    (element, tags) => Array.from(element.children, ({ tagName, textContent }) => `${tags[tagName] ?? tagName}: ${textContent}`),
    TAGS,
  );
const line = (page: Page): Locator => page.getByRole("region", { name: "Mirrored with a room" });

async function typeLine(page: Page, words: string): Promise<void> {
  await text(page).press("ControlOrMeta+End");
  await page.keyboard.press("Enter");
  await page.keyboard.type(words);
}

/** In a note of one line. */
async function writeNote(page: Page): Promise<void> {
  await goTo(page, "Notes");
  await page.getByRole("button", { name: "New note" }).first().click();
  await expect(page.getByRole("textbox", { name: "Title of the note" })).toBeFocused();
  await page.keyboard.type("Plans");
  await page.keyboard.press("Enter");
  await expect(text(page)).toBeFocused();
  await page.keyboard.type("written at home");
}

type Way = {
  readonly kind: "y-websocket" | "y-webrtc";
  readonly field: string;
  readonly address: string;
  readonly rootType?: string;
  readonly root: string;
};

async function turnOn(page: Page, { kind, field, address, rootType, root }: Way): Promise<void> {
  await page.getByRole("button", { name: "Mirror with a room" }).click();
  const sheet = page.getByRole("dialog", { name: "Mirror with a room" });
  await expect(sheet.getByText("Whoever serves the room, or knows its name, can read this note’s text")).toBeVisible();
  await sheet.getByRole("radio", { name: kind }).check();
  await sheet.getByRole("textbox", { name: field }).fill(address);
  await sheet.getByRole("textbox", { name: "Name of the room" }).fill(ROOM);
  if (rootType !== undefined) await sheet.getByRole("radio", { name: rootType }).check();
  await sheet.getByRole("radio", { name: root, exact: true }).check();
  await sheet.getByRole("button", { name: "Look into the room" }).click();
  await expect(sheet.getByText("They are joined word by word")).toBeVisible();
  await sheet.getByRole("button", { name: "Start mirroring" }).click();
}

/** Node by node. */
const areSame = (page: Page, body: Y.XmlFragment, count: number): Promise<void> =>
  expect(async () => {
    expect(nodesIn(body)).toHaveLength(count);
    expect(await nodesOf(page)).toEqual(nodesIn(body));
  }).toPass(AGAIN);

/** As y-prosemirror's cursor plugin tells them. */
async function seeCarets(page: Page, { body, provider: { awareness } }: StockRoom): Promise<void> {
  const [first] = body.toArray();
  const words = first instanceof Y.XmlElement ? first.get(0) : null;
  if (!(words instanceof Y.XmlText)) throw new Error("a paragraph has words");
  const place = Y.createRelativePositionFromTypeIndex(words, 2);
  awareness.setLocalState({ user: { name: "Ada" }, cursor: { anchor: place, head: place } });
  await expect(page.locator(".remote-caret[data-name='Ada']")).toHaveCount(1);
  const theirs = (): unknown => [...awareness.getStates()].find(([client]) => client !== awareness.clientID)?.[1]["cursor"];
  await expect.poll(theirs).toMatchObject({ head: {} });
}

async function takeOver(from: Page, to: Page): Promise<void> {
  await line(to).getByRole("button", { name: "Mirror from this device instead" }).click();
  await expect(line(to)).toContainText("by this device");
  await expect(line(to).getByText(/^Connected/u)).toBeVisible(AGAIN);
  await expect(line(from)).not.toContainText("by this device");
}

async function turnOff(page: Page, { provider }: StockRoom): Promise<void> {
  await line(page).getByRole("button", { name: "Stop mirroring" }).click();
  await expect(line(page)).toHaveCount(0);
  await expect.poll(() => provider.awareness.getStates().size, AGAIN).toBe(1);
}

test("a note and a room of another app are one text, until the mirror is turned off", LONG, async ({ relay, rooms, newDevice }) => {
  const [a, b] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
  await addTask(a, "buy ink");
  await pair(a, b);
  const stock = enterRoom(rooms);
  const { body, provider } = stock;
  await expect.poll(() => provider.synced).toBe(true);
  addParagraph(body, "said elsewhere");

  await writeNote(a);
  const address = `${rooms.address.replace("http", "ws")}/yjs`;
  await turnOn(a, { kind: "y-websocket", field: "Address of the server", address, root: ROOT });
  await expect(line(a).getByText("Connected · 1 other in the room")).toBeVisible();
  await areSame(a, body, 2);
  await typeLine(a, "typed here");
  await expect.poll(() => nodesIn(body)).toContain("paragraph: typed here");
  addParagraph(body, "typed there");
  await expect(text(a).getByText("typed there")).toBeVisible();
  await seeCarets(a, stock);

  await goTo(b, "Notes");
  await expect(b.getByRole("link", { name: "Plans" })).toContainText(`Mirrored with “${ROOM}”`);
  await b.getByRole("link", { name: "Plans" }).click();
  await expect(line(b)).toContainText(`mirrored with the room “${ROOM}”`);
  await areSame(b, body, 4);

  await rooms.kill();
  await expect(line(a).getByText(/^Offline/u)).toBeVisible();
  await typeLine(a, "apart here");
  addParagraph(body, "apart there");
  await rooms.start();
  await areSame(a, body, 6);
  await areSame(b, body, 6);

  await takeOver(a, b);
  await typeLine(b, "by the other");
  await areSame(b, body, 7);

  // It runs wherever that device's window is.
  await goTo(b, "Inbox");
  await b.reload();
  addParagraph(body, "in the background");
  await areSame(a, body, 8);

  await turnOff(a, stock);
  await typeLine(a, "ours alone");
  await goTo(b, "Notes");
  await b.getByRole("link", { name: "Plans" }).click();
  await expect(text(b).getByText("ours alone")).toBeVisible();
  await expect(line(b)).toHaveCount(0);
  addParagraph(body, "theirs alone");
  const reader = enterRoom(rooms);
  await expect.poll(() => nodesIn(reader.body)).toContain("paragraph: theirs alone");
  expect(nodesIn(body)).not.toContain("paragraph: ours alone");
  expect([...(await nodesOf(a)), ...(await nodesOf(b))]).not.toContain("paragraph: theirs alone");
  for (const client of [provider, reader.provider]) client.destroy();
});

test("a note is mirrored with a room of y-webrtc, with those who are found by the relay's signalling", async ({
  relay,
  rooms,
  site,
  newDevice,
}) => {
  const address = `${rooms.address.replace("http", "ws")}/signal`;
  const there = await (await newDevice([DIRECT])).newPage();
  await there.goto(site);
  await there.evaluate((signalling) => globalThis.stockRoom.enter(signalling, "Ada", null), address);
  await there.evaluate(() => globalThis.stockRoom.addParagraph("said elsewhere"));
  const paragraphs = (): Promise<readonly string[]> => there.evaluate(() => globalThis.stockRoom.paragraphs());

  const here = await openApp(await newDevice([DIRECT]), relay.address);
  await writeNote(here);
  await turnOn(here, { kind: "y-webrtc", field: "Address of the signalling server", address, root: "default" });
  await expect(line(here).getByText("Connected · 1 other in the room: Ada")).toBeVisible(MEETING);
  await expect.poll(paragraphs, AGAIN).toHaveLength(2);
  await typeLine(here, "typed here");
  await there.evaluate(() => globalThis.stockRoom.addParagraph("typed there"));
  await expect(async () => {
    const theirs = await paragraphs();
    expect(theirs).toContain("typed here");
    expect(theirs).toContain("typed there");
    expect(await nodesOf(here)).toEqual(theirs.map((words) => `paragraph: ${words}`));
  }).toPass(AGAIN);

  await line(here).getByRole("button", { name: "Stop mirroring" }).click();
  await expect.poll(() => there.evaluate(() => globalThis.stockRoom.names()), AGAIN).toEqual(["Ada"]);
});

test(
  "a note is mirrored with a room of Markdown that a stock client in a page writes, also while the room is away",
  LONG,
  async ({ relay, rooms, site, newDevice }) => {
    const address = `${rooms.address.replace("http", "ws")}/yjs`;
    const there = await (await newDevice()).newPage();
    await there.goto(site);
    await there.evaluate(([server, room]) => globalThis.stockRoom.enterServer(server, room), [address, ROOM] as const);
    const append = (words: string): Promise<void> => there.evaluate((added) => globalThis.stockRoom.append(added), words);
    const inRoom = (): Promise<string> => there.evaluate(() => globalThis.stockRoom.read());
    await append("# Said elsewhere\n\nA **bold** word.");

    const here = await openApp(await newDevice(), relay.address);
    await writeNote(here);
    await turnOn(here, { kind: "y-websocket", field: "Address of the server", address, rootType: "Text (Y.Text)", root: "codemirror" });
    await expect(text(here).locator("h2")).toHaveText("Said elsewhere");
    await expect(text(here).locator("strong")).toHaveText("bold");
    await expect.poll(inRoom).toContain("written at home");

    await typeLine(here, "typed **here**");
    await expect.poll(inRoom).toContain("typed **here**");
    await append("\n\n- typed *there*");
    await expect(text(here).locator("li em")).toHaveText("there");

    await rooms.kill();
    await expect(line(here).getByText(/^Offline/u)).toBeVisible();
    await append("\n\napart there");
    await text(here).locator("h2").click();
    await here.keyboard.press("End");
    await here.keyboard.type(", apart here");
    await rooms.start();
    await expect(text(here).getByText("apart there")).toBeVisible(AGAIN);
    await expect.poll(inRoom, AGAIN).toContain("# Said elsewhere, apart here\n");

    await here.reload();
    await expect(line(here).getByText(/^Connected/u)).toBeVisible(AGAIN);
    await append(" at last");
    await expect(text(here).getByText("apart there at last")).toBeVisible();
    expect((await inRoom()).match(/apart there/gu)).toHaveLength(1);
  },
);
