// The lists in the trash, above the tasks there: each comes back with the tasks that went with it.

import RotateCcw from "lucide-solid/icons/rotate-ccw";
import { For, Show, type JSX } from "solid-js";
import { IconButton } from "../../ui/button/button.tsx";
import { HueDot } from "../../ui/mark/hue-dot.tsx";
import { listName } from "../client/lists.ts";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import { makeListCommands } from "./list-commands.ts";
import styles from "./lists.module.css";

export function TrashedLists(): JSX.Element {
  const { actions, lists, canWrite } = useApp();
  const commands = makeListCommands(actions, lists);
  return (
    <Show when={lists.trashed().length > 0}>
      <section class={styles["trashed"]} aria-labelledby="trashed-lists">
        <h2 class={styles["heading"]} id="trashed-lists">
          {t("lists.trashed")}
        </h2>
        <ul>
          <For each={lists.trashed()}>
            {(list) => (
              <li class={styles["trashedList"]}>
                <HueDot hue={list.color} />
                <span class={styles["name"]} translate="no" dir="auto">
                  {listName(list)}
                </span>
                <IconButton
                  icon={RotateCcw}
                  label={t("lists.restoreLabel", listName(list))}
                  disabled={list.newer || !canWrite()}
                  onClick={() => commands.restore(list)}
                />
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
