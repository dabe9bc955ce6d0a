// The recovery sheet as it goes on paper: beside the page's own parts, seen in print alone, where nothing else is.

import { createResource, For, Show, type JSX } from "solid-js";
import { Portal } from "solid-js/web";
import type { SpaceId } from "../../base/ids.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import { QrCode } from "../../ui/qr-code/qr-code.tsx";
import { useApp } from "../shell/app-context.ts";
import { findAppAddress } from "../sync/app-address.ts";
import { t } from "../texts/messages.ts";
import styles from "./recovery.module.css";
import { dayInFull } from "./recovery-texts.ts";
import { restoreLink, spaceOnPaper } from "./restore-link.ts";

export type PaperProps = {
  readonly words: readonly string[];
  readonly space: SpaceId;
  /** null: none is set. */
  readonly relay: string | null;
  readonly day: PlainDay;
};

export function Paper(props: PaperProps): JSX.Element {
  const { client } = useApp();
  const [address] = createResource(async () => findAppAddress(client.profile()?.appAddress ?? null, location, fetch));
  const [homeCode] = createResource(async () => {
    const told = await client.ask({ kind: "home-code" });
    return told.ok ? (told.value ?? "") : "";
  });
  const home = (): string => homeCode.latest ?? "";
  /** As others reach it, where it is what serves this page. */
  const relay = (): string | null => {
    const servedAt = address.latest?.servedAt ?? null;
    const isPagesOwn = props.relay === location.origin.replace(/^http/u, "ws");
    return isPagesOwn && servedAt !== null ? servedAt : props.relay;
  };
  const link = (): string | null => {
    const app = address.latest;
    return app === undefined || homeCode.loading
      ? null
      : restoreLink(app.appAddress, { relay: relay() ?? "", space: props.space, home: home() });
  };
  return (
    <Portal>
      <article class={styles["paper"]} data-recovery-sheet="">
        <h1>{t("recovery.paperTitle")}</h1>
        <p>{t("recovery.paperMade", dayInFull(props.day))}</p>
        <ol class={styles["paperWords"]} translate="no">
          <For each={props.words}>{(word) => <li>{word}</li>}</For>
        </ol>
        <p>{t("recovery.paperKeep")}</p>
        <div class={styles["paperPlace"]}>
          <dl translate="no">
            <dt>{t("recovery.paperRelay")}</dt>
            <dd>{relay() ?? t("recovery.paperNoRelay")}</dd>
            <dt>{t("recovery.paperSpace")}</dt>
            <dd class={styles["paperId"]}>{spaceOnPaper(props.space)}</dd>
            <Show when={home() !== ""}>
              <dt>{t("recovery.paperHome")}</dt>
              <dd class={styles["paperId"]}>{home()}</dd>
            </Show>
          </dl>
          <Show when={link()}>{(text) => <QrCode text={text()} label={t("recovery.paperCode")} />}</Show>
        </div>
        <p>{t("recovery.paperHow")}</p>
        <p>{t("recovery.paperWhat")}</p>
      </article>
    </Portal>
  );
}
