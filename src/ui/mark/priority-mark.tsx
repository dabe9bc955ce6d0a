// How much something matters, as one to three bars: quiet in a list, and told apart without colour.

import { For, type JSX } from "solid-js";
import styles from "./priority-mark.module.css";

const BARS = [0, 1, 2] as const;

/** `level` 1 is the highest. */
export function PriorityMark(props: { readonly level: 1 | 2 | 3; readonly label: string }): JSX.Element {
  return (
    <svg class={styles["mark"]} viewBox="0 0 12 12" role="img" aria-label={props.label}>
      <For each={BARS}>
        {(bar) => (
          <rect
            class={styles["bar"]}
            data-filled={bar <= 3 - props.level}
            x={bar * 4 + 0.5}
            y={8 - bar * 3}
            width="3"
            height={3 + bar * 3}
            rx="0.75"
          />
        )}
      </For>
    </svg>
  );
}
