// The relay's settings, from environment variables and arguments. What cannot be understood is said in one line, and nothing is started.

import { resolve } from "node:path";
import { err, ok, type Result } from "../src/base/result.ts";
import type { IceServer } from "../src/ports/direct.ts";
import { parseIceServers } from "../src/wire/ice-text.ts";
import type { Admission } from "../rooms/admission.ts";
import { parseOrigins } from "./loopback.ts";
import { KNOWN_SERVICES, parseServices, type PushService } from "./push/push-services.ts";
import { readSpaces, type ReadText, type SpacesSetting } from "./spaces-setting.ts";

export type Settings = {
  /** 0: any free one. */
  readonly port: number;
  /** Where it takes calls by its address, when it serves the local network; 0: nowhere; absent: the same number as `port`. */
  readonly udpPort?: number;
  readonly dataFolder: string;
  /** Origins under which devices dial this relay beside the loopback ones, as behind a proxy. */
  readonly origins: readonly string[];
  /** Whether it serves the local network, or this machine alone. */
  readonly isLan: boolean;
  /** Who may open new spaces. */
  readonly spaces: SpacesSetting;
  /** Told to devices, to connect to each other. */
  readonly iceServers: readonly IceServer[];
  /** Who may use what it serves of the Yjs world (rooms/); null: nobody. */
  readonly yjs: Admission | null;
  /** Whom it sends messages to that wake devices; null: nobody. */
  readonly push: PushSettings | null;
};

export type PushSettings = {
  readonly services: readonly PushService[];
  /** By which push services reach the operator; null where none is given. */
  readonly contact: string | null;
};

const DEFAULT_PORT = 8_787;
const MAX_PORT = 65_535;
const LAN_ARGUMENT = "--lan";
const ICE_ARGUMENT = "--ice=";
const ICE_EXPLAINED = `${ICE_ARGUMENT} is a list of servers such as stun:stun.example or turn:name:credential@turn.example.`;
const CONTACT = /^((mailto:[^\s@]+@[^\s@]+|https:\/\/[^\s]+)|)$/u;
/** What can stand in an address as it is. */
const TOKEN = /^[\w.~-]{16,256}$/;
const TOKEN_EXPLAINED = "With DAYBOOK_YJS=token, DAYBOOK_YJS_TOKEN is 16 to 256 letters, digits, dots, dashes, underscores or tildes.";

/** `args`: those after the script's name. `readText`: of a file that a setting names; null where it cannot be read. */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
  args: readonly string[] = [],
  readText: ReadText = () => null,
): Result<Settings, string> {
  const stranger = args.find((argument) => !isKnown(argument));
  if (stranger !== undefined) return err(`The arguments are ${LAN_ARGUMENT} and ${ICE_ARGUMENT}ADDRESSES, not "${stranger}".`);
  const ports = readPorts(environment);
  if (!ports.ok) return ports;
  const admitted = readAdmitted(environment, args, readText);
  if (!admitted.ok) return admitted;
  const folder = environment["DATA_DIR"] ?? "";
  const served = readServed(environment, args);
  if (!served.ok) return served;
  return ok({
    ...ports.value,
    dataFolder: resolve(folder === "" ? "data" : folder),
    ...admitted.value,
    ...served.value,
  });
}

/** Who reaches it, and may open spaces. */
function readAdmitted(
  environment: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
  readText: ReadText,
): Result<Pick<Settings, "origins" | "isLan" | "spaces">, string> {
  const originsText = environment["DAYBOOK_ORIGINS"] ?? "";
  const origins = parseOrigins(originsText);
  if (origins === null) return err(`DAYBOOK_ORIGINS is a list of origins such as https://notes.example, not "${originsText}".`);
  const reach = { origins, isLan: args.includes(LAN_ARGUMENT) };
  const spaces = readSpaces(environment, reach, readText);
  return spaces.ok ? ok({ ...reach, spaces: spaces.value }) : spaces;
}

/** What it serves beside records. */
function readServed(
  environment: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
): Result<Pick<Settings, "iceServers" | "yjs" | "push">, string> {
  const iceServers = readIceServers(environment, args);
  if (!iceServers.ok) return iceServers;
  const push = readPush(environment);
  if (!push.ok) return push;
  const yjs = readYjs(environment);
  return yjs.ok ? ok({ iceServers: iceServers.value, yjs: yjs.value, push: push.value }) : yjs;
}

function readPush(environment: Readonly<Record<string, string | undefined>>): Result<PushSettings | null, string> {
  const servicesText = environment["DAYBOOK_PUSH_SERVICES"] ?? "";
  if (servicesText === "off") return ok(null);
  const services = parseServices(servicesText);
  if (services === null)
    return err(`DAYBOOK_PUSH_SERVICES is "off" or a list of origins such as https://push.example, not "${servicesText}".`);
  const contact = environment["DAYBOOK_PUSH_CONTACT"] ?? "";
  if (!CONTACT.test(contact)) return err(`DAYBOOK_PUSH_CONTACT is an address such as mailto:you@example.org, not "${contact}".`);
  return ok({ services: [...KNOWN_SERVICES, ...services], contact: contact === "" ? null : contact });
}

const isKnown = (argument: string): boolean => argument === LAN_ARGUMENT || argument.startsWith(ICE_ARGUMENT);

function readIceServers(
  environment: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
): Result<readonly IceServer[], string> {
  const argument = args.find((each) => each.startsWith(ICE_ARGUMENT))?.slice(ICE_ARGUMENT.length);
  const servers = parseIceServers(argument ?? environment["DAYBOOK_ICE"] ?? "");
  // Not said back: there are credentials in it.
  return servers === null ? err(ICE_EXPLAINED) : ok(servers);
}

function readYjs(environment: Readonly<Record<string, string | undefined>>): Result<Admission | null, string> {
  const mode = environment["DAYBOOK_YJS"] ?? "";
  const token = environment["DAYBOOK_YJS_TOKEN"] ?? "";
  switch (mode) {
    case "":
    case "off":
      return ok(null);
    case "open":
      return ok({ kind: "open" });
    case "token":
      // Not said back.
      return TOKEN.test(token) ? ok({ kind: "token", token }) : err(TOKEN_EXPLAINED);
    default:
      return err(`DAYBOOK_YJS is off, open or token, not "${mode}".`);
  }
}

function readPorts(environment: Readonly<Record<string, string | undefined>>): Result<Pick<Settings, "port" | "udpPort">, string> {
  const port = readPort(environment, "PORT");
  if (!port.ok) return port;
  const udpPort = readPort(environment, "UDP_PORT");
  if (!udpPort.ok) return udpPort;
  return ok({ port: port.value ?? DEFAULT_PORT, ...(udpPort.value === null ? {} : { udpPort: udpPort.value }) });
}

/** Null where none is named. */
function readPort(environment: Readonly<Record<string, string | undefined>>, name: string): Result<number | null, string> {
  const text = environment[name] ?? "";
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (text === "") return ok(null);
  return port <= MAX_PORT ? ok(port) : err(`${name} is a number from 0 to ${MAX_PORT}, not "${text}".`);
}
