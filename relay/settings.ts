// The relay's settings, from environment variables. What cannot be understood is said in one line, and nothing is started.

import { resolve } from "node:path";
import { err, ok, type Result } from "../src/base/result.ts";
import { parseOrigins } from "./loopback.ts";

export type Settings = {
  /** 0: any free one. */
  readonly port: number;
  readonly dataFolder: string;
  /** Origins under which devices dial this relay beside the loopback ones, as behind a proxy. */
  readonly origins: readonly string[];
};

const DEFAULT_PORT = 8_787;
const MAX_PORT = 65_535;

export function readSettings(environment: Readonly<Record<string, string | undefined>>): Result<Settings, string> {
  const portText = environment["PORT"] ?? "";
  const port = portText === "" ? DEFAULT_PORT : /^\d{1,5}$/.test(portText) ? Number(portText) : Number.NaN;
  if (!(port <= MAX_PORT)) return err(`PORT is a number from 0 to ${MAX_PORT}, not "${portText}".`);
  const originsText = environment["DAYBOOK_ORIGINS"] ?? "";
  const origins = parseOrigins(originsText);
  if (origins === null) return err(`DAYBOOK_ORIGINS is a list of origins such as https://notes.example, not "${originsText}".`);
  const folder = environment["DATA_DIR"] ?? "";
  return ok({ port, dataFolder: resolve(folder === "" ? "data" : folder), origins });
}
