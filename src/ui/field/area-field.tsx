// Lines of text in a field that grows with them. What it holds is the caller's: it is given the element.

import { createUniqueId, Show, type JSX } from "solid-js";
import { fitHeight } from "./fit-height.ts";
import styles from "./field.module.css";

export type AreaFieldProps = {
  readonly label: string;
  readonly placeholder?: string;
  readonly readOnly?: boolean;
  readonly error?: string | null;
  readonly fieldRef: (field: HTMLTextAreaElement) => void;
  readonly onInput: (text: string) => void;
  readonly onBlur: () => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
};

export function AreaField(props: AreaFieldProps): JSX.Element {
  const id = createUniqueId();
  return (
    <div class={styles["field"]}>
      <label class={styles["label"]} for={id}>
        {props.label}
      </label>
      <textarea
        id={id}
        ref={(field) => props.fieldRef(field)}
        class={styles["area"]}
        rows={3}
        placeholder={props.placeholder}
        readOnly={props.readOnly ?? false}
        aria-invalid={props.error ? true : undefined}
        aria-describedby={props.error ? `${id}-note` : undefined}
        translate="no"
        dir="auto"
        onInput={(event) => {
          fitHeight(event.currentTarget);
          props.onInput(event.currentTarget.value);
        }}
        onBlur={() => props.onBlur()}
        onKeyDown={(event) => props.onKeyDown?.(event)}
      />
      <Show when={props.error}>
        {(text) => (
          <p id={`${id}-note`} class={styles["error"]} role="alert">
            {text()}
          </p>
        )}
      </Show>
    </div>
  );
}
