// Where devices that are invited open the app: its own setting, apart from the relay, since any file server can hand the app out.

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\]|[\w-]+\.localhost)$/u;

/**
 * What is kept of an address as a person gives it: scheme, host and path. Null when no app can be opened there: over plain http browsers let a
 * page store nothing and use no keys, but on the device itself.
 */
export function parseAppAddress(text: string): string | null {
  const trimmed = text.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//iu.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (trimmed === "" || !URL.canParse(withScheme)) return null;
  const url = new URL(withScheme);
  const isSafe = url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.test(url.hostname));
  return isSafe && url.username === "" && url.password === "" ? url.origin + url.pathname : null;
}

/** Where this page came from. */
export const ownAddress = ({ origin, pathname }: Pick<Location, "origin" | "pathname">): string => origin + pathname;
