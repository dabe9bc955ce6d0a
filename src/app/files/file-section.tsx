// Writing a file for other devices, and taking one in, in the sync centre.

import { For, Show, type JSX } from "solid-js";
import type { DeviceState } from "../../replica/face.ts";
import { Button } from "../../ui/button/button.tsx";
import { useApp } from "../shell/app-context.ts";
import page from "../shell/page.module.css";
import { deviceLabel } from "../sync/sync-summary.ts";
import { t } from "../texts/messages.ts";
import { progressText } from "./file-texts.ts";
import { FolderPart } from "./folder-part.tsx";

export function FileSection(props: { readonly devices: readonly DeviceState[] }): JSX.Element {
  const { client, canWrite, files } = useApp();
  let field: HTMLInputElement | undefined;
  const others = (): readonly DeviceState[] => props.devices.filter(({ self, isReplaced }) => !self && !isReplaced);
  const lacking = (): readonly DeviceState[] => others().filter(({ hasEverything }) => !hasEverything);
  const isIdle = (): boolean => canWrite() && !files.isBusy();
  const onChosen = (event: Event & { currentTarget: HTMLInputElement }): void => {
    const [file] = event.currentTarget.files ?? [];
    if (file !== undefined) void files.take(file);
    // The same file may be chosen again.
    event.currentTarget.value = "";
  };
  return (
    <section class={page["section"]}>
      <h3 class={page["heading"]}>{t("files.title")}</h3>
      <p class={page["quiet"]}>{t("files.explain")}</p>
      <div class={page["buttons"]}>
        <Button look="plain" disabled={!isIdle()} onClick={() => void files.write(null)}>
          {t("files.exportAll")}
        </Button>
        <Button look="plain" disabled={!isIdle()} onClick={() => field?.click()}>
          {t("files.import")}
        </Button>
        <For each={lacking()}>
          {(device) => (
            <Button look="quiet" translate="no" disabled={!isIdle()} onClick={() => void files.write(device.id)}>
              {t("files.exportFor", deviceLabel(device))}
            </Button>
          )}
        </For>
        <input ref={(input) => (field = input)} type="file" hidden aria-label={t("files.import")} onChange={onChosen} />
      </div>
      <FolderPart />
      <Show when={files.isBusy()}>
        <div class={page["line"]}>
          <p class={page["value"]}>{progressText(client.fileProgress()) ?? ""}</p>
          <Button look="plain" onClick={() => files.cancel()}>
            {t("files.cancel")}
          </Button>
        </div>
      </Show>
      <Show when={files.outcome()}>{(text) => <p class={page["value"]}>{text()()}</p>}</Show>
    </section>
  );
}
