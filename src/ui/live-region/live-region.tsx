import type { JSX } from "solid-js";
import styles from "./live-region.module.css";

/** Says each new text once, without moving the focus. Not seen. Must be on the page before its first text comes. */
export function LiveRegion(props: { readonly text: string }): JSX.Element {
  return (
    <div class={styles["hidden"]} role="status" aria-live="polite">
      {props.text}
    </div>
  );
}
