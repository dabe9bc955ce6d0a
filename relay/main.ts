// The relay's entry: settings from the environment, one line with the address on standard output, one line on standard error when it cannot
// start, and a graceful end when it is told to stop.

import { fileURLToPath } from "node:url";
import { unreachable } from "../src/base/result.ts";
import { readSettings, type Settings } from "./settings.ts";
import { startRelay, type StartError } from "./relay-process.ts";

/** The built app lies beside the bundle: dist-node/relay.mjs, dist/. */
const SITE_FOLDER = fileURLToPath(new URL("../dist", import.meta.url));

function giveUp(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

function lineOf(error: StartError, { port, dataFolder }: Settings): string {
  switch (error.kind) {
    case "port-taken":
      return `Port ${port} is taken: something else listens there. Choose another with PORT, as in PORT=8788 npm start.`;
    case "port-refused":
      return `Port ${port} cannot be used here. Choose another with PORT, as in PORT=8788 npm start.`;
    case "store":
      break;
    default:
      return unreachable(error);
  }
  switch (error.error) {
    case "unwritable":
      return `The data folder ${dataFolder} cannot be written to. Choose another with DATA_DIR.`;
    case "in-use":
      return `The data folder ${dataFolder} is in use by another relay. Stop that one, or choose another folder with DATA_DIR.`;
    case "newer-database":
      return `The data in ${dataFolder} was written by a newer version of Daybook. Update this one, or choose another folder with DATA_DIR.`;
    case "damaged":
      return `The database in ${dataFolder} is damaged. Restore it from a backup, or move it away: devices will fill a new one.`;
    default:
      return unreachable(error.error);
  }
}

const settings = readSettings(process.env);
if (!settings.ok) giveUp(settings.error);
const started = await startRelay(settings.value, SITE_FOLDER, (line) => process.stderr.write(`${JSON.stringify(line)}\n`));
if (!started.ok) giveUp(lineOf(started.error, settings.value));
const { address, close } = started.value;
process.stdout.write(`Daybook is at ${address}\n`);

let isStopping = false;
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    // Told twice, it does not wait any longer; what was acknowledged is safe.
    if (isStopping) process.exit(1);
    isStopping = true;
    void close().then(() => process.exit(0));
  });
}
