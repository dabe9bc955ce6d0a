// What a page must not lose when it is loaded again for another version: editors are asked to save first, and a text that is typed but not yet
// meant to be saved (a new task half written) is kept for this tab alone and stands in its field again after the load.

import { onCleanup } from "solid-js";

/** Saves what is in an editor; whether nothing in it is unsaved now. */
export type Save = () => Promise<boolean>;
/** What stands in a field; empty: nothing. */
export type ReadDraft = () => string;

const saves = new Set<Save>();
const drafts = new Map<string, ReadDraft>();

const storageKey = (name: string): string => `daybook-draft-${name}`;

/** Asked to save before the page is loaded again, while the owner is alive. An editor that saves when it loses the focus needs no more. */
export function saveBeforeLeaving(save: Save): void {
  saves.add(save);
  onCleanup(() => saves.delete(save));
}

/** Keeps the text of a field over a load, under a name that only one field has. Returns what was kept, for the field to begin with. */
export function keepDraftOverLoad(name: string, read: ReadDraft): string {
  drafts.set(name, read);
  onCleanup(() => {
    if (drafts.get(name) === read) drafts.delete(name);
  });
  return takeDraft(name);
}

/** Whether the load before kept a text under the name. */
export function hasDraft(name: string): boolean {
  try {
    return sessionStorage.getItem(storageKey(name)) !== null;
  } catch {
    return false;
  }
}

function takeDraft(name: string): string {
  try {
    const text = sessionStorage.getItem(storageKey(name)) ?? "";
    sessionStorage.removeItem(storageKey(name));
    return text;
  } catch {
    return "";
  }
}

const isEditable = (element: Element | null): element is HTMLElement =>
  element instanceof HTMLElement && element.matches("input, textarea, [contenteditable]");

/** Whether everything that is meant to be saved could be. */
export async function saveEverything(): Promise<boolean> {
  const results = await Promise.all([...saves].map(async (save) => save()));
  if (isEditable(document.activeElement)) document.activeElement.blur();
  return results.every(Boolean);
}

/** A text that could not be saved, and is not kept over a load either. */
export const holdsRefusedText = (): boolean =>
  document.querySelector(':is(input, textarea)[aria-invalid="true"]:not([data-kept]), [data-unsaved]') !== null;

/** Right before the page goes. False: a text could not be kept. */
export function keepDrafts(): boolean {
  const texts = [...drafts].map(([name, read]) => [storageKey(name), read()] as const).filter(([, text]) => text !== "");
  try {
    for (const [key, text] of texts) sessionStorage.setItem(key, text);
    return true;
  } catch {
    return texts.length === 0;
  }
}
