import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { createServer as createHttpServer, type IncomingMessage } from "node:http";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { makeRelayDial } from "../src/links/relay-socket.ts";
import type { SpaceId } from "../src/base/ids.ts";
import type { LogLine } from "./log.ts";
import { startRelay, type RelayProcess } from "./relay-process.ts";
import { readSettings, type Settings } from "./settings.ts";
import { haveOf, ScriptedLink, versionOfLog, type ScriptedDevice } from "./scripted-device.suite.ts";
import { failing, founding, owner, phone, space, statements } from "./test-space.suite.ts";

const dialSocket = makeRelayDial(WebSocket);

function dial(address: string): ScriptedLink {
  const link = new ScriptedLink();
  link.link = dialSocket(address, link.events);
  return link;
}

async function joinSpace(
  device: ScriptedDevice,
  address: string,
  of: SpaceId,
  binding = address.replace("http", "ws"),
): Promise<ScriptedLink> {
  const link = dial(address);
  link.send(await device.auth(of, await link.expect("hello"), { binding }));
  const welcome = await link.expect("welcome");
  if (welcome.showMembership) link.send({ type: "statements", statements: statements.map((statement) => statement.bytes) });
  return link;
}

async function outcomeOf(address: string, token = ""): Promise<string> {
  const link = dial(address);
  const binding = address.replace("http", "ws");
  link.send(await owner.auth(space, await link.expect("hello"), { binding, token: new TextEncoder().encode(token) }));
  const answer = await link.next();
  return answer.type === "error" ? answer.error : answer.type;
}

const listing = (...spaces: SpaceId[]) => ({ spaces: { kind: "list", spaces: new Set(spaces) } }) as const;

const socketAt = (origin: string, path: string): WebSocket => new WebSocket(`${origin.replace("http", "ws")}${path}`);

