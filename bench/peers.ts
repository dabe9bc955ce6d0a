// What Daybook is compared with lives in a package of its own, e2e/peers, installed on first use and run in processes of its own.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { startChild } from "../e2e/child-process.ts";
import { waitUntil } from "../e2e/wait-until.ts";
import { assert } from "../src/base/result.ts";

/** Seen from the bundle, which lies in .cache. */
const FOLDER = fileURLToPath(new URL("../e2e/peers", import.meta.url));
const INSTALLED = join(FOLDER, "node_modules/.daybook-lock");

/** Exactly what the lockfile says; scripts of packages are not run. */
export function installPeers(): void {
  const lock = readFileSync(join(FOLDER, "package-lock.json"), "utf8");
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, "utf8") === lock) return;
  process.stdout.write("Installing the peers ...\n");
  const options = { cwd: FOLDER, encoding: "utf8", shell: process.platform === "win32" } as const;
  const run = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], options);
  if (run.status !== 0) throw new Error(`Installing the peers failed.\n${run.error?.message ?? run.stderr.trim()}`);
  writeFileSync(INSTALLED, lock);
}

/** Runs a script of e2e/peers, which prints one line of JSON; `parse` gives null when that is something else. */
export function runPeer<T>(script: string, args: readonly number[], parse: (printed: unknown) => T | null): T {
  installPeers();
  const run = spawnSync(process.execPath, [join(FOLDER, script), ...args.map(String)], { encoding: "utf8", timeout: 120_000 });
  if (run.status !== 0) throw new Error(`${script} failed.\n${run.stderr.trim()}`);
  const parsed = parse(JSON.parse(run.stdout));
  assert(parsed !== null, `${script} prints what it measured`);
  return parsed;
}

export type RunningPeer = { readonly line: string; readonly close: () => Promise<void> };

/** Starts a script of e2e/peers that goes on until it is ended; resolves with the first line that it prints. */
export async function startPeer(script: string, ...args: readonly string[]): Promise<RunningPeer> {
  installPeers();
  const child = startChild(process.execPath, [join(FOLDER, script), ...args], {});
  const line = await waitUntil(`what ${script} prints`, async () => {
    if (child.hasExited()) throw new Error(`${script} ended:\n${child.output()}`);
    return child.output().includes("\n") ? (child.output().split("\n")[0] ?? "") : null;
  });
  return { line, close: () => child.kill() };
}

/** A script of e2e/peers as one that a page can run, with the packages it uses. */
export async function bundlePeerPage(script: string): Promise<string> {
  installPeers();
  const bundled = await build({
    configFile: false,
    root: FOLDER,
    logLevel: "error",
    publicDir: false,
    build: {
      write: false,
      minify: false,
      target: "es2023",
      rolldownOptions: { input: join(FOLDER, script), output: { format: "iife" } },
    },
  });
  const outputs = (Array.isArray(bundled) ? bundled : [bundled]).flatMap((built) => ("output" in built ? built.output : []));
  const chunk = outputs.find((output) => output.type === "chunk");
  assert(chunk !== undefined, "a script comes out");
  return chunk.code;
}
