// Which Daybook this is.

import type { JSX } from "solid-js";
import { t } from "../texts/messages.ts";
import { SettingsSection } from "./settings-section.tsx";
import styles from "./settings.module.css";

export function VersionSection(props: { readonly build: string }): JSX.Element {
  return (
    <SettingsSection title={t("settings.about")}>
      <p class={styles["quiet"]}>{t("settings.version", props.build)}</p>
    </SettingsSection>
  );
}
