// The title of a note: written in place, saved on Enter and on leaving.

import { createEffect, createSignal, onCleanup, onMount, untrack, type Accessor, type JSX } from "solid-js";
import type { NoteRow } from "../../model/note-row.ts";
import { isTitle } from "../../model/task-title.ts";
import { normaliseTitle } from "../../model/typed-titles.ts";
import { fitHeight } from "../../ui/field/fit-height.ts";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import { createRetry } from "../trouble/create-retry.ts";
import { saveBeforeLeaving } from "../update/unsaved.ts";
import { whenLeaving } from "../update/when-leaving.ts";
import { renameNote } from "./note-commands.ts";
import styles from "./notes.module.css";

export type NoteTitleProps = {
  readonly row: NoteRow;
  readonly isReadOnly: boolean;
  readonly hasFocus: boolean;
  /** On into the text. */
  readonly onEnter: () => void;
  readonly onEscape: () => void;
};

type TitleDraft = {
  /** What stands in the field. */
  readonly written: Accessor<string>;
  readonly onWritten: (field: HTMLTextAreaElement) => void;
  readonly setField: (field: HTMLTextAreaElement) => void;
  readonly error: Accessor<string | null>;
  /** Whether nothing in the field is unsaved now. */
  readonly save: () => Promise<boolean>;
};

/** Of the field, beside what the note is called. */
function createTitleDraft(props: NoteTitleProps): TitleDraft {
  const { actions } = useApp();
  const [field, setField] = createSignal<HTMLTextAreaElement>();
  const [error, setError] = createSignal<string | null>(null);
  const [written, setWritten] = createSignal("");
  const onWritten = (element: HTMLTextAreaElement): void => {
    setWritten(element.value);
    fitHeight(element);
  };
  const show = (title: string): void => {
    const element = field();
    if (element === undefined) return;
    element.value = title;
    onWritten(element);
  };
  let known = untrack(() => props.row.title);
  // What comes from elsewhere waits until the user has left the field, or has not written in it.
  createEffect(() => {
    const { title } = props.row;
    const isWritten = document.activeElement === field() && field()?.value !== known;
    known = title;
    if (!isWritten && error() === null) show(title);
  });
  onMount(() => {
    show(known);
    if (untrack(() => props.hasFocus)) field()?.focus();
  });
  const save = async (): Promise<boolean> => {
    const title = normaliseTitle(field()?.value ?? "");
    const { row, isReadOnly } = untrack(() => ({ row: props.row, isReadOnly: props.isReadOnly }));
    if (isReadOnly || title === row.title) setError(null);
    else setError(title === "" || isTitle(title) ? await renameNote(actions, row, title) : t("notes.badTitle"));
    return error() === null;
  };
  return { written, onWritten, setField, error, save };
}

export function NoteTitle(props: NoteTitleProps): JSX.Element {
  const { client } = useApp();
  const { written, onWritten, setField, error, save } = createTitleDraft(props);
  createRetry(client, () => {
    if (error() !== null) void save();
  });
  whenLeaving(() => void save());
  saveBeforeLeaving(async () => save());
  // Closing takes nothing typed with it.
  onCleanup(() => void save());
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    void save();
    if (event.key === "Enter") props.onEnter();
    else props.onEscape();
  };
  return (
    <>
      <h1 class={styles["titleHeading"]} data-title={written()}>
        <textarea
          ref={setField}
          class={styles["titleField"]}
          rows={1}
          aria-label={t("notes.title")}
          placeholder={t("notes.titlePlaceholder")}
          aria-invalid={error() === null ? undefined : true}
          readOnly={props.isReadOnly}
          translate="no"
          dir="auto"
          enterkeyhint="next"
          onInput={(event) => onWritten(event.currentTarget)}
          onKeyDown={onKeyDown}
          onBlur={() => void save()}
        />
      </h1>
      <p class={styles["problem"]} role="alert">
        {error()}
      </p>
    </>
  );
}
