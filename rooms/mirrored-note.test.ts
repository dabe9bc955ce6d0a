// A note that is mirrored with a room, by the stock provider, at the stock server and at ours: edited on both sides, apart in between, compared node by node.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { installPeers, startPeer } from "../bench/peers.ts";
import { editAtRandom, lossesIn, makeDice, makeWritten } from "../src/bridge/histories.suite.ts";
import { openMemoryMirrorStore, type MirrorDisk } from "../src/bridge/memory-mirror-store.suite.ts";
import { markdownShape } from "../src/bridge/markdown/markdown-shape.ts";
import { TEXT_WORLD } from "../src/bridge/markdown/text-world.suite.ts";
import { openMirror, type Mirror } from "../src/bridge/mirror.ts";
import type { RoomRoot } from "../src/bridge/room-shape.ts";
import { keyOf, readTree } from "../src/items/tree/tree.ts";
import { openSqliteRoomStore } from "./sqlite-room-store.ts";
import { asBrowsers, startServer } from "./test-server.suite.ts";

const ROOT = "prosemirror";
const WAIT = { timeout: 20_000, interval: 20 };

type Server = { readonly address: string; readonly stop: () => Promise<void>; readonly start: () => Promise<void> };

const INSTALL_MS = 300_000;
beforeAll(installPeers, INSTALL_MS);

const closings: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0).toReversed()) await close();
});

async function ourServer(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), "daybook-mirrored-"));
  closings.push(() => rmSync(folder, { recursive: true }));
  const open = async (port: number) => {
    const store = openSqliteRoomStore(folder);
    if (!store.ok) throw new Error(store.error.kind);
    return startServer(store.value, port);
  };
  let running = await open(0);
  const { port } = running;
  closings.push(async () => running.close());
  return {
    address: `ws://127.0.0.1:${port}/yjs`,
    stop: async () => running.close(),
    async start() {
      running = await open(port);
    },
  };
}

/** Keeps its rooms in memory: after a restart they are what its clients bring. */
async function stockServer(): Promise<Server> {
  let running = await startPeer("y-websocket-server.mjs");
  const port = running.line;
  closings.push(async () => running.close());
  return {
    address: `ws://127.0.0.1:${port}`,
    stop: async () => running.close(),
    async start() {
      running = await startPeer("y-websocket-server.mjs", port);
    },
  };
}

function connect(server: Server, doc: Y.Doc): WebsocketProvider {
  const provider = new WebsocketProvider(server.address, "a room", doc, { WebSocketPolyfill: asBrowsers(WebSocket), disableBc: true });
  closings.push(() => provider.destroy());
  return provider;
}

type MirroredNote = { readonly mirror: Mirror; readonly provider: WebsocketProvider; readonly close: () => Promise<void> };

async function openMirroredNote(
  server: Server,
  body: Y.XmlFragment,
  disk: MirrorDisk,
  rootType: RoomRoot = "fragment",
): Promise<MirroredNote> {
  const { doc: note } = body;
  if (note === null) throw new Error("a note is in a document");
  const mirror = await openMirror({
    note,
    body,
    store: openMemoryMirrorStore(disk),
    root: ROOT,
    rootType,
    makeClientId: () => Math.floor(Math.random() * 2 ** 32),
    log: "00000000000000aa",
    save: () => Promise.resolve(true),
    onState: () => {},
  });
  const provider = connect(server, mirror.room);
  provider.on("sync", (isSynced: boolean) => {
    if (isSynced) mirror.roomReached();
  });
  return {
    mirror,
    provider,
    async close() {
      provider.destroy();
      await mirror.close();
    },
  };
}

test.each([
  ["the stock server", stockServer],
  ["ours", ourServer],
])("a note and a room at %s hold the same, node by node, after edits on both sides, apart, and over restarts", async (_, openServer) => {
  const server = await openServer();
  const [dice, written] = [makeDice(7), makeWritten()];
  const body = new Y.Doc().getXmlFragment("body");
  const disk: MirrorDisk = { mirror: null };
  const doc = new Y.Doc();
  const room = doc.getXmlFragment(ROOT);
  const client = connect(server, doc);
  const edit = (...texts: readonly Y.XmlFragment[]): void => {
    for (let i = 0; i < 8; i++) for (const text of texts) editAtRandom(text, dice, written);
  };
  const areSame = async (): Promise<void> => {
    const isSame = (): boolean => keyOf(readTree(body)) === keyOf(readTree(room));
    // Two that are the same may both lack what is still on its way.
    await expect.poll(() => [isSame(), lossesIn(body, written, new Set())], WAIT).toEqual([true, ""]);
    expect(readTree(body)).toEqual(readTree(room));
  };

  edit(body, room);
  let note = await openMirroredNote(server, body, disk);
  await expect.poll(() => note.mirror.state.kind, WAIT).toBe("mirroring");
  await areSame();
  edit(body, room);
  await areSame();

  // Apart, and the note's window closed and opened meanwhile.
  note.provider.disconnect();
  edit(body, room);
  await note.close();
  edit(body);
  note = await openMirroredNote(server, body, disk);
  await areSame();

  await server.stop();
  await expect.poll(() => [note.provider.wsconnected, client.wsconnected], WAIT).toEqual([false, false]);
  edit(body, room);
  await server.start();
  await areSame();
  expect(note.mirror.state.kind).toBe("mirroring");
  await note.close();
});

test("a note and a room of Markdown, edited as plain text at our server, tell the same after edits on both sides and apart", async () => {
  const server = await ourServer();
  const [dice, written] = [makeDice(11), makeWritten()];
  const body = new Y.Doc().getXmlFragment("body");
  const disk: MirrorDisk = { mirror: null };
  const doc = new Y.Doc();
  const room = doc.getText(ROOT);
  connect(server, doc);
  const edit = (): void => {
    for (let i = 0; i < 6; i++) {
      TEXT_WORLD.editNote(body, dice, written);
      TEXT_WORLD.editRoom(room, dice, written);
    }
  };
  const isSame = (): boolean => keyOf(markdownShape.normal(readTree(body) ?? [])) === keyOf(markdownShape.read(room));
  const tellTheSame = async (): Promise<void> => {
    // Two that are the same may both lack what is still on its way.
    await expect.poll(() => [isSame(), lossesIn(body, written, new Set())], WAIT).toEqual([true, ""]);
  };

  edit();
  let note = await openMirroredNote(server, body, disk, "text");
  await expect.poll(() => note.mirror.state.kind, WAIT).toBe("mirroring");
  await tellTheSame();
  edit();
  await tellTheSame();
  note.provider.disconnect();
  edit();
  await note.close();
  edit();
  note = await openMirroredNote(server, body, disk, "text");
  await tellTheSame();
  await note.close();
});
