// What must be known before going on, at the top of every view.

import { createMemo, Show, type JSX } from "solid-js";
import type { StorageState } from "../../replica/face.ts";
import { Banner, type BannerProps } from "../../ui/notice/banner.tsx";
import type { WorkerHealth } from "../client/replica-client.ts";
import { cannotWriteText } from "../texts/error-texts.ts";
import { t } from "../texts/messages.ts";
import { useApp } from "./app-context.ts";
import styles from "./shell.module.css";

/** The one banner that matters most; null when all is well. */
function bannerFor(health: WorkerHealth, storage: StorageState, reload: () => void): BannerProps | null {
  const action = { label: t("app.reload"), run: reload };
  if (health === "wrong-build") return { tone: "plain", text: t("banner.update"), action };
  if (health === "died") return { tone: "danger", text: t("banner.died"), action };
  const cannotWrite = cannotWriteText(storage);
  if (cannotWrite !== null) return { tone: "danger", text: cannotWrite, action };
  return storage.kind === "full" ? { tone: "danger", text: t("banner.full") } : null;
}

export function Banners(props: { readonly health: WorkerHealth; readonly storage: StorageState }): JSX.Element {
  const { isTabOnIos, troubles } = useApp();
  const banner = createMemo(() => bannerFor(props.health, props.storage, () => location.reload()) ?? troubles.banner());
  return (
    <div class={styles["banners"]} id="cannot-write">
      <Show when={banner()} keyed>
        {(shown) => <Banner {...shown} />}
      </Show>
      <Show when={isTabOnIos}>
        <p class={styles["tabMark"]}>{t("home.mark")}</p>
      </Show>
    </div>
  );
}
