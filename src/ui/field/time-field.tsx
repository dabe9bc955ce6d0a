// A time of day, "HH:MM", in the platform's own field: it knows whether the day has twice twelve hours or twenty-four. Told when it is complete:
// on Enter and on leaving, not while its parts are typed.

import X from "lucide-solid/icons/x";
import { createSignal, onCleanup, Show, type JSX } from "solid-js";
import { IconButton } from "../button/button.tsx";
import styles from "./field.module.css";
import { TextField } from "./text-field.tsx";

export type TimeFieldProps = {
  readonly label: string;
  readonly clearLabel: string;
  readonly time: string | null;
  readonly hint?: string | undefined;
  readonly disabled?: boolean;
  readonly onSet: (time: string | null) => void;
};

export function TimeField(props: TimeFieldProps): JSX.Element {
  const [draft, setDraft] = createSignal<string | null | undefined>();
  const save = (): void => {
    const time = draft();
    setDraft(undefined);
    if (time !== undefined && time !== props.time) props.onSet(time);
  };
  onCleanup(save);
  return (
    <div class={styles["withClear"]}>
      <TextField
        type="time"
        label={props.label}
        hint={props.hint}
        value={props.time ?? ""}
        disabled={props.disabled ?? false}
        onInput={(event) => setDraft(event.currentTarget.value === "" ? null : event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === "Enter" && save()}
      />
      <Show when={props.time !== null && !(props.disabled ?? false)}>
        <IconButton icon={X} label={props.clearLabel} onClick={() => props.onSet(null)} />
      </Show>
    </div>
  );
}
