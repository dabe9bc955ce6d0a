// A field over a list of what can be done or gone to: typing narrows it down, the arrow keys choose, Enter does it. Modal, at the top of the screen. The field
// keeps the focus; what is chosen in the list is told to listeners as its active descendant. Loaded on first use, with the dialog of the component library.

import { Dialog } from "@kobalte/core/dialog";
import { createEffect, createMemo, createSignal, createUniqueId, For, on, Show, type JSX } from "solid-js";
import styles from "./command-list.module.css";
import veilStyles from "./overlay.module.css";

export type CommandEntry = {
  readonly id: string;
  readonly name: string;
  /** The name is the user's own text. */
  readonly isUserText?: boolean;
  /** Where it is, or what there is to know of it. */
  readonly detail?: string;
  /** The key that does the same, as it is written. */
  readonly keys?: string;
  /** Beside the name, which says it all: not read out. */
  readonly mark?: JSX.Element;
};

export type CommandGroup = { readonly name: string; readonly entries: readonly CommandEntry[] };

export type CommandListProps = {
  readonly label: string;
  readonly placeholder: string;
  /** Said where nothing fits what was typed. */
  readonly nothing: string;
  readonly typed: string;
  readonly onType: (text: string) => void;
  readonly groups: readonly CommandGroup[];
  /** By its id. */
  readonly onPick: (id: string) => void;
  readonly onClose: () => void;
  /** Where the focus goes after closing. */
  readonly returnFocus: () => void;
};

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

/** The entry chosen among `count`: one step goes round, more than one stop at the ends. */
function stepped(index: number, step: number, count: number): number {
  if (count === 0) return 0;
  if (Math.abs(step) === 1) return (index + step + count) % count;
  return Math.min(count - 1, Math.max(0, index + step));
}

export function CommandList(props: CommandListProps): JSX.Element {
  const listId = createUniqueId();
  const entries = createMemo(() => props.groups.flatMap((group) => group.entries));
  const [chosen, setChosen] = createSignal(0);
  const index = (): number => Math.min(chosen(), entries().length - 1);
  const optionId = (id: string | undefined): string | undefined => (id === undefined ? undefined : `${listId}-${id}`);
  const activeId = (): string | undefined => optionId(entries()[index()]?.id);
  createEffect(on([() => props.typed], () => setChosen(0), { defer: true }));
  createEffect(() => {
    const id = activeId();
    if (id !== undefined) document.getElementById(id)?.scrollIntoView({ block: "nearest" });
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    const entry = entries()[index()];
    if (event.isComposing) return;
    if (step !== undefined) setChosen(stepped(index(), step, entries().length));
    else if (event.key === "Enter" && entry !== undefined) props.onPick(entry.id);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay class={veilStyles["veil"]} />
        <div class={styles["frame"]}>
          <Dialog.Content
            class={styles["palette"]}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              props.returnFocus();
            }}
          >
            <Dialog.Title class={styles["label"]}>{props.label}</Dialog.Title>
            <Field {...props} listId={listId} activeId={activeId()} onKeyDown={onKeyDown} />
            <div class={styles["list"]} role="listbox" id={listId} aria-label={props.label}>
              <For each={props.groups}>
                {(group) => (
                  <Group
                    group={group}
                    active={entries()[index()]?.id}
                    optionId={(id) => optionId(id) ?? ""}
                    onPick={(id) => props.onPick(id)}
                  />
                )}
              </For>
            </div>
            <p class={styles["nothing"]} role="status">
              <Show when={entries().length === 0}>{props.nothing}</Show>
            </p>
          </Dialog.Content>
        </div>
      </Dialog.Portal>
    </Dialog>
  );
}

type FieldProps = Pick<CommandListProps, "label" | "placeholder" | "typed" | "onType"> & {
  readonly listId: string;
  readonly activeId: string | undefined;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

function Field(props: FieldProps): JSX.Element {
  return (
    <input
      class={styles["field"]}
      type="text"
      role="combobox"
      aria-label={props.label}
      aria-expanded="true"
      aria-controls={props.listId}
      aria-autocomplete="list"
      aria-activedescendant={props.activeId}
      autocomplete="off"
      autocapitalize="off"
      spellcheck={false}
      dir="auto"
      enterkeyhint="go"
      placeholder={props.placeholder}
      value={props.typed}
      onInput={(event) => props.onType(event.currentTarget.value)}
      onKeyDown={(event) => props.onKeyDown(event)}
    />
  );
}

type GroupProps = {
  readonly group: CommandGroup;
  readonly active: string | undefined;
  readonly optionId: (id: string) => string;
  readonly onPick: (id: string) => void;
};

function Group(props: GroupProps): JSX.Element {
  return (
    <div role="group" aria-label={props.group.name}>
      <div class={styles["group"]} aria-hidden="true">
        {props.group.name}
      </div>
      <For each={props.group.entries}>
        {(entry) => (
          // The keys are the field's, which keeps the focus.
          <div
            class={styles["entry"]}
            role="option"
            id={props.optionId(entry.id)}
            aria-selected={props.active === entry.id}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => props.onPick(entry.id)}
          >
            <span class={styles["mark"]} aria-hidden="true">
              {entry.mark}
            </span>
            <span class={styles["name"]} {...(entry.isUserText === true ? { translate: "no", dir: "auto" } : {})}>
              {entry.name}
            </span>
            <Show when={entry.detail}>
              {(detail) => (
                <span class={styles["detail"]} translate="no" dir="auto">
                  {detail()}
                </span>
              )}
            </Show>
            <Show when={entry.keys}>{(keys) => <kbd class={styles["keys"]}>{keys()}</kbd>}</Show>
          </div>
        )}
      </For>
    </div>
  );
}
