// One mirror, with the stock client in a room of our own server; the worker, which keeps the note, is a document here.

import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { makeRoomDisk, openMemoryRoomStore } from "../../../../rooms/memory-room-store.ts";
import { asBrowsers, openClient, startServer, synced, type StockClient, type TestServer } from "../../../../rooms/test-server.suite.ts";
import { makeId } from "../../../base/ids.ts";
import { openMemoryMirrorStore, type MirrorDisk } from "../../../bridge/memory-mirror-store.suite.ts";
import type { NoteMirror } from "../../../model/mirror-field.ts";
import type { WatchedNote } from "../../../replica/face/notes.ts";
import type { MirrorReport } from "./mirror-report.ts";
import { othersIn } from "./others-in-room.ts";
import type { RoomCaret } from "./room-carets.ts";
import { openRoomLink, type RoomLink, type RoomLinkOptions } from "../../rooms/room-link.ts";
import { runMirror, type MirrorPorts, type RunningMirror } from "./run-mirror.ts";

const TOKEN = "a-token-of-sixteen-or-more";
const ROOM = "a room/ä";
const ROOT = "default";
const WAIT = { timeout: 20_000, interval: 20 };
const NOTE = makeId("item", new Uint8Array(16).fill(1));

let server: TestServer;
let stock: StockClient;
beforeEach(async () => {
  server = await startServer(openMemoryRoomStore(makeRoomDisk()), 0, { kind: "token", token: TOKEN });
  stock = openClient(server.port, ROOM, { token: TOKEN });
  await synced(stock);
});
afterEach(async () => {
  stock.close();
  await server.close();
});

const wordsOf = (node: Y.XmlElement): string =>
  node
    .toArray()
    .map((child) => (child instanceof Y.XmlText ? child.toJSON() : "?"))
    .join("");

const textIn = (doc: Y.Doc, root: string): string =>
  doc
    .getXmlFragment(root)
    .toArray()
    .map((node) => (node instanceof Y.XmlElement ? wordsOf(node) : "?"))
    .join("|");
const roomText = (): string => textIn(stock.doc, ROOT);

function addLine(doc: Y.Doc, root: string, text: string): void {
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText(text)]);
  const body = doc.getXmlFragment(root);
  body.insert(body.length, [paragraph]);
}

/** What a device keeps of a note, and a window that mirrors it. */
class Device {
  readonly note = new Y.Doc();
  readonly disk: MirrorDisk = { mirror: null };
  readonly reports: MirrorReport[] = [];
  carets: readonly RoomCaret[] = [];
  /** What is said to a save. */
  answer: null | "refused" | "failed" = null;
  saves = 0;
  openLink: MirrorPorts["openLink"] = async (place, options) =>
    openRoomLink(place, { ...options, iceServers: [], socketClass: asBrowsers(WebSocket) });

  run(token: string = TOKEN): RunningMirror {
    const field: NoteMirror = {
      kind: "websocket",
      address: `ws://127.0.0.1:${server.port}/yjs/?token=${token}`,
      room: ROOM,
      password: "",
      rootName: ROOT,
      rootType: "fragment",
      device: makeId("device", new Uint8Array(32).fill(7)),
      stint: "00112233445566ff",
    };
    return runMirror(NOTE, field, this.#ports(), {
      onReport: (report) => this.reports.push(report),
      onCarets: (carets) => {
        this.carets = carets;
      },
    });
  }

  #ports(): MirrorPorts {
    return {
      watch: (_id, _clientId, onNote) => {
        const tell = (update: Uint8Array): void => onNote(told(update));
        this.note.on("updateV2", tell);
        tell(Y.encodeStateAsUpdateV2(this.note));
        return () => this.note.off("updateV2", tell);
      },
      save: async (_id, update) => {
        this.saves += 1;
        if (this.answer === null) Y.applyUpdate(this.note, update);
        return Promise.resolve(this.answer);
      },
      openStore: () => openMemoryMirrorStore(this.disk),
      openLink: async (place, options) => this.openLink(place, options),
      makeClientId: () => Math.floor(Math.random() * 2 ** 32),
      timers: {
        after(delayMs, run) {
          const timer = setTimeout(run, delayMs);
          return () => clearTimeout(timer);
        },
      },
      isShared: () => true,
    };
  }

  get last(): MirrorReport | undefined {
    return this.reports.at(-1);
  }

  get text(): string {
    return textIn(this.note, "body");
  }
}

