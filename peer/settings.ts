// What a home device is started with: `npm run peer -- --data DIR [--join CODE] [--name NAME] [--relay ADDRESS] [--port PORT] [--code] [--invite] [--yes]`. What cannot be
// understood is said in one line, and nothing is started.

import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { err, ok, type Result } from "../src/base/result.ts";
import { relayOrigin } from "../src/links/relay-origin.ts";

export type Settings = {
  readonly dataFolder: string;
  /** A code or a link, as it was given. */
  readonly join: string | null;
  readonly name: string | null;
  /** The origin to dial, whatever address the other devices use. */
  readonly relay: string | null;
  /** The UDP port at which other devices on the local network find this one; null: none. */
  readonly port: number | null;
  /** Whether it shows a code of its own to be let in by. */
  readonly showsCode: boolean;
  readonly invites: boolean;
  /** Whether this device joins without asking here: never whether it lets another one in. */
  readonly saysYes: boolean;
  /** Whether, once this device was removed, it deletes what it holds whatever that is. */
  readonly wipes: boolean;
};

export type SettingsError = { readonly kind: "help" } | { readonly kind: "wrong"; readonly line: string };

const DEFAULT_PORT = 8788;
const MAX_PORT = 65_535;

export const USAGE = `npm run peer -- --data DIR     a home device: holds a copy of everything, and syncs, from the folder DIR

  --join CODE       joins with a code or link from another device (Sync, then "Add a device")
  --code            shows a code with which one of your devices on the same network lets this one in, without a relay
  --invite          makes a code with which another device joins through this one
  --name NAME       what your other devices call this one
  --relay ADDRESS   the relay to use, such as http://127.0.0.1:8787, when it is not the one the code names
  --port PORT       the UDP port at which your devices on the same network reach this one without a relay (${DEFAULT_PORT}); 0 for none
  --wipe            deletes what it holds, where this device was removed by another one; otherwise nothing is deleted
  --yes             joins without comparing the number here: you compare it on the other device alone

Without --data the folder is ./home-device. Ended with Ctrl-C. Exit codes: 0 ended, 1 it cannot run, 2 wrong arguments, 3 not paired, 4 removed.
`;

const DEFAULT_FOLDER = "home-device";

const OPTIONS = {
  data: { type: "string" },
  join: { type: "string" },
  name: { type: "string" },
  relay: { type: "string" },
  port: { type: "string" },
  code: { type: "boolean" },
  invite: { type: "boolean" },
  yes: { type: "boolean" },
  wipe: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** Typed without the dashes between, npm takes these for settings of its own and says nothing. */
const UNKNOWN_TO_NPM = ["data", "join", "relay", "port", "code", "invite", "wipe"] as const;

/** `args`: those after the script's name. */
export function readSettings(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): Result<Settings, SettingsError> {
  const swallowed = UNKNOWN_TO_NPM.find((name) => environment[`npm_config_${name}`] !== undefined);
  if (swallowed !== undefined) return wrong(`npm keeps --${swallowed} for itself that way; it is: npm run peer -- --${swallowed} ...`);
  const given = readArguments(args);
  if (given === null) return wrong("The arguments cannot be understood. npm run peer -- --help names them.");
  if (given.help === true) return err({ kind: "help" });
  const empty = Object.entries(given).find(([, value]) => typeof value === "string" && value.trim() === "");
  if (empty !== undefined) return wrong(`--${empty[0]} needs a value.`);
  return settingsOf(given);
}

type Given = NonNullable<ReturnType<typeof readArguments>>;

/** What is wrong with them is not repeated in a line: it may be the code. */
function readArguments(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch {
    return null;
  }
}

function settingsOf(given: Given): Result<Settings, SettingsError> {
  const { data = DEFAULT_FOLDER, relay, join = null, name = null } = given;
  const { showsCode, invites, saysYes, wipes } = flagsOf(given);
  const origin = relay === undefined ? null : relayOrigin(relay);
  if (relay !== undefined && origin === null)
    return wrong(`--relay takes the address of a relay, such as https://daybook.example, not "${relay}".`);
  const port = portOf(given.port);
  if (port === undefined) return wrong(`--port takes the number of a UDP port, or 0, not "${given.port}".`);
  if (showsCode && port === null) return wrong("--code needs the UDP port at which the other device reaches this one; leave --port 0 out.");
  return ok({ dataFolder: resolve(data), join, name, relay: origin, port, showsCode, invites, saysYes, wipes });
}

const flagsOf = ({ code, invite, yes, wipe }: Given): Pick<Settings, "showsCode" | "invites" | "saysYes" | "wipes"> => ({
  showsCode: code === true,
  invites: invite === true,
  saysYes: yes === true,
  wipes: wipe === true,
});

/** Undefined for what is none. */
function portOf(text: string | undefined): number | null | undefined {
  if (text === undefined) return DEFAULT_PORT;
  const port = Number(text);
  if (!/^\d{1,5}$/u.test(text) || port > MAX_PORT) return undefined;
  return port === 0 ? null : port;
}

const wrong = (line: string): Result<never, SettingsError> => err({ kind: "wrong", line });
