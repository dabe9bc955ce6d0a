// A process of its own group, so that killing it takes its children along, and so that none outlives the test runner.

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";

export type Child = {
  readonly pid: number;
  /** All it has printed so far, both streams. */
  output(): string;
  hasExited(): boolean;
  /** Resolves with the exit code, or null when a signal ended it. */
  exited(): Promise<number | null>;
  /** On its standard input, which it has only when started with `hasInput`. */
  type(line: string): void;
  /** To the process alone: it may tidy up. */
  signal(name: "SIGTERM" | "SIGINT" | "SIGSTOP" | "SIGCONT"): void;
  /** SIGKILL to the whole group; resolves when the process is gone. */
  kill(): Promise<void>;
};

const running = new Set<ChildProcess>();

function killGroup(child: ChildProcess): void {
  // The number of one that is gone may be another's by now.
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It went at this moment.
  }
}

process.on("exit", () => {
  for (const child of running) killGroup(child);
});

export function startChild(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  { hasInput = false } = {},
): Child {
  const stdio: ["pipe" | "ignore", "pipe", "pipe"] = [hasInput ? "pipe" : "ignore", "pipe", "pipe"];
  const child = spawn(command, args, { detached: true, env: { ...process.env, ...env }, stdio });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} could not be started`);
  running.add(child);
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (text: string) => printed.push(text));
  const gone = once(child, "exit").then(() => {
    running.delete(child);
    return child.exitCode;
  });
  return {
    pid,
    output: () => printed.join(""),
    hasExited: () => child.exitCode !== null || child.signalCode !== null,
    exited: () => gone,
    type: (line) => void child.stdin?.write(`${line}\n`),
    signal: (name) => void child.kill(name),
    async kill() {
      killGroup(child);
      await gone;
    },
  };
}