/** Nothing here reads the row. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
const told = (update: Uint8Array): WatchedNote => ({ row: {}, update }) as WatchedNote;

async function isMirroring(device: Device): Promise<void> {
  await expect.poll(() => device.last, WAIT).toMatchObject({ kind: "mirroring", link: "connected" });
}

test("what stands on either side is on both, others in the room are told, and after the end nothing goes over", async () => {
  const device = new Device();
  addLine(device.note, "body", "one");
  addLine(stock.doc, ROOT, "two");
  stock.provider.awareness.setLocalStateField("user", { name: "Ada" });
  const running = device.run();
  await isMirroring(device);
  await expect.poll(() => device.last, WAIT).toMatchObject({ others: { count: 1, names: ["Ada"] } });
  await expect.poll(() => device.text.split("|").toSorted(), WAIT).toEqual(["one", "two"]);
  addLine(device.note, "body", "three");
  addLine(stock.doc, ROOT, "four");
  await expect.poll(() => [roomText(), device.text].map((text) => text.split("|").length), WAIT).toEqual([4, 4]);
  expect(roomText()).toBe(device.text);
  const others = othersIn({ clientID: stock.doc.clientID, states: stock.provider.awareness.getStates() });
  expect(others).toEqual({ count: 1, names: ["Daybook"] });
  await running.close();
  await expect.poll(() => stock.provider.awareness.getStates().size, WAIT).toBe(1);
  addLine(device.note, "body", "ours");
  addLine(stock.doc, ROOT, "theirs");
  await expect.poll(() => server.server.counts.seats, WAIT).toBe(1);
  expect([device.text.includes("theirs"), roomText().includes("ours")]).toEqual([false, false]);
});

/** Before the letter at `index` in the first line. */
const placeIn = (doc: Y.Doc, root: string, index: number): Y.RelativePosition => {
  const line = doc.getXmlFragment(root).get(0);
  const words = line instanceof Y.XmlElement ? line.get(0) : null;
  if (!(words instanceof Y.XmlText)) throw new Error("a line has words");
  return Y.createRelativePositionFromTypeIndex(words, index);
};

const indexOf = (json: unknown, doc: Y.Doc): number | undefined =>
  Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(json), doc)?.index;

test("carets in the room are shown at their letters in the note, and ours in the room; what is no place is nowhere", async () => {
  const device = new Device();
  addLine(device.note, "body", "one two");
  const running = device.run();
  await expect.poll(roomText, WAIT).toBe("one two");
  const { awareness } = stock.provider;
  const there = placeIn(stock.doc, ROOT, 4);
  awareness.setLocalState({ user: { name: "Ada" }, cursor: { anchor: there, head: there } });
  await expect.poll(() => device.carets, WAIT).toMatchObject([{ id: `room ${stock.doc.clientID}`, name: "Ada" }]);
  const [caret] = device.carets;
  const head = Y.decodeRelativePosition(caret?.head ?? Uint8Array.of());
  expect(Y.createAbsolutePositionFromRelativePosition(head, device.note)?.index).toBe(4);

  const here = Y.encodeRelativePosition(placeIn(device.note, "body", 3));
  running.setCaret({ anchor: here, head: here });
  const oursThere = (): unknown => [...awareness.getStates()].find(([client]) => client !== stock.doc.clientID)?.[1]["cursor"];
  await expect.poll(oursThere, WAIT).toMatchObject({ head: {} });
  const cursor = oursThere();
  expect(indexOf(typeof cursor === "object" && cursor !== null && "head" in cursor ? cursor.head : null, stock.doc)).toBe(3);
  running.setCaret(null);
  await expect.poll(oursThere, WAIT).toBe(null);

  for (const hostile of [7, { tname: "elsewhere" }, { item: { client: "x", clock: -1 } }, { type: { client: 1, clock: 2 ** 40 } }]) {
    awareness.setLocalState({ user: { name: "Ada" }, cursor: { anchor: there, head: there } });
    await expect.poll(() => device.carets, WAIT).toHaveLength(1);
    awareness.setLocalState({ user: { name: "Ada" }, cursor: { anchor: there, head: hostile } });
    await expect.poll(() => device.carets, WAIT).toEqual([]);
  }
  expect(device.last?.kind).toBe("mirroring");
  await running.close();
});

