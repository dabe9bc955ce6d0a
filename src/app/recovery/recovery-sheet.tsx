// The recovery phrases of the space: which there are, a new one, and the end of one. Loaded on first use.

import { createEffect, createResource, createSignal, For, Match, on, Show, Switch, type JSX } from "solid-js";
import type { RecoveryPhrase } from "../../replica/face/recovery.ts";
import { Button } from "../../ui/button/button.tsx";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { useApp } from "../shell/app-context.ts";
import { t, type PlainMessageKey } from "../texts/messages.ts";
import { MakePhrase, type MakeStep } from "./make-phrase.tsx";
import page from "../shell/page.module.css";
import { madeText, makerText, recoveryErrorText } from "./recovery-texts.ts";
import styles from "./recovery.module.css";
import { Restore } from "./restore.tsx";
import { WordsForm } from "./words-form.tsx";

export type RecoverySheetProps = { readonly onClose: () => void; readonly returnFocus: () => void };

type Turn =
  | { readonly kind: "overview"; readonly note: string }
  | { readonly kind: "make" }
  | { readonly kind: "restore" }
  | { readonly kind: "end"; readonly phrase: RecoveryPhrase };

const MAKE_TITLES = {
  words: "recovery.wordsTitle",
  check: "recovery.checkTitle",
  making: "recovery.title",
  made: "recovery.title",
} as const satisfies Record<MakeStep, PlainMessageKey>;

export function RecoverySheet(props: RecoverySheetProps): JSX.Element {
  const [turn, setTurn] = createSignal<Turn>({ kind: "overview", note: "" });
  const [step, setStep] = createSignal<MakeStep>("words");
  const title = (): PlainMessageKey => {
    const { kind } = turn();
    if (kind === "make") return MAKE_TITLES[step()];
    if (kind === "restore") return "restore.words";
    return kind === "end" ? "recovery.endTitle" : "recovery.title";
  };
  const overview = (note = ""): void => void setTurn({ kind: "overview", note });
  const make = (): void => {
    setStep("words");
    setTurn({ kind: "make" });
  };
  const ending = (): RecoveryPhrase | null => {
    const present = turn();
    return present.kind === "end" ? present.phrase : null;
  };
  const note = (): string => {
    const present = turn();
    return present.kind === "overview" ? present.note : "";
  };
  return (
    <Sheet title={t(title())} closeLabel={t("app.close")} wide onClose={() => props.onClose()} returnFocus={() => props.returnFocus()}>
      <Switch
        fallback={
          <Overview
            note={note()}
            onMake={make}
            onRestore={() => setTurn({ kind: "restore" })}
            onEnd={(phrase) => setTurn({ kind: "end", phrase })}
          />
        }
      >
        <Match when={turn().kind === "make"}>
          <MakePhrase step={step()} onStep={setStep} onEnd={() => overview()} />
        </Match>
        <Match when={turn().kind === "restore"}>
          <Restore place={null} onBegun={() => undefined} onBack={() => overview()} onDone={() => props.onClose()} />
        </Match>
        <Match when={ending()} keyed>
          {(phrase) => <EndPhrase phrase={phrase} onEnd={overview} />}
        </Match>
      </Switch>
    </Sheet>
  );
}

type OverviewProps = {
  readonly note: string;
  readonly onMake: () => void;
  readonly onRestore: () => void;
  readonly onEnd: (phrase: RecoveryPhrase) => void;
};

function Overview(props: OverviewProps): JSX.Element {
  const { client, canWrite } = useApp();
  const [read, { refetch }] = createResource(async () => client.ask({ kind: "phrases" }));
  createEffect(
    on(
      () => client.status()?.recoveryPhrases,
      () => void refetch(),
      { defer: true },
    ),
  );
  const phrases = (): readonly RecoveryPhrase[] => (read.latest?.ok === true ? read.latest.value : []);
  return (
    <div class={page["sections"]}>
      <section class={page["section"]}>
        <p>{t("recovery.what")}</p>
        <Show when={read.latest?.ok === true && phrases().length === 0}>
          <p>{t("recovery.without")}</p>
        </Show>
        <Show when={client.status()?.relayAddress === null}>
          <p>{t("recovery.noRelay")}</p>
        </Show>
        <p class={page["quiet"]} role="status">
          {read.latest?.ok === false ? recoveryErrorText(read.latest.error) : props.note}
        </p>
        <div class={page["buttons"]}>
          <Button look={phrases().length === 0 ? "primary" : "plain"} disabled={!canWrite()} onClick={() => props.onMake()}>
            {t(phrases().length === 0 ? "recovery.make" : "recovery.makeAnother")}
          </Button>
          <Button look="quiet" disabled={!canWrite()} onClick={() => props.onRestore()}>
            {t("restore.words")}
          </Button>
        </div>
      </section>
      <Show when={phrases().length > 0}>
        <PhraseList phrases={phrases()} onEnd={(phrase) => props.onEnd(phrase)} />
      </Show>
    </div>
  );
}

function PhraseList(props: { readonly phrases: readonly RecoveryPhrase[]; readonly onEnd: (phrase: RecoveryPhrase) => void }): JSX.Element {
  const { canWrite } = useApp();
  return (
    <section class={page["section"]}>
      <h3 class={page["heading"]}>{t("recovery.list")}</h3>
      <ul class={styles["phrases"]}>
        <For each={props.phrases}>
          {(phrase) => (
            <li class={page["line"]}>
              <div class={page["value"]}>
                <p>{madeText(phrase)}</p>
                <p class={page["quiet"]} translate="no">
                  {makerText(phrase)}
                </p>
              </div>
              <Button
                look="quiet"
                disabled={!canWrite()}
                aria-label={t("recovery.endLabel", madeText(phrase))}
                onClick={() => props.onEnd(phrase)}
              >
                {t("recovery.end")}
              </Button>
            </li>
          )}
        </For>
      </ul>
      <p class={page["quiet"]}>{t("recovery.replace")}</p>
    </section>
  );
}

function EndPhrase(props: { readonly phrase: RecoveryPhrase; readonly onEnd: (note?: string) => void }): JSX.Element {
  const { client } = useApp();
  const [problem, setProblem] = createSignal<string | null>(null);
  const [isBusy, setBusy] = createSignal(false);
  const end = async (entropy: Uint8Array): Promise<void> => {
    setProblem(null);
    setBusy(true);
    const ended = await client.ask({ kind: "end-phrase", phrase: props.phrase.id, entropy });
    setBusy(false);
    if (ended.ok) props.onEnd(t("recovery.ended"));
    else setProblem(recoveryErrorText(ended.error));
  };
  return (
    <div class={page["sections"]}>
      <p>{t("recovery.endExplain")}</p>
      <p class={page["quiet"]}>{madeText(props.phrase)}</p>
      <WordsForm
        action={t("recovery.end")}
        problem={problem()}
        isBusy={isBusy()}
        onEntropy={(entropy) => void end(entropy)}
        onCancel={() => props.onEnd()}
      />
    </div>
  );
}
