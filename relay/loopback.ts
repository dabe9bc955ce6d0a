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

/** Whether an address of a socket's other end is this machine itself. */
export const isLoopbackAddress = (address: string): boolean =>
  address === "::1" || address.startsWith("127.") || address.startsWith("::ffff:127.");

const withoutScheme = (origin: string): string => origin.replace(/^wss?:\/\//, "");

/** Which of `origins` a link may have been dialled under, when its other side says it was dialled at `binding`: behind a proxy the scheme is unknown. */
export function bindingsOf(origins: readonly string[], binding: string): readonly string[] {
  return origins.filter((origin) => withoutScheme(origin) === withoutScheme(binding));
}
