// The text of a note, in an editor or for reading only, and the bar of what can be done to it. With it comes the editor (src/editor): a chunk of its own.

import Bold from "lucide-solid/icons/bold";
import Code from "lucide-solid/icons/code";
import Heading1 from "lucide-solid/icons/heading-1";
import Heading2 from "lucide-solid/icons/heading-2";
import Heading3 from "lucide-solid/icons/heading-3";
import Italic from "lucide-solid/icons/italic";
import List from "lucide-solid/icons/list";
import ListChecks from "lucide-solid/icons/list-checks";
import ListOrdered from "lucide-solid/icons/list-ordered";
import Redo from "lucide-solid/icons/redo-2";
import SquareCode from "lucide-solid/icons/square-code";
import Strikethrough from "lucide-solid/icons/strikethrough";
import TextQuote from "lucide-solid/icons/text-quote";
import Undo from "lucide-solid/icons/undo-2";
import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show, untrack, type JSX } from "solid-js";
import type { NoteCommand } from "../../editor/note-commands.ts";
import type { NoteEditor } from "../../editor/note-editor.ts";
import type { CaretPlace } from "../../editor/remote-carets.ts";
import type { NoteSession } from "../../editor/note-session.ts";
import { IconButton } from "../../ui/button/button.tsx";
import type { Icon } from "../../ui/button/draw-icon.tsx";
import { ButtonRow } from "../../ui/toolbar/button-row.tsx";
import { whenIdle } from "../client/when-idle.ts";
import { t } from "../texts/messages.ts";
import type { NotePresence } from "./note-presence.ts";
import styles from "./note-text.module.css";

export { openNoteSession, tryNoteSession as tryNoteText } from "../../editor/note-session.ts";

const BUTTONS: readonly (readonly [NoteCommand, Icon, string?])[] = [
  ["bold", Bold, "Control+B Meta+B"],
  ["italic", Italic, "Control+I Meta+I"],
  ["strike", Strikethrough],
  ["heading1", Heading1],
  ["heading2", Heading2],
  ["heading3", Heading3],
  ["bulletList", List],
  ["orderedList", ListOrdered],
  ["taskList", ListChecks],
  ["blockquote", TextQuote],
  ["code", Code],
  ["codeBlock", SquareCode],
  ["undo", Undo, "Control+Z Meta+Z"],
  ["redo", Redo, "Control+Shift+Z Meta+Shift+Z"],
];

/** Where there is little room those come first that notes of tasks are made of. */
const COMPACT_ORDER = [
  "bold",
  "italic",
  "taskList",
  "bulletList",
  "orderedList",
  "heading1",
  "heading2",
  "code",
  "strike",
  "blockquote",
  "codeBlock",
  "undo",
  "redo",
] as const satisfies readonly NoteCommand[];

const COMPACT = COMPACT_ORDER.flatMap((wanted) => BUTTONS.filter(([command]) => command === wanted));

export type NoteTextProps = {
  readonly session: NoteSession;
  /** Of a task: in its details, under what it is called there. */
  readonly ofTask?: { readonly label: () => string; readonly placeholder: () => string; readonly maxSize: number };
  /** Why it may only be read; null: it may be written. */
  readonly readOnly: string | null;
  /** Grows with each update, so that what is only read is read again. */
  readonly version: number;
  readonly isSaved: boolean;
  readonly presence: Pick<NotePresence, "carets" | "onMove">;
  /** It holds something that the editor does not know. */
  readonly onUnknown: () => void;
  readonly onEscape: () => void;
  readonly onTooLong: () => void;
  readonly onBlur: () => void;
  /** Given what puts the caret into the text. */
  readonly focusRef: (focus: (at: "start" | "end") => void, editor: NoteEditor) => void;
};

export function NoteText(props: NoteTextProps): JSX.Element {
  return (
    <Show when={props.readOnly === null} fallback={<ReadText {...props} />}>
      <EditedText {...props} />
    </Show>
  );
}

function ReadText(props: NoteTextProps): JSX.Element {
  const lines = (): readonly string[] => (props.version >= 0 ? props.session.lines() : []);
  return (
    <>
      <p class={styles["reason"]} role="note">
        {props.readOnly}
      </p>
      <div class={styles["text"]} translate="no">
        <For each={lines()}>{(line) => <p dir="auto">{line}</p>}</For>
      </div>
    </>
  );
}

