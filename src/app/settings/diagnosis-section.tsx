// The way to the diagnosis.

import type { JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { t } from "../texts/messages.ts";
import { SettingsSection } from "./settings-section.tsx";
import page from "../shell/page.module.css";

export function DiagnosisSection(props: { readonly onOpen: () => void }): JSX.Element {
  return (
    <SettingsSection title={t("diagnosis.title")}>
      <p class={page["quiet"]}>{t("diagnosis.explain")}</p>
      <div class={page["buttons"]}>
        <Button look="plain" onClick={() => props.onOpen()}>
          {t("diagnosis.open")}
        </Button>
      </div>
    </SettingsSection>
  );
}
