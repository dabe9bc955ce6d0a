// The notes of a task in a field that grows with them. Saving is notes-draft.ts's; here it is told when the user leaves.

import { createEffect, createSignal, on, onCleanup, onMount, untrack, type JSX } from "solid-js";
import type { ItemId } from "../../../base/ids.ts";
import { AreaField, fitHeight } from "../../../ui/field/area-field.tsx";
import { useApp } from "../../shell/app-context.ts";
import { t } from "../../texts/messages.ts";
import { createRetry } from "../../trouble/create-retry.ts";
import { saveBeforeLeaving } from "../../update/unsaved.ts";
import { whenLeaving } from "../../update/when-leaving.ts";
import { NotesDraft, type DraftPart } from "./notes-draft.ts";

export type NotesFieldProps = {
  readonly task: ItemId;
  readonly notes: string;
  readonly isReadOnly: boolean;
  /** Saves the change; answers null, or why it was not saved. `isSeen`: the answer is shown here. */
  readonly onSave: (before: string, after: string, how: DraftPart & { readonly isSeen: boolean }) => Promise<string | null>;
  /** What was saved without being told. */
  readonly onSaved: () => void;
  /** Given what saves at once; it answers whether all is saved. */
  readonly flushRef: (flush: () => Promise<boolean>) => void;
};

/** What could not be saved before its field was gone: it is there again when the task's details are opened again in this page. */
const unsavedByTask = new Map<ItemId, string>();

const timers = {
  after(delayMs: number, run: () => void): () => void {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

export function NotesField(props: NotesFieldProps): JSX.Element {
  const { client } = useApp();
  const [error, setError] = createSignal<string | null>(null);
  const [field, setField] = createSignal<HTMLTextAreaElement>();
  const show = (text: string, caretAfter: (caret: number) => number): void => {
    const element = field();
    if (element === undefined) return;
    const { selectionStart, selectionEnd } = element;
    element.value = text;
    fitHeight(element);
    if (document.activeElement === element) element.setSelectionRange(caretAfter(selectionStart), caretAfter(selectionEnd));
  };
  const { task, onSave } = untrack(() => ({ task: props.task, onSave: props.onSave }));
  let isGone = false;
  const draft = new NotesDraft({
    text: untrack(() => props.notes),
    timers,
    isShared: () => client.status()?.openElsewhere.includes(task) === true,
    save: (before, after, part) => onSave(before, after, { ...part, isSeen: !isGone }),
    onSaved: () => props.onSaved(),
    onMerged: show,
    onError: setError,
  });
  const flush = async (): Promise<boolean> => {
    await draft.flush();
    return draft.isSaved;
  };
  createEffect(
    on(
      () => props.notes,
      (notes) => draft.heard(notes),
      { defer: true },
    ),
  );
  onMount(() => {
    const unsaved = unsavedByTask.get(task);
    unsavedByTask.delete(task);
    if (unsaved !== undefined) draft.typed(unsaved);
    show(draft.text, (caret) => caret);
    props.flushRef(flush);
  });
  whenLeaving(() => void flush());
  saveBeforeLeaving(flush);
  createRetry(client, () => void flush());
  onCleanup(() => {
    isGone = true;
    void flush().then((isSaved) => isSaved || unsavedByTask.set(task, draft.text));
  });
  return (
    <AreaField
      label={t("details.notes")}
      placeholder={t("details.notesPlaceholder")}
      readOnly={props.isReadOnly}
      error={error()}
      fieldRef={setField}
      onInput={(text) => draft.typed(text)}
      onBlur={() => void flush()}
    />
  );
}
