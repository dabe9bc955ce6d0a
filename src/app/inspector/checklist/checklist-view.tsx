// The checklist of a task: each entry can be ticked, written, moved and removed; new ones are added below, many at once by pasting lines.

import { createEffect, createMemo, createSignal, For, on, Show, type JSX } from "solid-js";
import type { ChecklistEntry, EntryId } from "../../../model/checklist.ts";
import { t } from "../../texts/messages.ts";
import { AddLine } from "../add-line.tsx";
import { EntryView } from "./checklist-entry.tsx";
import type { ChecklistCommands, EntryMove } from "./checklist-commands.ts";
import styles from "../inspector.module.css";

export type ChecklistViewProps = {
  readonly entries: readonly ChecklistEntry[];
  readonly isReadOnly: boolean;
  readonly commands: ChecklistCommands;
};

/** Stands for the field for new entries, where an entry's id could stand. */
const ADD: EntryId = "add";

export function ChecklistView(props: ChecklistViewProps): JSX.Element {
  const [list, setList] = createSignal<HTMLElement>();
  const ids = createMemo(() => props.entries.map(({ id }) => id));
  const entry = (id: EntryId): ChecklistEntry | undefined => props.entries.find((present) => present.id === id);
  /** Where the focus goes once the entries have changed. */
  let wanted: EntryId | null = null;
  const focusWanted = (): void => {
    if (wanted === null) return;
    const selector = wanted === ADD ? "[data-add]" : `[data-entry="${wanted}"] input`;
    wanted = null;
    list()?.querySelector<HTMLElement>(selector)?.focus();
  };
  // After the rows have changed places, not before.
  createEffect(on(ids, () => queueMicrotask(focusWanted), { defer: true }));

  const move = (id: EntryId, to: EntryMove): void => {
    wanted = id;
    props.commands.move(ids(), id, to);
  };
  const remove = (id: EntryId): void => {
    const index = ids().indexOf(id);
    wanted = ids()[index + 1] ?? ids()[index - 1] ?? ADD;
    const text = entry(id)?.text;
    if (text !== undefined) props.commands.remove(id, text);
  };
  return (
    <section ref={setList} class={styles["checklist"]} aria-labelledby="checklist-title">
      <Heading entries={props.entries} />
      <ul>
        <For each={ids()}>
          {(id, index) => {
            // What leaves the list shows what it showed.
            const present = createMemo((last: ChecklistEntry | undefined) => entry(id) ?? last);
            return (
              <Show when={present()}>
                {(shown) => (
                  <EntryView
                    entry={shown()}
                    isFirst={index() === 0}
                    isLast={index() === ids().length - 1}
                    isReadOnly={props.isReadOnly}
                    onCheck={(checked) => props.commands.check(id, shown().text, checked)}
                    onEdit={(text) => props.commands.edit(id, text)}
                    onMove={(to) => move(id, to)}
                    onRemove={() => remove(id)}
                  />
                )}
              </Show>
            );
          }}
        </For>
      </ul>
      <Show when={!props.isReadOnly}>
        <AddLine label={t("details.addEntry")} onAdd={(texts) => props.commands.add(texts)} />
      </Show>
    </section>
  );
}

function Heading(props: { readonly entries: readonly ChecklistEntry[] }): JSX.Element {
  return (
    <h3 class={styles["label"]} id="checklist-title">
      {t("details.checklist")}
      <Show when={props.entries.length > 0}>
        <span class={styles["progress"]}>
          {t("details.progress", props.entries.filter(({ checked }) => checked).length, props.entries.length)}
        </span>
      </Show>
    </h3>
  );
}
