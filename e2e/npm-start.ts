// `npm start` as a newcomer types it, in this working copy, on a free port and with a data folder of its own.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startChild } from "./child-process.ts";
import { freePort } from "./relay-process.ts";
import { waitUntil } from "./wait-until.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const START_MS = 120_000;

export type StartedDaybook = {
  /** As it was printed. */
  readonly address: string;
  close(): Promise<void>;
};

export async function npmStart(): Promise<StartedDaybook> {
  const dataFolder = await mkdtemp(join(tmpdir(), "daybook-start-"));
  const env = { PORT: String(await freePort()), DATA_DIR: dataFolder };
  const child = startChild("npm", ["start", "--prefix", root], env);
  const address = await waitUntil(
    "npm start to print the address",
    () => {
      if (child.hasExited()) throw new Error(`npm start ended:\n${child.output()}`);
      return /^Daybook is at (http\S+)$/mu.exec(child.output())?.[1] ?? null;
    },
    START_MS,
  );
  return {
    address,
    async close() {
      await child.kill();
      await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
