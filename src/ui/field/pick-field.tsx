// What was chosen from a longer list, in a button that leads there.

import ChevronRight from "lucide-solid/icons/chevron-right";
import { createUniqueId, type JSX } from "solid-js";
import styles from "./field.module.css";

export type PickFieldProps = {
  readonly label: string;
  readonly disabled?: boolean;
  readonly onOpen: () => void;
  /** What is chosen now. */
  readonly children: JSX.Element;
};

export function PickField(props: PickFieldProps): JSX.Element {
  const id = createUniqueId();
  return (
    <div class={styles["field"]}>
      <span class={styles["label"]} id={`${id}-label`}>
        {props.label}
      </span>
      <button
        type="button"
        class={styles["pick"]}
        aria-labelledby={`${id}-label ${id}`}
        aria-haspopup="dialog"
        disabled={props.disabled ?? false}
        onClick={() => props.onOpen()}
      >
        <span class={styles["picked"]} id={id}>
          {props.children}
        </span>
        <ChevronRight size="1rem" strokeWidth={1.75} aria-hidden="true" />
      </button>
    </div>
  );
}
