// The relay as it is shipped, in a process that a test can kill (-9) and start again on the same folder.

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { DATABASE_FILE } from "./sqlite-open.ts";

/** How often a test kills what it is about: `few` times in `npm test`, and as often as KILLS says where somebody has the time (docs/soak.md). */
export const killsOr = (few: number): number => Number(process.env["KILLS"] ?? few);

export class KillableRelay {
  readonly folder = mkdtempSync(join(tmpdir(), "daybook-killed-relay-"));
  /** For the next start. */
  port: number;
  readonly #udpPort: number | null;
  #child: ChildProcess | null = null;

  /** `udpPort`: with --lan, and taking calls there. */
  constructor(port: number, udpPort: number | null = null) {
    this.port = port;
    this.#udpPort = udpPort;
  }

  get address(): string {
    return `ws://127.0.0.1:${this.port}`;
  }

  /** With which a new space is opened at one that runs with --lan. */
  get token(): string {
    return readFileSync(join(this.folder, "lan", "token"), "utf8").trim();
  }

  async start(): Promise<void> {
    const lan = this.#udpPort === null ? [] : ["--lan"];
    const child = spawn(process.execPath, ["dist-node/relay.mjs", ...lan], {
      env: { ...process.env, PORT: String(this.port), UDP_PORT: String(this.#udpPort ?? 0), DATA_DIR: this.folder },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#child = child;
    // Its one line says that it listens.
    await Promise.race([once(child.stdout, "data"), once(child, "exit").then(() => Promise.reject(new Error("the relay ended")))]);
  }

  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  /** Its data; it must not be running. */
  wipe(): void {
    rmSync(this.folder, { recursive: true });
    mkdirSync(this.folder);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #rows(query: string): readonly unknown[] {
    const database = new Database(join(this.folder, DATABASE_FILE), { readonly: true });
    const rows: unknown[] = database.prepare(query).all();
    database.close();
    return rows;
  }

  /** How many blocks of packs are on its disk. */
  storedBlocks(): number {
    return this.#rows("SELECT idx FROM blocks").length;
  }

  /** The numbers of the records on its disk, log by log, in the order of the table. */
  storedSeqs(): readonly (readonly number[])[] {
    const rows = this.#rows("SELECT path, seq FROM records");
    const seqsByPath = new Map<unknown, number[]>();
    for (const row of rows) {
      if (typeof row !== "object" || row === null) continue;
      const path: unknown = Reflect.get(row, "path");
      seqsByPath.set(path, [...(seqsByPath.get(path) ?? []), Number(Reflect.get(row, "seq"))]);
    }
    return [...seqsByPath.values()];
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  return address.port;
}
