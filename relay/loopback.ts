// Which names a request may call this relay by. A page of a stranger whose name resolves to this machine (DNS rebinding) sends its own name in
// the Host header and is refused; only loopback names and the origins that the operator has added are served.

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** `null` when `host` is no host name with an optional port. */
function hostName(host: string): string | null {
  return /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d{1,5})?$/.exec(host.toLowerCase())?.[1] ?? null;
}

/** `host`: a Host header. `origins`: as in `parseOrigins`. */
export function isServedHost(host: string | undefined, origins: readonly string[]): boolean {
  if (host === undefined) return false;
  const name = hostName(host);
  if (name === null) return false;
  return LOOPBACK_NAMES.has(name) || origins.some((origin) => new URL(origin).host === host.toLowerCase());
}

/** Whether one of `parseOrigins` is a name of this machine for itself. */
export const isLoopbackOrigin = (origin: string): boolean => LOOPBACK_NAMES.has(new URL(origin).hostname);

/** The origins by which a loopback relay may be dialled without the operator's doing. */
export const loopbackOrigins = (port: number): readonly string[] => Array.from(LOOPBACK_NAMES, (name) => `ws://${name}:${port}`);

/** Reads a list of origins separated by commas or blanks; http and https stand for ws and wss. `null` when one is not an origin. */
export function parseOrigins(text: string): readonly string[] | null {
  const origins: string[] = [];
  for (const word of text.split(/[\s,]+/).filter((each) => each !== "")) {
    const url = URL.canParse(word) ? new URL(word.replace(/^http/i, "ws")) : null;
    if (url === null || !/^wss?:$/.test(url.protocol) || url.pathname !== "/" || url.search + url.hash + url.username !== "") return null;
    origins.push(`${url.protocol}//${url.host}`);
  }
  return origins;
}

/**
 * Whether a socket was opened by a page that this relay does not serve. Browsers let any page open sockets to any address, this machine's own included, and say
 * in the Origin header whose it is; what is no browser says nothing there.
 */
export function isForeignPage(origin: string | undefined, origins: readonly string[]): boolean {
  return origin !== undefined && !(URL.canParse(origin) && isServedHost(new URL(origin).host, origins));
}

const IPV6_GROUPS = 8;
const NETWORK_GROUPS = 4;

const groupsOf = (part: string): readonly string[] => part.split(":").filter((group) => group !== "");

/** What of a socket's other end stands for one place: an IPv4 address, or the first 64 bits of an IPv6 address, of which the rest is its owner's to choose. */
export function networkOf(address: string): string {
  if (!address.includes(":") || address.includes(".")) return address;
  const [head = "", tail] = address.split("%", 1)[0]?.split("::") ?? [];
  const after = groupsOf(tail ?? "");
  const before = groupsOf(head);
  const zeros = Array.from({ length: Math.max(0, IPV6_GROUPS - before.length - after.length) }, () => "0");
  return [...before, ...zeros, ...after]
    .slice(0, NETWORK_GROUPS)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}

/** Whether an address of a socket's other end is this machine itself. */
export const isLoopbackAddress = (address: string): boolean =>
  address === "::1" || address.startsWith("127.") || address.startsWith("::ffff:127.");

const withoutScheme = (origin: string): string => origin.replace(/^wss?:\/\//, "");

/** Which of `origins` a link may have been dialled under, when its other side says it was dialled at `binding`: behind a proxy the scheme is unknown. */
export function bindingsOf(origins: readonly string[], binding: string): readonly string[] {
  return origins.filter((origin) => withoutScheme(origin) === withoutScheme(binding));
}
