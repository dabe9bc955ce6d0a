// The notes of a task: read as they are from the first moment on, and written in the editor that notes have, once its code and the task's document are
// there. The editor comes when the page has nothing else to do, or at once when somebody goes to the notes: what they type until then is not lost.

import {
  createEffect,
  createMemo,
  createSignal,
  Match,
  onCleanup,
  onMount,
  Show,
  Switch,
  untrack,
  type Accessor,
  type JSX,
} from "solid-js";
import { Dynamic } from "solid-js/web";
import type { NoteEditor } from "../../../editor/note-editor.ts";
import type { NoteSession } from "../../../editor/note-session.ts";
import { MAX_NOTES_LENGTH } from "../../../model/notes.ts";
import type { TaskDetails, Tree } from "../../../model/task-details.ts";
import { Button } from "../../../ui/button/button.tsx";
import { createOpenNote, type OpenNoteClient } from "../../client/open-note.ts";
import { whenIdle } from "../../client/when-idle.ts";
import { loadNoteText, type NoteTextCode } from "../../notes/load-note-text.ts";
import { createNotePresence, type NotePresence } from "../../notes/note-presence.ts";
import { createNoteSaving, type NoteSaving } from "../../notes/note-saving.ts";
import textStyles from "../../notes/note-text.module.css";
import { useApp } from "../../shell/app-context.ts";
import { t } from "../../texts/messages.ts";
import { createEarlyKeys, type EarlyKeys } from "./early-keys.ts";
import { FormattedText, treeOfText } from "./formatted-text.tsx";
import styles from "./notes.module.css";

export type NotesFieldProps = {
  readonly details: TaskDetails;
  readonly isReadOnly: boolean;
  /** Given what saves at once; it answers whether all is saved. */
  readonly flushRef: (flush: () => Promise<boolean>) => void;
};

const OF_TASK = {
  label: () => t("details.notes"),
  placeholder: () => t("details.notesPlaceholder"),
  maxSize: MAX_NOTES_LENGTH,
};

/** As one step for whoever takes it back: what is written without a pause. */
function createTaskNotesSaving(props: NotesFieldProps, open: OpenNoteClient): NoteSaving {
  const { actions } = useApp();
  const id = untrack(() => props.details.row.id);
  let step = {};
  let isGone = false;
  onCleanup(() => {
    isGone = true;
  });
  const saving = createNoteSaving(id, () => open.present().length > 0, {
    async write(update) {
      const telling = { text: () => t("act.notes"), name: () => t("name.notes"), toast: false, isQuiet: true, step };
      return actions.act({ kind: "edit-notes", id, update }, telling, isGone);
    },
    saved: () => t("act.notes"),
    tooLarge: () => t("taskNotes.tooLarge"),
  });
  createEffect(() => {
    if (saving.state().isSaved) step = {};
  });
  return saving;
}

/** `failed`: its code cannot be had now. */
type Code = NoteTextCode | "failed" | null;

function createCode(): { readonly code: Accessor<Code>; readonly load: () => void } {
  const [code, setCode] = createSignal<Code>(null);
  const load = (): void => {
    setCode(null);
    loadNoteText().then(
      (loaded) => setCode(loaded),
      () => setCode("failed"),
    );
  };
  return { code, load };
}

type Writing = {
  readonly presence: NotePresence;
  readonly saving: NoteSaving;
  /** What it takes to write, once that is there and wanted. */
  readonly editing: Accessor<{ readonly NoteText: NoteTextCode["NoteText"]; readonly session: NoteSession } | null>;
  readonly want: () => void;
  readonly hasNoCode: Accessor<boolean>;
  /** Null where it is not the window's code that lacks. */
  readonly retry: Accessor<(() => void) | null>;
};

