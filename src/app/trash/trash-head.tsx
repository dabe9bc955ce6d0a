// What stands above the tasks in the trash: the way to empty it.

import { createSignal, lazy, Show, Suspense, type JSX } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import { Button } from "../../ui/button/button.tsx";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import styles from "./trash.module.css";

const PurgeSheet = lazy(async () => ({ default: (await import("./purge-sheet.tsx")).PurgeSheet }));

/** `tasks`: how many there are in the trash; null while that is not known. */
export function TrashHead(props: { readonly tasks: number | null }): JSX.Element {
  const { actions, client, lists, canWrite } = useApp();
  const [isAsking, setAsking] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  let head: HTMLDivElement | undefined;
  const isEmpty = (): boolean => (props.tasks ?? 0) === 0 && lists.trashed().length === 0;
  const nextIds = async (): Promise<readonly ItemId[]> => client.ask({ kind: "ids", query: { view: "trash" } });
  const empty = async (): Promise<void> => {
    const trashed = lists.trashed().map(({ id }) => id);
    // As many at once as one action may touch.
    for (let ids: readonly ItemId[] = await nextIds(); ids.length > 0; ids = await nextIds()) {
      const outcome = await actions.purge(ids, () => t("purge.emptied"));
      if (!outcome.ok || outcome.value.items.length === 0) return;
    }
    if (trashed.length > 0) await actions.purge(trashed, () => t("purge.emptied"));
    // The button has gone with what it was for: whoever goes on by key goes on from here.
    if (document.activeElement === document.body || document.activeElement === button) head?.focus();
  };
  return (
    <div
      ref={(element) => {
        head = element;
      }}
      class={styles["head"]}
      tabIndex={-1}
    >
      <Show when={!isEmpty()}>
        <Button
          ref={(element) => {
            button = element;
          }}
          look="plain"
          disabled={!canWrite()}
          aria-haspopup="dialog"
          onClick={() => setAsking(true)}
        >
          {t("trash.empty")}
        </Button>
      </Show>
      <Suspense>
        <Show when={isAsking()}>
          <PurgeSheet
            title={t("purge.titleAll")}
            titleIsUserText={false}
            notes={[t("purge.allOf", props.tasks ?? 0, lists.trashed().length)]}
            confirmLabel={t("trash.empty")}
            onConfirm={() => void empty()}
            onClose={() => setAsking(false)}
            returnFocus={() => button?.focus()}
          />
        </Show>
      </Suspense>
    </div>
  );
}
