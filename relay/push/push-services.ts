// To whom a relay sends messages: the push services of the known browsers, and those that its operator names. A device says where it wants to be woken, so
// what it says must not lead the relay anywhere else: not into the operator's own network, and not to anybody who never asked for requests.

import { BlockList, isIP } from "node:net";

/** One that messages may go to. */
export type PushService = {
  readonly protocol: "https:" | "http:";
  /** As in a URL; one that begins with a dot stands for every name that ends so. */
  readonly host: string;
  /** Empty: the usual one. */
  readonly port: string;
  /** The operator has named it, and so may have it in the operator's own network. */
  readonly isNamed: boolean;
};

const MAX_ENDPOINT_CHARACTERS = 1_024;

const KNOWN_HOSTS = ["fcm.googleapis.com", "updates.push.services.mozilla.com", ".notify.windows.com", ".push.apple.com"];
export const KNOWN_SERVICES: readonly PushService[] = KNOWN_HOSTS.map((host) => ({ protocol: "https:", host, port: "", isNamed: false }));

const LOOPBACK_HOSTS = ["127.0.0.1", "[::1]", "localhost"];

/**
 * A list of origins, by commas or spaces; `https://*.example` for all names below. `http:` is for this machine alone. Null where it is not such a list.
 */
export function parseServices(text: string): readonly PushService[] | null {
  const services = text
    .split(/[\s,]+/u)
    .filter((part) => part !== "")
    .map(parseService);
  return services.every((service) => service !== null) ? services : null;
}

function parseService(text: string): PushService | null {
  const isWild = text.startsWith("https://*.");
  const url = parseUrl(isWild ? text.replace("*.", "") : text);
  if (url === null || url.pathname !== "/" || url.search + url.hash !== "" || hasCredentials(url)) return null;
  const { protocol, hostname, port } = url;
  if (protocol === "https:") return { protocol, host: isWild ? `.${hostname}` : hostname, port, isNamed: true };
  return protocol === "http:" && LOOPBACK_HOSTS.includes(hostname) ? { protocol, host: hostname, port, isNamed: true } : null;
}

const hasCredentials = ({ username, password }: URL): boolean => username + password !== "";

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** Where a message for the endpoint goes; null: nowhere. */
export function placeOf(services: readonly PushService[], endpoint: string): { readonly url: URL; readonly service: PushService } | null {
  const url = endpoint.length <= MAX_ENDPOINT_CHARACTERS ? parseUrl(endpoint) : null;
  if (url === null || url.hash !== "" || hasCredentials(url)) return null;
  const service = services.find(({ protocol, host, port }) => protocol === url.protocol && port === url.port && isOf(url.hostname, host));
  return service === undefined ? null : { url, service };
}

const isOf = (hostname: string, host: string): boolean =>
  host.startsWith(".") ? hostname.endsWith(host) && hostname.length > host.length : hostname === host;

/** What is no place on the internet (RFC 6890 and its successors). */
const reserved = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  reserved.addSubnet(net, bits, "ipv4");
}
for (const [net, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const) {
  reserved.addSubnet(net, bits, "ipv6");
}
const global = new BlockList();
global.addSubnet("2000::", 3, "ipv6");

/** Of an address as the resolver gives it. Those that carry an IPv4 address within them are none. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !reserved.check(address, "ipv4");
  return isIP(address) === 6 && global.check(address, "ipv6") && !reserved.check(address, "ipv6");
}