/** Between two parts of a long note, where the browser does not say when there is nothing to do. */
const UNLESS_TOLD_MS = 100;

function EditedText(props: NoteTextProps): JSX.Element {
  const [editor, setEditor] = createSignal<NoteEditor | null>(null);
  const [turn, setTurn] = createSignal(0);
  const turnOver = createAfterPaint(() => setTurn((last) => last + 1));
  const ofTask = untrack(() => props.ofTask);
  const label = (): string => ofTask?.label() ?? t("notes.text");
  let element: HTMLDivElement | undefined;
  let opened: NoteEditor | null = null;
  const caret = (): CaretPlace | null => opened?.caret() ?? null;
  onMount(() => {
    if (element === undefined) return;
    opened = untrack(() => props.session).edit({
      element,
      whenIdle: (task) => whenIdle(task, UNLESS_TOLD_MS),
      label,
      placeholder: () => ofTask?.placeholder() ?? t("notes.textPlaceholder"),
      ...(ofTask === undefined ? {} : { maxSize: ofTask.maxSize }),
      checkboxLabel: (text) => t("notes.check", text),
      onChange: () => {
        turnOver();
        props.presence.onMove(caret);
      },
      onUnknown: () => props.onUnknown(),
      onEscape: () => props.onEscape(),
      onTooLong: () => props.onTooLong(),
    });
    if (opened === null) return props.onUnknown();
    setEditor(opened);
    props.focusRef((at) => opened?.focus(at), opened);
  });
  onCleanup(() => {
    opened?.close();
    opened = null;
    props.presence.onMove(caret);
  });
  createEffect(() => editor()?.showCarets(props.presence.carets()));
  createEffect(on(label, () => editor()?.relabel(), { defer: true }));
  createEffect(
    on(
      () => props.isSaved,
      (isSaved) => element?.toggleAttribute("data-unsaved", !isSaved),
    ),
  );
  return (
    <>
      <FormatBar editor={editor()} turn={turn()} isOfTask={ofTask !== undefined} />
      <div
        ref={(made) => {
          element = made;
        }}
        class={styles["text"]}
        classList={{ [styles["ofTask"] ?? ""]: ofTask !== undefined }}
        onFocusOut={() => props.onBlur()}
      />
    </>
  );
}

/** Runs once what has changed by now is on screen, however often it is asked for until then. Ends with its owner. */
function createAfterPaint(run: () => void): () => void {
  let frame: number | null = null;
  let timer: number | undefined;
  onCleanup(() => {
    if (frame !== null) cancelAnimationFrame(frame);
    clearTimeout(timer);
  });
  return () => {
    frame ??= requestAnimationFrame(() => {
      frame = null;
      clearTimeout(timer);
      timer = window.setTimeout(run);
    });
  };
}

/** `turn` changes whenever the commands may say another thing. */
function FormatBar(props: { readonly editor: NoteEditor | null; readonly turn: number; readonly isOfTask: boolean }): JSX.Element {
  const buttons = (): typeof BUTTONS => (props.isOfTask ? COMPACT : BUTTONS);
  const isOn = (command: NoteCommand): boolean | null => (props.turn >= 0 ? (props.editor?.isOn(command) ?? null) : null);
  const can = (command: NoteCommand): boolean => props.turn >= 0 && props.editor?.can(command) === true;
  return (
    <div classList={{ [styles["taskBar"] ?? ""]: props.isOfTask }}>
      <ButtonRow label={t("notes.toolbar")}>
        <For each={buttons()}>
          {([command, icon, keys]) => {
            // Most keys change neither.
            const isPressed = createMemo(() => isOn(command) ?? undefined);
            const isDisabled = createMemo(() => !can(command));
            return (
              <IconButton
                icon={icon}
                label={t(`format.${command}`)}
                aria-keyshortcuts={keys}
                aria-pressed={isPressed()}
                disabled={isDisabled()}
                // The caret stays in the text, and the keyboard on the screen.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => props.editor?.run(command)}
              />
            );
          }}
        </For>
      </ButtonRow>
    </div>
  );
}
