// Twenty-four fields for the words of a phrase. Each says when its word is in no list, and what was probably meant; a text with several words, pasted or
// typed with blanks, spreads over the fields from where it is put in. What is typed stays in these fields: no browser keeps, completes or checks it.

import { createSignal, For, Show, untrack, type JSX } from "solid-js";
import { createUniqueId } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { t } from "../texts/messages.ts";
import page from "../shell/page.module.css";
import styles from "./recovery.module.css";
import { isWord, meantWord, readPhrase, WORD_COUNT, wordsInText, type PhraseError, type PasteError } from "./words.ts";

export type WordsFormProps = {
  readonly action: string;
  /** What became of the last try; null: nothing to say. */
  readonly problem: string | null;
  readonly isBusy: boolean;
  /** What else is asked for, after the words. */
  readonly children?: JSX.Element;
  /** `entropy`: a secret. */
  readonly onEntropy: (entropy: Uint8Array) => void;
  readonly onCancel: () => void;
};

const NOTHING: readonly string[] = Array.from({ length: WORD_COUNT }, () => "");

function phraseErrorText(error: PhraseError): string {
  if (error.kind === "checksum") return t("recovery.checksum");
  return error.kind === "missing" ? t("recovery.missing", error.at + 1) : `${t("recovery.word", error.at + 1)}: ${t("recovery.unknown")}`;
}

const pasteErrorText = (error: PasteError): string =>
  error.kind === "too-long" ? t("recovery.tooLong") : t("recovery.tooMany", error.count);

type Words = {
  readonly words: () => readonly string[];
  readonly problem: () => string | null;
  /** What the field at a place holds now. */
  readonly put: (at: number, text: string) => void;
  /** `null`: something is wrong, which is said. */
  readonly read: () => Uint8Array | null;
  readonly fieldRef: (at: number) => (field: HTMLInputElement) => void;
};

function createWords(): Words {
  const [words, setWords] = createSignal(NOTHING);
  const [problem, setProblem] = createSignal<string | null>(null);
  const fields: HTMLInputElement[] = [];
  return {
    words,
    problem,
    put(at, text) {
      const found = wordsInText(text);
      setProblem(found.ok ? null : pasteErrorText(found.error));
      if (!found.ok || found.value.length > WORD_COUNT - at) {
        if (found.ok) setProblem(t("recovery.tooMany", found.value.length + at));
        const field = fields[at];
        if (field !== undefined) field.value = words()[at] ?? "";
        return;
      }
      const isOne = found.value.length < 2;
      setWords(words().map((word, place) => (isOne && place === at ? text.trimStart() : (found.value[place - at] ?? word))));
      // A blank after a word is for the next one.
      if (!isOne || /\S\s$/u.test(text)) fields[Math.min(WORD_COUNT - 1, at + found.value.length)]?.focus();
    },
    read() {
      const phrase = readPhrase(words());
      setProblem(phrase.ok ? null : phraseErrorText(phrase.error));
      if (!phrase.ok && phrase.error.kind !== "checksum") fields[phrase.error.at]?.focus();
      return phrase.ok ? phrase.value : null;
    },
    fieldRef: (at) => (field) => {
      fields[at] = field;
      if (at === 0) queueMicrotask(() => field.focus());
    },
  };
}

export function WordsForm(props: WordsFormProps): JSX.Element {
  const { words, problem, put, read, fieldRef } = createWords();
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const entropy = props.isBusy ? null : read();
    if (entropy !== null) props.onEntropy(entropy);
  };
  return (
    <form class={page["sections"]} onSubmit={onSubmit} autocomplete="off">
      <p>{t("recovery.paste")}</p>
      <ol class={styles["words"]}>
        <For each={NOTHING.map((_, index) => index)}>
          {(at) => <WordField at={at} word={words()[at] ?? ""} onText={(text) => put(at, text)} ref={untrack(() => fieldRef(at))} />}
        </For>
      </ol>
      {props.children}
      <p class={styles["problem"]} role="alert">
        {problem() ?? props.problem ?? ""}
      </p>
      <div class={page["buttons"]}>
        <Button look="primary" type="submit" disabled={props.isBusy}>
          {props.action}
        </Button>
        <Button look="plain" onClick={() => props.onCancel()}>
          {t("sync.cancel")}
        </Button>
      </div>
    </form>
  );
}

type WordFieldProps = {
  readonly at: number;
  readonly word: string;
  readonly onText: (text: string) => void;
  readonly ref: (field: HTMLInputElement) => void;
};

function WordField(props: WordFieldProps): JSX.Element {
  const id = createUniqueId();
  // Nobody is told so in the middle of a word.
  const [isLeft, setLeft] = createSignal(false);
  const hint = (): string | null => {
    if (!isLeft() || props.word === "" || isWord(props.word)) return null;
    const meant = meantWord(props.word);
    return meant === null ? t("recovery.unknown") : t("recovery.meant", meant);
  };
  return (
    <li class={styles["word"]}>
      <label class={styles["number"]} for={id} aria-label={t("recovery.word", props.at + 1)}>
        {props.at + 1}
      </label>
      <input
        id={id}
        ref={(field) => props.ref(field)}
        class={styles["wordInput"]}
        type="text"
        value={props.word}
        autocomplete="off"
        autocapitalize="none"
        autocorrect="off"
        spellcheck={false}
        translate="no"
        data-kept
        aria-invalid={hint() === null ? undefined : true}
        aria-describedby={hint() === null ? undefined : `${id}-hint`}
        onInput={(event) => props.onText(event.currentTarget.value)}
        onFocus={() => setLeft(false)}
        onBlur={() => setLeft(true)}
      />
      <Show when={hint()}>
        {(text) => (
          <p id={`${id}-hint`} class={styles["hint"]}>
            {text()}
          </p>
        )}
      </Show>
    </li>
  );
}
