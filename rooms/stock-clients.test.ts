// Unmodified clients of y-websocket in rooms of ours.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from "lib0/encoding";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { makeRoomDisk, openMemoryRoomStore, type RoomDisk } from "./memory-room-store.ts";
import { presenceMessage } from "./messages.ts";
import { openSqliteRoomStore } from "./sqlite-room-store.ts";
import {
  closeCodeOf,
  openClient,
  openSocket,
  startServer,
  synced,
  textOf,
  type StockClient,
  type TestServer,
} from "./test-server.suite.ts";

const WAIT = { timeout: 20_000, interval: 20 };

let disk: RoomDisk;
let running: TestServer;
let clients: StockClient[] = [];

beforeEach(async () => {
  disk = makeRoomDisk();
  running = await startServer(openMemoryRoomStore(disk));
});
afterEach(async () => {
  for (const client of clients) client.close();
  clients = [];
  await running.close();
});

const namesAt = ({ provider }: StockClient): unknown[] =>
  [...provider.awareness.getStates().values()].map(({ user }: { user?: { name: string } }) => user?.name);

async function enter(room: string, params: Record<string, string> = {}): Promise<StockClient> {
  const client = openClient(running.port, room, params);
  clients.push(client);
  await synced(client);
  return client;
}

test("two write at once in one room, and both have both", async () => {
  const [a, b] = [await enter("a room/ä"), await enter("a room/ä")];
  a.doc.getText("text").insert(0, "from a. ");
  b.doc.getText("text").insert(0, "from b. ");
  a.doc.getMap("map").set("key", { deep: [1, 2] });
  await expect.poll(() => textOf(a).length, WAIT).toBe(16);
  await expect.poll(() => textOf(b), WAIT).toBe(textOf(a));
  await expect.poll(() => b.doc.getMap("map").toJSON(), WAIT).toEqual({ key: { deep: [1, 2] } });
  const other = await enter("another room");
  expect(textOf(other)).toBe("");
});

test("who comes later, and who was away, is sent what it lacks and no more", async () => {
  const a = await enter("room");
  a.doc.getText("text").insert(0, "x".repeat(10_000));
  const b = await enter("room");
  await expect.poll(() => textOf(b).length, WAIT).toBe(10_000);
  b.provider.disconnect();
  a.doc.getText("text").insert(0, "one more");
  b.doc.getText("text").insert(10_000, "written while away");
  const received: number[] = [];
  b.doc.on("update", (update: Uint8Array, origin: unknown) => {
    if (origin === b.provider) received.push(update.length);
  });
  b.provider.connect();
  await expect.poll(() => textOf(a), WAIT).toBe(`one more${"x".repeat(10_000)}written while away`);
  await expect.poll(() => textOf(b), WAIT).toBe(textOf(a));
  expect(Math.max(...received)).toBeLessThan(200);
});

test("a document of 500 KB comes whole, to the room and from it", async () => {
  const a = openClient(running.port, "large");
  clients.push(a);
  const text = Array.from({ length: 50_000 }, (_, n) => `word${n % 97} `)
    .join("")
    .slice(0, 500_000);
  a.doc.getText("text").insert(0, text.padEnd(500_000, "."));
  await synced(a);
  const b = await enter("large");
  await expect.poll(() => textOf(b).length, WAIT).toBe(500_000);
  expect(textOf(b)).toBe(textOf(a));
});

test("all of it is there after a restart, in SQLite, and clients go on by themselves", async () => {
  const folder = mkdtempSync(join(tmpdir(), "daybook-rooms-"));
  const open = () => {
    const store = openSqliteRoomStore(folder);
    if (!store.ok) throw new Error(store.error.kind);
    return store.value;
  };
  await running.close();
  running = await startServer(open(), running.port);
  const a = await enter("room");
  const b = await enter("room");
  for (let n = 0; n < 700; n++) a.doc.getText("text").insert(0, `${n} `);
  await expect.poll(() => textOf(b), WAIT).toBe(textOf(a));
  await running.close();
  await expect.poll(() => a.provider.wsconnected, WAIT).toBe(false);
  a.doc.getText("text").insert(0, "while it was away ");
  running = await startServer(open(), running.port);
  await expect.poll(() => textOf(b), WAIT).toBe(textOf(a));
  for (const client of clients.splice(0)) client.close();
  await running.close();
  running = await startServer(open(), running.port);
  const later = await enter("room");
  expect(textOf(later)).toMatch(/^while it was away 699 698 /);
  await running.close();
  rmSync(folder, { recursive: true });
  running = await startServer(openMemoryRoomStore(disk));
});

