import { createUniqueId, type JSX } from "solid-js";
import styles from "./first-run.module.css";

export type ChoiceProps = {
  readonly title: string;
  /** What comes of it, in a few words. */
  readonly text: string;
  readonly look?: "primary" | "plain";
  readonly hasSheet?: boolean;
  readonly onClick: () => void;
};

/** One way to begin: a button with a second line, which is its description and not its name. */
export function Choice(props: ChoiceProps): JSX.Element {
  const id = createUniqueId();
  return (
    <button
      type="button"
      class={styles["choice"]}
      data-look={props.look ?? "plain"}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      aria-haspopup={props.hasSheet ? "dialog" : undefined}
      onClick={() => props.onClick()}
    >
      <span id={`${id}-title`} class={styles["choiceTitle"]}>
        {props.title}
      </span>
      <span id={`${id}-text`} class={styles["choiceText"]}>
        {props.text}
      </span>
    </button>
  );
}
