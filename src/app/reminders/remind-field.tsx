// When a task reminds, in its details: what is set, and more to add. Said beside it: whether it can ring here, and what that takes. Loaded with the details.

import Bell from "lucide-solid/icons/bell";
import X from "lucide-solid/icons/x";
import { createSignal, For, lazy, Show, Suspense, type JSX } from "solid-js";
import { MAX_TASK_REMINDERS, parseReminder, type ReminderKey } from "../../model/reminder.ts";
import type { TaskRow } from "../../model/task-row.ts";
import { Button, IconButton } from "../../ui/button/button.tsx";
import { drawIcon } from "../../ui/button/draw-icon.tsx";
import { useApp } from "../shell/app-context.ts";
import styles from "./remind-field.module.css";
import { reminderText, words } from "./reminder-texts.ts";
import { RingsHere } from "./rings-here.tsx";

const ReminderPicker = lazy(async () => ({ default: (await import("./reminder-picker.tsx")).ReminderPicker }));

export function RemindField(props: { readonly row: TaskRow; readonly isReadOnly: boolean }): JSX.Element {
  const { actions } = useApp();
  const [isOpen, setOpen] = createSignal(false);
  const set = (): readonly ReminderKey[] => props.row.reminders;
  const isFull = (): boolean => set().length >= MAX_TASK_REMINDERS;
  const change = (kind: "add-reminder" | "remove-reminder", reminder: ReminderKey): void => {
    const isAdded = kind === "add-reminder";
    void actions.act(
      { kind, ids: [props.row.id], reminder },
      {
        text: () => words()[isAdded ? "remind.added" : "remind.removed"](reminderText(reminder)),
        name: () => words()[isAdded ? "remind.adding" : "remind.removing"],
        toast: !isAdded,
      },
    );
  };
  return (
    <section class={styles["field"]} aria-labelledby="remind-label">
      <h3 id="remind-label" class={styles["label"]}>
        {words()["remind.label"]}
      </h3>
      <Show when={set().length > 0}>
        <SetReminders {...props} set={set()} onRemove={(key) => change("remove-reminder", key)} />
      </Show>
      <Show when={!props.isReadOnly}>
        <div>
          <Button look="plain" disabled={props.row.day === null || isFull()} onClick={() => setOpen(true)}>
            {words()["remind.add"]}
          </Button>
        </div>
        <Show when={props.row.day === null || isFull()}>
          <p class={styles["silent"]}>{words()[isFull() ? "remind.tooMany" : "remind.needsDay"]}</p>
        </Show>
      </Show>
      <Show when={set().length > 0 && props.row.day !== null}>
        <RingsHere />
      </Show>
      <Suspense>
        <Show when={isOpen()}>
          <ReminderPicker
            hasTime={props.row.time !== null}
            present={set()}
            onPick={(key) => change("add-reminder", key)}
            onClose={() => setOpen(false)}
          />
        </Show>
      </Suspense>
    </section>
  );
}

type SetRemindersProps = {
  readonly row: TaskRow;
  readonly isReadOnly: boolean;
  readonly set: readonly ReminderKey[];
  readonly onRemove: (key: ReminderKey) => void;
};

function SetReminders(props: SetRemindersProps): JSX.Element {
  /** Of one for which the task has no time. */
  const isSilent = (key: ReminderKey): boolean => props.row.time === null && parseReminder(key)?.kind === "before";
  return (
    <ul class={styles["set"]}>
      <For each={props.set}>
        {(key) => (
          <li class={styles["one"]}>
            {drawIcon(Bell)}
            <span class={styles["name"]}>
              {reminderText(key)}
              <Show when={isSilent(key)}>
                <span class={styles["silent"]}> {words()["remind.needsTime"]}</span>
              </Show>
            </span>
            <Show when={!props.isReadOnly}>
              <IconButton icon={X} label={words()["remind.remove"](reminderText(key))} onClick={() => props.onRemove(key)} />
            </Show>
          </li>
        )}
      </For>
    </ul>
  );
}
