import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request, type IncomingHttpHeaders, type Server } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeHttpServer } from "./http-server.ts";
import { headerPolicy } from "./content-policy.ts";
import { loadStaticSite } from "./static-files.ts";

const SCRIPT = "export const answer = 42;\n".repeat(200);

/** As no compression at start would write it. */
const BY_THE_BUILD = brotliCompressSync(SCRIPT, { params: { [constants.BROTLI_PARAM_QUALITY]: 0 } });

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer };

const upgrade = (path: string, host: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;

const countConnections = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.getConnections((_error, count) => resolve(count));
  });

describe("the HTTP server", () => {
  const folder = mkdtempSync(join(tmpdir(), "daybook-relay-http-"));
  let server: Server;
  let port = 0;
  let isHealthy = true;
  const upgrades: string[] = [];

  beforeAll(async () => {
    const dist = join(folder, "dist");
    mkdirSync(join(dist, "assets"), { recursive: true });
    mkdirSync(join(dist, ".vite"));
    writeFileSync(join(dist, "index.html"), "<!doctype html><title>Daybook</title>");
    writeFileSync(join(dist, "service-worker.js"), "// worker");
    writeFileSync(join(dist, "manifest.webmanifest"), "{}");
    writeFileSync(join(dist, "assets", "main-abc.js"), SCRIPT);
    writeFileSync(join(dist, "assets", "inter-abc.woff2"), new Uint8Array(2_000));
    for (const name of ["ahead", "stale"]) writeFileSync(join(dist, "assets", `${name}-abc.js`), SCRIPT);
    writeFileSync(join(dist, "assets", "ahead-abc.js.br"), BY_THE_BUILD);
    writeFileSync(join(dist, "assets", "stale-abc.js.br"), brotliCompressSync("another script"));
    writeFileSync(join(dist, ".vite", "manifest.json"), "{}");
    writeFileSync(join(folder, "secret.txt"), "outside");
    server = makeHttpServer({
      site: loadStaticSite(dist),
      clock: () => Date.UTC(2026, 10, 25, 12),
      origins: ["wss://notes.example"],
      publicAddresses: ["https://192.168.1.5:8787"],
      isSocketPath: () => false,
      isHealthy: () => isHealthy,
      upgrade: (incoming, socket) => {
        upgrades.push(incoming.url ?? "");
        socket.destroy();
      },
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    port = typeof address === "object" && address !== null ? address.port : 0;
  });

  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  });

  const ask = (path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> =>
    new Promise((resolve, reject) => {
      request({ port, host: "127.0.0.1", path, method, headers, agent: false }, (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }));
      })
        .on("error", reject)
        .end();
    });

  /** The first line of the answer to raw bytes: for what a client library would not send. */
  const askRaw = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1", () => socket.write(text));
      let answer = "";
      socket.on("data", (part) => (answer += part.toString()));
      socket.on("close", () => resolve(answer.split("\r\n")[0] ?? ""));
      socket.on("error", reject);
    });

  test("keeps no socket that it has refused, also where the other side does not close it", async () => {
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    socket.write(upgrade("/elsewhere", `localhost:${port}`));
    await new Promise((resolve) => socket.once("data", resolve));
    await expect.poll(() => countConnections(server), { timeout: 10_000 }).toBe(0);
    socket.destroy();
  });

  test("serves the app's page under / and under its name, to be asked about every time", async () => {
    for (const path of ["/", "/index.html", "/?join=x"]) {
      const answer = await ask(path);
      expect([answer.status, answer.headers["content-type"], answer.headers["cache-control"]]).toEqual([
        200,
        "text/html; charset=utf-8",
        "no-cache",
      ]);
      expect(answer.body.toString()).toContain("<title>Daybook</title>");
    }
    expect((await ask("/service-worker.js")).headers["cache-control"]).toBe("no-cache");
  });

  test("lets hashed files be kept for ever, with the types browsers insist on", async () => {
    const script = await ask("/assets/main-abc.js");
    expect(script.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(script.headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect((await ask("/assets/inter-abc.woff2")).headers["content-type"]).toBe("font/woff2");
    expect((await ask("/manifest.webmanifest")).headers["content-type"]).toBe("application/manifest+json; charset=utf-8");
  });

  test("compresses what is worth it, as the request allows", async () => {
    const brotli = await ask("/assets/main-abc.js", { "accept-encoding": "gzip, deflate, br" });
    expect([brotli.headers["content-encoding"], brotliDecompressSync(brotli.body).toString()]).toEqual(["br", SCRIPT]);
    const gzip = await ask("/assets/main-abc.js", { "accept-encoding": "br;q=0, gzip;q=0.5" });
    expect([gzip.headers["content-encoding"], gunzipSync(gzip.body).toString()]).toEqual(["gzip", SCRIPT]);
    const plain = await ask("/assets/main-abc.js");
    expect([plain.headers["content-encoding"], plain.body.toString()]).toEqual([undefined, SCRIPT]);
    expect((await ask("/assets/inter-abc.woff2", { "accept-encoding": "br" })).headers["content-encoding"]).toBe(undefined);
  });

  test("serves what the build compressed, where it is of the same content, and never under a name of its own", async () => {
    const accepts = { "accept-encoding": "br" };
    expect((await ask("/assets/ahead-abc.js", accepts)).body.equals(BY_THE_BUILD)).toBe(true);
    const stale = await ask("/assets/stale-abc.js", accepts);
    expect([stale.headers["content-encoding"], brotliDecompressSync(stale.body).toString()]).toEqual(["br", SCRIPT]);
    expect((await ask("/assets/ahead-abc.js.br")).status).toBe(404);
  });

  test("answers 304 to who has it already, and HEAD without a body", async () => {
    const first = await ask("/");
    expect((await ask("/", { "if-none-match": first.headers.etag ?? "" })).status).toBe(304);
    const head = await ask("/", {}, "HEAD");
    expect([head.status, head.headers["content-length"], head.body.length]).toEqual([200, String(first.body.length), 0]);
  });

  test("answers 404 for what is not there, never the page, and reaches nothing outside", async () => {
    for (const path of [
      "/assets/gone.js",
      "/tasks",
      "/.vite/manifest.json",
      "/../secret.txt",
      "/%2e%2e/secret.txt",
      "/assets/..%2f..%2fsecret.txt",
      "//etc/passwd",
    ]) {
      const answer = await ask(path);
      expect([path, answer.status, answer.body.toString()]).toEqual([path, 404, "Not found.\n"]);
    }
    expect(await askRaw("GET /../secret.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).toBe("HTTP/1.1 404 Not Found");
  });

  test("sends the security headers with every answer", async () => {
    for (const path of ["/", "/gone", "/healthz"]) {
      const { headers } = await ask(path);
      expect(headers["content-security-policy"]).toBe(headerPolicy(true));
      expect([headers["x-content-type-options"], headers["referrer-policy"], headers["cross-origin-opener-policy"]]).toEqual([
        "nosniff",
        "no-referrer",
        "same-origin",
      ]);
      expect(headers["permissions-policy"]).toContain("camera=(self)");
    }
  });

  test("lets its pages connect without TLS only under this machine's own names", async () => {
    const policies = await Promise.all([`localhost:${port}`, "[::1]:80", "notes.example"].map((host) => ask("/", { host })));
    expect(policies.map(({ headers }) => headers["content-security-policy"])).toEqual([true, true, false].map(headerPolicy));
  });

  test("serves loopback names and the operator's origins, and no stranger's name", async () => {
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, "[::1]:80", "LOCALHOST", "notes.example"]) {
      expect([host, (await ask("/", { host })).status]).toEqual([host, 200]);
    }
    for (const host of ["evil.example", "localhost.evil.example", "notes.example:81", "127.0.0.1@evil.example"]) {
      expect([host, (await ask("/healthz", { host })).status]).toEqual([host, 421]);
    }
  });

  test("refuses to do anything but show", async () => {
    const answer = await ask("/", {}, "POST");
    expect([answer.status, answer.headers.allow]).toEqual([405, "GET, HEAD"]);
  });

  test("sets on its own pages' request a cookie that only it can read, tells its day, and clears it", async () => {
    const host = `localhost:${port}`;
    const own = { host, origin: `http://${host}` };
    const set = await ask("/paired", own, "POST");
    expect([set.status, set.headers["set-cookie"]]).toEqual([
      204,
      ["daybook-paired=2026-11-25; Path=/paired; Max-Age=34560000; HttpOnly; SameSite=Strict"],
    ]);
    const paired = async (cookie: string): Promise<string> => (await ask("/paired", { host, cookie })).body.toString();
    expect([await paired("other=1; daybook-paired=2026-11-25"), await paired("daybook-paired=<b>")]).toEqual([
      '{"paired":"2026-11-25"}',
      '{"paired":null}',
    ]);
    const cleared = await ask("/paired", own, "DELETE");
    expect(cleared.headers["set-cookie"]).toEqual(["daybook-paired=; Path=/paired; Max-Age=0; HttpOnly; SameSite=Strict"]);
    const secure = await ask("/paired", { host: "notes.example", origin: "https://notes.example" }, "POST");
    expect(secure.headers["set-cookie"]?.[0]).toMatch(/; Secure$/u);
  });

  test("sets no cookie for pages from elsewhere, nor for who does not say from where", async () => {
    const host = `localhost:${port}`;
    for (const headers of [
      { host, origin: "http://evil.example" },
      { host, origin: "null" },
      { host },
      { host, origin: `http://localhost:1` },
    ]) {
      for (const method of ["POST", "DELETE", "PUT"]) {
        const answer = await ask("/paired", headers, method);
        expect([answer.status, answer.headers["set-cookie"]]).toEqual([403, undefined]);
      }
    }
    expect((await ask("/paired", { host, origin: `http://${host}` }, "PUT")).status).toBe(405);
    expect((await ask("/paired", { host: "evil.example", origin: "http://evil.example" }, "POST")).status).toBe(421);
  });

  test("says that it is well, and that it is shutting down", async () => {
    expect((await ask("/healthz")).status).toBe(200);
    isHealthy = false;
    expect((await ask("/healthz")).status).toBe(503);
    isHealthy = true;
  });

  test("says that it is a relay where it is asked whether it is well, and nowhere else", async () => {
    expect((await ask("/healthz")).headers["daybook-relay"]).toBe("1");
    expect((await ask("/")).headers["daybook-relay"]).toBeUndefined();
  });

  test("tells the app where other devices find it", async () => {
    const answer = await ask("/addresses.json");
    expect([answer.status, answer.headers["cache-control"], answer.body.toString()]).toEqual([
      200,
      "no-store",
      '["https://192.168.1.5:8787"]',
    ]);
  });

  test("hands over requests for a socket at /sync only, and only under a served name", async () => {
    expect(await askRaw(upgrade("/other", "localhost"))).toBe("HTTP/1.1 404 Not Found");
    expect(await askRaw(upgrade("/sync", "evil.example"))).toBe("HTTP/1.1 421 Misdirected Request");
    expect(upgrades).toEqual([]);
    await askRaw(upgrade("/sync", "localhost"));
    expect(upgrades).toEqual(["/sync"]);
    expect((await ask("/sync")).status).toBe(426);
  });
});

test("without a built app the relay says so", () => {
  expect(loadStaticSite(join(tmpdir(), "daybook-no-such-folder")).size).toBe(0);
});
