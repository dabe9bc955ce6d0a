// Invitation codes as they come: in the page's fragment (`#join=CODE`), as a pasted link, or bare. What a code means is the worker's to say.

const IN_LINK = /[#&]join=([^&\s]+)/u;

/** The code in an address's fragment, with its "#". */
export const codeInFragment = (fragment: string): string | null => IN_LINK.exec(fragment)?.[1] ?? null;

/** The code in what was pasted: a link, or the code itself, perhaps broken over lines; null when there is nothing in it. */
export function codeInText(text: string): string | null {
  const compact = text.replaceAll(/\s+/gu, "");
  return compact === "" ? null : (codeInFragment(compact) ?? compact);
}

/** A code by which two devices side by side connect, of whatever version; not an invitation's. */
export const isNearbyCode = (text: string): boolean => /^\s*dbn\d{1,4}\./u.test(text);

/** The code of an invitation, of whatever version, in a text that is one or a link with one. */
export function invitationInText(text: string): string | null {
  const code = codeInText(text);
  return code !== null && /^db\d{1,4}\./u.test(code) ? code : null;
}

/** The code of an invitation into a space that somebody shares. */
export const isSharedCode = (code: string | null): boolean => code?.startsWith("db3.") === true;

/** Takes the code out of the address bar and its history entry at once: it is a secret. */
export function takeJoinCode(
  location: Pick<Location, "hash" | "pathname" | "search">,
  history: Pick<History, "replaceState">,
): string | null {
  const code = codeInFragment(location.hash);
  if (code !== null) history.replaceState(null, "", location.pathname + location.search);
  return code;
}
