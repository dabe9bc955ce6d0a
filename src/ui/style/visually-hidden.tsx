import type { JSX } from "solid-js";
import styles from "./visually-hidden.module.css";

/** Text for those who listen. */
export function VisuallyHidden(props: { readonly children: JSX.Element }): JSX.Element {
  return <span class={styles["hidden"]}>{props.children}</span>;
}

/** Says each new text once, without moving the focus. Must be on the page before its first text comes. */
export function LiveRegion(props: { readonly text: string }): JSX.Element {
  return (
    <div class={styles["hidden"]} role="status" aria-live="polite">
      {props.text}
    </div>
  );
}
