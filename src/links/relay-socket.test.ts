import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import type { Link, LinkClosed } from "../ports/link.ts";
import { MAX_FRAME_BYTES } from "../wire/limits.ts";
import { testLinks } from "./link.suite.ts";
import { relayOrigin } from "./relay-origin.ts";
import { makeRelayDial } from "./relay-socket.ts";

const dial = makeRelayDial(WebSocket);

/** Joins every two sockets that dial one after the other: what one says the other hears. */
class PairServer {
  readonly #http: Server = createServer();
  readonly #sockets = new WebSocketServer({ server: this.#http, path: "/sync" });
  readonly accepted: WebSocket[] = [];
  #first: WebSocket | null = null;

  async listen(): Promise<string> {
    this.#sockets.on("connection", (socket) => this.#accept(socket));
    await new Promise<void>((resolve) => void this.#http.listen(0, "127.0.0.1", resolve));
    const address = this.#http.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    return `ws://127.0.0.1:${address.port}`;
  }

  terminateAll(): void {
    for (const socket of this.accepted.splice(0)) socket.terminate();
  }

  async close(): Promise<void> {
    this.terminateAll();
    await new Promise<void>((resolve) => void this.#http.close(() => resolve()));
  }

  #accept(socket: WebSocket): void {
    this.accepted.push(socket);
    const first = this.#first;
    this.#first = first === null ? socket : null;
    if (first === null) {
      socket.pause();
      return;
    }
    pipe(first, socket);
    pipe(socket, first);
    first.resume();
  }
}

function pipe(from: WebSocket, to: WebSocket): void {
  from.on("message", (data, isBinary) => to.send(data, { binary: isBinary }));
  from.on("close", (code) => to.close(code === 1005 || code === 1006 ? 1000 : code));
  from.on("error", () => undefined);
}

/** The end of a link that is dialled and left alone but for `onOpened`. */
async function endOf(address: string, onOpened: (link: Link) => void = () => undefined): Promise<LinkClosed> {
  return new Promise((resolve) => {
    const link = dial(address, { opened: () => onOpened(link), frame: () => undefined, closed: resolve });
  });
}

describe("a relay socket", () => {
  let server = new PairServer();
  let origin = "";
  beforeAll(async () => {
    server = new PairServer();
    origin = await server.listen();
  });
  afterAll(async () => server.close());

  testLinks(() => {
    server.terminateAll();
    return { open: (_, events) => dial(origin, events), breakBoth: () => server.terminateAll() };
  });
});

describe("the other side of a relay socket", () => {
  let server: Server = createServer();
  let sockets = new WebSocketServer({ noServer: true });
  let origin = "";
  beforeAll(async () => {
    server = createServer();
    sockets = new WebSocketServer({ server });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    origin = `ws://127.0.0.1:${address.port}`;
  });
  afterAll(async () => {
    for (const socket of sockets.clients) socket.terminate();
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  });

  /** What the accepted socket does, and the code it is closed with by the link. */
  const endAgainst = async (behave: (socket: WebSocket, path: string | undefined) => void): Promise<{ end: LinkClosed; code: number }> => {
    const code = new Promise<number>((resolve) => {
      sockets.once("connection", (socket, request) => {
        socket.on("close", resolve);
        behave(socket, request.url);
      });
    });
    return { end: await endOf(origin), code: await code };
  };

  test("is dialled at /sync", async () => {
    let dialled: string | undefined;
    await endAgainst((socket, path) => {
      dialled = path;
      socket.close(1000);
    });
    expect(dialled).toBe("/sync");
  });

  test.each([
    [1000, { kind: "remote", error: null }],
    [1001, { kind: "remote", error: null }],
    [1009, { kind: "remote", error: "oversized" }],
    [4065, { kind: "remote", error: "shutting-down" }],
    [4999, { kind: "remote", error: null }],
  ])("closing with code %i is told as %o", async (code, end) => {
    expect((await endAgainst((socket) => socket.close(code))).end).toEqual(end);
  });

  test("a text message fails the link as malformed", async () => {
    const { end, code } = await endAgainst((socket) => socket.send("hello"));
    expect(end).toEqual({ kind: "failed", reason: "a message that is not binary" });
    expect(code).toBe(4032);
  });

  test("a frame above the limit fails the link as oversized", async () => {
    const { end, code } = await endAgainst((socket) => socket.send(new Uint8Array(MAX_FRAME_BYTES + 1)));
    expect(end).toEqual({ kind: "failed", reason: "a frame above the limit" });
    expect(code).toBe(4033);
  });
});

describe("dialling", () => {
  test("nobody there fails as unreachable", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    await new Promise<void>((resolve) => void server.close(() => resolve()));
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await endOf(`ws://127.0.0.1:${port}`)).toEqual({ kind: "failed", reason: "unreachable" });
  });

  test("what is not a relay's address fails later, like everything else", async () => {
    expect(await endOf("ftp://relay.example")).toEqual({ kind: "failed", reason: "not a relay's address" });
  });

  test("a socket that the platform refuses to make fails with its reason", async () => {
    class RefusedSocket extends WebSocket {
      constructor() {
        super("no address");
      }
    }
    const end = new Promise<LinkClosed>((resolve) => {
      makeRelayDial(RefusedSocket)("ws://127.0.0.1", { opened: () => undefined, frame: () => undefined, closed: resolve });
    });
    expect(await end).toEqual({ kind: "failed", reason: "Invalid URL: no address" });
  });
});

describe("the origin of an address", () => {
  test.each([
    ["ws://127.0.0.1:8787", "ws://127.0.0.1:8787"],
    ["ws://Relay.Example:80/", "ws://relay.example"],
    ["wss://relay.example/sync", "wss://relay.example"],
    ["https://relay.example", "wss://relay.example"],
    ["http://[::1]:8787/", "ws://[::1]:8787"],
  ])("of %s is %s", (address, origin) => {
    expect(relayOrigin(address)).toBe(origin);
  });

  test.each([
    "",
    "relay.example",
    "ftp://relay.example",
    "javascript:alert(1)",
    "wss://user:pass@relay.example",
    "wss://relay.example/other",
    "wss://relay.example/?x=1",
    "ws://",
  ])("there is none of %j", (address) => {
    expect(relayOrigin(address)).toBeNull();
  });
});
