// Why what stands in a field was not saved.

import { Show, type JSX } from "solid-js";
import styles from "./quick-add.module.css";

export function ProblemLine(props: { readonly text: string | null }): JSX.Element {
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