test("a mirror that begins again goes on from where both were", async () => {
  const device = new Device();
  addLine(device.note, "body", "one");
  const first = device.run();
  await expect.poll(roomText, WAIT).toBe("one");
  await first.close();
  device.note.getXmlFragment("body").delete(0, 1);
  addLine(device.note, "body", "another");
  addLine(stock.doc, ROOT, "two");
  const second = device.run();
  await expect.poll(() => roomText().split("|").toSorted(), WAIT).toEqual(["another", "two"]);
  await expect.poll(() => device.text, WAIT).toBe(roomText());
  await second.close();
});

test("a server that lets nobody in is not asked again, and says why", async () => {
  const device = new Device();
  const running = device.run("wrong");
  await expect.poll(() => device.last, WAIT).toEqual({ kind: "stopped", reason: "token" });
  await running.close();
});

test("where what comes cannot be saved for now it is tried again, and where it never can the mirror stops", async () => {
  const device = new Device();
  device.answer = "failed";
  addLine(stock.doc, ROOT, "two");
  const running = device.run();
  await expect.poll(() => device.last, WAIT).toMatchObject({ kind: "mirroring", isSaved: false });
  expect(device.text).toBe("");
  device.answer = null;
  running.retrySaving();
  await expect.poll(() => [device.text, device.last], WAIT).toEqual(["two", expect.objectContaining({ isSaved: true })]);
  device.answer = "refused";
  addLine(stock.doc, ROOT, "three");
  await expect.poll(() => device.last, WAIT).toEqual({ kind: "stopped", reason: "not-saved" });
  await expect.poll(() => server.server.counts.seats, WAIT).toBe(1);
  await running.close();
  expect([device.text, roomText()]).toEqual(["two", "two|three"]);
});

test("where nobody is in the room it waits, until the user says that there is nothing to wait for", async () => {
  const device = new Device();
  addLine(device.note, "body", "one");
  const room: { options: Omit<RoomLinkOptions, "iceServers"> | null } = { options: null };
  device.openLink = async (_place, options): Promise<RoomLink> => {
    room.options = options;
    const { awareness } = stock.provider;
    return Promise.resolve({ state: "alone", awareness, close: () => undefined });
  };
  const running = device.run();
  await expect.poll(() => device.last, WAIT).toMatchObject({ kind: "waiting", link: "alone" });
  expect(room.options?.doc.getXmlFragment(ROOT).length).toBe(0);
  running.startNow();
  await expect.poll(() => device.last, WAIT).toMatchObject({ kind: "mirroring", link: "alone" });
  await expect.poll(() => room.options?.doc.getXmlFragment(ROOT).length, WAIT).toBe(1);
  await running.close();
});

test("one that is closed before the room was reached leaves nothing behind", async () => {
  const device = new Device();
  const running = device.run();
  await running.close();
  expect([device.disk.mirror, device.saves]).toEqual([null, 0]);
  await expect.poll(() => server.server.counts.seats, WAIT).toBe(1);
});
