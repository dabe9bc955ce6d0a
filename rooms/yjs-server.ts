// What of the Yjs world a relay serves beside its own protocol: `/yjs/<room>` for clients of y-websocket, `/signal` for those of y-webrtc. Off unless the
// operator turns it on. A stranger is told so by a close code, since what refuses a request for a socket a browser's page cannot tell from a broken network.

import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { isAdmitted, type Admission } from "./admission.ts";
import { MAX_MESSAGE_BYTES, MAX_SIGNAL_BYTES } from "./limits.ts";
import type { RoomStore, RoomStoreError } from "./room-store.ts";
import { Rooms } from "./rooms.ts";
import { Signals } from "./signals.ts";
import { SocketEnd } from "./socket-end.ts";

const ROOMS_PATH = "/yjs/";
const SIGNAL_PATH = "/signal";
/** Up to here what is too long is read and refused with our own code; beyond, the socket is cut while it is being read. */
const MARGIN_BYTES = 65_536;

export type YjsServerPorts = {
  readonly admission: Admission;
  readonly store: RoomStore;
  readonly clock: () => number;
  readonly storeFailed: (error: RoomStoreError) => void;
};

export interface YjsServer {
  readonly counts: { readonly rooms: number; readonly seats: number };
  /** Whether it is for this server to take over a request for a socket. */
  serves(path: string): boolean;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Says so on every socket; resolves when everything is stored. */
  close(): Promise<void>;
}

/** `url`: of a request, with its path encoded as in RFC 3986. */
function partsOf(url: string): { readonly path: string; readonly query: string } {
  const [path = "", ...query] = url.split("?");
  return { path, query: query.join("?") };
}

/** Null where the name is not encoded as it should be. */
function roomOf(path: string): string | null {
  try {
    return decodeURIComponent(path.slice(ROOMS_PATH.length));
  } catch {
    return null;
  }
}

export function openYjsServer({ admission, store, clock, storeFailed }: YjsServerPorts): YjsServer {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES + MARGIN_BYTES, perMessageDeflate: false });
  const rooms = new Rooms({ store, storeFailed, nextTurn: (task) => void setImmediate(task) });
  const signals = new Signals(clock);

  function serveRoom(webSocket: WebSocket, name: string, address: string): void {
    const end = new SocketEnd(
      webSocket,
      (data, isBinary) => {
        if (!isBinary) end.close("malformed");
        else if (data.length > MAX_MESSAGE_BYTES) end.close("full");
        else seat.receive(data);
      },
      () => seat.leave(),
    );
    const seat = rooms.enter(name, address, end);
    void end.pauseUntil(seat.ready);
  }

  function serveSignals(webSocket: WebSocket, address: string): void {
    const end = new SocketEnd(
      webSocket,
      (data) => (data.length > MAX_SIGNAL_BYTES ? end.close("full") : seat.receive(data)),
      () => seat.leave(),
    );
    const seat = signals.enter(address, end);
  }

  return {
    get counts() {
      return rooms.counts;
    },
    serves: (path) => path.startsWith(ROOMS_PATH) || path === SIGNAL_PATH,
    upgrade(request, socket, head) {
      const { path, query } = partsOf(request.url ?? "");
      server.handleUpgrade(request, socket, head, (webSocket) => {
        const name = path === SIGNAL_PATH ? "" : roomOf(path);
        const address = request.socket.remoteAddress ?? "";
        if (!isAdmitted(admission, query)) new SocketEnd(webSocket, ignore, ignore).close("token");
        else if (name === null) new SocketEnd(webSocket, ignore, ignore).close("name");
        else if (path === SIGNAL_PATH) serveSignals(webSocket, address);
        else serveRoom(webSocket, name, address);
      });
    },
    async close() {
      await rooms.close();
      for (const client of server.clients) client.close(1001);
    },
  };
}

const ignore = (): void => undefined;
