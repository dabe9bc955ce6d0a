// Writing new tasks: Enter adds the line, a pasted list is first shown with how many tasks it makes. The text stays in the field, selected, until
// the task is durable, so that typing on begins the next one and a failure loses nothing. A run of tasks stays in the order written.

import Plus from "lucide-solid/icons/plus";
import { createMemo, createSignal, Show, untrack, type JSX } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import type { TaskPosition } from "../../model/task-intent.ts";
import { linesToTitles } from "../../model/task-title.ts";
import { Button } from "../../ui/button/button.tsx";
import { useApp } from "../shell/app-context.ts";
import { actErrorText } from "../texts/error-texts.ts";
import { t } from "../texts/messages.ts";
import { createRetry } from "../trouble/create-retry.ts";
import { hasDraft, keepDraftOverLoad } from "../update/unsaved.ts";
import { pastedLines, typedTitles } from "./pasted-lines.ts";
import styles from "./quick-add.module.css";

const LINE_DRAFT = "add";
const LINES_DRAFT = "add-lines";

export type QuickAddProps = {
  /** Whether something typed can be saved; until then nothing can be typed. */
  readonly canType: boolean;
  readonly fieldRef: (field: HTMLInputElement) => void;
  /** Where what is added goes; null: the inbox. */
  readonly list: ItemId | null;
  /** The day that it is for, unless it says another. */
  readonly day: PlainDay | null;
  /** Goes from the field into the list. */
  readonly onArrowDown: () => void;
};

export function QuickAdd(props: QuickAddProps): JSX.Element {
  const { actions } = useApp();
  const [lines, setLines] = createSignal<string | null>(hasDraft(LINES_DRAFT) ? "" : null);
  const [error, setError] = createSignal<string | null>(null);
  let lastAdded: ItemId | null = null;
  let field: HTMLInputElement | undefined;
  let addsInTurn: Promise<boolean> = Promise.resolve(true);

  // A field belongs to one list: the app makes another for another list.
  const list = untrack(() => props.list);
  const positionOfNext = (): TaskPosition => (lastAdded === null ? { at: "start", list } : { at: "after", task: lastAdded });

  const addNow = async (titles: readonly string[], day: PlainDay | null): Promise<boolean> => {
    setError(null);
    const outcome = await actions.create(titles, positionOfNext(), day);
    lastAdded = outcome.ok ? (outcome.value.items.at(-1) ?? lastAdded) : null;
    if (!outcome.ok) setError(actErrorText(outcome.error));
    return outcome.ok;
  };
  // One after the other: each goes behind the one before it.
  const add = async (titles: readonly string[]): Promise<boolean> => {
    const day = untrack(() => props.day);
    addsInTurn = addsInTurn.then(async () => addNow(titles, day));
    return addsInTurn;
  };

  const closeLines = (): void => {
    setLines(null);
    queueMicrotask(() => field?.focus());
  };

  return (
    <div class={styles["add"]} onFocusOut={(event) => !event.currentTarget.contains(asNode(event.relatedTarget)) && (lastAdded = null)}>
      <Show
        when={lines()}
        fallback={
          <LineField
            {...props}
            fieldRef={(element) => {
              field = element;
              props.fieldRef(element);
            }}
            error={error()}
            onAdd={add}
            onPasteLines={setLines}
            onEdited={() => setError(null)}
          />
        }
      >
        {(text) => <LinesField text={text()} error={error()} onAdd={add} onClose={closeLines} />}
      </Show>
    </div>
  );
}

const asNode = (target: EventTarget | null): Node | null => (target instanceof Node ? target : null);

type LineFieldProps = QuickAddProps & {
  readonly error: string | null;
  readonly onAdd: (titles: readonly string[]) => Promise<boolean>;
  readonly onPasteLines: (text: string) => void;
  readonly onEdited: () => void;
};

type LineHandlers = {
  readonly add: (field: HTMLInputElement) => Promise<void>;
  readonly onKeyDown: (event: KeyboardEvent & { currentTarget: HTMLInputElement }) => void;
  readonly onPaste: (event: ClipboardEvent & { currentTarget: HTMLInputElement }) => void;
  readonly onInput: () => void;
};

