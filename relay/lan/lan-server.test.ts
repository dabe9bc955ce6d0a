import { mkdtempSync, rmSync } from "node:fs";
import { request as requestPlain, type IncomingHttpHeaders } from "node:http";
import { request as requestSecure } from "node:https";
import { connect, isIP } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkServerIdentity, type PeerCertificate } from "node:tls";
import { X509Certificate } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadStaticSite } from "../static-files.ts";
import { ManualTime } from "../scripted-device.suite.ts";
import { headerPolicy } from "../content-policy.ts";
import { makeLanServer, type LanServer } from "./lan-server.ts";
import { Lan, type LanChange } from "./lan.ts";
import type { MachineNames } from "./machine-names.ts";

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer };

/** Of what is connected to: both ends are this machine, whatever name is in the request. */
const HERE = "127.0.0.1";

const upgrade = (host: string): string => `GET /sync HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;

/** RFC 6066: an address is no server name, and is then checked as what is connected to. */
const serverName = (hostname: string) =>
  isIP(hostname) === 0
    ? { servername: hostname }
    : { checkServerIdentity: (_host: string, shown: PeerCertificate) => checkServerIdentity(hostname, shown) };

describe("the servers of a relay on a local network", () => {
  const folder = mkdtempSync(join(tmpdir(), "daybook-lan-server-"));
  const time = new ManualTime();
  let machine: MachineNames = { addresses: ["192.168.1.5", "fd00::5"], localName: "laptop.local" };
  let lan: Lan;
  let server: LanServer;
  let port = 0;
  const upgrades: string[] = [];

  const openLan = async (): Promise<Lan> => {
    const opened = await Lan.open({ dataFolder: folder, clock: Date.now, timers: time, readNames: async () => machine });
    if (!opened.ok) throw new Error(opened.error.kind);
    return opened.value;
  };

  beforeAll(async () => {
    lan = await openLan();
    server = makeLanServer(
      {
        site: loadStaticSite(join(folder, "none")),
        clock: Date.now,
        origins: ["wss://notes.example"],
        get publicAddresses() {
          return lan.addresses(port);
        },
        isSocketPath: () => false,
        isHealthy: () => true,
        upgrade: (request, socket) => {
          upgrades.push(request.headers.host ?? "");
          socket.destroy();
        },
      },
      lan,
      () => port,
    );
    await new Promise<void>((resolve) => server.server.listen(0, HERE, resolve));
    const address = server.server.address();
    port = typeof address === "object" && address !== null ? address.port : 0;
  });
  afterAll(() => {
    server.server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true });
  });

  function ask(secure: boolean, host: string, path = "/", headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
    const ca = new X509Certificate(lan.authorityCertificate).toString();
    const hostname = host.replace(/:\d+$/u, "");
    const options = { host: HERE, port, path, method, agent: false, headers: { host, ...headers } };
    return new Promise((resolve, reject) => {
      const request = secure ? requestSecure({ ...options, ca, ...serverName(hostname) }) : requestPlain(options);
      request.on("error", reject).on("response", (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }));
      });
      request.end();
    });
  }

  const statusOf = async (...question: Parameters<typeof ask>): Promise<number> => (await ask(...question)).status;

  /** The first line of the answer to raw bytes sent in pieces. */
  const askRaw = (...pieces: readonly string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(port, HERE, () => {
        for (const piece of pieces) socket.write(piece);
      });
      let answer = "";
      socket.on("data", (part) => (answer += part.toString()));
      socket.on("close", () => resolve(answer.split("\r\n")[0] ?? ""));
      socket.on("error", reject);
    });

  test("https serves the app under the names of the certificate and the operator's, and no other", async () => {
    expect((await ask(true, `laptop.local:${port}`, "/healthz")).body.toString()).toBe("ok\n");
    expect(await statusOf(true, `localhost:${port}`, "/healthz")).toBe(200);
    const strangers = await Promise.all([`evil.example`, "192.168.1.6", "laptop.local.evil.example"].map((host) => status421(host)));
    expect(strangers).toEqual([421, 421, 421]);
    expect((await ask(true, `laptop.local:${port}`)).headers["content-security-policy"]).toBe(headerPolicy(false));
  });

  /** Asked for by one name, whose certificate is checked, under another in the request. */
  async function status421(host: string): Promise<number> {
    return statusOf(true, `laptop.local:${port}`, "/healthz", { host });
  }

  test("plain http is the app only from this machine to this machine by a name of its own", async () => {
    expect((await ask(false, `127.0.0.1:${port}`, "/healthz")).body.toString()).toBe("ok\n");
    expect(await statusOf(false, `localhost:${port}`, "/healthz")).toBe(200);
    expect(await statusOf(false, "notes.example", "/healthz")).toBe(200);
  });

  test("under every other name of the machine plain http is one page, which leads to https and runs nothing", async () => {
    for (const path of ["/", "/index.html", "/service-worker.js", "/healthz", "/addresses.json", "/sync"]) {
      const answer = await ask(false, `laptop.local:${port}`, path);
      expect([path, answer.status, answer.headers["content-type"]]).toEqual([path, 426, "text/html; charset=utf-8"]);
      expect(answer.headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'sha256-/u);
      expect([answer.headers["set-cookie"], answer.headers["cache-control"]]).toEqual([undefined, "no-store"]);
      const page = answer.body.toString();
      expect(page).toContain(`<a class="button primary" href="https://laptop.local:${port}/"`);
      expect(page.replaceAll("<wbr>", "")).toContain(lan.fingerprint);
      expect(page).not.toMatch(/<script/u);
    }
    expect((await ask(false, `[fd00::5]:${port}`)).body.toString()).toContain(`https://[fd00::5]:${port}/`);
    expect((await ask(false, `192.168.1.5`)).body.toString()).toContain(`https://192.168.1.5:${port}/`);
    expect((await ask(false, `laptop.local:${port}`, "/", {}, "HEAD")).body.length).toBe(0);
    expect(await statusOf(false, `laptop.local:${port}`, "/", {}, "POST")).toBe(426);
    expect([await statusOf(false, "evil.example"), await statusOf(false, "192.168.1.77")]).toEqual([421, 421]);
  });

  test("the page speaks German to those who prefer it, and puts the reader's platform first", async () => {
    const headers = {
      "accept-language": "fr, de-AT;q=0.9, en;q=0.8",
      "user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)",
    };
    const page = (await ask(false, `laptop.local:${port}`, "/", headers)).body.toString();
    expect(page).toContain('<html lang="de">');
    expect(page).toContain("<details open><summary>iPhone und iPad</summary>");
    for (const language of ["", "fr", "en-US,en;q=0.9,de;q=0.8", "de;q=x, en", "constructor"]) {
      expect((await ask(false, `laptop.local:${port}`, "/", { "accept-language": language })).body.toString()).toContain(
        '<html lang="en">',
      );
    }
  });

  test("the authority's certificate can be fetched before it is trusted, and verifies what the server shows", async () => {
    for (const secure of [false, true]) {
      const answer = await ask(secure, `laptop.local:${port}`, "/daybook-authority.crt");
      expect([answer.status, answer.headers["content-type"]]).toEqual([200, "application/x-x509-ca-cert"]);
      expect(new X509Certificate(answer.body).fingerprint256).toBe(lan.fingerprint);
    }
  });

  test("sockets are taken over TLS and on loopback, and refused over plain http", async () => {
    expect(await askRaw(upgrade(`laptop.local:${port}`))).toBe("HTTP/1.1 426 Upgrade Required");
    expect(await askRaw(upgrade("evil.example"))).toBe("HTTP/1.1 421 Misdirected Request");
    expect(upgrades).toEqual([]);
    // In pieces: the first byte alone decides, and none is lost.
    await askRaw("G", "ET /sync HTTP/1.1\r\nHost: localhost\r\n", "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    await ask(true, `laptop.local:${port}`, "/sync", { connection: "Upgrade", upgrade: "websocket" }).catch(() => null);
    expect(upgrades).toEqual(["localhost", `laptop.local:${port}`]);
  });

  test("a connection that says nothing of sense is cut, and the others go on", async () => {
    expect(await askRaw("\u0016\u0003\u0001\u0000\u0005hello")).not.toContain("200");
    expect(await askRaw("nonsense\r\n\r\n")).toBe("HTTP/1.1 400 Bad Request");
    expect(await statusOf(true, `laptop.local:${port}`, "/healthz")).toBe(200);
  });

  test("everything is as it was after a restart", async () => {
    const again = await openLan();
    expect([again.fingerprint, again.identity]).toEqual([lan.fingerprint, lan.identity]);
    again.close();
  });

  test("in another network it goes by its new addresses, under the same authority, and says so once", async () => {
    const changes: LanChange[] = [];
    const changed = new Promise<void>((resolve) => {
      lan.watch((change) => {
        changes.push(change);
        server.setIdentity(lan.identity);
        resolve();
      });
    });
    const { fingerprint } = lan;
    // Between two networks it keeps what it had.
    machine = { addresses: [], localName: "laptop.local" };
    await passLook();
    expect(lan.addresses(443)).toEqual(["https://192.168.1.5", "https://[fd00::5]", "https://laptop.local"]);
    machine = { addresses: ["10.0.0.7"], localName: "laptop.local" };
    await passLook();
    await changed;
    await passLook();
    expect(changes).toEqual([{ identity: true, addresses: true }]);
    expect(lan.addresses(443)).toEqual(["https://10.0.0.7", "https://laptop.local"]);
    expect(await statusOf(true, `10.0.0.7:${port}`, "/healthz")).toBe(200);
    expect(await statusOf(false, `192.168.1.5:${port}`)).toBe(421);
    expect([lan.fingerprint, JSON.parse((await ask(true, `laptop.local:${port}`, "/addresses.json")).body.toString())]).toEqual([
      fingerprint,
      [`https://10.0.0.7:${port}`, `https://laptop.local:${port}`],
    ]);
    lan.close();
  });

  async function passLook(): Promise<void> {
    time.pass(5_000);
    // The names are read in the background.
    for (let round = 0; round < 10; round++) await Promise.resolve();
  }
});
