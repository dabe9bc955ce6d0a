// The title at the head of the details: written in place, saved on Enter and on leaving, given up on Escape.

import { createEffect, createSignal, onCleanup, type JSX } from "solid-js";
import { isTitle } from "../../model/task-title.ts";
import { normaliseTitle } from "../../model/typed-titles.ts";
import { fitHeight } from "../../ui/field/fit-height.ts";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import { createRetry } from "../trouble/create-retry.ts";
import styles from "./inspector.module.css";
import { Problem } from "./problem.tsx";

export type TitleFieldProps = {
  readonly title: string;
  readonly isReadOnly: boolean;
  /** Saves; answers null, or why it could not. */
  readonly onSave: (title: string) => Promise<string | null>;
};

export function TitleField(props: TitleFieldProps): JSX.Element {
  const [field, setField] = createSignal<HTMLTextAreaElement>();
  const [error, setError] = createSignal<string | null>(null);
  const show = (title: string): void => {
    const element = field();
    if (element === undefined) return;
    element.value = title;
    fitHeight(element);
  };
  // What comes from elsewhere waits until the user has left the field.
  createEffect(() => {
    const title = props.title;
    if (document.activeElement !== field()) show(title);
  });
  const save = async (): Promise<void> => {
    const title = normaliseTitle(field()?.value ?? "");
    if (!isTitle(title)) return show(props.title);
    setError(title === props.title ? null : await props.onSave(title));
  };
  const { client } = useApp();
  createRetry(client, () => {
    if (error() !== null) void save();
  });
  // Closing takes nothing typed with it.
  onCleanup(() => void save());
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      void save();
    } else if (event.key === "Escape" && field()?.value !== props.title) {
      event.preventDefault();
      event.stopPropagation();
      show(props.title);
      setError(null);
    }
  };
  return (
    <>
      <textarea
        ref={setField}
        class={styles["title"]}
        rows={1}
        aria-label={t("task.edit")}
        aria-invalid={error() === null ? undefined : true}
        readOnly={props.isReadOnly}
        translate="no"
        dir="auto"
        enterkeyhint="done"
        onInput={(event) => fitHeight(event.currentTarget)}
        onKeyDown={onKeyDown}
        onBlur={() => void save()}
      />
      <Problem text={error()} />
    </>
  );
}
