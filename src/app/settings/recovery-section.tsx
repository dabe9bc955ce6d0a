// Whether there is a way back when all devices are gone.

import { Show, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { useApp } from "../shell/app-context.ts";
import { isOwnShown } from "../recovery/own-space.ts";
import page from "../shell/page.module.css";
import { t } from "../texts/messages.ts";
import { SettingsSection } from "./settings-section.tsx";

export function RecoverySection(props: { readonly onOpen: () => void }): JSX.Element {
  const { client } = useApp();
  const count = (): number => client.status()?.recoveryPhrases ?? 0;
  return (
    <Show when={isOwnShown(client)}>
      <SettingsSection title={t("recovery.title")}>
        <p class={page["quiet"]}>
          {count() === 0 ? `${t("recovery.none")} ${t("recovery.what")}` : `${t("recovery.count", count())} ${t("recovery.what")}`}
        </p>
        <div class={page["buttons"]}>
          <Button look="plain" onClick={() => props.onOpen()}>
            {t("recovery.open")}
          </Button>
        </div>
      </SettingsSection>
    </Show>
  );
}
