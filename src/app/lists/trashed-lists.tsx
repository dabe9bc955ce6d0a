// The lists in the trash, above the tasks there: each comes back with the tasks that went with it.

import RotateCcw from "lucide-solid/icons/rotate-ccw";
import Shredder from "lucide-solid/icons/shredder";
import { createSignal, For, Show, Suspense, type JSX } from "solid-js";
import type { ListRow } from "../../model/list-row.ts";
import { IconButton } from "../../ui/button/button.tsx";
import { HueDot } from "../../ui/mark/hue-dot.tsx";
import { listName } from "../client/lists.ts";
import { useApp } from "../shell/app-context.ts";
import { SpaceMark } from "../spaces/space-mark.tsx";
import { t } from "../texts/messages.ts";
import { makeListCommands } from "./list-commands.ts";
import styles from "./lists.module.css";
import { lazyPart } from "../texts/lazy-part.ts";

const PurgeSheet = lazyPart(async () => (await import("../trash/purge-sheet.tsx")).PurgeSheet);

export function TrashedLists(): JSX.Element {
  const { actions, lists, canWriteIn } = useApp();
  const commands = makeListCommands(actions, lists);
  const [askedOf, setAskedOf] = createSignal<ListRow | null>(null);
  return (
    <>
      <Suspense>
        <Show when={askedOf()} keyed>
          {(list) => (
            <PurgeSheet
              title={t("purge.titleOne", listName(list))}
              titleIsUserText
              notes={[t("purge.listStays")]}
              onConfirm={() => void actions.purge([list.id], () => t("purge.done", listName(list)))}
              onClose={() => setAskedOf(null)}
              returnFocus={undefined}
            />
          )}
        </Show>
      </Suspense>
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
                  <SpaceMark space={list.space} />
                  <IconButton
                    icon={RotateCcw}
                    label={t("lists.restoreLabel", listName(list))}
                    disabled={list.newer || !canWriteIn(list)}
                    onClick={() => commands.restore(list)}
                  />
                  <IconButton
                    icon={Shredder}
                    label={t("purge.label", listName(list))}
                    aria-haspopup="dialog"
                    disabled={list.newer || !canWriteIn(list)}
                    onClick={() => setAskedOf(list)}
                  />
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
    </>
  );
}
