// Choosing one of the hues: radio buttons that look like what they choose.

import { createUniqueId, For, type JSX } from "solid-js";
import type { Hue } from "../mark/hue-dot.tsx";
import styles from "./hue-choice.module.css";

export type HueChoiceProps = {
  readonly label: string;
  readonly hues: readonly { readonly hue: Hue; readonly name: string }[];
  /** null: none yet. */
  readonly chosen: Hue | null;
  readonly onChoose: (hue: Hue) => void;
};

export function HueChoice(props: HueChoiceProps): JSX.Element {
  const group = createUniqueId();
  return (
    <fieldset class={styles["choice"]}>
      <legend class={styles["legend"]}>{props.label}</legend>
      <For each={props.hues}>
        {({ hue, name }) => (
          <label class={styles["option"]} style={{ "--hue": `var(--hue-${hue})` }} title={name}>
            <input
              class={styles["radio"]}
              type="radio"
              name={group}
              aria-label={name}
              checked={props.chosen === hue}
              onChange={() => props.onChoose(hue)}
            />
          </label>
        )}
      </For>
    </fieldset>
  );
}
