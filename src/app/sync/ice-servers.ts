// The user's own servers for direct connections: as the setting keeps them (one line of text: addresses separated by blanks, name and password before the host,
// percent-encoded), as a list, and as somebody types one.

import { err, ok, type Result } from "../../base/result.ts";
import type { PlainMessageKey } from "../texts/messages.ts";

/** `username` and `credential`: empty where the server asks for none. */
export type OwnServer = { readonly address: string; readonly username: string; readonly credential: string };

/** What is wrong, and in which field. */
export type ServerFault = {
  readonly field: keyof OwnServer;
  readonly text: Extract<PlainMessageKey, `ice.bad.${string}`>;
};

const MAX_SERVERS = 16;
const MAX_BYTES = 512;
const MAX_PORT = 65_535;
const STORED = /^([a-z]+:)(?:([^@:]+):([^@]+)@)?([^@]+)$/iu;
const SCHEME = /^(stuns?|turns?):/iu;
const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::([^:?@]*))?(?:\?transport=(?:udp|tcp))?$/iu;

const textOf = ({ address, username, credential }: OwnServer): string =>
  username === "" ? address : address.replace(":", `:${encodeURIComponent(username)}:${encodeURIComponent(credential)}@`);

/** For the setting; null: none. */
export const serversToText = (servers: readonly OwnServer[]): string | null =>
  servers.length === 0 ? null : servers.map(textOf).join(" ");

/** Of a setting that this app has written. */
export function textToServers(text: string | null): readonly OwnServer[] {
  return (text ?? "").split(" ").flatMap((word) => {
    const [, scheme, username = "", credential = "", host] = STORED.exec(word) ?? [];
    if (scheme === undefined || host === undefined) return [];
    return [{ address: scheme + host, username: decodeURIComponent(username), credential: decodeURIComponent(credential) }];
  });
}

function addressFault(address: string): ServerFault["text"] | null {
  if (address === "") return "ice.bad.empty";
  if (!SCHEME.test(address)) return "ice.bad.scheme";
  const parts = HOST.exec(address.replace(SCHEME, ""));
  if (parts === null) return "ice.bad.host";
  const [, port] = parts;
  if (port === undefined) return null;
  return /^\d{1,5}$/u.test(port) && Number(port) >= 1 && Number(port) <= MAX_PORT ? null : "ice.bad.port";
}

function loginFault({ address, username, credential }: OwnServer): ServerFault | null {
  if (username === "" && (/^turn/iu.test(address) || credential !== "")) return { field: "username", text: "ice.bad.name" };
  return username !== "" && credential === "" ? { field: "credential", text: "ice.bad.secret" } : null;
}

function tooLong(server: OwnServer): ServerFault | null {
  const fields = ["address", "username", "credential"] as const;
  const field = fields.find((name) => new TextEncoder().encode(server[name]).length > MAX_BYTES);
  return field === undefined ? null : { field, text: "ice.bad.long" };
}

/** What somebody has typed, as a server that can be added to those there are. */
export function parseServer(typed: OwnServer, present: readonly OwnServer[]): Result<OwnServer, ServerFault> {
  const address = typed.address.trim().replace(SCHEME, (scheme) => scheme.toLowerCase());
  const server = { address, username: typed.username.trim(), credential: typed.credential };
  const text = addressFault(address);
  const fault = tooLong(server) ?? (text === null ? loginFault(server) : { field: "address", text });
  if (fault !== null) return err(fault);
  if (present.some((other) => other.address === address && other.username === server.username)) {
    return err({ field: "address", text: "ice.bad.known" });
  }
  return present.length >= MAX_SERVERS ? err({ field: "address", text: "ice.bad.many" }) : ok(server);
}
