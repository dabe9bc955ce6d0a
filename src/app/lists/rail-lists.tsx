// The lists in the rail: each with its colour and how many of its tasks are open. Tasks can be dropped on one; lists are put in order by dragging,
// by Alt with the arrow keys, or from a list's menu.

import Archive from "lucide-solid/icons/archive";
import Plus from "lucide-solid/icons/plus";
import { createMemo, For, Show, type JSX } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { ListRow } from "../../model/list-row.ts";
import { IconButton } from "../../ui/button/button.tsx";
import { HueDot } from "../../ui/mark/hue-dot.tsx";
import { groupLists, isSameGroups, listName } from "../client/lists.ts";
import { useListDrop, useOrderDrag } from "../drag/drag-context.ts";
import { useApp } from "../shell/app-context.ts";
import { fragmentOf, fragmentOfList, type Place } from "../shell/place.ts";
import { SpaceHeading } from "../spaces/space-mark.tsx";
import { t } from "../texts/messages.ts";
import { makeListCommands, positionOfList } from "./list-commands.ts";
import { moveKeyCommand } from "../tasks/row/row-keys.ts";
import { keepFocus } from "./keep-focus.ts";
import styles from "./lists.module.css";

export type RailListsProps = { readonly place: Place; readonly canWrite: boolean; readonly onNewList: () => void };

export function RailLists(props: RailListsProps): JSX.Element {
  const { lists } = useApp();
  const groups = createMemo(() => groupLists(lists.shown()), undefined, { equals: isSameGroups });
  const isHere = (id: ItemId): boolean => props.place.kind === "list" && props.place.list === id;
  return (
    <section class={styles["rail"]} aria-labelledby="rail-lists">
      <div class={styles["head"]}>
        <h2 class={styles["heading"]} id="rail-lists">
          {t("view.lists")}
        </h2>
        <IconButton
          icon={Plus}
          label={t("lists.new")}
          disabled={!props.canWrite}
          aria-haspopup="dialog"
          onClick={() => props.onNewList()}
        />
      </div>
      <For each={groups()}>
        {(group) => (
          <>
            <SpaceHeading space={group.space} />
            <ul>
              <For each={group.lists.map(({ id }) => id)}>
                {(id) => (
                  <Show when={lists.find(id)}>
                    {(list) => <RailList list={list()} order={group.lists.map((other) => other.id)} isHere={isHere(id)} />}
                  </Show>
                )}
              </For>
            </ul>
          </>
        )}
      </For>
      <Show when={lists.archived().length + lists.templates().length > 0}>
        <a
          class={`${styles["link"]} ${styles["uncounted"]}`}
          href={fragmentOf("lists")}
          aria-current={props.place.kind === "lists" ? "page" : undefined}
        >
          <span class={styles["icon"]}>
            <Archive size="1.25rem" strokeWidth={1.75} aria-hidden="true" />
          </span>
          <span class={styles["name"]}>{t("lists.outOfSight")}</span>
        </a>
      </Show>
    </section>
  );
}

type RailListProps = {
  readonly list: ListRow;
  readonly order: readonly ItemId[];
  readonly isHere: boolean;
};

function RailList(props: RailListProps): JSX.Element {
  const { actions, lists, canWriteIn } = useApp();
  const commands = makeListCommands(actions, lists);
  const drop = useListDrop(() => props.list.id);
  const drag = useOrderDrag({
    kind: "list",
    row: () => props.list,
    nameOf: listName,
    all: lists.shown,
    move: (list, at, beside, newIndex) => commands.move(list, { at, list: beside }, newIndex),
  });
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }): void => {
    const to = moveKeyCommand(event);
    if (to === null || !canWriteIn(props.list)) return;
    event.preventDefault();
    const moved = positionOfList(props.order, props.list.id, to);
    if (moved === null) return;
    const link = event.currentTarget;
    commands.move(props.list, { at: moved.at, list: moved.beside }, moved.newIndex);
    keepFocus(link);
  };
  return (
    <li ref={drag}>
      <a
        ref={drop}
        class={styles["link"]}
        href={fragmentOfList(props.list.id)}
        aria-current={props.isHere ? "page" : undefined}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        onKeyDown={onKeyDown}
      >
        <HueDot hue={props.list.color} />
        <span class={styles["name"]} translate="no" dir="auto">
          {listName(props.list)}
        </span>
        <Show when={props.list.openTasks > 0}>
          <span class={styles["count"]} aria-hidden="true">
            {props.list.openTasks}
          </span>
        </Show>
        <span class={styles["spoken"]}>{t("lists.open", props.list.openTasks)}</span>
      </a>
    </li>
  );
}
