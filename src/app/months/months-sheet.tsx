// The earlier months that this device keeps, and one of them when it is chosen. Loaded on first use.

import { createEffect, createResource, createSignal, For, on, Match, Switch, type JSX } from "solid-js";
import type { KeptMonth } from "../../replica/face/months.ts";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { useApp } from "../shell/app-context.ts";
import { bytesText } from "../sync/sync-texts.ts";
import { t } from "../texts/messages.ts";
import { asOfText, monthErrorText, monthName } from "./month-texts.ts";
import { MonthView } from "./month-view.tsx";
import page from "../shell/page.module.css";
import styles from "./months.module.css";

export type MonthsSheetProps = { readonly onClose: () => void; readonly returnFocus: () => void };

export function MonthsSheet(props: MonthsSheetProps): JSX.Element {
  const { client } = useApp();
  const [read, { refetch }] = createResource(async () => client.ask({ kind: "months" }));
  // A month may come, or go, while one looks on.
  createEffect(on(client.status, () => void refetch(), { defer: true }));
  const [chosen, setChosen] = createSignal<KeptMonth | null>(null);
  const [left, setLeft] = createSignal<string | null>(null);
  const months = (): readonly KeptMonth[] | null => {
    const outcome = read.latest;
    return outcome?.ok === true ? outcome.value : null;
  };
  const failure = (): string => {
    const outcome = read.latest;
    return outcome === undefined || outcome.ok ? t("months.reading") : monthErrorText(outcome.error);
  };
  const title = (): string => {
    const month = chosen();
    return month === null ? t("months.title") : monthName(month.madeAtMs);
  };
  const goBack = (): void => {
    setLeft(chosen()?.checkpoint ?? null);
    setChosen(null);
  };
  return (
    <Sheet title={title()} closeLabel={t("app.close")} wide onClose={() => props.onClose()} returnFocus={() => props.returnFocus()}>
      <Switch
        fallback={
          <p class={page["quiet"]} role="status">
            {failure()}
          </p>
        }
      >
        <Match when={chosen()} keyed>
          {(month) => <MonthView month={month} onBack={goBack} />}
        </Match>
        <Match when={months()?.length === 0}>
          <div class={styles["none"]}>
            <p class={styles["monthName"]}>{t("months.none")}</p>
            <p class={page["quiet"]}>{t("months.noneText")}</p>
          </div>
        </Match>
        <Match when={months()}>
          {(all) => (
            <div class={page["page"]}>
              <p class={page["quiet"]}>{t("months.explain")}</p>
              <ul class={styles["months"]}>
                <For each={all()}>
                  {(month) => <MonthLine month={month} wasLeft={left() === month.checkpoint} onOpen={() => setChosen(month)} />}
                </For>
              </ul>
            </div>
          )}
        </Match>
      </Switch>
    </Sheet>
  );
}

function MonthLine(props: { readonly month: KeptMonth; readonly wasLeft: boolean; readonly onOpen: () => void }): JSX.Element {
  const takeFocus = (button: HTMLElement): void => {
    if (props.wasLeft) queueMicrotask(() => button.focus());
  };
  return (
    <li>
      <button type="button" class={styles["month"]} onClick={() => props.onOpen()} ref={(button) => takeFocus(button)}>
        <span class={styles["monthName"]}>{monthName(props.month.madeAtMs)}</span>
        <span class={styles["meta"]}>
          <span>{t("month.asOf", asOfText(props.month.madeAtMs))}</span>
          <MonthDevice month={props.month} />
          <span>{bytesText(props.month.sizeBytes)}</span>
        </span>
      </button>
    </li>
  );
}

function MonthDevice(props: { readonly month: KeptMonth }): JSX.Element {
  const name = (): string | null => (props.month.device.isSelf ? null : props.month.device.name);
  return (
    <span translate={name() === null ? undefined : "no"} dir="auto">
      {name() ?? t(props.month.device.isSelf ? "sync.thisDevice" : "sync.otherDevice")}
    </span>
  );
}
