// The keys that open the palette and the map of the keyboard, from anywhere.

import { isTextField, isWriting } from "../shell/text-field.ts";
import type { SheetName } from "../shell/sheets.ts";
import type { KeyPress } from "../tasks/row/row-keys.ts";

/** Where other programs have their map and their search. */
const KEYS: Readonly<Record<string, "palette" | "keys">> = { "?": "keys", "/": "palette" };

/** `isTyping`: what the key would write goes into a text. */
export function paletteKey({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyPress, isTyping: boolean): "palette" | "keys" | null {
  if (altKey) return null;
  if (ctrlKey !== metaKey) return key.toLowerCase() === "k" && !shiftKey ? "palette" : null;
  return ctrlKey || isTyping ? null : (KEYS[key] ?? null);
}

/** A line may begin with a stroke, and with no question mark. */
const isTyping = ({ key, target }: KeyboardEvent): boolean => (key === "/" ? isTextField(target) : isWriting(target));

/** Answers what ends it. A key that an editor has taken, as for a link, is not heard. */
export function listenForPalette(open: (sheet: SheetName) => void): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    const sheet = event.defaultPrevented || event.isComposing ? null : paletteKey(event, isTyping(event));
    if (sheet === null) return;
    event.preventDefault();
    open(sheet);
  };
  window.addEventListener("keydown", onKeyDown);
  return () => window.removeEventListener("keydown", onKeyDown);
}
