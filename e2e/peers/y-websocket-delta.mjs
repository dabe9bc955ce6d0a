// The delta workload on stock y-websocket: one document with the items of the workload, a second client that fetches it whole, goes away, and fetches what was
// changed meanwhile. Prints one line of JSON: all bytes on the second client's TCP socket, both directions, upgrade request and frames included.
// Usage: node y-websocket-delta.mjs ITEMS CHANGES

import { createServer } from "node:http";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { setupWSConnection } from "@y/websocket-server/utils";
import { WebSocket, WebSocketServer } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { changedIndexes, itemsOf5KB } from "../../bench/bench-data.mjs";

const [itemCount, changeCount] = process.argv.slice(2).map(Number);
const QUIET_MS = 2_000;
const POLL_MS = 50;

async function listen() {
  const server = createServer();
  const sockets = new WebSocketServer({ noServer: true });
  sockets.on("connection", setupWSConnection);
  server.on("upgrade", (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (webSocket) => sockets.emit("connection", webSocket, request));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `ws://127.0.0.1:${server.address().port}`;
}

/** A WebSocket class that adds up what its instances' TCP sockets carry. */
function makeMeter() {
  const sockets = [];
  const createConnection = (options) => {
    const socket = connect(options);
    sockets.push(socket);
    return socket;
  };
  const Metered = class extends WebSocket {
    constructor(url, protocols) {
      super(url, protocols, { createConnection });
    }
  };
  const bytes = () => sockets.reduce((sum, socket) => sum + socket.bytesRead + socket.bytesWritten, 0);
  return { Metered, bytes };
}

/** Until `isDone` holds and no byte has moved for a while. */
async function settle(isDone, bytes) {
  let last = -1;
  let sinceMs = performance.now();
  while (!isDone() || performance.now() - sinceMs < QUIET_MS) {
    if (bytes() !== last) {
      last = bytes();
      sinceMs = performance.now();
    }
    await pause(POLL_MS);
  }
}

const openClient = (url, doc, WebSocketPolyfill) =>
  new WebsocketProvider(url, "delta", doc, { WebSocketPolyfill, disableBc: true, connect: true });

const url = await listen();
const author = new Y.Doc();
const items = author.getArray("items");
author.transact(() => {
  for (const { kind, title, done, text } of itemsOf5KB(itemCount)) {
    items.push([new Y.Map(Object.entries({ kind, title, done, text }))]);
  }
});
const authorProvider = openClient(url, author, WebSocket);
await settle(
  () => authorProvider.synced,
  () => 0,
);

const reader = new Y.Doc();
const full = makeMeter();
const fullProvider = openClient(url, reader, full.Metered);
await settle(() => reader.getArray("items").length === itemCount, full.bytes);
const fullBytes = full.bytes();
fullProvider.destroy();

const changed = changedIndexes(itemCount, changeCount);
for (const index of changed) items.get(index).set("done", true);
const delta = makeMeter();
const deltaProvider = openClient(url, reader, delta.Metered);
await settle(() => changed.every((index) => reader.getArray("items").get(index).get("done") === true), delta.bytes);
console.log(JSON.stringify({ fullBytes, deltaBytes: delta.bytes() }));
deltaProvider.destroy();
authorProvider.destroy();
process.exit(0);
