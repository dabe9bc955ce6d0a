// Which Daybook this is, by its build and by the content of its files, and whether there is a newer one.

import { Show, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import type { UpdateClient } from "../update/update-client.ts";
import { updateProblemText } from "../update/update-offer.tsx";
import { SettingsSection } from "./settings-section.tsx";
import page from "../shell/page.module.css";

function stateText(update: UpdateClient): string {
  if (update.isApplying()) return t("update.applying");
  const problem = updateProblemText(update);
  if (problem !== null) return problem;
  if (update.waiting() !== null) return t("update.ready");
  const state = update.checkState();
  return state === "idle" ? "" : t(`update.${state}`);
}

export function VersionSection(props: { readonly build: string }): JSX.Element {
  const { update } = useApp();
  return (
    <SettingsSection title={t("settings.about")}>
      <p class={page["quiet"]}>{t("settings.version", props.build)}</p>
      <Show when={update.inCharge()?.hash}>{(hash) => <p class={page["quiet"]}>{t("update.fingerprint", hash())}</p>}</Show>
      <div class={page["buttons"]}>
        <Show
          when={update.waiting() !== null}
          fallback={
            <Button look="plain" onClick={() => void update.check()}>
              {t("update.check")}
            </Button>
          }
        >
          <Button look="plain" onClick={() => void update.apply()}>
            {t("update.now")}
          </Button>
        </Show>
      </div>
      <p class={page["quiet"]} role="status">
        {stateText(update)}
      </p>
    </SettingsSection>
  );
}
