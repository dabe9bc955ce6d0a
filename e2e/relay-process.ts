// The built relay as a process of its own, on a free port with a data folder of its own, that can be killed at any moment,
// started again on the same port and data, and robbed of its data.

import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startChild, type Child } from "./child-process.ts";
import { waitUntil } from "./wait-until.ts";

const relayPath = fileURLToPath(new URL("../dist-node/relay.mjs", import.meta.url));

export type RelayProcess = {
  /** Where the app and the relay are, without a slash at the end. */
  readonly address: string;
  readonly port: number;
  readonly dataFolder: string;
  /** All it has printed since it was first started. */
  log(): string;
  /** Starts it when it is not running; resolves when it answers. */
  start(): Promise<void>;
  /** Asks it to end and waits for it; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** It keeps its connections and answers nobody, until it goes on. */
  pause(): void;
  goOn(): void;
  /** kill -9. */
  kill(): Promise<void>;
  /** Deletes its data folder; it must not be running. */
  wipeData(): Promise<void>;
  /** Kills it and deletes its data. */
  close(): Promise<void>;
};

const given = new Set<number>();

/** A port that nothing listens on now, and that was not given before: browsers keep what they have of an address from test to test. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  if (given.has(address.port)) return freePort();
  given.add(address.port);
  return address.port;
}

async function answers(address: string): Promise<boolean> {
  try {
    const response = await fetch(`${address}/healthz`);
    return response.ok;
  } catch {
    return false;
  }
}

/** `env` adds to what the relay is told by PORT and DATA_DIR; `file`: the relay to run, which serves the app in `../dist` beside it; `args` follow it. */
export async function openRelay(
  env: Readonly<Record<string, string>> = {},
  file = relayPath,
  args: readonly string[] = [],
): Promise<RelayProcess> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const dataFolder = await mkdtemp(join(tmpdir(), "daybook-relay-"));
  const earlierLogs: string[] = [];
  let child: Child | null = null;

  const relay: RelayProcess = {
    address,
    port,
    dataFolder,
    log: () => [...earlierLogs, child?.output() ?? ""].join(""),
    async start() {
      if (child !== null && !child.hasExited()) return;
      if (child !== null) earlierLogs.push(child.output());
      const started = startChild(process.execPath, [file, ...args], { ...env, PORT: String(port), DATA_DIR: dataFolder });
      child = started;
      await waitUntil("the relay to answer", async () => {
        if (started.hasExited()) throw new Error(`the relay ended:\n${started.output()}`);
        return (await answers(address)) ? true : null;
      });
    },
    async stop() {
      child?.signal("SIGTERM");
      return (await child?.exited()) ?? null;
    },
    pause: () => child?.signal("SIGSTOP"),
    goOn: () => child?.signal("SIGCONT"),
    async kill() {
      await child?.kill();
    },
    async wipeData() {
      await rm(dataFolder, { recursive: true, force: true });
    },
    async close() {
      await relay.kill();
      await relay.wipeData();
    },
  };
  await relay.start();
  return relay;
}
