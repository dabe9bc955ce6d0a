// The entry of a home device: settings from the arguments, a conversation on the terminal, and a clean end when it is told to stop.

import { EXIT, runHomeDevice } from "./run.ts";
import { readSettings, USAGE } from "./settings.ts";
import { Terminal } from "./terminal.ts";

// Whatever is made in the folder is this user's alone.
process.umask(0o077);

const settings = readSettings(process.argv.slice(2), process.env);
if (!settings.ok) {
  if (settings.error.kind === "help") process.stdout.write(USAGE);
  else process.stderr.write(`${settings.error.line}\n`);
  process.exit(settings.error.kind === "help" ? EXIT.ended : EXIT.wrongArguments);
}

const terminal = new Terminal(process.stdin, {
  write: (text) => void process.stdout.write(text),
  isTerminal: process.stdout.isTTY,
  // As wide as it is when something is shown.
  get columns() {
    return process.stdout.columns;
  },
});

/** Ctrl-C comes from the terminal and again from npm, which passes on what has come already. */
const SAME_SIGNAL_MS = 1_000;

const asked = new Promise<void>((resolve) => {
  let firstAtMs: number | null = null;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      firstAtMs ??= performance.now();
      // Told twice, it does not wait any longer; what was saved is safe.
      if (performance.now() - firstAtMs > SAME_SIGNAL_MS) process.exit(EXIT.cannotRun);
      resolve();
    });
  }
});

process.exit(await runHomeDevice(settings.value, terminal, { asked }));
