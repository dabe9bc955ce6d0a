// Whether closing the page would lose something: only what was typed or asked here and is not durable yet, since that is nowhere else. What is saved on this
// device holds nobody back, synced or not. The browser is asked to hold back only while there is a reason: a page that always asks is kept
// out of some browsers' memory of pages.

import { onCleanup } from "solid-js";
import type { ReplicaClient } from "../client/replica-client.ts";

export type Draft = {
  readonly value: string;
  /** What stood there when the focus came. */
  readonly valueAtFocus: string;
  readonly isFocused: boolean;
  /** It could not be saved. */
  readonly isRefused: boolean;
  /** The text waits here until it is added, also after the focus has gone. */
  readonly isKept: boolean;
};

export type Unsaved = { readonly drafts: readonly Draft[]; readonly unanswered: number; readonly isAlive: boolean };

/** A field that saves by itself when the focus goes is only a draft while it has it, or after it failed. */
const holdsText = ({ value, valueAtFocus, isFocused, isRefused, isKept }: Draft): boolean =>
  (isFocused || isRefused || isKept) && value.trim() !== "" && value !== valueAtFocus;

/** A worker that has died answers no more: what was asked of it is not what closing would lose. */
export const holdsBackClosing = ({ drafts, unanswered, isAlive }: Unsaved): boolean =>
  (isAlive && unanswered > 0) || drafts.some(holdsText);

type Field = HTMLInputElement | HTMLTextAreaElement;

/** Fields for what users write, as they are marked for their own direction of writing; looking for something is not writing. */
const FIELDS = 'textarea[dir="auto"], input[dir="auto"]:not([type="search"]):not([readonly])';

const isField = (target: EventTarget | null): target is Field =>
  (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) && target.matches(FIELDS);

/** The client to use from now on: it counts what is asked and not answered. */
export function guardLeaving(client: ReplicaClient): ReplicaClient {
  const valuesAtFocus = new WeakMap<Field, string>();
  let unanswered = 0;
  let isGuarding = false;

  const draftOf = (field: Field): Draft => ({
    value: field.value,
    valueAtFocus: valuesAtFocus.get(field) ?? field.defaultValue,
    isFocused: document.activeElement === field,
    isRefused: field.getAttribute("aria-invalid") === "true",
    isKept: field.hasAttribute("data-kept"),
  });
  const isHolding = (): boolean =>
    holdsBackClosing({
      drafts: Array.from(document.querySelectorAll<Field>(FIELDS), draftOf),
      unanswered,
      isAlive: client.health() === "running",
    });
  const holdBack = (event: BeforeUnloadEvent): void => {
    if (isHolding()) event.preventDefault();
  };
  const look = (): void => {
    const isDue = isHolding();
    if (isDue === isGuarding) return;
    isGuarding = isDue;
    if (isDue) window.addEventListener("beforeunload", holdBack);
    else window.removeEventListener("beforeunload", holdBack);
  };
  const onFocusIn = ({ target }: FocusEvent): void => {
    if (isField(target)) valuesAtFocus.set(target, target.value);
  };
  /** After the field has done what it does then. */
  const lookLater = (): void => void setTimeout(look);
  document.addEventListener("focusin", onFocusIn);
  document.addEventListener("focusout", lookLater);
  document.addEventListener("input", look);
  onCleanup(() => {
    document.removeEventListener("focusin", onFocusIn);
    document.removeEventListener("focusout", lookLater);
    document.removeEventListener("input", look);
    window.removeEventListener("beforeunload", holdBack);
  });

  return {
    ...client,
    async ask(request) {
      if (request.kind !== "act" && request.kind !== "undo") return client.ask(request);
      unanswered += 1;
      look();
      const answer = await client.ask(request);
      unanswered -= 1;
      lookLater();
      return answer;
    },
  };
}
