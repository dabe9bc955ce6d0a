import { X509Certificate } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import type { LookupFunction } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { makeRelayDial } from "../../src/links/relay-socket.ts";
import { startRelay, type RelayProcess } from "../relay-process.ts";
import { haveOf, ScriptedLink } from "../scripted-device.suite.ts";
import { owner, phone, space, statements } from "../test-space.suite.ts";

const NAME = "laptop.local";

const toThisMachine: LookupFunction = (_host, _options, done) => done(null, [{ address: "127.0.0.1", family: 4 }]);

/** Reaches this machine under any name, and trusts the authority alone. */
function dial(origin: string, ca: string): ScriptedLink {
  class LanSocket extends WebSocket {
    constructor(url: string) {
      super(url, { ca, lookup: toThisMachine });
    }
  }
  const link = new ScriptedLink();
  link.link = makeRelayDial(LanSocket)(origin, link.events);
  return link;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("a relay process with --lan", () => {
  let folder = "";
  const said: string[] = [];
  const running: RelayProcess[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "daybook-lan-process-"));
    mkdirSync(join(folder, "dist"));
    writeFileSync(join(folder, "dist", "index.html"), "<!doctype html><title>Daybook</title>");
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((relay) => relay.close()));
    said.splice(0);
    rmSync(folder, { recursive: true });
  });

  const dataFolder = (): string => join(folder, `data${running.length}`);

  function tryStart(udpPort?: number) {
    return startRelay(
      {
        port: 0,
        ...(udpPort === undefined ? {} : { udpPort }),
        dataFolder: dataFolder(),
        origins: [],
        isLan: true,
        spaces: { kind: "token" },
        iceServers: [],
        yjs: null,
        push: null,
      },
      {
        siteFolder: join(folder, "dist"),
        writeLog: () => undefined,
        say: (text) => said.push(text),
        terminal: { isTerminal: false, columns: null },
        readNames: async () => ({ addresses: ["192.168.1.5"], localName: NAME }),
      },
    );
  }

  async function start(udpPort?: number): Promise<{ readonly port: string; readonly token: string; readonly ca: string }> {
    const path = dataFolder();
    const started = await tryStart(udpPort);
    if (!started.ok) throw new Error(JSON.stringify(started.error));
    running.push(started.value);
    const port = new URL(started.value.address).port;
    const [, token = ""] = /^Daybook is at https:\/\/192\.168\.1\.5:\d+\/#token=([0-9A-Z-]+)$/mu.exec(said.at(-1) ?? "") ?? [];
    const ca = new X509Certificate(readFileSync(join(path, "lan", "authority.pem")));
    return { port, token, ca: ca.toString() };
  }

  test("opens a new space for its token alone, however that is typed, and lets members in without", async () => {
    const { port, token, ca } = await start();
    const origin = `wss://${NAME}:${port}`;
    const attempt = async (shown: string, device = owner, binding = origin): Promise<string> => {
      const link = dial(binding, ca);
      link.send(await device.auth(space, await link.expect("hello"), { token: utf8(shown), binding }));
      const answer = await link.next();
      if (answer.type !== "welcome") return answer.type === "error" ? answer.error : answer.type;
      if (answer.showMembership) link.send({ type: "statements", statements: statements.map(({ bytes }) => bytes) });
      link.send(haveOf());
      return (await link.skipTo("have")).type;
    };
    expect(token).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/u);
    expect([await attempt(""), await attempt(`${token.slice(0, -1)}U`)]).toEqual(["space-refused", "space-refused"]);
    // On this machine a new space needs it too.
    expect(await attempt("", owner, `wss://localhost:${port}`)).toBe("space-refused");
    expect(await attempt(token.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l"))).toBe("have");
    expect(await attempt("", phone)).toBe("have");
  });

  test("refuses a handshake that was signed for another name", async () => {
    const { port, token, ca } = await start();
    const link = dial(`wss://${NAME}:${port}`, ca);
    link.send(await owner.auth(space, await link.expect("hello"), { token: utf8(token), binding: `wss://192.168.1.6:${port}` }));
    expect(await link.ending()).toBe("bad-signature");
  });

  test("serves the app under its names with a certificate that its authority verifies", async () => {
    const { port, ca } = await start();
    const answer = await new Promise<string>((resolve, reject) => {
      request({ host: "127.0.0.1", port, ca, servername: NAME, headers: { host: `${NAME}:${port}` } }, (response) => {
        response.setEncoding("utf8").on("data", resolve);
      })
        .on("error", reject)
        .end();
    });
    expect(answer).toContain("<title>Daybook</title>");
  });

  test("answers calls at the UDP port of the same number, and says so; one that is taken is said, and the rest goes on", async () => {
    const { port, ca } = await start();
    expect(said.at(-1)).toContain(`reach it at 192.168.1.5:${port} (UDP) too`);
    const taken = await start(Number(port));
    expect(said.at(-1)).toContain(`UDP port ${port} cannot be used`);
    const link = dial(`wss://${NAME}:${taken.port}`, taken.ca);
    await link.expect("hello");
    expect(ca).not.toBe(taken.ca);
    await start(0);
    expect(said.at(-1)).not.toContain("UDP");
  });

  test("says why it cannot start, and leaves nothing open", async () => {
    await start();
    await running.pop()?.close();
    const path = join(dataFolder(), "lan", "authority.pem");
    const whole = readFileSync(path);
    writeFileSync(path, "damaged");
    expect(await tryStart()).toEqual({ ok: false, error: { kind: "authority-damaged" } });
    writeFileSync(path, whole);
    writeFileSync(join(dataFolder(), "lan", "token"), "");
    expect(await tryStart()).toEqual({ ok: false, error: { kind: "token-damaged" } });
    rmSync(join(dataFolder(), "lan", "token"));
    await start();
  });
});
