// Short words as chips, and a field for more with completion from those in use: an editable combobox. Enter or a comma adds; Backspace in the empty
// field takes the last one away.

import X from "lucide-solid/icons/x";
import { createMemo, createSignal, createUniqueId, For, onCleanup, Show, type JSX } from "solid-js";
import { offeredTags } from "./offered-tags.ts";
import styles from "./tag-field.module.css";

export type TagFieldProps = {
  readonly label: string;
  readonly tags: readonly string[];
  /** Those in use elsewhere, offered while typing. */
  readonly known: readonly string[];
  readonly placeholder: string;
  readonly removeLabel: (tag: string) => string;
  readonly disabled?: boolean;
  readonly maxLength: number;
  readonly onAdd: (tag: string) => void;
  readonly onRemove: (tag: string) => void;
  /** Gets the field that tags are typed into. */
  readonly fieldRef?: (field: HTMLInputElement) => void;
};

export function TagField(props: TagFieldProps): JSX.Element {
  const id = createUniqueId();
  return (
    <div class={styles["field"]} role="group" aria-labelledby={`${id}-label`}>
      <span class={styles["label"]} id={`${id}-label`}>
        {props.label}
      </span>
      <Show when={props.tags.length > 0}>
        <ul class={styles["chips"]}>
          <For each={props.tags}>
            {(tag) => (
              <li class={styles["chip"]}>
                <span translate="no" dir="auto">
                  {tag}
                </span>
                <button
                  type="button"
                  class={styles["remove"]}
                  aria-label={props.removeLabel(tag)}
                  disabled={props.disabled ?? false}
                  onClick={() => props.onRemove(tag)}
                >
                  <X size="0.875rem" strokeWidth={2} aria-hidden="true" />
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <TagInput {...props} id={id} />
    </div>
  );
}

type Typing = {
  readonly offered: () => readonly string[];
  /** Index of the offered tag that Enter takes; -1: what was typed. */
  readonly active: () => number;
  readonly isOpen: () => boolean;
  readonly setOpen: (isOpen: boolean) => void;
  readonly onInput: (text: string) => void;
  readonly add: (tag: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

function swallow(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

function createTyping(props: TagFieldProps): Typing & { readonly typed: () => string } {
  const [typed, setTyped] = createSignal("");
  const [active, setActive] = createSignal(-1);
  const [isOpen, setOpen] = createSignal(false);
  const offered = createMemo(() => offeredTags(typed(), props.known, props.tags));
  const add = (tag: string): void => {
    setTyped("");
    setActive(-1);
    if (tag.trim() !== "") props.onAdd(tag);
  };
  const step = (by: number): void => {
    const count = offered().length;
    setOpen(count > 0);
    if (count > 0) setActive((present) => ((present + by + count + 1 + 1) % (count + 1)) - 1);
  };
  /** Gives up what was chosen, then what was typed; with neither the key is for what the field is in. */
  const giveUp = (event: KeyboardEvent): void => {
    if (active() < 0 && typed() === "") return;
    swallow(event);
    if (active() < 0) setTyped("");
    setActive(-1);
  };
  const runs: Readonly<Record<string, (event: KeyboardEvent) => void>> = {
    Enter: (event) => {
      event.preventDefault();
      add(offered()[active()] ?? typed());
    },
    ",": (event) => {
      event.preventDefault();
      add(typed());
    },
    ArrowDown: (event) => {
      event.preventDefault();
      step(1);
    },
    ArrowUp: (event) => {
      event.preventDefault();
      step(-1);
    },
    Escape: giveUp,
    Backspace: () => {
      const last = props.tags.at(-1);
      if (typed() === "" && last !== undefined) props.onRemove(last);
    },
  };
  return {
    typed,
    offered,
    active,
    isOpen: () => isOpen() && offered().length > 0,
    setOpen: (next) => setOpen(next),
    onInput(text) {
      setTyped(text);
      setActive(-1);
      setOpen(true);
    },
    add,
    onKeyDown: (event) => !event.isComposing && runs[event.key]?.(event),
  };
}

type Presence = { readonly enter: () => void; readonly leave: () => void };

/** What is offered makes room for itself: it goes once what was pressed instead has been let go, so that nothing moves away under the pointer. */
function createPresence(setOpen: (isOpen: boolean) => void): Presence {
  let isPressed = false;
  let isLeft = true;
  const close = (): void => {
    if (isLeft) setOpen(false);
  };
  const press = (): void => {
    isPressed = true;
  };
  const letGo = (): void => {
    isPressed = false;
    // After the click.
    setTimeout(close);
  };
  document.addEventListener("pointerdown", press, true);
  document.addEventListener("pointerup", letGo, true);
  document.addEventListener("pointercancel", letGo, true);
  onCleanup(() => {
    document.removeEventListener("pointerdown", press, true);
    document.removeEventListener("pointerup", letGo, true);
    document.removeEventListener("pointercancel", letGo, true);
  });
  return {
    enter() {
      isLeft = false;
      setOpen(true);
    },
    leave() {
      isLeft = true;
      if (!isPressed) close();
    },
  };
}

function TagInput(props: TagFieldProps & { readonly id: string }): JSX.Element {
  const typing = createTyping(props);
  const presence = createPresence(typing.setOpen);
  const optionId = (index: number): string => `${props.id}-${index}`;
  return (
    <div class={styles["typing"]}>
      <input
        ref={(field) => props.fieldRef?.(field)}
        type="text"
        role="combobox"
        class={styles["input"]}
        aria-labelledby={`${props.id}-label`}
        aria-expanded={typing.isOpen()}
        aria-controls={`${props.id}-offered`}
        aria-autocomplete="list"
        aria-activedescendant={typing.active() >= 0 ? optionId(typing.active()) : undefined}
        value={typing.typed()}
        placeholder={props.placeholder}
        maxLength={props.maxLength}
        disabled={props.disabled ?? false}
        autocomplete="off"
        autocapitalize="none"
        enterkeyhint="enter"
        dir="auto"
        onInput={(event) => typing.onInput(event.currentTarget.value)}
        onFocus={() => presence.enter()}
        onBlur={() => {
          presence.leave();
          typing.add(typing.typed());
        }}
        onKeyDown={(event) => typing.onKeyDown(event)}
      />
      <div
        id={`${props.id}-offered`}
        role="listbox"
        class={styles["offered"]}
        aria-labelledby={`${props.id}-label`}
        hidden={!typing.isOpen()}
      >
        <For each={typing.offered()}>
          {(tag, index) => (
            <div
              id={optionId(index())}
              role="option"
              class={styles["option"]}
              aria-selected={typing.active() === index()}
              translate="no"
              dir="auto"
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => typing.add(tag)}
            >
              {tag}
            </div>
          )}
        </For>
      </div>
    </div>
  );
}
