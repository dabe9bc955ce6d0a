// Keys pressed between the moment a sheet is asked for and the moment it has the focus are meant for it, not for what stands behind it. What they would
// write goes into the field that gets the focus; the others do nothing, but for Escape, which calls the sheet off.

import { isTextField } from "./text-field.ts";

/** Of what takes keys once it is there. */
const OVERLAYS = '[role="dialog"], [role="alertdialog"], [role="menu"]';
/** A part that comes late, or not at all, must not keep the keys: those of the browser itself, as to load the page anew, are among them. */
const LONGEST_MS = 3_000;
/** Marks the field of a sheet that takes what is typed in the sheet and meant for no field of it. */
export const TAKES_TYPED = "data-takes-typed";
/** A sheet has the focus first, a field in it a moment later. */
const FRAMES_TO_FIELD = 3;

export type Awaited = { readonly isOpen: () => boolean; readonly close: () => void };

/** To be called when a sheet or a menu is asked for. */
export function keepTypedAhead({ isOpen, close }: Awaited): void {
  const before = focusedOverlay();
  const stopped = new AbortController();
  let typed = "";

  const stop = (): void => {
    stopped.abort();
    clearTimeout(timer);
  };
  const give = (field: Element): void => {
    stop();
    // After what the sheet does with the field itself.
    if (typed !== "" && isTextField(field)) queueMicrotask(() => write(field, typed));
  };
  /** The sheet has put the focus into no field: there may be one that takes what is meant for none. */
  const giveToTaker = (): void => {
    const taker = typed === "" ? null : focusedOverlay()?.querySelector<HTMLElement>(`[${TAKES_TYPED}]`);
    // Which gives it what was typed.
    taker?.focus();
    stop();
  };
  const stopAfter = (frames: number): void => {
    if (frames === 0) giveToTaker();
    else requestAnimationFrame(() => stopAfter(frames - 1));
  };
  const callOff = (): void => {
    stop();
    close();
  };
  const onFocusIn = ({ target }: FocusEvent): void => {
    const isInNew = target instanceof Element && target.closest(OVERLAYS) !== null && target.closest(OVERLAYS) !== before;
    if (!isInNew) return;
    if (isTextField(target)) give(target);
    else stopAfter(FRAMES_TO_FIELD);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (!isOpen()) return stop();
    const isThere = ![null, before].includes(focusedOverlay());
    if (isThere && !writes(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.key === "Escape") return callOff();
    typed = afterKey(typed, event);
  };

  const timer = setTimeout(stop, LONGEST_MS);
  const options = { capture: true, signal: stopped.signal };
  window.addEventListener("focusin", onFocusIn, options);
  window.addEventListener("keydown", onKeyDown, options);
  window.addEventListener("pointerdown", stop, options);
}

const writes = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => key.length === 1 && !ctrlKey && !metaKey && !altKey;

function afterKey(typed: string, event: KeyboardEvent): string {
  if (writes(event)) return typed + event.key;
  return event.key === "Backspace" ? typed.slice(0, -1) : typed;
}

const focusedOverlay = (): Element | null => document.activeElement?.closest(OVERLAYS) ?? null;

function write(field: HTMLElement, text: string): void {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
  const { selectionStart: start, selectionEnd: end } = field;
  // Fields of dates and numbers have no selection, and take no text of this kind.
  if (start === null || end === null) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: text }));
}
