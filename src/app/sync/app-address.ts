// Where another device opens this app, for the link of an invitation. A page that was opened by a loopback name is there for this machine alone; what
// serves it may know other names for itself (`/addresses.json`, the likeliest to be reached first).

const ADDRESSES_PATH = "/addresses.json";
const DEADLINE_MS = 3_000;
const LOOPBACK_NAMES: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

export type AppAddress = {
  readonly appAddress: string;
  /** The other origin under which others reach what serves this page; null when it is the page's own. */
  readonly servedAt: string | null;
};

/** What is used of the platform's `fetch`. */
type Fetch = (url: string, options: { cache: "no-store"; signal: AbortSignal }) => Promise<Pick<Response, "json">>;

/** Whether an address is one that only this machine can open. */
export const isOnlyHere = (address: string): boolean => URL.canParse(address) && LOOPBACK_NAMES.has(new URL(address).hostname);

/** `chosen`: set by the user; null for none. */
export async function findAppAddress(
  chosen: string | null,
  { origin, pathname }: Pick<Location, "origin" | "pathname">,
  fetchAnswer: Fetch,
): Promise<AppAddress> {
  // Also for an address that was chosen: the relay here may still be known to others by another name only.
  const servedAt = isOnlyHere(origin) ? await firstAddress(origin, fetchAnswer) : null;
  return { appAddress: chosen ?? (servedAt ?? origin) + pathname, servedAt };
}

/** `null` where there is none, also when nobody answers in time. */
async function firstAddress(origin: string, fetchAnswer: Fetch): Promise<string | null> {
  try {
    const answer = await fetchAnswer(origin + ADDRESSES_PATH, { cache: "no-store", signal: AbortSignal.timeout(DEADLINE_MS) });
    const addresses: unknown = await answer.json();
    const first: unknown = Array.isArray(addresses) ? addresses[0] : null;
    return typeof first === "string" && /^https?:\/\/[^/\s]+$/u.test(first) ? first : null;
  } catch {
    return null;
  }
}

/**
 * What is kept of an address as a person gives it: scheme, host and path. Null when no app can be opened there: over plain http browsers let a
 * page store nothing and use no keys, but on the machine itself.
 */
export function parseAppAddress(text: string): string | null {
  const trimmed = text.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//iu.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (trimmed === "" || !URL.canParse(withScheme)) return null;
  const url = new URL(withScheme);
  const isSafe = url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK_NAMES.has(url.hostname));
  return isSafe && url.username === "" && url.password === "" ? url.origin + url.pathname : null;
}
