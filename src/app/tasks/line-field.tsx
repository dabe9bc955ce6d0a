// The line in which a new task is written, with what is understood of it. What reads it is loaded once the field is used.

import Plus from "lucide-solid/icons/plus";
import { createSignal, Show, Suspense, untrack, type JSX } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { Span } from "../../model/quick-add/line.ts";
import { whenIdle } from "../client/when-idle.ts";
import { useApp } from "../shell/app-context.ts";
import { lazyPart } from "../texts/lazy-part.ts";
import { loadAllTexts, t } from "../texts/messages.ts";
import { createRetry } from "../trouble/create-retry.ts";
import { keepDraftOverLoad } from "../update/unsaved.ts";
import { pastedLines, typedTitles } from "./pasted-lines.ts";
import { ProblemLine } from "./problem-line.tsx";
import type { QuickAddProps } from "./quick-add.tsx";
import { movePlain, plainToText, textToPlain } from "./reading/plain-spans.ts";
import type { Typed } from "./reading/read-line.ts";
import styles from "./quick-add.module.css";

/** With the texts that it says. */
export const loadReading = async () => (await Promise.all([import("./reading/understood.tsx"), loadAllTexts()]))[0];
const Understood = lazyPart(async () => (await loadReading()).Understood);

export type LineFieldProps = QuickAddProps & {
  readonly draftName: string;
  readonly error: string | null;
  readonly onAdd: (typed: Typed) => Promise<boolean>;
  readonly onPasteLines: (text: string) => void;
  readonly onEdited: () => void;
};

type LineHandlers = {
  readonly add: (field: HTMLInputElement) => Promise<void>;
  readonly onKeyDown: (event: KeyboardEvent & { currentTarget: HTMLInputElement }) => void;
  readonly onPaste: (event: ClipboardEvent & { currentTarget: HTMLInputElement }) => void;
  readonly onInput: (field: HTMLInputElement) => void;
};

/** What stands in the field, and which of it is to be text whatever it says. */
type Writing = {
  readonly typed: () => Typed;
  readonly write: (text: string) => void;
  /** Where what is understood stands. */
  readonly setCores: (cores: readonly Span[]) => void;
  readonly takeBack: (core: Span) => void;
  /** Of what ends right there. */
  readonly coreAt: (end: number) => Span | undefined;
};

function createWriting(begun: Typed): Writing {
  const [typed, setTyped] = createSignal<Typed>(begun);
  let cores: readonly Span[] = [];
  return {
    typed,
    write: (next) => setTyped((before) => ({ text: next, plain: next === "" ? [] : movePlain(before.plain, before.text, next) })),
    setCores: (next) => {
      cores = next;
    },
    takeBack: (core) => setTyped((before) => ({ ...before, plain: [...before.plain, core] })),
    coreAt: (end) => cores.find((core) => core.end === end),
  };
}

