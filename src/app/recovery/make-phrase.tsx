// A new recovery phrase: its words are shown, three of them are asked for, and only then it becomes a way back. The words are in this part of the page
// alone, and gone with it.

import { createEffect, createSignal, For, Match, on, onCleanup, Show, Switch, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import page from "../shell/page.module.css";
import { Paper } from "./paper.tsx";
import { recoveryErrorText } from "./recovery-texts.ts";
import styles from "./recovery.module.css";
import { drawPhrase, drawPlaces, tidyWord } from "./words.ts";

export type MakeStep = "words" | "check" | "making" | "made";

const ASKED_WORDS = 3;

export type MakePhraseProps = {
  readonly step: MakeStep;
  readonly onStep: (step: MakeStep) => void;
  readonly onEnd: () => void;
};

export function MakePhrase(props: MakePhraseProps): JSX.Element {
  const { client, today } = useApp();
  const phrase = drawPhrase();
  const [failure, setFailure] = createSignal<string | null>(null);
  onCleanup(() => phrase.entropy.fill(0));
  const make = async (): Promise<void> => {
    props.onStep("making");
    const made = await client.ask({ kind: "make-phrase", entropy: phrase.entropy, day: today() });
    setFailure(made.ok ? null : recoveryErrorText(made.error));
    props.onStep(made.ok ? "made" : "check");
  };
  return (
    <div class={page["sections"]}>
      <Switch>
        <Match when={props.step === "words"}>
          <Words words={phrase.words} onWritten={() => props.onStep("check")} onCancel={() => props.onEnd()} />
        </Match>
        <Match when={props.step === "check"}>
          <Check
            words={phrase.words}
            failure={failure()}
            onRight={() => void make()}
            onShow={() => props.onStep("words")}
            onCancel={() => props.onEnd()}
          />
        </Match>
        <Match when={props.step === "making"}>
          <p role="status">{t("recovery.making")}</p>
        </Match>
        <Match when={props.step === "made"}>
          <Made onDone={() => props.onEnd()} />
        </Match>
      </Switch>
    </div>
  );
}

type WordsProps = { readonly words: readonly string[]; readonly onWritten: () => void; readonly onCancel: () => void };

function Words(props: WordsProps): JSX.Element {
  const { client, today } = useApp();
  const space = () => client.status()?.space ?? null;
  return (
    <>
      <p>{t("recovery.wordsExplain")}</p>
      <ol class={styles["words"]} aria-label={t("recovery.wordsLabel")} translate="no">
        <For each={props.words}>
          {(word, index) => (
            <li class={styles["word"]}>
              <span class={styles["number"]}>{index() + 1}</span>
              <span class={styles["shownWord"]}>{word}</span>
            </li>
          )}
        </For>
      </ol>
      <Show when={space()}>
        {(id) => <Paper words={props.words} space={id()} relay={client.status()?.relayAddress ?? null} day={today()} />}
      </Show>
      <div class={page["buttons"]}>
        <Button look="primary" onClick={() => props.onWritten()}>
          {t("recovery.written")}
        </Button>
        <Button look="plain" onClick={() => window.print()}>
          {t("recovery.print")}
        </Button>
        <Button look="plain" onClick={() => props.onCancel()}>
          {t("sync.cancel")}
        </Button>
      </div>
    </>
  );
}

type CheckProps = {
  readonly words: readonly string[];
  readonly failure: string | null;
  readonly onRight: () => void;
  readonly onShow: () => void;
  readonly onCancel: () => void;
};

function Check(props: CheckProps): JSX.Element {
  const places = drawPlaces(ASKED_WORDS);
  const [wrong, setWrong] = createSignal<number | null>(null);
  const fields = new Map<number, HTMLInputElement>();
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const first = places.find((at) => tidyWord(fields.get(at)?.value ?? "") !== props.words[at]);
    setWrong(first ?? null);
    if (first === undefined) props.onRight();
    else fields.get(first)?.focus();
  };
  return (
    <form class={page["sections"]} onSubmit={onSubmit} autocomplete="off">
      <p>{t("recovery.checkExplain")}</p>
      <For each={places}>
        {(at, index) => (
          <TextField
            label={t("recovery.word", at + 1)}
            error={wrong() === at ? t("recovery.wrongWord", at + 1) : null}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            maxLength={40}
            ref={(field) => {
              fields.set(at, field);
              if (index() === 0) queueMicrotask(() => field.focus());
            }}
          />
        )}
      </For>
      <p class={styles["problem"]} role="alert">
        {props.failure ?? ""}
      </p>
      <div class={page["buttons"]}>
        <Button look="primary" type="submit">
          {t("recovery.confirm")}
        </Button>
        <Button look="plain" onClick={() => props.onShow()}>
          {t("recovery.showAgain")}
        </Button>
        <Button look="plain" onClick={() => props.onCancel()}>
          {t("sync.cancel")}
        </Button>
      </div>
    </form>
  );
}

/** Whether it is where it is needed when this device is gone. */
function Made(props: { readonly onDone: () => void }): JSX.Element {
  const { client } = useApp();
  const isThere = (): boolean => client.status()?.statementsOnlyHere === false;
  let button: HTMLButtonElement | undefined;
  createEffect(on(isThere, () => queueMicrotask(() => button?.focus())));
  return (
    <>
      <p>{t("recovery.stored")}</p>
      <p role="status">{t(isThere() ? "recovery.there" : "recovery.waits")}</p>
      <div class={page["buttons"]}>
        <Button look="primary" onClick={() => props.onDone()} ref={(element) => (button = element)}>
          {t("recovery.done")}
        </Button>
      </div>
    </>
  );
}
