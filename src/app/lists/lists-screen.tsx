// All places on one page, for screens without a rail: the lists with their actions, making a list, what is done and what is in the trash; and the ways
// to what has keys elsewhere, finding and the settings.

import CalendarClock from "lucide-solid/icons/calendar-clock";
import CircleCheck from "lucide-solid/icons/circle-check";
import Inbox from "lucide-solid/icons/inbox";
import Search from "lucide-solid/icons/search";
import Settings from "lucide-solid/icons/settings";
import Trash from "lucide-solid/icons/trash";
import { createMemo, For, Show, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import { Button } from "../../ui/button/button.tsx";
import type { Icon } from "../../ui/button/draw-icon.tsx";
import { HueDot } from "../../ui/mark/hue-dot.tsx";
import type { ListRow } from "../../model/list-row.ts";
import { groupLists, isSameGroups, listName } from "../client/lists.ts";
import { useApp } from "../shell/app-context.ts";
import { fragmentOf, fragmentOfList, type FixedPlace } from "../shell/place.ts";
import { SpaceHeading } from "../spaces/space-mark.tsx";
import { SpaceList } from "../spaces/space-list.tsx";
import { t } from "../texts/messages.ts";
import { ViewLines } from "../views/view-lines.tsx";
import { ListActions } from "./list-actions.tsx";
import styles from "./lists.module.css";

export type ListsScreenProps = { readonly onNewList: () => void; readonly onNewSpace: () => void; readonly onPeople: () => void };

export function ListsScreen(props: ListsScreenProps): JSX.Element {
  const { lists, canWrite } = useApp();
  const groups = createMemo(() => groupLists(lists.shown()), undefined, { equals: isSameGroups });
  return (
    <div class={styles["screen"]}>
      <ul class={styles["places"]}>
        <SheetLine sheet="palette" icon={Search} title={t("nav.search")} />
        <PlaceLine kind="inbox" icon={Inbox} />
        <PlaceLine kind="upcoming" icon={CalendarClock} />
      </ul>
      <For each={groups()}>
        {(group) => (
          <>
            <SpaceHeading space={group.space} />
            <ul class={styles["places"]}>
              <For each={group.lists.map(({ id }) => id)}>
                {(id) => <Show when={lists.find(id)}>{(list) => <ListLine list={list()} />}</Show>}
              </For>
            </ul>
          </>
        )}
      </For>
      <div class={styles["new"]}>
        <Button disabled={!canWrite()} aria-haspopup="dialog" onClick={() => props.onNewList()}>
          {t("lists.new")}
        </Button>
      </div>
      <ViewLines />
      <Aside title={t("lists.templates")} lists={lists.templates()} />
      <Aside title={t("lists.archive.title")} lists={lists.archived()} />
      <ul class={styles["places"]}>
        <PlaceLine kind="done" icon={CircleCheck} />
        <PlaceLine kind="trash" icon={Trash} />
        <SheetLine sheet="settings" icon={Settings} title={t("settings.title")} />
      </ul>
      <SpaceList onNew={() => props.onNewSpace()} onPeople={() => props.onPeople()} />
    </div>
  );
}

function PlaceLine(props: { readonly kind: FixedPlace; readonly icon: Icon }): JSX.Element {
  return (
    <li class={styles["line"]}>
      <a class={styles["link"]} href={fragmentOf(props.kind)}>
        <Dynamic component={props.icon} size="1.25rem" strokeWidth={1.75} aria-hidden="true" />
        {t(`view.${props.kind}`)}
      </a>
    </li>
  );
}

function SheetLine(props: { readonly sheet: "palette" | "settings"; readonly icon: Icon; readonly title: string }): JSX.Element {
  const { openSheet } = useApp();
  return (
    <li class={styles["line"]}>
      <button type="button" class={styles["link"]} aria-haspopup="dialog" onClick={() => openSheet(props.sheet)}>
        <Dynamic component={props.icon} size="1.25rem" strokeWidth={1.75} aria-hidden="true" />
        {props.title}
      </button>
    </li>
  );
}

/** Lists out of sight, where there are some; each with what can be done to it. */
function Aside(props: { readonly title: string; readonly lists: readonly ListRow[] }): JSX.Element {
  return (
    <Show when={props.lists.length > 0}>
      <section class={styles["aside"]} aria-label={props.title}>
        <h2 class={styles["heading"]}>{props.title}</h2>
        <ul class={styles["places"]}>
          <For each={props.lists}>{(list) => <ListLine list={list} />}</For>
        </ul>
      </section>
    </Show>
  );
}

function ListLine(props: { readonly list: ListRow }): JSX.Element {
  return (
    <li class={styles["line"]}>
      <a class={styles["link"]} href={fragmentOfList(props.list.id)}>
        <HueDot hue={props.list.color} />
        <span class={styles["name"]} translate="no" dir="auto">
          {listName(props.list)}
        </span>
        <span class={styles["count"]} aria-hidden="true">
          {props.list.openTasks}
        </span>
        <span class={styles["spoken"]}>{t("lists.open", props.list.openTasks)}</span>
      </a>
      <ListActions list={props.list} />
    </li>
  );
}
