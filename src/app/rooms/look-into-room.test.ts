import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { makeRoomDisk, openMemoryRoomStore } from "../../../rooms/memory-room-store.ts";
import { asBrowsers, openClient, startServer, synced, type StockClient, type TestServer } from "../../../rooms/test-server.suite.ts";
import { lookIntoRoom, type LookPorts } from "./look-into-room.ts";
import { openRoomLink, serverOf } from "./room-link.ts";

const TOKEN = "a-token-of-sixteen-or-more";

let server: TestServer;
let stock: StockClient;
beforeEach(async () => {
  server = await startServer(openMemoryRoomStore(makeRoomDisk()), 0, { kind: "token", token: TOKEN });
  stock = openClient(server.port, "a room", { token: TOKEN });
  await synced(stock);
});
afterEach(async () => {
  stock.close();
  await server.close();
});

const never = (): (() => void) => () => undefined;

const openLink: LookPorts["openLink"] = async (place, options) =>
  openRoomLink(place, { ...options, iceServers: [], socketClass: asBrowsers(WebSocket) });

function look(token: string, after: LookPorts["after"] = never) {
  const address = `ws://127.0.0.1:${server.port}/yjs?token=${token}`;
  return lookIntoRoom({ kind: "websocket", address, room: "a room", password: "" }, { openLink, after });
}

test("a look says what is in the room, writes nothing there and shows nobody", async () => {
  expect(await look(TOKEN)).toEqual({ kind: "seen", isAlone: false, roots: [] });
  stock.doc.getText("notes").insert(0, "words");
  await expect.poll(async () => look(TOKEN)).toMatchObject({ kind: "seen", roots: [{ name: "notes", shape: "text", text: "words" }] });
  expect([stock.doc.store.clients.size, stock.provider.awareness.getStates().size]).toEqual([1, 1]);
});

test("a server that lets nobody in is told from one that cannot be reached", async () => {
  expect(await look("wrong")).toEqual({ kind: "refused", reason: "token" });
  const ended: (() => void)[] = [];
  const trial = look(TOKEN, (_delayMs, run) => {
    run();
    return () => void ended.push(run);
  });
  expect(await trial).toEqual({ kind: "fault", fault: "unreachable" });
  expect(ended).toHaveLength(1);
});

test("what stands behind the question mark of an address goes behind the room's name", () => {
  expect(serverOf("wss://rooms.example/yjs/?token=a%26b")).toEqual({ server: "wss://rooms.example/yjs", params: { token: "a&b" } });
});
