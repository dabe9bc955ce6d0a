// Text that other apps share with the installed app (the manifest's share target): the service worker hands it to a window in the fragment of the address with which
// it opens the app, which no server sees and which works offline.

/** Opens the app with a new task to be written. */
export const ADD_FRAGMENT = "#add";

/** As the other app said it; empty where it said nothing. */
export type SharedText = { readonly title: string; readonly text: string; readonly url: string };

/** Of each part, in UTF-16 units: what notes can hold. */
const MAX_SHARED_LENGTH = 100_000;

const partIn = (parts: { get(name: string): FormDataEntryValue | null }, name: string): string => {
  const value = parts.get(name);
  return typeof value === "string" ? value.slice(0, MAX_SHARED_LENGTH).trim() : "";
};

const textIn = (parts: { get(name: string): FormDataEntryValue | null }): SharedText | null => {
  const shared = { title: partIn(parts, "title"), text: partIn(parts, "text"), url: partIn(parts, "url") };
  return shared.title === "" && shared.text === "" && shared.url === "" ? null : shared;
};

/** Where the app is opened with what was posted; null: there is no text in it, or files, which go another way. */
export function fragmentOfShared(form: FormData): string | null {
  const isFile = form.getAll("file").some((entry) => entry instanceof Blob && entry.size > 0);
  const shared = isFile ? null : textIn(form);
  return shared === null ? null : `${ADD_FRAGMENT}?${new URLSearchParams(shared).toString()}`;
}

/** `fragment` with its "#". null: nothing was shared. */
export const sharedInFragment = (fragment: string): SharedText | null =>
  fragment.startsWith(`${ADD_FRAGMENT}?`) ? textIn(new URLSearchParams(fragment.slice(ADD_FRAGMENT.length + 1))) : null;
