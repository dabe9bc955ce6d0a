import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket as NodeSocket } from "ws";
import { makeRoomDisk, openMemoryRoomStore } from "../../../rooms/memory-room-store.ts";
import { openClient, startServer, synced, type TestServer } from "../../../rooms/test-server.suite.ts";
import { isRoomName, isRoomServer, readRoom } from "./read-room.ts";

const TOKEN = "a-token-of-sixteen-or-more";

let running: TestServer;
beforeEach(async () => {
  running = await startServer(openMemoryRoomStore(makeRoomDisk()), 0, { kind: "token", token: TOKEN });
});
afterEach(() => running.close());

/** The client asks for a browser's class, and uses what this one has of it. */
const isClass = (value: unknown): value is typeof WebSocket => typeof value === "function";

function read(room: string, token: string) {
  if (!isClass(NodeSocket)) throw new Error("a class of sockets");
  return readRoom({ server: `ws://127.0.0.1:${running.port}/yjs`, room, token, socketClass: NodeSocket });
}

test("what is in a room is read, and nothing is written there", async () => {
  const other = openClient(running.port, "a room/ä", { token: TOKEN });
  await synced(other);
  other.doc.getText("text").insert(0, "from elsewhere");
  await expect
    .poll(async () => {
      const found = await read("a room/ä", TOKEN);
      return found.ok ? found.value.getText("text").toJSON() : found.error;
    })
    .toBe("from elsewhere");
  expect([other.doc.store.clients.size, other.provider.awareness.getStates().size]).toEqual([1, 1]);
  other.close();
});

test("an empty room, and one that lets nobody in, are told apart", async () => {
  expect(await read("nobody was here", TOKEN)).toEqual({ ok: false, error: "empty" });
  expect(await read("nobody was here", "wrong")).toEqual({ ok: false, error: "refused" });
});

test.each([
  ["wss://example.org", true],
  ["ws://127.0.0.1:1234/yjs", true],
  ["https://example.org", false],
  ["wss://example.org?token=1", false],
  ["example.org", false],
])("%s may be a server of rooms: %s", (text, may) => {
  expect(isRoomServer(text)).toBe(may);
});

test("a room has a name that an address can hold", () => {
  expect(["a room/ä", "", "a?b", "a#b"].map(isRoomName)).toEqual([true, false, false, false]);
});
