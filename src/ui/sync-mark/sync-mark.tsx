// One small mark for where things are: a half dot, only here; a full dot, elsewhere too; a ring while something moves; a barred one when
// it needs a look. Always beside a sentence, or named by one.

import type { JSX } from "solid-js";
import styles from "./sync-mark.module.css";

export type SyncMarkShape = "half" | "full" | "moving" | "attention";

export function SyncMark(props: { readonly shape: SyncMarkShape }): JSX.Element {
  return (
    <svg class={styles["mark"]} data-shape={props.shape} viewBox="0 0 16 16" aria-hidden="true">
      <circle class={styles["outline"]} cx="8" cy="8" r="5.25" />
      <path class={styles["half"]} d="M8 2.75a5.25 5.25 0 0 1 0 10.5z" />
      <circle class={styles["full"]} cx="8" cy="8" r="5.25" />
      <circle class={styles["ring"]} cx="8" cy="8" r="5.25" pathLength="100" />
      <path class={styles["bar"]} d="M8 5.2v3.4M8 10.7v.1" />
    </svg>
  );
}
