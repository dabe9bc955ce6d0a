// The circle in front of a task. A checkbox to assistive technology; ticking it draws the mark and lets a ring of ink run out once.

import { createEffect, createSignal, on, type JSX } from "solid-js";
import styles from "./task-circle.module.css";

export type TaskCircleProps = {
  readonly checked: boolean;
  /** The accessible name, with the task's title in it. */
  readonly label: string;
  readonly disabled?: boolean;
  readonly tabIndex?: number;
  readonly onChange: (checked: boolean) => void;
};

export function TaskCircle(props: TaskCircleProps): JSX.Element {
  // What is done already when it comes into sight does not celebrate.
  const [isTicked, setTicked] = createSignal(false);
  createEffect(
    on(
      () => props.checked,
      (checked) => setTicked(checked),
      { defer: true },
    ),
  );
  return (
    <button
      type="button"
      role="checkbox"
      class={styles["target"]}
      aria-checked={props.checked}
      aria-label={props.label}
      disabled={props.disabled ?? false}
      tabIndex={props.tabIndex}
      onClick={(event) => {
        event.stopPropagation();
        props.onChange(!props.checked);
      }}
    >
      <svg
        class={styles["circle"]}
        classList={{ [styles["checked"] ?? ""]: props.checked, [styles["ticked"] ?? ""]: isTicked() }}
        viewBox="0 0 24 24"
        aria-hidden="true"
      >
        <circle class={styles["ripple"]} cx="12" cy="12" r="9" />
        <circle class={styles["disc"]} cx="12" cy="12" r="9" />
        <path class={styles["mark"]} d="M8 12.4l2.8 2.8 5.4-6" pathLength="1" />
      </svg>
    </button>
  );
}