describe("the relay as a process, over real sockets", () => {
  let folder = "";
  const lines: LogLine[] = [];
  const said: string[] = [];
  const running: RelayProcess[] = [];
  const ports = {
    writeLog: (line: LogLine) => lines.push(line),
    say: (text: string) => said.push(text),
    terminal: { isTerminal: false, columns: null },
    readNames: async () => ({ addresses: [], localName: null }),
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "daybook-relay-process-"));
    mkdirSync(join(folder, "dist"));
    writeFileSync(join(folder, "dist", "index.html"), "<!doctype html><title>Daybook</title>");
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((relay) => relay.close()));
    rmSync(folder, { recursive: true });
  });

  async function start(
    port = 0,
    dataFolder = join(folder, "data"),
    { yjs = null, spaces = { kind: "open" }, push = null }: Partial<Pick<Settings, "yjs" | "spaces" | "push">> = {},
  ): Promise<RelayProcess> {
    const started = await startRelay(
      { port, dataFolder, origins: [], isLan: false, spaces, iceServers: [], yjs, push },
      { ...ports, siteFolder: join(folder, "dist") },
    );
    if (!started.ok) throw new Error(JSON.stringify(started.error));
    running.push(started.value);
    return started.value;
  }

  const startError = async (port: number, dataFolder = join(folder, "data")): Promise<unknown> => {
    const started = await startRelay(
      { port, dataFolder, origins: [], isLan: false, spaces: { kind: "open" }, iceServers: [], yjs: null, push: null },
      { ...ports, siteFolder: join(folder, "dist") },
    );
    return started.ok ? null : started.error;
  };

  test("serves the app and the sync endpoint on one port", async () => {
    const { address } = await start();
    expect(said.at(-1)).toBe(`Daybook is at ${address}\n`);
    expect(await (await fetch(address)).text()).toContain("Daybook");
    expect(await (await fetch(`${address}/addresses.json`)).json()).toEqual([]);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    const link = await joinSpace(owner, address, space);
    link.send(haveOf());
    expect((await link.expect("have")).heads).toHaveLength(1);
  });

  test("serves rooms and signalling of Yjs clients where the operator wants that, in a file of their own, and nowhere else", async () => {
    const { address } = await start(0, join(folder, "data"), { yjs: { kind: "token", token: "a-token-of-sixteen" } });
    const stranger = socketAt(address, "/yjs/room");
    const closed: unknown[] = await once(stranger, "close");
    expect(closed[0]).toBe(4401);
    const room = socketAt(address, "/yjs/room?token=a-token-of-sixteen");
    const begun: unknown[] = await once(room, "message");
    // It begins with what it holds: nothing.
    expect(begun[0]).toEqual(Buffer.from([0, 0, 1, 0]));
    room.close();
    const signal = socketAt(address, "/signal?token=a-token-of-sixteen");
    await once(signal, "open");
    signal.send('{"type":"ping"}');
    const heard: unknown[] = await once(signal, "message");
    expect(String(heard[0])).toBe('{"type":"pong"}');
    expect(existsSync(join(folder, "data", "yjs.db"))).toBe(true);
    const without = await start(0, join(folder, "other"));
    for (const path of ["/yjs/room", "/signal"]) {
      const failed: unknown[] = await once(socketAt(without.address, path), "error");
      expect(String(failed[0])).toContain("404");
    }
    expect(existsSync(join(folder, "other", "yjs.db"))).toBe(false);
  });

  test("wakes a device at a push service that its operator has named, under a key that a restart keeps", async () => {
    const heard: IncomingMessage[] = [];
    const service = createHttpServer((request, response) => {
      heard.push(request);
      response.writeHead(201).end();
    }).listen(0, "127.0.0.1");
    await once(service, "listening");
    const bound = service.address();
    const origin = `http://127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : 0}`;
    const settings = readSettings({ DAYBOOK_PUSH_SERVICES: origin, DATA_DIR: join(folder, "data") });
    const push = settings.ok ? settings.value.push : null;
    const first = await start(0, join(folder, "data"), { push });
    const link = await joinSpace(owner, first.address, space);
    link.send(haveOf());
    const { key } = await link.skipTo("push-key");
    const woken = once(service, "request");
    link.send({ type: "reminders", endpoint: `${origin}/here`, minutes: [Math.floor(Date.now() / 60_000)] });
    expect(await link.skipTo("reminders-kept")).toMatchObject({ state: "kept", count: 1 });
    await woken;
    expect(heard.map(({ method, url }) => `${method} ${url}`)).toEqual(["POST /here"]);
    expect(heard[0]?.headers.authorization).toMatch(new RegExp(`, k=${Buffer.from(key).toString("base64url")}$`, "u"));
    await first.close();
    const again = await start(0, join(folder, "data"), { push });
    const next = await joinSpace(owner, again.address, space);
    next.send(haveOf());
    expect((await next.skipTo("push-key")).key).toEqual(key);
    service.closeAllConnections();
    service.close();
  });

  test("takes its other loopback name, and refuses a handshake signed for another port", async () => {
    const { address } = await start();
    const port = new URL(address).port;
    const link = await joinSpace(owner, `http://localhost:${port}`, space);
    link.send(haveOf());
    await link.expect("have");
    const forwarded = dial(address);
    forwarded.send(await owner.auth(space, await forwarded.expect("hello"), { binding: "ws://127.0.0.1:9" }));
    expect(await forwarded.expect("error")).toEqual({ type: "error", error: "bad-signature" });
    expect(await forwarded.ending()).toBe("bad-signature");
  });

  test("keeps what it acknowledged over a restart on the same port, and hands it to another device", async () => {
    const first = await start();
    const port = Number(new URL(first.address).port);
    const records = await owner.write(space, 500);
    const link = await joinSpace(owner, first.address, space);
    link.send(haveOf());
    await link.expect("have");
    for (let i = 0; i < 500; i += 50) link.send(owner.page(space, records.slice(i, i + 50), records[i - 1]));
    for (let i = 0; i < 10; i++) expect((await link.skipTo("answer")).runs).toEqual([{ code: "stored", count: 50 }]);
    await running.pop()?.close();
    expect(await link.ending()).toBe("shutting-down");

    const second = await start(port);
    expect(second.address).toBe(first.address);
    const phoneLink = await joinSpace(phone, second.address, space);
    phoneLink.send(haveOf({ heads: [founding] }));
    expect((await phoneLink.skipTo("have")).version).toEqual(versionOfLog(owner, space, records.at(-1) ?? failing()));
    expect((await phoneLink.skipTo("page")).records).toHaveLength(500);
  });

  test("opens no space for a page that comes from elsewhere, while devices and pages that it serves may", async () => {
    const { address } = await start();
    const outcomeFor = async (origin: string | undefined): Promise<string> => {
      const link = new ScriptedLink();
      const Socket = class extends WebSocket {
        constructor(url: string | URL) {
          super(url, origin === undefined ? {} : { origin });
        }
      };
      link.link = makeRelayDial(Socket)(address, link.events);
      link.send(await owner.auth(space, await link.expect("hello"), { binding: address.replace("http", "ws") }));
      const answer = await link.next();
      return answer.type === "error" ? answer.error : answer.type;
    };
    expect(await outcomeFor("https://evil.example")).toBe("foreign-page");
    expect(await outcomeFor("null")).toBe("foreign-page");
    expect(await outcomeFor(address)).toBe("welcome");
    const link = await joinSpace(owner, address, space);
    link.send(haveOf());
    await link.expect("have");
    // The app may come from elsewhere: what is there is synced.
    expect(await outcomeFor("https://evil.example")).toBe("welcome");
  });

  test("asks for its token without --lan too, and says at the start what it is; it stays the same", async () => {
    const data = join(folder, "data");
    const { address } = await start(0, data, { spaces: { kind: "token" } });
    const [, token = ""] =
      /^Daybook is at http:\/\/127\.0\.0\.1:\d+\/#token=([0-9A-Z-]{19})\nToken for a new space: /u.exec(said.at(-1) ?? "") ?? [];
    expect([await outcomeOf(address), await outcomeOf(address, "wrong"), await outcomeOf(address, token)]).toEqual([
      "space-refused",
      "space-refused",
      "welcome",
    ]);
    await running.pop()?.close();
    const again = await start(0, data, { spaces: { kind: "token" } });
    expect(await outcomeOf(again.address, token)).toBe("welcome");
    await running.pop()?.close();
    writeFileSync(join(data, "lan", "token"), "");
    await expect(start(0, data, { spaces: { kind: "token" } })).rejects.toThrow("token-damaged");
    // What was open by then is closed again.
    writeFileSync(join(data, "lan", "token"), `${token}\n`);
    await start(0, data, { spaces: { kind: "token" } });
  });

  test("opens the listed spaces alone, and says which reason it is", async () => {
    const data = join(folder, "data");
    const none = await start(0, data, listing());
    expect(said.at(-1)).toBe(`Daybook is at ${none.address}\n`);
    expect(await outcomeOf(none.address, "a-token")).toBe("space-not-listed");
    await running.pop()?.close();
    const listed = await start(0, data, listing(space));
    const link = await joinSpace(owner, listed.address, space);
    link.send(haveOf());
    await link.expect("have");
    await running.pop()?.close();
    // What it has it serves on, listed or not.
    expect(await outcomeOf((await start(0, data, listing())).address)).toBe("welcome");
  });

  test("names oversized, textual and cut-off messages, and goes on", async () => {
    const { address } = await start();
    const closeCode = (send: (socket: WebSocket) => void): Promise<number> =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${address.replace("http", "ws")}/sync`);
        socket.once("message", () => send(socket));
        socket.once("close", resolve);
        socket.on("error", () => undefined);
      });
    expect(await closeCode((socket) => socket.send(new Uint8Array(2_000)))).toBe(4_000 + 0x21);
    expect(await closeCode((socket) => socket.send(new Uint8Array(524_300)))).toBe(4_000 + 0x21);
    // By which of both bounds it is cut depends on how it comes.
    expect([1_009, 4_000 + 0x21]).toContain(await closeCode((socket) => socket.send(new Uint8Array(2_000_000))));
    expect(await closeCode((socket) => socket.send("text"))).toBe(4_000 + 0x20);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
  });

  test("reads no more than one small frame from somebody it has not let in, however it comes", async () => {
    const { address } = await start();
    const { port } = new URL(address);
    const socket = connect(Number(port), "127.0.0.1");
    const request = ["GET /sync HTTP/1.1", `Host: 127.0.0.1:${port}`, "Connection: Upgrade", "Upgrade: websocket"];
    socket.write([...request, "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: MDEyMzQ1Njc4OTAxMjM0NQ==", "", ""].join("\r\n"));
    await once(socket, "data");
    // The beginning of a message of 500,000 bytes that never ends.
    socket.write(Buffer.concat([Buffer.from("82ff000000000007a12000000000", "hex"), Buffer.alloc(10_000)]));
    const heard: Buffer[] = [];
    socket.on("data", (bytes) => heard.push(bytes));
    socket.on("error", () => undefined);
    await once(socket, "close");
    // The error, as a frame or as a close code.
    expect(Buffer.concat(heard).toString("hex")).toContain("0fc1");
  });

  test("says why it cannot start, and leaves nothing open", async () => {
    const { address } = await start();
    const port = Number(new URL(address).port);
    expect(await startError(0)).toEqual({ kind: "store", error: "in-use" });
    expect(await startError(port, join(folder, "other"))).toEqual({ kind: "port-taken" });
    expect(await startError(0, join(folder, "dist", "index.html"))).toEqual({ kind: "store", error: "unwritable" });
    const free = await start(0, join(folder, "other"));
    expect(free.address).not.toBe(address);
  });

  test("does not wait for a port that someone else holds", async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
    const address = holder.address();
    expect(await startError(typeof address === "object" && address !== null ? address.port : 0)).toEqual({ kind: "port-taken" });
    await new Promise((resolve) => holder.close(resolve));
  });

  test("logs nothing of what passed through it", () => {
    expect(lines).toEqual([]);
  });
});
