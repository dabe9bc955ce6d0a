// One entry of a checklist. Its text is saved on Enter and on leaving; emptied, it is removed.

import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import X from "lucide-solid/icons/x";
import { createEffect, createSignal, onCleanup, Show, type JSX } from "solid-js";
import { isEntryText, type ChecklistEntry } from "../../../model/checklist.ts";
import { normaliseTitle } from "../../../model/typed-titles.ts";
import { IconButton } from "../../../ui/button/button.tsx";
import { TaskCircle } from "../../../ui/task-circle/task-circle.tsx";
import { moveKeyCommand } from "../../tasks/row/row-keys.ts";
import { t } from "../../texts/messages.ts";
import type { EntryMove } from "./checklist-commands.ts";
import styles from "../inspector.module.css";
import { Problem } from "../problem.tsx";

export type EntryViewProps = {
  readonly entry: ChecklistEntry;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isReadOnly: boolean;
  readonly onCheck: (checked: boolean) => void;
  readonly onEdit: (text: string) => Promise<string | null>;
  readonly onMove: (to: EntryMove) => void;
  readonly onRemove: () => void;
};

export function EntryView(props: EntryViewProps): JSX.Element {
  return (
    <li class={styles["entry"]} data-entry={props.entry.id} data-checked={props.entry.checked}>
      <TaskCircle
        checked={props.entry.checked}
        label={t(props.entry.checked ? "task.reopen" : "task.complete", props.entry.text)}
        disabled={props.isReadOnly}
        onChange={(checked) => props.onCheck(checked)}
      />
      <EntryText {...props} />
      <Show when={!props.isReadOnly}>
        <span class={styles["entryButtons"]}>
          <IconButton
            icon={ArrowUp}
            label={t("details.entryUp", props.entry.text)}
            disabled={props.isFirst}
            onClick={() => props.onMove("up")}
          />
          <IconButton
            icon={ArrowDown}
            label={t("details.entryDown", props.entry.text)}
            disabled={props.isLast}
            onClick={() => props.onMove("down")}
          />
          <IconButton icon={X} label={t("details.entryRemove", props.entry.text)} onClick={() => props.onRemove()} />
        </span>
      </Show>
    </li>
  );
}

function EntryText(props: EntryViewProps): JSX.Element {
  const [error, setError] = createSignal<string | null>(null);
  const [field, setField] = createSignal<HTMLInputElement>();
  const show = (text: string): void => {
    const element = field();
    if (element !== undefined) element.value = text;
  };
  createEffect(() => {
    const text = props.entry.text;
    if (document.activeElement !== field()) show(text);
  });
  const save = async (): Promise<void> => {
    const text = normaliseTitle(field()?.value ?? "");
    if (text === props.entry.text) return;
    if (text === "") return props.onRemove();
    setError(isEntryText(text) ? await props.onEdit(text) : t("details.entryTooLong"));
  };
  onCleanup(() => void save());
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = moveKeyCommand(event);
    if (to !== null && !props.isReadOnly) {
      event.preventDefault();
      if (!(to === "up" ? props.isFirst : props.isLast)) props.onMove(to);
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      void save();
    } else if (event.key === "Escape" && field()?.value !== props.entry.text) {
      event.preventDefault();
      event.stopPropagation();
      show(props.entry.text);
    }
  };
  return (
    <div class={styles["entryText"]}>
      <input
        ref={setField}
        type="text"
        class={styles["entryField"]}
        aria-label={t("details.entry")}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        aria-invalid={error() === null ? undefined : true}
        readOnly={props.isReadOnly}
        autocomplete="off"
        translate="no"
        dir="auto"
        onKeyDown={onKeyDown}
        onBlur={() => void save()}
      />
      <Problem text={error()} />
    </div>
  );
}
