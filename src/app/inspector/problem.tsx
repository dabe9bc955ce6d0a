import { Show, type JSX } from "solid-js";
import styles from "./inspector.module.css";

/** Why something was not saved, beside where it was written. */
export function Problem(props: { readonly text: string | null }): JSX.Element {
  return (
    <Show when={props.text}>
      {(text) => (
        <p class={styles["problem"]} role="alert">
          {text()}
        </p>
      )}
    </Show>
  );
}
