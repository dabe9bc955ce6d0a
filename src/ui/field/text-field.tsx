// A labelled line of text. The label is always there, above the field or for listeners only; hint and error are tied to it.

import { createUniqueId, Show, splitProps, type JSX } from "solid-js";
import styles from "./field.module.css";

type NativeInput = Omit<JSX.InputHTMLAttributes<HTMLInputElement>, "class" | "classList" | "id">;

export type TextFieldProps = NativeInput & {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with the value; null when nothing is. */
  readonly error?: string | null;
};

export function TextField(props: TextFieldProps): JSX.Element {
  const [own, native] = splitProps(props, ["label", "hint", "error"]);
  const id = createUniqueId();
  const note = (): string | null => own.error ?? own.hint ?? null;
  return (
    <div class={styles["field"]}>
      <label class={styles["label"]} for={id}>
        {own.label}
      </label>
      <input
        type="text"
        {...native}
        id={id}
        class={styles["input"]}
        aria-invalid={own.error ? true : undefined}
        aria-describedby={note() === null ? undefined : `${id}-note`}
      />
      <Show when={note()}>
        {(text) => (
          <p id={`${id}-note`} class={own.error ? styles["error"] : styles["hint"]} role={own.error ? "alert" : undefined}>
            {text()}
          </p>
        )}
      </Show>
    </div>
  );
}
