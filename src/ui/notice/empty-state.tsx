import type { JSX } from "solid-js";
import styles from "./notice.module.css";

/** What a view says when it has nothing: one line in the serif, one quiet line that teaches one action, and perhaps another way on. */
export function EmptyState(props: { readonly title: string; readonly text: string; readonly children?: JSX.Element }): JSX.Element {
  return (
    <div class={styles["empty"]}>
      <p class={styles["emptyTitle"]}>{props.title}</p>
      <p class={styles["emptyText"]}>{props.text}</p>
      <div class={styles["emptyMore"]}>{props.children}</div>
    </div>
  );
}