function lineHandlers(props: LineFieldProps): LineHandlers {
  /** Counts edits, so that an add that ends clears the field only if nothing has been typed since. */
  let edits = 0;
  let addedAtEdit = -1;

  const addTyped = async (field: HTMLInputElement): Promise<void> => {
    const titles = typedTitles(field.value);
    if (titles.length === 0 || addedAtEdit === edits) return;
    const addedAt = edits;
    addedAtEdit = addedAt;
    field.select();
    const isSaved = await props.onAdd(titles);
    if (isSaved && addedAt === edits) field.value = "";
    if (!isSaved) addedAtEdit = -1;
  };

  return {
    add: addTyped,
    onKeyDown(event) {
      if (event.isComposing) return;
      if (event.key === "Enter" || event.key === "ArrowDown") event.preventDefault();
      if (event.key === "Enter") void addTyped(event.currentTarget);
      else if (event.key === "ArrowDown") props.onArrowDown();
      else if (event.key === "Escape") event.currentTarget.blur();
    },
    onPaste(event) {
      const { value, selectionStart, selectionEnd } = event.currentTarget;
      const selection = [selectionStart ?? value.length, selectionEnd ?? value.length] as const;
      const text = pastedLines(value, selection, event.clipboardData?.getData("text/plain") ?? "");
      if (text === null) return;
      event.preventDefault();
      props.onPasteLines(text);
    },
    onInput() {
      edits += 1;
      props.onEdited();
    },
  };
}

function LineField(props: LineFieldProps): JSX.Element {
  const { client } = useApp();
  const handlers = lineHandlers(props);
  let field: HTMLInputElement | undefined;
  createRetry(client, () => {
    if (props.error !== null && field !== undefined) void handlers.add(field);
  });
  const draft = keepDraftOverLoad(LINE_DRAFT, () => field?.value ?? "");
  return (
    <>
      <label class={styles["line"]}>
        <Plus class={styles["plus"] ?? ""} size="1.25rem" strokeWidth={1.75} aria-hidden="true" />
        <input
          ref={(element) => {
            field = element;
            element.value = draft;
            props.fieldRef(element);
          }}
          data-kept
          class={styles["input"]}
          type="text"
          aria-label={t("add.label")}
          aria-describedby={props.canType ? undefined : "cannot-write"}
          aria-invalid={props.error === null ? undefined : true}
          placeholder={t("add.placeholder")}
          disabled={!props.canType}
          autocomplete="off"
          enterkeyhint="enter"
          dir="auto"
          onKeyDown={(event) => handlers.onKeyDown(event)}
          onPaste={(event) => handlers.onPaste(event)}
          onInput={() => handlers.onInput()}
        />
      </label>
      <Problem text={props.error} />
    </>
  );
}

type LinesFieldProps = {
  readonly text: string;
  readonly error: string | null;
  readonly onAdd: (titles: readonly string[]) => Promise<boolean>;
  readonly onClose: () => void;
};

function LinesField(props: LinesFieldProps): JSX.Element {
  const draft = keepDraftOverLoad(LINES_DRAFT, () => text());
  const [text, setText] = createSignal(draft === "" ? untrack(() => props.text) : draft);
  const titles = createMemo(() => linesToTitles(text()));
  let isAdding = false;
  const addAll = async (): Promise<void> => {
    if (isAdding || titles().length === 0) return;
    isAdding = true;
    if (await props.onAdd(titles())) props.onClose();
    isAdding = false;
  };
  const { client } = useApp();
  createRetry(client, () => {
    if (props.error !== null) void addAll();
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") props.onClose();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void addAll();
  };
  return (
    <div class={styles["lines"]} onKeyDown={onKeyDown}>
      <textarea
        data-kept
        class={styles["area"]}
        aria-label={t("add.manyLabel")}
        rows={Math.min(8, text().split("\n").length)}
        value={text()}
        translate="no"
        dir="auto"
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div class={styles["buttons"]}>
        <Button
          look="primary"
          disabled={titles().length === 0}
          ref={(button) => queueMicrotask(() => button.focus())}
          onClick={() => void addAll()}
        >
          {t("add.many", titles().length)}
        </Button>
        <Button look="plain" onClick={() => props.onClose()}>
          {t("sync.cancel")}
        </Button>
        <span class={styles["hint"]}>{t("add.manyHint")}</span>
      </div>
      <Problem text={props.error} />
    </div>
  );
}

function Problem(props: { readonly text: string | null }): JSX.Element {
  return (
    <Show when={props.text}>
      {(text) => (
        <p class={styles["problem"]} role="alert">
          {text()}
        </p>
      )}
    </Show>
  );
}
