// This device: what it is called on the user's other devices.

import { Show, type JSX } from "solid-js";
import { useApp } from "../shell/app-context.ts";
import { OwnDevice } from "../sync/device-list.tsx";
import { t } from "../texts/messages.ts";
import { SettingsSection } from "./settings-section.tsx";
import page from "../shell/page.module.css";

export function DeviceSection(): JSX.Element {
  const { client } = useApp();
  return (
    <SettingsSection title={t("settings.device")}>
      <Show when={client.status()?.devices.find((device) => device.self)}>
        {(device) => (
          <div class={page["line"]}>
            <OwnDevice device={device()} />
          </div>
        )}
      </Show>
    </SettingsSection>
  );
}
