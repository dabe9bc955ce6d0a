// The name of a list at the head of its page, with its colour and what can be done to it; or what to do when it is not here.

import { Show, Suspense, type JSX } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { ListRow } from "../../model/list-row.ts";
import { Button } from "../../ui/button/button.tsx";
import { HueDot } from "../../ui/mark/hue-dot.tsx";
import { listName } from "../client/lists.ts";
import { useApp } from "../shell/app-context.ts";
import { SpaceMark } from "../spaces/space-mark.tsx";
import { lazyPart } from "../texts/lazy-part.ts";
import { t } from "../texts/messages.ts";
import { ListActions } from "./list-actions.tsx";
import { makeListCommands } from "./list-commands.ts";
import styles from "./lists.module.css";
import { MissingList } from "./missing-list.tsx";

const OutOfSight = lazyPart(async () => (await import("./out-of-sight.tsx")).OutOfSight);

export function ListHead(props: { readonly list: ItemId }): JSX.Element {
  const { lists } = useApp();
  return (
    <Show when={lists.find(props.list)} fallback={<Show when={lists.areKnown()}>{<MissingList />}</Show>}>
      {(list) => (
        <>
          <div class={styles["titleLine"]}>
            <HueDot hue={list().color} />
            <h1 class={styles["title"]} translate="no" dir="auto">
              {listName(list())}
            </h1>
            <SpaceMark space={list().space} />
            <Show when={!list().trashed}>
              <ListActions list={list()} />
            </Show>
          </div>
          <Show when={list().archived && !list().trashed}>
            <Suspense>
              <OutOfSight list={list()} />
            </Suspense>
          </Show>
          <Show when={list().trashed}>
            <InTrash list={list()} />
          </Show>
        </>
      )}
    </Show>
  );
}

function InTrash(props: { readonly list: ListRow }): JSX.Element {
  const { actions, lists, canWriteIn } = useApp();
  return (
    <div class={styles["missing"]}>
      <p>{t("lists.inTrash.title")}</p>
      <p class={styles["quiet"]}>{t("lists.inTrash.text")}</p>
      <Button disabled={!canWriteIn(props.list)} onClick={() => makeListCommands(actions, lists).restore(props.list)}>
        {t("lists.restore")}
      </Button>
    </div>
  );
}