const isPlainKey = ({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean => !(altKey || ctrlKey || metaKey || shiftKey);

function lineHandlers(props: LineFieldProps, writing: Writing): LineHandlers {
  /** Counts edits, so that an add that ends clears the field only if nothing has been typed since. */
  let edits = 0;
  let addedAtEdit = -1;

  const addTyped = async (field: HTMLInputElement): Promise<void> => {
    if (typedTitles(field.value).length === 0 || addedAtEdit === edits) return;
    const addedAt = edits;
    addedAtEdit = addedAt;
    writing.write(field.value);
    field.select();
    const isSaved = await props.onAdd(writing.typed());
    if (isSaved && addedAt === edits) {
      field.value = "";
      writing.write("");
    }
    if (!isSaved) addedAtEdit = -1;
  };
  /** Behind what was understood it makes text of that first. */
  const takeBackBefore = ({ selectionStart, selectionEnd }: HTMLInputElement): boolean => {
    const core = selectionStart === selectionEnd ? writing.coreAt(selectionEnd ?? -1) : undefined;
    if (core !== undefined) writing.takeBack(core);
    return core !== undefined;
  };

  return {
    add: addTyped,
    onKeyDown(event) {
      if (event.isComposing) return;
      if (event.key === "Enter" || event.key === "ArrowDown") event.preventDefault();
      if (event.key === "Enter") void addTyped(event.currentTarget);
      else if (event.key === "ArrowDown") props.onArrowDown();
      else if (event.key === "Escape") event.currentTarget.blur();
      else if (event.key === "Backspace" && isPlainKey(event) && takeBackBefore(event.currentTarget)) event.preventDefault();
    },
    onPaste(event) {
      const { value, selectionStart, selectionEnd } = event.currentTarget;
      const selection = [selectionStart ?? value.length, selectionEnd ?? value.length] as const;
      const text = pastedLines(value, selection, event.clipboardData?.getData("text/plain") ?? "");
      if (text === null) return;
      event.preventDefault();
      props.onPasteLines(text);
    },
    onInput(field) {
      edits += 1;
      writing.write(field.value);
      props.onEdited();
    },
  };
}

/** What the field begins with: what stood in it before a load, or what was given. What somebody else has written is not read. */
function keepWriting(draftName: string, given: string): Writing {
  const kept = keepDraftOverLoad(draftName, () => writing.typed().text);
  const plain = textToPlain(
    keepDraftOverLoad(`${draftName}-plain`, () => (writing.typed().text === "" ? "" : plainToText(writing.typed().plain))),
    kept.length,
  );
  const writing = createWriting(kept === "" ? { text: given, plain: [{ start: 0, end: given.length }] } : { text: kept, plain });
  return writing;
}

export function LineField(props: LineFieldProps): JSX.Element {
  const { client } = useApp();
  let field: HTMLInputElement | undefined;
  const writing = untrack(() => keepWriting(props.draftName, props.sheet?.text ?? ""));
  const handlers = lineHandlers(props, writing);
  const add = (): void => {
    if (field !== undefined) void handlers.add(field);
  };
  untrack(() => props.sheet?.addRef(add));
  createRetry(client, () => {
    if (props.error !== null) add();
  });
  const [isUsed, setUsed] = createSignal(false);
  return (
    <>
      <label class={styles["line"]}>
        <Plus class={styles["plus"] ?? ""} size="1.25rem" strokeWidth={1.75} aria-hidden="true" />
        <input
          ref={(element) => {
            field = element;
            element.value = writing.typed().text;
            props.fieldRef(element);
          }}
          data-kept
          class={styles["input"]}
          type="text"
          aria-label={props.label ?? t("add.label")}
          aria-describedby={props.canType ? undefined : "cannot-write"}
          aria-invalid={props.error === null ? undefined : true}
          placeholder={props.label ?? t("add.placeholder")}
          disabled={!props.canType}
          autocomplete="off"
          enterkeyhint="enter"
          dir="auto"
          onFocus={() => whenIdle(() => setUsed(true))}
          onKeyDown={(event) => handlers.onKeyDown(event)}
          onPaste={(event) => handlers.onPaste(event)}
          onInput={(event) => {
            setUsed(true);
            handlers.onInput(event.currentTarget);
          }}
        />
      </label>
      <UnderstoodWhenUsed isUsed={isUsed()} list={props.list} writing={writing} onTakenBack={() => field?.focus()} />
      <ProblemLine text={props.error} />
    </>
  );
}

type UnderstoodWhenUsedProps = {
  readonly isUsed: boolean;
  readonly list: ItemId | null;
  readonly writing: Writing;
  readonly onTakenBack: () => void;
};

function UnderstoodWhenUsed(props: UnderstoodWhenUsedProps): JSX.Element {
  return (
    <Suspense>
      <Show when={props.isUsed}>
        <Understood
          typed={props.writing.typed()}
          list={props.list}
          onRead={(cores) => props.writing.setCores(cores)}
          onTakeBack={(core) => {
            props.writing.takeBack(core);
            props.onTakenBack();
          }}
        />
      </Show>
    </Suspense>
  );
}
