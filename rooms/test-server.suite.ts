// A server of rooms and signalling on a port of this machine, and stock clients for it.

import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { expect } from "vitest";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { pathOf } from "../relay/http-server.ts";
import type { Admission } from "./admission.ts";
import type { RoomStore, RoomStoreError } from "./room-store.ts";
import { openYjsServer, type YjsServer } from "./yjs-server.ts";

export type TestServer = {
  readonly port: number;
  readonly server: YjsServer;
  readonly failures: RoomStoreError[];
  readonly close: () => Promise<void>;
};

export async function startServer(store: RoomStore, port = 0, admission: Admission = { kind: "open" }): Promise<TestServer> {
  const failures: RoomStoreError[] = [];
  const server = openYjsServer({ admission, store, clock: Date.now, storeFailed: (error) => void failures.push(error) });
  const http: Server = createServer();
  http.on("upgrade", (request, socket, head) => {
    if (server.serves(pathOf(request))) server.upgrade(request, socket, head);
    else socket.destroy();
  });
  http.listen(port, "127.0.0.1");
  await once(http, "listening");
  const address = http.address();
  if (typeof address !== "object" || address === null) throw new Error("it listens on a port");
  return {
    port: address.port,
    server,
    failures,
    async close() {
      await server.close();
      http.close();
      http.closeAllConnections();
    },
  };
}

export type StockClient = { readonly doc: Y.Doc; readonly provider: WebsocketProvider; readonly close: () => void };

const isClass = (value: unknown): value is typeof globalThis.WebSocket => typeof value === "function";

/** The client asks for a browser's class, and uses what this one has of it. */
export function asBrowsers(socketClass: unknown): typeof globalThis.WebSocket {
  if (!isClass(socketClass)) throw new Error("a class of sockets");
  return socketClass;
}

/** As a page has it, without the channel by which tabs of one browser find each other. */
export function openClient(port: number, room: string, params: Record<string, string> = {}): StockClient {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`ws://127.0.0.1:${port}/yjs`, room, doc, {
    WebSocketPolyfill: asBrowsers(WebSocket),
    disableBc: true,
    params,
  });
  return {
    doc,
    provider,
    close() {
      provider.destroy();
      doc.destroy();
    },
  };
}

export async function synced(client: StockClient): Promise<void> {
  await expect.poll(() => client.provider.synced, { timeout: 20_000, interval: 20 }).toBe(true);
}

export const textOf = ({ doc }: StockClient): string => doc.getText("text").toJSON();

/** A socket that says what it likes. */
export async function openSocket(port: number, path: string): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`);
  await once(socket, "open");
  return socket;
}

export async function closeCodeOf(socket: WebSocket): Promise<number> {
  const closed: unknown[] = await once(socket, "close");
  return Number(closed[0]);
}
