// Sample tasks: putting them in, and taking them out in one step.

import { Show, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { addSamples, removeSamples } from "../first-run/sample-data.ts";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import { SettingsSection } from "./settings-section.tsx";
import page from "../shell/page.module.css";

export function SampleSection(): JSX.Element {
  const { client, actions, today, canWrite } = useApp();
  const count = (): number => client.profile()?.samples.length ?? 0;
  const remove = (): void => {
    const profile = client.profile();
    if (profile !== null) void removeSamples(actions, profile);
  };
  return (
    <SettingsSection title={t("settings.samples")}>
      <p class={page["quiet"]} role="status">
        {count() === 0 ? t("settings.samplesExplain") : t("settings.samplesCount", count())}
      </p>
      <div class={page["buttons"]}>
        <Show
          when={count() > 0}
          fallback={
            <Button look="plain" disabled={!canWrite()} onClick={() => void addSamples(actions, today())}>
              {t("settings.samplesAdd")}
            </Button>
          }
        >
          <Button look="plain" disabled={!canWrite()} onClick={remove}>
            {t("sample.remove")}
          </Button>
        </Show>
      </div>
    </SettingsSection>
  );
}
