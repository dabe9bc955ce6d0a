// Signalling by sockets, as clients of y-webrtc use it; that of two unmodified clients in browsers is in e2e/.

import { once } from "node:events";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { WebSocket } from "ws";
import { MAX_SOCKETS, MAX_SOCKETS_PER_ADDRESS } from "./limits.ts";
import { Signals } from "./signals.ts";
import { makeRoomDisk, openMemoryRoomStore } from "./memory-room-store.ts";
import { closeCodeOf, openSocket, startServer, type TestServer } from "./test-server.suite.ts";

let running: TestServer;
beforeEach(async () => {
  running = await startServer(openMemoryRoomStore(makeRoomDisk()));
});
afterEach(() => running.close());

const enter = (): Promise<WebSocket> => openSocket(running.port, "/signal");
const say = (socket: WebSocket, message: unknown): void => socket.send(JSON.stringify(message));

async function hear(socket: WebSocket): Promise<unknown> {
  const heard: unknown[] = await once(socket, "message");
  return JSON.parse(String(heard[0]));
}

/** Resolves when all that was said before has been taken. */
async function settled(socket: WebSocket): Promise<void> {
  const heard = hear(socket);
  say(socket, { type: "ping" });
  expect(await heard).toEqual({ type: "pong" });
}

test("what is published goes to whoever has subscribed to its topic, its sender too, with how many they are", async () => {
  const [a, b, c] = [await enter(), await enter(), await enter()];
  for (const [socket, topics] of [
    [a, ["one", "two"]],
    [b, ["one"]],
    [c, ["two"]],
  ] as const) {
    say(socket, { type: "subscribe", topics });
    await settled(socket);
  }
  const [atA, atB] = [hear(a), hear(b)];
  say(a, { type: "publish", topic: "one", data: "sealed" });
  const told = { type: "publish", topic: "one", data: "sealed", clients: 2 };
  expect(await atA).toEqual(told);
  expect(await atB).toEqual(told);
  say(b, { type: "unsubscribe", topics: ["one"] });
  await settled(b);
  const again = hear(a);
  say(a, { type: "publish", topic: "one", data: 2 });
  expect(await again).toMatchObject({ clients: 1 });
  await settled(c);
});

test("a frame that is no message closes that socket alone", async () => {
  const a = await enter();
  say(a, { type: "subscribe", topics: ["one"] });
  await settled(a);
  for (const frame of ["not json", "null", "[]", '{"type":"subscribe","topics":[1]}', '{"type":"publish"}', Uint8Array.of(255, 254)]) {
    const socket = await enter();
    socket.send(frame);
    expect(await closeCodeOf(socket)).toBe(4400);
  }
  await settled(a);
});

test("topics, sizes and rates are bounded", async () => {
  const many = await enter();
  say(many, { type: "subscribe", topics: Array.from({ length: 101 }, (_, n) => `topic ${n}`) });
  expect(await closeCodeOf(many)).toBe(4413);
  const long = await enter();
  say(long, { type: "subscribe", topics: ["x".repeat(257)] });
  expect(await closeCodeOf(long)).toBe(4400);
  const large = await enter();
  say(large, { type: "publish", topic: "one", data: "x".repeat(65_536) });
  expect(await closeCodeOf(large)).toBe(4413);
  const fast = await enter();
  const closed = closeCodeOf(fast);
  for (let n = 0; n < 2_000; n++) say(fast, { type: "ping" });
  expect(await closed).toBe(4529);
});

test("who has gone is told nothing any more", async () => {
  const [a, b] = [await enter(), await enter()];
  for (const socket of [a, b]) {
    say(socket, { type: "subscribe", topics: ["one"] });
    await settled(socket);
  }
  b.close();
  await once(b, "close");
  const published = hear(a);
  say(a, { type: "publish", topic: "one", data: 1 });
  expect(await published).toMatchObject({ clients: 1 });
});

/** Sockets without a network; `closed`: why any was turned away. */
function makeSignals() {
  const signals = new Signals(Date.now);
  const closed: string[] = [];
  const enterFrom = (address: string) =>
    signals.enter(address, { send: () => undefined, close: (reason) => void closed.push(reason), bufferedBytes: 0 });
  return { closed, enterFrom };
}

test("there is room for so many sockets, and again when one has gone", () => {
  const { closed, enterFrom } = makeSignals();
  const [first] = Array.from({ length: MAX_SOCKETS }, () => enterFrom("127.0.0.1"));
  expect(closed).toEqual([]);
  enterFrom("127.0.0.1");
  expect(closed).toEqual(["busy"]);
  first?.leave();
  enterFrom("127.0.0.1");
  expect(closed).toEqual(["busy"]);
});

test("from one address come so many sockets and no more, whatever others do, and again when one has gone", () => {
  const { closed, enterFrom } = makeSignals();
  const [first] = Array.from({ length: MAX_SOCKETS_PER_ADDRESS }, (_, n) => enterFrom(`2001:db8:0:1::${n + 1}`));
  expect(closed).toEqual([]);
  enterFrom("2001:db8:0:1:ffff::1");
  expect(closed).toEqual(["busy"]);
  enterFrom("2001:db8:0:2::1");
  enterFrom("203.0.113.7");
  expect(closed).toEqual(["busy"]);
  first?.leave();
  enterFrom("2001:db8:0:1:ffff::1");
  expect(closed).toEqual(["busy"]);
});
