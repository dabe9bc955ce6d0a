// Whether what is overdue and due today is counted on the icon and in the title, as chosen in this browser: it is, unless it was switched off. Kept beside the
// language, for all tabs; never synced.

import { createSignal } from "solid-js";

const STORAGE_KEY = "daybook.badge";
const OFF = "off";

/** A browser that keeps nothing refuses even to be asked. */
function isStoredOn(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) !== OFF;
  } catch {
    return true;
  }
}

const [isOn, setOn] = createSignal(isStoredOn());

export const isBadgeOn = isOn;

/** At once, here and in other tabs. */
export function chooseBadge(on: boolean): void {
  try {
    if (on) localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, OFF);
  } catch {
    // The choice then lasts as long as the page.
  }
  setOn(on);
}

function follow({ key }: StorageEvent): void {
  if (key === STORAGE_KEY || key === null) setOn(isStoredOn());
}

/** Answers what ends it. */
export function followBadgeChoice(): () => void {
  window.addEventListener("storage", follow);
  return () => window.removeEventListener("storage", follow);
}
