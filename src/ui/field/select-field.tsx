// One of several, in the platform's own list: for forms with many such fields. The label is always there, hint and all.

import { createUniqueId, For, Show, type JSX } from "solid-js";
import styles from "./field.module.css";

export type SelectChoice<Value extends string> = { readonly value: Value; readonly label: string };

export type SelectFieldProps<Value extends string> = {
  readonly label: string;
  /** Label and hint are the user's own text, or hold some. */
  readonly labelIsUserText?: boolean;
  readonly choicesAreUserText?: boolean;
  readonly hint?: string | undefined;
  readonly choices: readonly SelectChoice<Value>[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
};

export function SelectField<Value extends string>(props: SelectFieldProps<Value>): JSX.Element {
  const id = createUniqueId();
  const choose = (text: string): void => {
    const choice = props.choices.find(({ value }) => value === text);
    if (choice !== undefined) props.onChoose(choice.value);
  };
  return (
    <div class={styles["field"]}>
      <label class={styles["label"]} for={id} translate={props.labelIsUserText ? "no" : undefined} dir="auto">
        {props.label}
      </label>
      <select
        id={id}
        class={styles["input"]}
        translate={props.choicesAreUserText ? "no" : undefined}
        aria-describedby={props.hint === undefined ? undefined : `${id}-note`}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <For each={props.choices}>
          {(choice) => (
            <option value={choice.value} selected={choice.value === props.chosen}>
              {choice.label}
            </option>
          )}
        </For>
      </select>
      <Show when={props.hint}>
        {(text) => (
          <p id={`${id}-note`} class={styles["hint"]} translate={props.labelIsUserText ? "no" : undefined} dir="auto">
            {text()}
          </p>
        )}
      </Show>
    </div>
  );
}
