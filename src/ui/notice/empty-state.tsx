import type { JSX } from "solid-js";
import styles from "./notice.module.css";

export type EmptyStateProps = {
  readonly title: string;
  readonly text: string;
  /** The text has something in it that the user wrote. */
  readonly quotes?: boolean;
  readonly children?: JSX.Element;
};

/** What a view says when it has nothing: one line in the serif, one quiet line that teaches one action, and perhaps another way on. */
export function EmptyState(props: EmptyStateProps): JSX.Element {
  return (
    <div class={styles["empty"]}>
      <p class={styles["emptyTitle"]}>{props.title}</p>
      <p class={styles["emptyText"]} translate={props.quotes === true ? "no" : undefined}>
        {props.text}
      </p>
      <div class={styles["emptyMore"]}>{props.children}</div>
    </div>
  );
}
