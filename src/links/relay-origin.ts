// Where a relay is dialled: known at every start, while what dials (relay-socket.ts) comes with the first session.

const SOCKET_SCHEMES: ReadonlyMap<string, string> = new Map([
  ["ws:", "ws:"],
  ["wss:", "wss:"],
  ["http:", "ws:"],
  ["https:", "wss:"],
]);

/**
 * The origin to dial for a relay's address as a person or a link gives it: `ws://host:port` or `wss://host`, which is also the handshake's
 * binding. `null` when it is no address of a relay: another scheme, or anything behind the host but `/` and `/sync`.
 */
export function relayOrigin(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const scheme = SOCKET_SCHEMES.get(url.protocol);
  const isPlain = url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  if (scheme === undefined || !isPlain || (url.pathname !== "/" && url.pathname !== "/sync")) return null;
  return `${scheme}//${url.host}`;
}
