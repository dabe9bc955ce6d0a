// The saved views in the trash, above the tasks there. Loaded on first use.

import ListFilter from "lucide-solid/icons/list-filter";
import RotateCcw from "lucide-solid/icons/rotate-ccw";
import Shredder from "lucide-solid/icons/shredder";
import { createSignal, For, Show, type JSX } from "solid-js";
import type { ViewRow } from "../../model/view-row.ts";
import { IconButton } from "../../ui/button/button.tsx";
import { viewName } from "../client/views.ts";
import styles from "../lists/lists.module.css";
import { useApp } from "../shell/app-context.ts";
import { SpaceMark } from "../spaces/space-mark.tsx";
import { t } from "../texts/messages.ts";
import { PurgeSheet } from "../trash/purge-sheet.tsx";
import { makeViewCommands } from "./view-commands.ts";

export function TrashedViews(): JSX.Element {
  const { actions, views, canWriteIn } = useApp();
  const commands = makeViewCommands(actions);
  const [askedOf, setAskedOf] = createSignal<ViewRow | null>(null);
  return (
    <>
      <Show when={askedOf()} keyed>
        {(view) => (
          <PurgeSheet
            title={t("purge.titleOne", viewName(view))}
            titleIsUserText
            notes={[t("views.tasksStay")]}
            onConfirm={() => void actions.purge([view.id], () => t("purge.done", viewName(view)))}
            onClose={() => setAskedOf(null)}
            returnFocus={undefined}
          />
        )}
      </Show>
      <section class={styles["trashed"]} aria-labelledby="trashed-views">
        <h2 class={styles["heading"]} id="trashed-views">
          {t("views.trashed")}
        </h2>
        <ul>
          <For each={views.trashed()}>
            {(view) => (
              <li class={styles["trashedList"]}>
                <ListFilter size="1rem" strokeWidth={1.75} aria-hidden="true" />
                <span class={styles["name"]} translate="no" dir="auto">
                  {viewName(view)}
                </span>
                <SpaceMark space={view.space} />
                <IconButton
                  icon={RotateCcw}
                  label={t("views.restoreLabel", viewName(view))}
                  disabled={view.newer || !canWriteIn(view)}
                  onClick={() => commands.restore(view)}
                />
                <IconButton
                  icon={Shredder}
                  label={t("purge.label", viewName(view))}
                  aria-haspopup="dialog"
                  disabled={view.newer || !canWriteIn(view)}
                  onClick={() => setAskedOf(view)}
                />
              </li>
            )}
          </For>
        </ul>
      </section>
    </>
  );
}
