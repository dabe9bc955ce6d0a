// Whether the number of tasks that are overdue and due today shows where Daybook is not looked at.

import type { JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import page from "../shell/page.module.css";
import { t } from "../texts/messages.ts";
import { chooseBadge, isBadgeOn } from "../today/badge-choice.ts";
import { SettingsSection } from "./settings-section.tsx";

export function BadgeSection(): JSX.Element {
  return (
    <SettingsSection title={t("badge.title")}>
      <p class={page["quiet"]}>{t("badge.explain")}</p>
      <div class={page["buttons"]} role="group" aria-label={t("badge.title")}>
        <Button look="plain" aria-pressed={isBadgeOn()} onClick={() => chooseBadge(true)}>
          {t("badge.on")}
        </Button>
        <Button look="plain" aria-pressed={!isBadgeOn()} onClick={() => chooseBadge(false)}>
          {t("badge.off")}
        </Button>
      </div>
    </SettingsSection>
  );
}
