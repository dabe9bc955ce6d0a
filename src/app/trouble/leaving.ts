// Whether closing the page would lose something: only what was typed or asked here and is not durable yet, since that is nowhere else. What is saved on this
// device holds nobody back, synced or not. The browser is asked to hold back only while there is a reason: a page that always asks is kept
// out of some browsers' memory of pages.

import { onCleanup, untrack } from "solid-js";
import type { ReplicaClient } from "../client/replica-client.ts";

export type Draft = {
  readonly value: string;
  /** What stood there when the focus came, or was saved from there since. */
  readonly knownValue: string;
  readonly isFocused: boolean;
  /** It could not be saved. */
  readonly isRefused: boolean;
  /** The text waits here until it is added, also after the focus has gone. */
  readonly isKept: boolean;
};

export type Unsaved = { readonly drafts: readonly Draft[]; readonly unanswered: number; readonly isAlive: boolean };

/** A field that saves by itself while it is written in, or when the focus goes, is only a draft where it holds something else than was saved. */
const holdsText = ({ value, knownValue, isFocused, isRefused, isKept }: Draft): boolean =>
  value.trim() !== "" && (isRefused || isKept || (isFocused && value !== knownValue));

/** A worker that has died answers no more: what was asked of it is not what closing would lose. */
export const holdsBackClosing = ({ drafts, unanswered, isAlive }: Unsaved): boolean =>
  (isAlive && unanswered > 0) || drafts.some(holdsText);

type Field = HTMLInputElement | HTMLTextAreaElement;

/** Fields for what users write, as they are marked for their own direction of writing; looking for something is not writing. */
const FIELDS = 'textarea[dir="auto"], input[dir="auto"]:not([type="search"]):not([readonly])';

/** An editor that says by itself that it holds what is not saved. */
const UNSAVED = "[data-unsaved]";

const UNSAVED_DRAFT: Draft = { value: "text", knownValue: "", isFocused: true, isRefused: false, isKept: false };

const isField = (target: EventTarget | null): target is Field =>
  (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) && target.matches(FIELDS);

/** What stands in the fields on the page, beside what is known to be saved of it. */
class Fields {
  readonly #knownValues = new WeakMap<Field, string>();

  drafts(): readonly Draft[] {
    const fields = Array.from(document.querySelectorAll<Field>(FIELDS), (field) => ({
      value: field.value,
      knownValue: this.#knownValues.get(field) ?? field.defaultValue,
      isFocused: document.activeElement === field,
      isRefused: field.getAttribute("aria-invalid") === "true",
      isKept: field.hasAttribute("data-kept"),
    }));
    return document.querySelector(UNSAVED) === null ? fields : [...fields, UNSAVED_DRAFT];
  }

  noteFocus(target: EventTarget | null): void {
    if (isField(target)) this.#knownValues.set(target, target.value);
  }

  /** The answer says that what stands in the focused field now was saved. */
  beforeAsking(): () => void {
    const field = document.activeElement;
    if (!isField(field)) return () => undefined;
    const { value } = field;
    return () => void this.#knownValues.set(field, value);
  }
}

/** Calls `look` when there may be a draft more or less. */
function watchFields(fields: Fields, look: () => void): void {
  const onFocusIn = ({ target }: FocusEvent): void => fields.noteFocus(target);
  /** After the field has done what it does then. */
  const lookLater = (): void => void setTimeout(look);
  /** An editor takes in what was typed after the event. */
  const onInput = ({ target }: Event): void => (isField(target) ? look() : lookLater());
  document.addEventListener("focusin", onFocusIn);
  document.addEventListener("focusout", lookLater);
  document.addEventListener("input", onInput);
  onCleanup(() => {
    document.removeEventListener("focusin", onFocusIn);
    document.removeEventListener("focusout", lookLater);
    document.removeEventListener("input", onInput);
  });
}

const isSaved = (answer: unknown): boolean => typeof answer === "object" && answer !== null && "ok" in answer && answer.ok === true;

/** The client to use from now on: it counts what is asked and not answered. */
export function guardLeaving(client: ReplicaClient): ReplicaClient {
  const fields = new Fields();
  let unanswered = 0;
  let isGuarding = false;
  const isHolding = (): boolean =>
    holdsBackClosing({ drafts: fields.drafts(), unanswered, isAlive: untrack(() => client.health()) === "running" });
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
  watchFields(fields, look);
  onCleanup(() => window.removeEventListener("beforeunload", holdBack));

  return {
    ...client,
    async ask(request) {
      if (request.kind !== "act" && request.kind !== "undo" && request.kind !== "edit-note") return client.ask(request);
      unanswered += 1;
      look();
      const noteSaved = fields.beforeAsking();
      const answer = await client.ask(request);
      unanswered -= 1;
      if (isSaved(answer)) noteSaved();
      // The caller clears its field first.
      setTimeout(look);
      return answer;
    },
  };
}
