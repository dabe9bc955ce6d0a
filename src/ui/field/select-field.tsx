// One of many, in the platform's own list.

import { createUniqueId, For, type JSX } from "solid-js";
import type { Choice } from "./choice-field.tsx";
import styles from "./field.module.css";

export type SelectFieldProps = {
  readonly label: string;
  readonly choices: readonly Choice<string>[];
  readonly chosen: string;
  readonly disabled?: boolean;
  readonly onChoose: (value: string) => void;
};

export function SelectField(props: SelectFieldProps): JSX.Element {
  const id = createUniqueId();
  return (
    <div class={styles["field"]}>
      <label class={styles["label"]} for={id}>
        {props.label}
      </label>
      <select
        id={id}
        class={styles["input"]}
        disabled={props.disabled ?? false}
        translate="no"
        onChange={(event) => props.onChoose(event.currentTarget.value)}
      >
        <For each={props.choices}>
          {({ value, label }) => (
            <option value={value} selected={value === props.chosen}>
              {label}
            </option>
          )}
        </For>
      </select>
    </div>
  );
}
