// The relay's half of a push against a service that is a plain server on this machine: what is sent, and what becomes of each answer.

import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import { generateKeyPairSync } from "node:crypto";
import type { LookupAddress } from "node:dns";
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openPushSender, publicLookup, type PushSender } from "./push-sender.ts";
import { KNOWN_SERVICES, parseServices } from "./push-services.ts";
import { readVapidKey, VapidTokens } from "./vapid.ts";

type Heard = { readonly method: string; readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string };

const key = readVapidKey(generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey);
if (key === null) throw new Error("a key on the curve");
const tokens = new VapidTokens(key, "mailto:me@notes.example", () => 1_000_000);

let server: Server;
let origin = "";
let sender: PushSender;
const heard: Heard[] = [];
let answer: (response: ServerResponse) => void = (response) => response.writeHead(201).end();

beforeEach(async () => {
  heard.length = 0;
  answer = (response) => response.writeHead(201).end();
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      heard.push({ method: request.method ?? "", path: request.url ?? "", headers: request.headers, body });
      answer(response);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  sender = openPushSender([...KNOWN_SERVICES, ...(parseServices(origin) ?? [])], tokens);
});
afterEach(() => {
  sender.close();
  server.closeAllConnections();
  server.close();
});

const answering = (status: number, headers: Readonly<Record<string, string>> = {}) => {
  answer = (response) => response.writeHead(status, headers).end();
  return sender.send(`${origin}/sub`);
};

describe("a message", () => {
  test("is an empty POST that says how long it is of use and that it is urgent, signed for the origin", async () => {
    expect(await sender.send(`${origin}/sub?x=1`)).toEqual({ kind: "sent" });
    const [{ method, path, headers, body } = { method: "", path: "", headers: {}, body: "-" }] = heard;
    expect([method, path, body]).toEqual(["POST", "/sub?x=1", ""]);
    expect(headers).toMatchObject({ ttl: "14400", urgency: "high", topic: "daybook", "content-length": "0" });
    expect(headers["content-type"] ?? headers["content-encoding"] ?? headers["cookie"]).toBeUndefined();
    expect(headers.authorization).toBe(tokens.headerFor(origin));
  });

  test("has one of four ends", async () => {
    expect([await answering(200), await answering(201), await answering(202)]).toEqual([
      { kind: "sent" },
      { kind: "sent" },
      { kind: "sent" },
    ]);
    expect([await answering(404), await answering(410)]).toEqual([{ kind: "gone" }, { kind: "gone" }]);
    expect([await answering(400), await answering(403)]).toEqual([
      { kind: "refused", status: 400 },
      { kind: "refused", status: 403 },
    ]);
    expect(await answering(503)).toEqual({ kind: "later", afterMs: null });
    expect(await answering(429, { "Retry-After": "120" })).toEqual({ kind: "later", afterMs: 120_000 });
    expect(await answering(429, { "Retry-After": "99999999" })).toEqual({ kind: "later", afterMs: 3_600_000 });
  });

  test("follows no redirect", async () => {
    expect(await answering(307, { Location: `${origin}/elsewhere` })).toEqual({ kind: "refused", status: 307 });
    expect(heard.map(({ path }) => path)).toEqual(["/sub"]);
  });

  test("is not held up by an answer without end", async () => {
    answer = (response) => {
      response.writeHead(201);
      const write = (): void => {
        if (!response.destroyed) response.write("x".repeat(65_536), write);
      };
      write();
    };
    expect(await sender.send(`${origin}/sub`)).toEqual({ kind: "sent" });
    expect(await answering(201)).toEqual({ kind: "sent" });
  });

  test("to a service that does not answer is tried again later", async () => {
    answer = (response) => response.destroy();
    expect(await sender.send(`${origin}/sub`)).toEqual({ kind: "later", afterMs: null });
  });

  test("goes nowhere but to a service", async () => {
    for (const endpoint of ["https://evil.example/", origin.replace("127.0.0.1", "localhost"), "nonsense"]) {
      expect(await sender.send(endpoint)).toEqual({ kind: "refused", status: 0 });
    }
    expect(heard).toEqual([]);
  });
});

/** What is told of a name that leads to these addresses: them, or an error. */
const told = (addresses: readonly string[], all: boolean): unknown => {
  let result: unknown;
  const resolveAll = (_: string, __: unknown, callback: (error: Error | null, found: LookupAddress[]) => void): void =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one form of it that is used
  publicLookup(resolveAll as never)("push.example", { all }, (error, address) => {
    result = error === null ? address : error.message;
  });
  return result;
};

describe("a name", () => {
  test("leads to its public addresses alone", () => {
    expect(told(["10.0.0.1", "8.8.8.8"], false)).toBe("8.8.8.8");
    expect(told(["::1", "8.8.8.8", "2600::1"], true)).toEqual([
      { address: "8.8.8.8", family: 4 },
      { address: "2600::1", family: 6 },
    ]);
  });

  test("that has none leads nowhere", () => {
    expect(told(["127.0.0.1", "fd00::1"], true)).toBe("no public address");
    expect(told([], false)).toBe("no public address");
  });
});
