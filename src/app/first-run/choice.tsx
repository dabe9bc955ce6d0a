import type { JSX } from "solid-js";
import styles from "./first-run.module.css";

export type ChoiceProps = {
  readonly title: string;
  /** What comes of it, in a few words. */
  readonly text: string;
  readonly look?: "primary" | "plain";
  readonly hasSheet?: boolean;
  readonly onClick: () => void;
};

/** One way to begin: a button with a second line. Both are its name, so that it is called what it reads. */
export function Choice(props: ChoiceProps): JSX.Element {
  return (
    <button
      type="button"
      class={styles["choice"]}
      data-look={props.look ?? "plain"}
      aria-haspopup={props.hasSheet ? "dialog" : undefined}
      onClick={() => props.onClick()}
    >
      <span class={styles["choiceTitle"]}>{props.title}</span> <span class={styles["choiceText"]}>{props.text}</span>
    </button>
  );
}
