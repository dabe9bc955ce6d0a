// One frame that is no JSON, as anybody may send it: the end of the process that y-webrtc ships for signalling, and of that socket alone here.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { makeRoomDisk, openMemoryRoomStore } from "./memory-room-store.ts";
import { closeCodeOf, openSocket, startServer } from "./test-server.suite.ts";

const STOCK_SERVER = fileURLToPath(new URL("../node_modules/y-webrtc/bin/server.js", import.meta.url));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("it listened at a port");
  return address.port;
}

test("the frame that ends the stock signalling server closes one socket of ours, and the others go on", async () => {
  const port = await freePort();
  const stock = spawn(process.execPath, [STOCK_SERVER], {
    env: { ...process.env, PORT: String(port) },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const hasEnded = once(stock, "exit");
  await once(stock.stdout, "data");
  const atStock = await openSocket(port, "/");
  atStock.send("{");
  const ended: unknown[] = await hasEnded;
  expect(ended).toEqual([1, null]);

  const ours = await startServer(openMemoryRoomStore(makeRoomDisk()));
  const [other, socket] = [await openSocket(ours.port, "/signal"), await openSocket(ours.port, "/signal")];
  socket.send("{");
  expect(await closeCodeOf(socket)).toBe(4400);
  const answered = once(other, "message");
  other.send('{"type":"ping"}');
  const answer: unknown[] = await answered;
  expect(String(answer[0])).toBe('{"type":"pong"}');
  await ours.close();
});
