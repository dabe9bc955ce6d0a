// The way to the diagnosis.

import type { JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { t } from "../texts/messages.ts";
import { SettingsSection } from "./settings-section.tsx";
import styles from "./settings.module.css";

export function DiagnosisSection(props: { readonly onOpen: () => void }): JSX.Element {
  return (
    <SettingsSection title={t("diagnosis.title")}>
      <p class={styles["quiet"]}>{t("diagnosis.explain")}</p>
      <div class={styles["buttons"]}>
        <Button look="plain" onClick={() => props.onOpen()}>
          {t("diagnosis.open")}
        </Button>
      </div>
    </SettingsSection>
  );
}
