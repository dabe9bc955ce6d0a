// The token that a relay on a local network prints with its address: in the page's fragment (`#token=TOKEN`), or typed.

const IN_FRAGMENT = /[#&]token=([^&\s]+)/u;

/** Takes the token out of the address bar and its history entry at once: it is a secret. */
export function takeRelayToken(
  location: Pick<Location, "hash" | "pathname" | "search">,
  history: Pick<History, "replaceState">,
): string | null {
  const token = IN_FRAGMENT.exec(location.hash)?.[1] ?? null;
  if (token !== null) history.replaceState(null, "", location.pathname + location.search);
  return token;
}
