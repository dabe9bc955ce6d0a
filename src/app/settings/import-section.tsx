// Where tasks and documents of other programs come in.

import type { JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { useApp } from "../shell/app-context.ts";
import page from "../shell/page.module.css";
import { t } from "../texts/messages.ts";
import { SettingsSection } from "./settings-section.tsx";

export function ImportSection(props: { readonly onOpen: () => void }): JSX.Element {
  const { canWrite } = useApp();
  return (
    <SettingsSection title={t("taskImport.section")}>
      <p class={page["quiet"]}>{t("taskImport.explain")}</p>
      <div class={page["buttons"]}>
        <Button look="plain" disabled={!canWrite()} onClick={() => props.onOpen()}>
          {t("taskImport.open")}
        </Button>
      </div>
    </SettingsSection>
  );
}
