// The home device as it is shipped, as a process of its own on a folder of its own, that can be killed at any moment and started again.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startChild, type Child } from "./child-process.ts";
import { freeUdpPort } from "./free-udp-port.ts";
import { waitUntil } from "./wait-until.ts";

const peerPath = fileURLToPath(new URL("../dist-node/peer.mjs", import.meta.url));
const WAIT_MS = 60_000;

export type HomeProcess = {
  /** All that the present process has said. */
  output(): string;
  /** Of the present process. */
  pid(): number | null;
  /** `args` follow the folder. */
  start(args?: readonly string[]): void;
  type(line: string): void;
  /** Resolves with what `pattern` finds in what it says. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Asks it to end; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** kill -9. */
  kill(): Promise<void>;
  /** Kills it and deletes its folder. */
  close(): Promise<void>;
};

export async function makeHomeProcess(): Promise<HomeProcess> {
  const folder = await mkdtemp(join(tmpdir(), "daybook-home-"));
  const port = await freeUdpPort();
  let child: Child | null = null;
  const output = (): string => child?.output() ?? "";
  const home: HomeProcess = {
    output,
    pid: () => child?.pid ?? null,
    start(args = []) {
      // As `npm run peer` starts it: garbage of a first sync takes little memory.
      child = startChild(
        process.execPath,
        ["--max-semi-space-size=4", peerPath, "--data", folder, "--port", `${port}`, ...args],
        {},
        { hasInput: true },
      );
    },
    type: (line) => child?.type(line),
    says: (pattern) =>
      waitUntil(
        `the home device to say ${String(pattern)}`,
        () => {
          const found = pattern.exec(output());
          if (found === null && child?.hasExited() === true) throw new Error(`the home device ended:\n${output()}`);
          return found;
        },
        WAIT_MS,
      ),
    async stop() {
      child?.signal("SIGTERM");
      return (await child?.exited()) ?? null;
    },
    async kill() {
      await child?.kill();
    },
    async close() {
      await home.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return home;
}
