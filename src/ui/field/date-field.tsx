// Picking a plain day: a few days at hand, and the platform's own calendar for the rest. Values are "YYYY-MM-DD".

import { For, type JSX } from "solid-js";
import { Button } from "../button/button.tsx";
import styles from "./field.module.css";
import { TextField } from "./text-field.tsx";

export type QuickDay = { readonly label: string; readonly day: string | null };

export type DateFieldProps = {
  readonly label: string;
  /** undefined: several things are on different days. */
  readonly day: string | null | undefined;
  readonly quickDays: readonly QuickDay[];
  readonly onPick: (day: string | null) => void;
};

export function DateField(props: DateFieldProps): JSX.Element {
  return (
    <div class={styles["days"]}>
      <div class={styles["quick"]}>
        <For each={props.quickDays}>
          {(quick) => (
            <Button aria-pressed={quick.day === props.day} look="plain" onClick={() => props.onPick(quick.day)}>
              {quick.label}
            </Button>
          )}
        </For>
      </div>
      <TextField
        type="date"
        label={props.label}
        value={props.day ?? ""}
        min="0001-01-01"
        max="9999-12-31"
        onChange={(event) => props.onPick(event.currentTarget.value === "" ? null : event.currentTarget.value)}
      />
    </div>
  );
}
