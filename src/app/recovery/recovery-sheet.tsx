// The ways back to the space, words on paper and passkeys: which there are, a new one, and the end of one. Loaded on first use.

import { createEffect, createResource, createSignal, For, Match, on, Show, Switch, type JSX } from "solid-js";
import type { RecoveryPhrase } from "../../replica/face/recovery.ts";
import { Button } from "../../ui/button/button.tsx";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { canHavePasskey } from "../lock/passkey.ts";
import { useApp } from "../shell/app-context.ts";
import { t, type PlainMessageKey } from "../texts/messages.ts";
import { EndWayBack } from "./end-way-back.tsx";
import { MakePasskey } from "./make-passkey.tsx";
import { MakePhrase, type MakeStep } from "./make-phrase.tsx";
import { AtRelay } from "./passkey-at-relay.tsx";
import page from "../shell/page.module.css";
import { makerText, recoveryErrorText, wayText } from "./recovery-texts.ts";
import styles from "./recovery.module.css";
import { Restore } from "./restore.tsx";

export type RecoverySheetProps = { readonly onClose: () => void; readonly returnFocus: () => void };

type Turn =
  | { readonly kind: "overview"; readonly note: string }
  | { readonly kind: "make" }
  | { readonly kind: "make-passkey" }
  | { readonly kind: "restore" }
  | { readonly kind: "end"; readonly phrase: RecoveryPhrase; readonly hasPasskeys: boolean };

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
    const present = turn();
    switch (present.kind) {
      case "make":
        return MAKE_TITLES[step()];
      case "make-passkey":
        return "passkey.title";
      case "restore":
        return "restore.words";
      case "end":
        return present.phrase.isPasskey ? "passkey.endTitle" : "recovery.endTitle";
      default:
        return "recovery.title";
    }
  };
  const overview = (note = ""): void => void setTurn({ kind: "overview", note });
  const make = (): void => {
    setStep("words");
    setTurn({ kind: "make" });
  };
  const ending = (): Extract<Turn, { kind: "end" }> | null => {
    const present = turn();
    return present.kind === "end" ? present : null;
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
            onMakePasskey={() => setTurn({ kind: "make-passkey" })}
            onRestore={() => setTurn({ kind: "restore" })}
            onEnd={(phrase, hasPasskeys) => setTurn({ kind: "end", phrase, hasPasskeys })}
          />
        }
      >
        <Match when={turn().kind === "make"}>
          <MakePhrase step={step()} onStep={setStep} onEnd={() => overview()} />
        </Match>
        <Match when={turn().kind === "make-passkey"}>
          <MakePasskey onEnd={() => overview()} />
        </Match>
        <Match when={turn().kind === "restore"}>
          <Restore place={null} onBegun={() => undefined} onBack={() => overview()} onDone={() => props.onClose()} />
        </Match>
        <Match when={ending()} keyed>
          {({ phrase, hasPasskeys }) => <EndWayBack phrase={phrase} hasPasskeys={hasPasskeys} onEnd={overview} />}
        </Match>
      </Switch>
    </Sheet>
  );
}

type OverviewProps = {
  readonly note: string;
  readonly onMake: () => void;
  readonly onMakePasskey: () => void;
  readonly onRestore: () => void;
  readonly onEnd: (phrase: RecoveryPhrase, hasPasskeys: boolean) => void;
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
          <Show when={canHavePasskey()}>
            <Button look="plain" disabled={!canWrite()} onClick={() => props.onMakePasskey()}>
              {t("passkey.make")}
            </Button>
          </Show>
          <Button look="quiet" disabled={!canWrite()} onClick={() => props.onRestore()}>
            {t("restore.words")}
          </Button>
        </div>
        <Show when={!canHavePasskey()}>
          <p class={page["quiet"]}>{t("passkey.elsewhere")}</p>
        </Show>
      </section>
      <Show when={phrases().length > 0}>
        <PhraseList
          phrases={phrases()}
          onEnd={(phrase) =>
            props.onEnd(
              phrase,
              phrases().some(({ isPasskey }) => isPasskey),
            )
          }
        />
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
                <p>{wayText(phrase)}</p>
                <p class={page["quiet"]} translate="no">
                  {makerText(phrase)}
                </p>
                <Show when={phrase.isPasskey}>
                  <AtRelay passkey={phrase.id} />
                </Show>
              </div>
              <Button
                look="quiet"
                disabled={!canWrite()}
                aria-label={t("recovery.endLabel", wayText(phrase))}
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
