// What stands above the tasks in the trash: the way to empty it.

import { createSignal, Show, Suspense, type JSX } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import { Button } from "../../ui/button/button.tsx";
import type { TaskActions } from "../client/task-actions.ts";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import styles from "./trash.module.css";
import { lazyPart } from "../texts/lazy-part.ts";

const PurgeSheet = lazyPart(async () => (await import("./purge-sheet.tsx")).PurgeSheet);

/** How many tasks and notes there are in the trash; null while that is not known. */
export type TrashHeadProps = { readonly tasks: number | null; readonly notes: number | null };

export function TrashHead(props: TrashHeadProps): JSX.Element {
  const { actions, client, lists, canWrite } = useApp();
  const [isAsking, setAsking] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  let head: HTMLDivElement | undefined;
  const isEmpty = (): boolean => (props.tasks ?? 0) + (props.notes ?? 0) === 0 && lists.trashed().length === 0;
  const nextIds = async (): Promise<readonly ItemId[]> => client.ask({ kind: "ids", query: { view: "trash" } });
  const nextNotes = async (): Promise<readonly ItemId[]> => client.ask({ kind: "note-ids", query: "trashed" });
  const empty = async (): Promise<void> => {
    const trashed = lists.trashed().map(({ id }) => id);
    if (!(await emptyOf(actions, nextIds)) || !(await emptyOf(actions, nextNotes))) return;
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
            notes={[
              t("purge.allOf", props.tasks ?? 0, lists.trashed().length),
              ...((props.notes ?? 0) === 0 ? [] : [t("purge.notesToo", props.notes ?? 0)]),
            ]}
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

/** As many at once as one action may touch. False: something would not go. */
async function emptyOf(actions: TaskActions, nextIds: () => Promise<readonly ItemId[]>): Promise<boolean> {
  for (let ids = await nextIds(); ids.length > 0; ids = await nextIds()) {
    const outcome = await actions.purge(ids, () => t("purge.emptied"));
    if (!outcome.ok || outcome.value.items.length === 0) return false;
  }
  return true;
}
