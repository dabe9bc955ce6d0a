// A new task from anywhere: by a key, and when the page is opened to write one down (a shortcut of the installed app, another app's share).

import { onCleanup, onMount } from "solid-js";
import { isSharedWaiting, takeAsked } from "../tasks/asked-to-add.ts";
import { isAddKey } from "../tasks/row/row-keys.ts";

/** Fields, and what hears its own keys: menus, dialogs, the editor. */
const HEARS_KEYS = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable], [role="dialog"], [role="menu"]';

const isTaken = ({ target, defaultPrevented, isComposing }: KeyboardEvent): boolean =>
  defaultPrevented || isComposing || (target instanceof Element && target.closest(HEARS_KEYS) !== null);

export function listenForAdd(add: () => unknown): void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isAddKey(event) || isTaken(event)) return;
    event.preventDefault();
    add();
  };
  const onAsked = (): void => {
    if (takeAsked(location, history)) add();
  };
  onMount(onAsked);
  window.addEventListener("keydown", onKeyDown);
  window.addEventListener("hashchange", onAsked);
  onCleanup(() => {
    window.removeEventListener("keydown", onKeyDown);
    window.removeEventListener("hashchange", onAsked);
  });
}

/** Whether the new task is written in the page's own field: where there is one, and nothing that was shared waits for a sheet. */
export function focusField(field: HTMLInputElement | undefined): boolean {
  if (field?.isConnected !== true || field.disabled || isSharedWaiting()) return false;
  field.focus();
  return true;
}
