// The relay's entry: settings from the environment and the arguments, the address on standard output, one line on standard error when it cannot
// start, and a graceful end when it is told to stop.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { unreachable } from "../src/base/result.ts";
import { makeNamesReader } from "./lan/machine-names.ts";
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
      return storeLineOf(error.error, dataFolder);
    case "rooms":
      return `${join(dataFolder, "yjs.db")} with the rooms of Yjs clients cannot be used (${error.error}). Restore it from a backup, or move it away: clients will fill a new one.`;
    case "lan-unwritable":
      return `The folder ${join(dataFolder, "lan")} with this machine's certificate cannot be read or written. Choose another with DATA_DIR.`;
    case "authority-damaged":
      return `${join(dataFolder, "lan", "authority.pem")} is not the authority that Daybook made. Restore it from a backup, or move it away: a new one will be made, and every device has to trust that anew.`;
    case "authority-expired":
      return `The authority in ${join(dataFolder, "lan", "authority.pem")} has run out. Move it away: a new one will be made, and every device has to trust that anew.`;
    case "token-unusable":
      return `${join(dataFolder, "lan", "token")} with the token for new spaces cannot be read or written. Choose another folder with DATA_DIR.`;
    case "token-damaged":
      return `${join(dataFolder, "lan", "token")} does not hold a token. Restore it, or move it away: a new one will be made.`;
    case "push-key-unusable":
      return `The key by which push services know this relay, ${join(dataFolder, "push", "vapid.pem")}, cannot be read or written. Choose another folder with DATA_DIR, or start with DAYBOOK_PUSH_SERVICES=off.`;
    case "push-key-damaged":
      return `${join(dataFolder, "push", "vapid.pem")} does not hold the key that Daybook made. Restore it from a backup, or move it away: a new one will be made, and devices will have to subscribe anew.`;
    default:
      return unreachable(error);
  }
}

function storeLineOf(error: Extract<StartError, { kind: "store" }>["error"], dataFolder: string): string {
  switch (error) {
    case "unwritable":
      return `The data folder ${dataFolder} cannot be written to. Choose another with DATA_DIR.`;
    case "in-use":
      return `The data folder ${dataFolder} is in use by another relay. Stop that one, or choose another folder with DATA_DIR.`;
    case "full":
      return `The disk that holds ${dataFolder} is full. Make room, or choose another folder with DATA_DIR.`;
    case "newer-database":
      return `The data in ${dataFolder} was written by a newer version of Daybook. Update this one, or choose another folder with DATA_DIR.`;
    case "damaged":
      return `The database in ${dataFolder} is damaged. Restore it from a backup, or move it away: devices will fill a new one.`;
    default:
      return unreachable(error);
  }
}

/** Null where it cannot be read. */
function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

const settings = readSettings(process.env, process.argv.slice(2), readText);
if (!settings.ok) giveUp(settings.error);
const started = await startRelay(settings.value, {
  siteFolder: SITE_FOLDER,
  writeLog: (line) => process.stderr.write(`${JSON.stringify(line)}\n`),
  say: (text) => process.stdout.write(text),
  // As wide as it is when something is said.
  get terminal() {
    return { isTerminal: process.stdout.isTTY, columns: process.stdout.isTTY ? process.stdout.columns : null };
  },
  readNames: makeNamesReader(),
});
if (!started.ok) giveUp(lineOf(started.error, settings.value));
const { close } = started.value;

let isStopping = false;
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    // Told twice, it does not wait any longer; what was acknowledged is safe.
    if (isStopping) process.exit(1);
    isStopping = true;
    void close().then(() => process.exit(0));
  });
}
