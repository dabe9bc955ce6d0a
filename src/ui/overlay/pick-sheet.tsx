// A sheet to pick one of a few from, each on a line of its own with a mark before it: picking closes it. Loaded on first use.

import { For, type JSX } from "solid-js";
import styles from "./pick-sheet.module.css";
import { Sheet, type SheetProps } from "./sheet.tsx";

export type Choice<Value> = {
  readonly value: Value;
  readonly name: string;
  /** The name is the user's own text. */
  readonly isUserText?: boolean;
  /** Beside the name, which says it all: not read out. */
  readonly mark?: JSX.Element;
};

export type PickSheetProps<Value> = Omit<SheetProps, "children" | "wide"> & {
  /** What is picked, for listeners. */
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  /** What holds now; `undefined` when that is not one. */
  readonly present: Value | undefined;
  readonly onPick: (value: Value) => void;
};

export function PickSheet<Value>(props: PickSheetProps<Value>): JSX.Element {
  const pick = (value: Value): void => {
    props.onPick(value);
    props.onClose();
  };
  return (
    <Sheet
      title={props.title}
      titleIsUserText={props.titleIsUserText ?? false}
      closeLabel={props.closeLabel}
      onClose={() => props.onClose()}
      returnFocus={props.returnFocus}
    >
      <ul class={styles["choices"]} aria-label={props.label}>
        <For each={props.choices}>
          {(choice) => (
            <li>
              <button
                type="button"
                class={styles["choice"]}
                aria-current={props.present === choice.value ? true : undefined}
                onClick={() => pick(choice.value)}
              >
                <span class={styles["mark"]} aria-hidden="true">
                  {choice.mark}
                </span>
                <span class={styles["name"]} {...(choice.isUserText === true ? { translate: "no", dir: "auto" } : {})}>
                  {choice.name}
                </span>
              </button>
            </li>
          )}
        </For>
      </ul>
    </Sheet>
  );
}
