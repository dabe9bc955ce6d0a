// A folder that several devices see (of a file sync service, on a stick) as the way between them, where the browser can have one.

import { createResource, Show, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { useApp } from "../shell/app-context.ts";
import page from "../shell/page.module.css";
import { t } from "../texts/messages.ts";
import { folderText } from "./file-texts.ts";
import { exchangeByFolder } from "./folder-exchange.ts";
import { canChooseFolder, chooseFolder, keepFolder, readFolder, type Folder } from "./folder-handle.ts";

export function FolderPart(): JSX.Element {
  const { client, canWrite, files } = useApp();
  const [folder, { mutate }] = createResource(readFolder);
  const isIdle = (): boolean => canWrite() && !files.isBusy();
  const exchange = (chosen: Folder): Promise<unknown> =>
    files.during(async () => {
      const outcome = await exchangeByFolder(client, chosen);
      if (typeof outcome !== "string") {
        mutate(outcome.folder);
        await keepFolder(outcome.folder);
      }
      return () => folderText(outcome);
    });
  const choose = async (): Promise<void> => {
    const handle = await chooseFolder();
    if (handle === null) return;
    const chosen: Folder = { handle, read: [], writtenRecords: 0 };
    mutate(chosen);
    await keepFolder(chosen);
    await exchange(chosen);
  };
  const forget = (): void => {
    mutate(null);
    void keepFolder(null);
  };
  return (
    <Show when={canChooseFolder()}>
      <Show
        when={folder()}
        fallback={
          <div class={page["buttons"]}>
            <Button look="plain" disabled={!isIdle()} onClick={() => void choose()}>
              {t("folder.choose")}
            </Button>
          </div>
        }
      >
        {(chosen) => (
          <div class={page["line"]}>
            <div class={page["value"]}>
              <p translate="no" dir="auto">
                {chosen().handle.name}
              </p>
              <p class={page["quiet"]}>{t("folder.explain")}</p>
            </div>
            <Button look="plain" disabled={!isIdle()} onClick={() => void exchange(chosen())}>
              {t("folder.exchange")}
            </Button>
            <Button look="quiet" disabled={!isIdle()} onClick={() => forget()}>
              {t("folder.forget")}
            </Button>
          </div>
        )}
      </Show>
    </Show>
  );
}