function createWriting(props: NotesFieldProps, mayWrite: Accessor<boolean>): Writing {
  const { client } = useApp();
  const id = untrack(() => props.details.row.id);
  const open = createOpenNote(client, id);
  const saving = createTaskNotesSaving(props, open);
  const { code, load } = createCode();
  const [isWanted, setWanted] = createSignal(false);
  onMount(() => {
    load();
    onCleanup(whenIdle(() => setWanted(true)));
    props.flushRef(saving.flush);
  });
  const session = createMemo((last: NoteSession | null): NoteSession | null => {
    const present = code();
    if (last !== null || present === null || present === "failed") return last;
    const made = present.openNoteSession(open.clientId, saving.takeUnsaved(), saving.options);
    saving.follow(made.saver);
    open.listen((update) => made.take(update));
    return made;
  }, null);
  const editing = createMemo(() => {
    const [present, made] = [code(), session()];
    const isThere = open.state().kind === "open" && isWanted() && mayWrite();
    return isThere && made !== null && present !== null && present !== "failed" ? { NoteText: present.NoteText, session: made } : null;
  });
  return {
    presence: createNotePresence(id, open),
    saving,
    editing,
    want: () => setWanted(true),
    hasNoCode: () => code() === "failed" || open.state().kind === "no-code",
    retry: () => (code() === "failed" ? load : null),
  };
}

export function NotesField(props: NotesFieldProps): JSX.Element {
  const keys = createEarlyKeys();
  const [isUnknown, setUnknown] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);
  const mayWrite = (): boolean => !props.isReadOnly && !isUnknown();
  const { presence, saving, editing, want, hasNoCode, retry } = createWriting(props, mayWrite);
  return (
    <div class={styles["field"]}>
      <span class={styles["label"]} aria-hidden="true">
        {t("details.notes")}
      </span>
      <Show when={editing()} fallback={<ReadNotes details={props.details} isReadOnly={!mayWrite()} keys={keys} onFocus={want} />}>
        {(shown) => (
          <Dynamic
            component={shown().NoteText}
            session={shown().session}
            ofTask={OF_TASK}
            readOnly={null}
            version={0}
            isSaved={saving.state().isSaved}
            presence={presence}
            onUnknown={() => setUnknown(true)}
            onEscape={leave}
            onTooLong={() => setProblem(t("taskNotes.tooLong"))}
            onBlur={() => {
              setProblem(null);
              void saving.flush();
            }}
            focusRef={(_: unknown, editor: NoteEditor) => keys.passOn(editor)}
          />
        )}
      </Show>
      <Problems text={problem() ?? saving.state().error} isUnknown={isUnknown()} hasNoCode={hasNoCode() && mayWrite()} onRetry={retry()} />
    </div>
  );
}

/** To the details, from where Escape leads on. */
function leave(): void {
  const { activeElement } = document;
  activeElement?.closest<HTMLElement>('aside[tabindex], [role="dialog"]')?.focus({ preventScroll: true });
}

type ReadNotesProps = {
  readonly details: TaskDetails;
  readonly isReadOnly: boolean;
  readonly keys: EarlyKeys;
  readonly onFocus: () => void;
};

function ReadNotes(props: ReadNotesProps): JSX.Element {
  const isWritten = (): boolean => !untrack(() => props.isReadOnly);
  const tree = (): Tree => props.details.formatted ?? treeOfText(props.details.notes);
  return (
    <div class={textStyles["text"]} classList={{ [textStyles["ofTask"] ?? ""]: true }}>
      <div
        ref={(field) => props.keys.hear(field, isWritten)}
        class="ProseMirror"
        role="textbox"
        tabIndex={0}
        aria-multiline="true"
        aria-readonly="true"
        aria-label={t("details.notes")}
        aria-placeholder={t("details.notesPlaceholder")}
        data-placeholder={props.isReadOnly ? "" : t("details.notesPlaceholder")}
        translate="no"
        onFocusIn={() => props.onFocus()}
      >
        <FormattedText tree={tree()} />
      </div>
    </div>
  );
}

type ProblemsProps = {
  readonly text: string | null;
  readonly isUnknown: boolean;
  readonly hasNoCode: boolean;
  readonly onRetry: (() => void) | null;
};

function Problems(props: ProblemsProps): JSX.Element {
  return (
    <Switch>
      <Match when={props.text}>
        {(text) => (
          <p class={styles["problem"]} role="alert">
            {text()}
          </p>
        )}
      </Match>
      <Match when={props.isUnknown}>
        <p class={styles["reason"]} role="note">
          {t("taskNotes.unknown")}
        </p>
      </Match>
      <Match when={props.hasNoCode}>
        <div class={styles["reason"]} role="alert">
          <p>{t("taskNotes.noCode")}</p>
          <Show when={props.onRetry}>{(retry) => <Button onClick={() => retry()()}>{t("notes.retry")}</Button>}</Show>
        </div>
      </Match>
    </Switch>
  );
}
