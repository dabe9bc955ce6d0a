// What the page was asked to write down when it was opened: `#add`, with what another app has shared or without. It stands in the address's fragment, which no server sees,
// and waits here until the sheet takes it: nothing is saved before the user says so.

import { ADD_FRAGMENT, sharedInFragment, type SharedText } from "../../versions/shared-text.ts";

let waiting: SharedText | null = null;

export const isSharedWaiting = (): boolean => waiting !== null;

/** Takes it out of the address bar; whether the page was asked. */
export function takeAsked(location: Pick<Location, "hash" | "pathname" | "search">, history: Pick<History, "replaceState">): boolean {
  if (location.hash !== ADD_FRAGMENT && !location.hash.startsWith(`${ADD_FRAGMENT}?`)) return false;
  waiting = sharedInFragment(location.hash);
  history.replaceState(null, "", location.pathname + location.search);
  return true;
}

/** What was shared, once. */
export function takeSharedText(): SharedText | null {
  const taken = waiting;
  waiting = null;
  return taken;
}
