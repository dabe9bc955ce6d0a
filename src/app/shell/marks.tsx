// What stays to be remembered, in quiet lines at the top of a view: data that may be cleared, and tasks that are only samples.

import { Show, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { removeSamples } from "../first-run/sample-data.ts";
import { t } from "../texts/messages.ts";
import { useApp } from "./app-context.ts";
import { focusMain } from "./sheets.ts";
import styles from "./shell.module.css";

export function Marks(): JSX.Element {
  const { client, actions, isTabOnIos, canWrite } = useApp();
  const remove = async (): Promise<void> => {
    const profile = client.profile();
    if (profile !== null) await removeSamples(actions, profile);
    if (document.activeElement === document.body) focusMain();
  };
  return (
    <div class={styles["marks"]}>
      <Show when={isTabOnIos}>
        <p>{t("home.mark")}</p>
      </Show>
      <Show when={(client.profile()?.samples.length ?? 0) > 0}>
        <p>
          {t("sample.line")}
          <Button look="quiet" disabled={!canWrite()} onClick={() => void remove()}>
            {t("sample.remove")}
          </Button>
        </p>
      </Show>
    </div>
  );
}
