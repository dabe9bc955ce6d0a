// A field at the end of a list in the details: Enter adds what is typed, and the next can be typed; a pasted list becomes one for each line.

import { createSignal, onCleanup, type JSX } from "solid-js";
import styles from "./inspector.module.css";
import { Problem } from "./problem.tsx";
import { linesToTitles } from "../../model/typed-titles.ts";

export type AddLineProps = {
  readonly label: string;
  /** Answers null, or why it was not saved. */
  readonly onAdd: (texts: readonly string[]) => Promise<string | null>;
  /** It has the focus at once. */
  readonly isFocused?: boolean;
};

export function AddLine(props: AddLineProps): JSX.Element {
  const [error, setError] = createSignal<string | null>(null);
  /** On its way, so that leaving the field right after Enter adds nothing twice. */
  let adding: string | null = null;
  const add = async (field: HTMLInputElement, text: string): Promise<void> => {
    const texts = linesToTitles(text);
    if (texts.length === 0 || adding === field.value) return;
    const typed = field.value;
    adding = typed;
    const failure = await props.onAdd(texts);
    adding = null;
    setError(failure);
    if (failure === null && field.value === typed) field.value = "";
  };
  return (
    <>
      <input
        data-add
        type="text"
        class={styles["addEntry"]}
        aria-label={props.label}
        aria-invalid={error() === null ? undefined : true}
        placeholder={props.label}
        autocomplete="off"
        enterkeyhint="enter"
        dir="auto"
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.isComposing) return;
          event.preventDefault();
          void add(event.currentTarget, event.currentTarget.value);
        }}
        ref={(field) => {
          onCleanup(() => void add(field, field.value));
          if (props.isFocused === true) setTimeout(() => field.focus());
        }}
        onBlur={(event) => void add(event.currentTarget, event.currentTarget.value)}
        onPaste={(event) => {
          const pasted = event.clipboardData?.getData("text/plain") ?? "";
          if (linesToTitles(pasted).length < 2) return;
          event.preventDefault();
          void add(event.currentTarget, `${event.currentTarget.value}\n${pasted}`);
        }}
      />
      <Problem text={error()} />
    </>
  );
}
