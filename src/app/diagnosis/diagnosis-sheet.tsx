// The diagnosis as a page of its own: read from the store when it opens, and to be passed on as text. Loaded on first use.

import { createResource, createSignal, For, Show, type JSX } from "solid-js";
import type { Diagnosis } from "../../replica/face/diagnosis.ts";
import { Button } from "../../ui/button/button.tsx";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { useApp } from "../shell/app-context.ts";
import { problemTexts } from "../sync/sync-texts.ts";
import { storeErrorText } from "../texts/error-texts.ts";
import { t } from "../texts/messages.ts";
import { diagnosisSections, sectionsText, type Line, type Seen } from "./diagnosis-sections.ts";
import page from "../shell/page.module.css";
import styles from "./diagnosis.module.css";

export type DiagnosisSheetProps = { readonly onClose: () => void; readonly returnFocus: () => void };

export function DiagnosisSheet(props: DiagnosisSheetProps): JSX.Element {
  const { client } = useApp();
  const [read, { refetch }] = createResource(async () => client.ask({ kind: "diagnosis" }));
  const diagnosis = (): Diagnosis | null => {
    const outcome = read.latest;
    return outcome?.ok === true ? outcome.value : null;
  };
  const failure = (): string => {
    const outcome = read.latest;
    return outcome === undefined || outcome.ok ? t("diagnosis.reading") : storeErrorText(outcome.error);
  };
  return (
    <Sheet
      title={t("diagnosis.title")}
      closeLabel={t("app.close")}
      wide
      onClose={() => props.onClose()}
      returnFocus={() => props.returnFocus()}
    >
      <div class={page["page"]}>
        <p class={page["quiet"]}>{t("diagnosis.explain")}</p>
        <Show
          when={diagnosis()}
          fallback={
            <p class={page["quiet"]} role="status">
              {failure()}
            </p>
          }
        >
          {(known) => <Report diagnosis={known()} onAgain={() => void refetch()} />}
        </Show>
      </div>
    </Sheet>
  );
}

function Report(props: { readonly diagnosis: Diagnosis; readonly onAgain: () => void }): JSX.Element {
  const { client, troubles } = useApp();
  const [copied, setCopied] = createSignal("");
  const seen = (): Seen => {
    const status = client.status();
    return {
      problems: status === null ? [] : problemTexts(status, troubles.clockText()),
      clockText: troubles.clockText(),
      relayAddress: status?.relayAddress ?? null,
    };
  };
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(sectionsText(diagnosisSections(props.diagnosis, seen(), "anybody")));
      setCopied(t("diagnosis.copied"));
    } catch {
      setCopied(t("diagnosis.notCopied"));
    }
  };
  return (
    <>
      <div class={page["buttons"]}>
        <Button look="plain" onClick={() => void copy()}>
          {t("diagnosis.copy")}
        </Button>
        <Button look="quiet" onClick={() => props.onAgain()}>
          {t("diagnosis.again")}
        </Button>
      </div>
      <p class={page["quiet"]} role="status">
        {copied()}
      </p>
      <For each={diagnosisSections(props.diagnosis, seen(), "own")}>
        {({ title, lines }) => (
          <section class={styles["section"]}>
            <h3 class={page["heading"]}>{title}</h3>
            <dl class={styles["lines"]}>
              <For each={lines}>{(line) => <LineView line={line} />}</For>
            </dl>
          </section>
        )}
      </For>
    </>
  );
}

function LineView(props: { readonly line: Line }): JSX.Element {
  return (
    <div class={styles["line"]}>
      <dt class={styles["name"]} translate={props.line.isUserText === true ? "no" : undefined} dir="auto">
        {props.line.name}
      </dt>
      <For each={props.line.values}>{(value) => <dd>{value}</dd>}</For>
    </div>
  );
}
