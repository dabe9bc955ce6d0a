// The relay's settings, from environment variables and arguments. What cannot be understood is said in one line, and nothing is started.

import { resolve } from "node:path";
import { err, ok, type Result } from "../src/base/result.ts";
import { parseOrigins } from "./loopback.ts";

export type Settings = {
  /** 0: any free one. */
  readonly port: number;
  readonly dataFolder: string;
  /** Origins under which devices dial this relay beside the loopback ones, as behind a proxy. */
  readonly origins: readonly string[];
  /** Whether it serves the local network, or this machine alone. */
  readonly isLan: boolean;
};

const DEFAULT_PORT = 8_787;
const MAX_PORT = 65_535;
const LAN_ARGUMENT = "--lan";

/** `args`: those after the script's name. */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
  args: readonly string[] = [],
): Result<Settings, string> {
  const stranger = args.find((argument) => argument !== LAN_ARGUMENT);
  if (stranger !== undefined) return err(`The only argument is ${LAN_ARGUMENT}, not "${stranger}".`);
  const port = readPort(environment["PORT"] ?? "");
  if (!port.ok) return port;
  const originsText = environment["DAYBOOK_ORIGINS"] ?? "";
  const origins = parseOrigins(originsText);
  if (origins === null) return err(`DAYBOOK_ORIGINS is a list of origins such as https://notes.example, not "${originsText}".`);
  const folder = environment["DATA_DIR"] ?? "";
  return ok({ port: port.value, dataFolder: resolve(folder === "" ? "data" : folder), origins, isLan: args.includes(LAN_ARGUMENT) });
}

function readPort(text: string): Result<number, string> {
  const port = text === "" ? DEFAULT_PORT : /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= MAX_PORT ? ok(port) : err(`PORT is a number from 0 to ${MAX_PORT}, not "${text}".`);
}
