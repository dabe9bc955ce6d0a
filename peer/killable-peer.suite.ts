// The home device as it is shipped, in a process that a test talks to, can kill (-9) and start again on the same folder.

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../bench/node-device.ts";

export class KillablePeer {
  readonly #root = mkdtempSync(join(tmpdir(), "daybook-peer-"));
  readonly folder = join(this.#root, "home");
  #child: ChildProcess | null = null;
  #output = "";

  /** All that the present process has said, on both streams. */
  get output(): string {
    return this.#output;
  }

  /** `args` follow `--data`. */
  start(...args: readonly string[]): void {
    const child = spawn(process.execPath, ["dist-node/peer.mjs", "--data", this.folder, ...args], { stdio: ["pipe", "pipe", "pipe"] });
    this.#child = child;
    this.#output = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (this.#output += text));
    // It may be gone before it reads.
    child.stdin.on("error", () => undefined);
  }

  type(line: string): void {
    this.#child?.stdin?.write(`${line}\n`);
  }

  /** Nobody is there to answer. */
  endInput(): void {
    this.#child?.stdin?.end();
  }

  /** Resolves with what `pattern` finds. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    await until(`the home device to say ${String(pattern)}`, () => pattern.test(this.#output) || this.#child?.exitCode !== null);
    const found = pattern.exec(this.#output);
    if (found === null) throw new Error(`the home device ended:\n${this.#output}`);
    return found;
  }

  /** Resolves with its exit code. */
  async ended(): Promise<number | null> {
    const child = this.#child;
    if (child !== null && child.exitCode === null && child.signalCode === null) await once(child, "exit");
    return child?.exitCode ?? null;
  }

  async stop(signal: "SIGTERM" | "SIGINT" = "SIGTERM"): Promise<number | null> {
    this.#child?.kill(signal);
    return this.ended();
  }

  signal(name: "SIGTERM" | "SIGINT"): void {
    this.#child?.kill(name);
  }

  async kill(): Promise<void> {
    this.#child?.kill("SIGKILL");
    await this.ended();
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}
