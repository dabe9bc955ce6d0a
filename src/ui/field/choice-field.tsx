// One of a few, all in sight: radio buttons side by side.

import { createUniqueId, For, type JSX } from "solid-js";
import styles from "./choice-field.module.css";

export type Choice<Value> = { readonly value: Value; readonly label: string };

export type ChoiceFieldProps<Value> = {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  /** null: nothing is chosen, as when several things differ. */
  readonly chosen: Value | null;
  readonly disabled?: boolean;
  readonly onChoose: (value: Value) => void;
};

export function ChoiceField<Value>(props: ChoiceFieldProps<Value>): JSX.Element {
  const group = createUniqueId();
  return (
    <fieldset class={styles["field"]} disabled={props.disabled ?? false}>
      <legend class={styles["legend"]}>{props.label}</legend>
      <div class={styles["choices"]}>
        <For each={props.choices}>
          {(choice) => (
            <label class={styles["choice"]}>
              <input
                class={styles["radio"]}
                type="radio"
                name={group}
                checked={props.chosen === choice.value}
                onChange={() => props.onChoose(choice.value)}
              />
              <span>{choice.label}</span>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  );
}
