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

/** Of a load that locked: given back by the worker, once it was opened again. */
const given = new Map<string, string>();

/** Texts that were kept over a load otherwise than in the browser's session (`draftTexts`). */
export function giveDrafts(texts: readonly (readonly [name: string, text: string])[]): void {
  for (const [name, text] of texts) given.set(name, text);
}

/** What stands in fields and is kept over a load. */
export const draftTexts = (): readonly (readonly [name: string, text: string])[] =>
  [...drafts].map(([name, read]) => [name, read()] as const).filter(([, text]) => text !== "");

/** Whether the load before kept a text under the name. */
export function hasDraft(name: string): boolean {
  if (given.has(name)) return true;
  try {
    return sessionStorage.getItem(storageKey(name)) !== null;
  } catch {
    return false;
  }
}

function takeDraft(name: string): string {
  const held = given.get(name);
  given.delete(name);
  if (held !== undefined) return held;
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

/** A text that could not be saved, and is not kept over a load either. Fields whose text is nowhere to be saved have `data-kept` too: codes, words, passphrases. */
export const holdsRefusedText = (): boolean =>
  document.querySelector(':is(input, textarea)[aria-invalid="true"]:not([data-kept]), [data-unsaved]') !== null;

/** Right before the page goes. False: a text could not be kept. */
export function keepDrafts(): boolean {
  const texts = draftTexts();
  try {
    for (const [name, text] of texts) sessionStorage.setItem(storageKey(name), text);
    return true;
  } catch {
    return texts.length === 0;
  }
}

/** Everything typed is kept: nothing is to be asked before the page goes (trouble/leaving.ts). */
export function leaveUnasked(): void {
  addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), { capture: true, once: true });
}