test("everybody sees who is there, and no more who has gone", async () => {
  const [a, b] = [await enter("room"), await enter("room")];
  a.provider.awareness.setLocalStateField("user", { name: "Ada" });
  await expect.poll(() => namesAt(b), WAIT).toContain("Ada");
  const c = await enter("room");
  await expect.poll(() => namesAt(c), WAIT).toContain("Ada");
  a.close();
  clients = clients.filter((client) => client !== a);
  await expect.poll(() => namesAt(b), WAIT).not.toContain("Ada");
});

test("one socket may tell of many who come and go, as of a browser's other tabs, but not of many at a time", async () => {
  const socket = await openSocket(running.port, "/yjs/room");
  const tell = (client: number, clock: number, state: unknown): void => {
    const update = createEncoder();
    for (const number of [1, client, clock]) writeVarUint(update, number);
    writeVarString(update, JSON.stringify(state));
    socket.send(presenceMessage(toUint8Array(update)));
  };
  for (let client = 1; client <= 100; client++) {
    tell(client, 1, { tab: client });
    tell(client, 2, null);
  }
  const a = await enter("room");
  tell(500, 1, { user: { name: "still there" } });
  await expect.poll(() => namesAt(a), WAIT).toContain("still there");
  const closed = closeCodeOf(socket);
  for (let client = 1_000; client < 1_100; client++) tell(client, 1, {});
  expect(await closed).toBe(4413);
});

test("a frame that is none closes that socket, by a code that ends a stock client, and nobody else's", async () => {
  const a = await enter("room");
  for (const bytes of [[0, 2, 3, 9, 9, 9], [0, 2, 1, 200], [1, 2, 9, 9], [0, 0, 1, 5], [77, 77, 77, 77].slice(0, 0), [0, 9, 0]]) {
    const socket = await openSocket(running.port, "/yjs/room");
    socket.send(Uint8Array.from(bytes));
    expect(await closeCodeOf(socket)).toBe(4400);
  }
  const text = await openSocket(running.port, "/yjs/room");
  text.send("not binary");
  expect(await closeCodeOf(text)).toBe(4400);
  const b = await enter("room");
  a.doc.getText("text").insert(0, "goes on");
  await expect.poll(() => textOf(b), WAIT).toBe("goes on");
});

test("with a token only who has it comes in, and a stock client is told that this is the end", async () => {
  await running.close();
  running = await startServer(openMemoryRoomStore(disk), 0, { kind: "token", token: "a-token-of-sixteen" });
  const a = await enter("room", { token: "a-token-of-sixteen" });
  a.doc.getText("text").insert(0, "secret");
  for (const params of [{}, { token: "another" }]) {
    const stranger = openClient(running.port, "room", params);
    clients.push(stranger);
    const closed = new Promise((resolve) => void stranger.provider.on("closed", ({ code }) => resolve(code)));
    expect(await closed).toBe(4401);
    expect(textOf(stranger)).toBe("");
  }
});

test("what cannot be stored is not called kept: all come again, and bring it when there is room", async () => {
  const [a, b] = [await enter("room"), await enter("room")];
  disk.failure = { kind: "full" };
  a.doc.getText("text").insert(0, "not stored yet");
  await expect.poll(() => running.failures.length, WAIT).toBeGreaterThan(0);
  await expect.poll(() => a.provider.wsconnected, WAIT).toBe(false);
  disk.failure = null;
  await expect.poll(() => disk.rooms.get("room")?.length ?? 0, WAIT).toBeGreaterThan(0);
  await expect.poll(() => textOf(b), WAIT).toBe("not stored yet");
});

test("a room's name is needed, and is not too long", async () => {
  for (const path of ["/yjs/", `/yjs/${"x".repeat(257)}`, "/yjs/%ff"]) {
    expect(await closeCodeOf(new WebSocket(`ws://127.0.0.1:${running.port}${path}`))).toBe(4404);
  }
});

test("a message that is too long is refused for good, and its room goes on", async () => {
  const a = await enter("room");
  const socket = await openSocket(running.port, "/yjs/room");
  socket.send(new Uint8Array(16 * 1024 ** 2 + 1));
  expect(await closeCodeOf(socket)).toBe(4413);
  const b = await enter("room");
  a.doc.getText("text").insert(0, "still here");
  await expect.poll(() => textOf(b), WAIT).toBe("still here");
});

test("a room that nobody is in is given up, and found again", async () => {
  const a = await enter("room");
  a.doc.getText("text").insert(0, "kept");
  a.close();
  clients = [];
  await expect.poll(() => running.server.counts, WAIT).toEqual({ rooms: 0, seats: 0 });
  expect(textOf(await enter("room"))).toBe("kept");
});
