// The title of a task being written: grows with its text, saves on Enter and on leaving, gives up on Escape. The text stays here until it is
// durable; when it could not be saved it says so beside the text.

import { createSignal, onCleanup, onMount, Show, untrack, type Accessor, type JSX } from "solid-js";
import { fitHeight } from "../../../ui/field/fit-height.ts";
import { isTitle } from "../../../model/task-title.ts";
import { normaliseTitle } from "../../../model/typed-titles.ts";
import { useApp } from "../../shell/app-context.ts";
import { t } from "../../texts/messages.ts";
import { createRetry } from "../../trouble/create-retry.ts";
import { saveBeforeLeaving } from "../../update/unsaved.ts";
import styles from "./task-row.module.css";

export type TitleEditorProps = {
  readonly title: string;
  /** Whether a blur comes from the list's own rearranging. */
  readonly isRearranging: () => boolean;
  /** Saves; answers null, or why it could not. */
  readonly onSave: (title: string) => Promise<string | null>;
  /** `byKey`: the focus belongs back on the row. */
  readonly onClose: (byKey: boolean) => void;
};

/** What remains of the draft as a title; null when there is nothing to save. */
function titleToSave(draft: string, before: string): string | null {
  const title = normaliseTitle(draft);
  return isTitle(title) && title !== before ? title : null;
}

type TitleDraft = {
  readonly error: Accessor<string | null>;
  readonly save: (byKey: boolean) => Promise<void>;
  readonly cancel: () => void;
};

/** `draft` reads what is in the field. */
function createTitleDraft(props: TitleEditorProps, draft: () => string): TitleDraft {
  const before = untrack(() => props.title);
  const [error, setError] = createSignal<string | null>(null);
  let isOver = false;
  // A row that leaves the list while it is edited takes nothing typed with it, and is not edited any more should it come back: it would take the focus then.
  onCleanup(() => {
    if (isOver) return;
    const title = titleToSave(draft(), before);
    if (title !== null) void props.onSave(title);
    props.onClose(false);
  });
  return {
    error,
    async save(byKey) {
      if (isOver) return;
      isOver = true;
      const title = titleToSave(draft(), before);
      const failure = title === null ? null : await props.onSave(title);
      if (failure === null) return props.onClose(byKey);
      isOver = false;
      setError(failure);
    },
    cancel() {
      isOver = true;
      props.onClose(true);
    },
  };
}

export function TitleEditor(props: TitleEditorProps): JSX.Element {
  const [field, setField] = createSignal<HTMLTextAreaElement>();
  const draft = createTitleDraft(props, () => field()?.value ?? "");
  const { client } = useApp();
  createRetry(client, () => {
    if (draft.error() !== null) void draft.save(false);
  });
  saveBeforeLeaving(async () => {
    await draft.save(false);
    return draft.error() === null;
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    if (event.key === "Enter") void draft.save(true);
    else draft.cancel();
  };

  onMount(() => {
    const element = field();
    if (element === undefined) return;
    element.value = props.title;
    fitHeight(element);
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
  });

  return (
    <>
      <textarea
        ref={setField}
        class={styles["editor"]}
        rows={1}
        aria-label={t("task.edit")}
        aria-invalid={draft.error() === null ? undefined : true}
        translate="no"
        dir="auto"
        enterkeyhint="done"
        onInput={(event) => fitHeight(event.currentTarget)}
        onKeyDown={onKeyDown}
        onBlur={() => !props.isRearranging() && void draft.save(false)}
        onClick={(event) => event.stopPropagation()}
      />
      <Show when={draft.error()}>
        {(text) => (
          <p class={styles["problem"]} role="alert">
            {text()}
          </p>
        )}
      </Show>
    </>
  );
}
