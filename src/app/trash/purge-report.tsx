// What became of the items deleted for good on this device: which devices have not confirmed, and of how many the last copy known is gone.

import { createEffect, createResource, For, on, Show, type JSX } from "solid-js";
import type { PurgeHolder, PurgeReport } from "../../replica/face/purge.ts";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import { momentText } from "../texts/moment-text.ts";
import styles from "./trash.module.css";

type Device = Extract<PurgeHolder, { kind: "device" }>;

function deviceText({ isSelf, state, heardAtMs }: Device): string {
  if (isSelf) return t("report.hiddenHere");
  if (state === "hidden") return t("report.hidden");
  return heardAtMs === null ? t("report.unheard") : t("report.unheardSince", momentText(heardAtMs));
}

export function PurgeReportView(): JSX.Element {
  const { client } = useApp();
  const [read, { refetch }] = createResource(async () => client.ask({ kind: "purges" }));
  // Whatever is confirmed shows in the status.
  createEffect(on(client.status, () => void refetch(), { defer: true }));
  const report = (): PurgeReport | null => {
    const outcome = read.latest;
    return outcome?.ok === true && outcome.value.pendingItems + outcome.value.goneItems > 0 ? outcome.value : null;
  };
  return (
    <Show when={report()}>
      {(known) => (
        <section class={styles["report"]} aria-labelledby="purge-report">
          <h2 class={styles["heading"]} id="purge-report">
            {t("report.title")}
          </h2>
          <Show when={known().goneItems > 0}>
            <p>{t("report.gone", known().goneItems)}</p>
          </Show>
          <Show when={known().pendingItems > 0}>
            <p>{t("report.pending", known().pendingItems)}</p>
            <ul>
              <For each={known().holders}>{(holder) => <Holder holder={holder} />}</For>
            </ul>
          </Show>
        </section>
      )}
    </Show>
  );
}

function Holder(props: { readonly holder: PurgeHolder }): JSX.Element {
  const device = (): Device | null => (props.holder.kind === "device" ? props.holder : null);
  return (
    <li>
      <Show when={device()} fallback={`${t("report.relay")} ${t("report.atRelay")}`}>
        {(known) => (
          <>
            <Show when={!known().isSelf && known().name} fallback={t(known().isSelf ? "sync.thisDevice" : "sync.otherDevice")}>
              {(name) => (
                <b translate="no" dir="auto">
                  {name()}
                </b>
              )}
            </Show>{" "}
            {deviceText(known())}
          </>
        )}
      </Show>
    </li>
  );
}
