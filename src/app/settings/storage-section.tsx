// Where the data lies and whether the browser keeps it.

import { createSignal, Show, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { persistenceText } from "../first-run/keep-data.ts";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import { createStorageRoom } from "../trouble/storage-room.ts";
import { roomText } from "../trouble/room-text.ts";
import { SettingsSection } from "./settings-section.tsx";
import page from "../shell/page.module.css";

export function StorageSection(): JSX.Element {
  const { keeping, isTabOnIos } = useApp();
  const room = createStorageRoom();
  const [isAsking, setAsking] = createSignal(false);
  const ask = async (): Promise<void> => {
    setAsking(true);
    await keeping.askNow();
    setAsking(false);
  };
  return (
    <SettingsSection title={t("settings.storage")}>
      <p class={page["quiet"]}>{roomText(room())}</p>
      <p class={page["quiet"]} role="status">
        {persistenceText(keeping.persistence())}
      </p>
      <Show when={isTabOnIos}>
        <p class={page["quiet"]}>{`${t("home.mark")} ${t("home.how")}`}</p>
      </Show>
      <Show when={keeping.persistence() === "may-be-cleared"}>
        <div class={page["buttons"]}>
          <Button look="plain" disabled={isAsking()} onClick={() => void ask()}>
            {t("keep.ask")}
          </Button>
        </div>
      </Show>
    </SettingsSection>
  );
}
