// Between the places: a rail at the left of a wide screen, with the lists in it and the sync mark at its foot; a bar at the foot of a narrow one.

import CalendarClock from "lucide-solid/icons/calendar-clock";
import CircleCheck from "lucide-solid/icons/circle-check";
import Inbox from "lucide-solid/icons/inbox";
import Layers from "lucide-solid/icons/layers";
import List from "lucide-solid/icons/list";
import NotebookPen from "lucide-solid/icons/notebook-pen";
import Plus from "lucide-solid/icons/plus";
import Settings from "lucide-solid/icons/settings";
import Sun from "lucide-solid/icons/sun";
import Trash from "lucide-solid/icons/trash";
import { For, type Accessor, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import { IconButton } from "../../ui/button/button.tsx";
import type { Icon } from "../../ui/button/draw-icon.tsx";
import { SyncMark } from "../../ui/sync-mark/sync-mark.tsx";
import { useListDrop, useTodayDrop } from "../drag/drag-context.ts";
import { RailLists } from "../lists/rail-lists.tsx";
import { SpaceList } from "../spaces/space-list.tsx";
import type { SyncSummary } from "../sync/sync-summary.ts";
import { t } from "../texts/messages.ts";
import { RailViews } from "../views/rail-views.tsx";
import { fragmentOf, isNotePlace, type FixedPlace, type Place } from "./place.ts";
import styles from "./shell.module.css";

const ICONS: Readonly<Record<FixedPlace, Icon>> = {
  today: Sun,
  upcoming: CalendarClock,
  open: List,
  inbox: Inbox,
  lists: Layers,
  notes: NotebookPen,
  done: CircleCheck,
  trash: Trash,
};

export type NavigationProps = {
  readonly place: Place;
  readonly sync: Accessor<SyncSummary>;
  readonly canWrite: boolean;
  readonly onAdd: () => void;
  readonly onNewList: () => void;
  readonly onNewSpace: () => void;
  readonly onPeople: () => void;
  readonly onSync: () => void;
  readonly onSettings: () => void;
  /** What the app would like to say, in the frame. */
  readonly offer: () => JSX.Element;
};

type PlaceLinkProps = { readonly kind: FixedPlace; readonly isHere: boolean; readonly linkRef?: (link: HTMLElement) => void };

function PlaceLink(props: PlaceLinkProps): JSX.Element {
  return (
    <a
      ref={(link) => props.linkRef?.(link)}
      class={styles["place"]}
      href={fragmentOf(props.kind)}
      aria-current={props.isHere ? "page" : undefined}
    >
      <Dynamic component={ICONS[props.kind]} size="1.25rem" strokeWidth={1.75} aria-hidden="true" />
      <span>{t(`view.${props.kind}`)}</span>
    </a>
  );
}

function SyncButton(props: NavigationProps & { readonly withSentence: boolean }): JSX.Element {
  const sentence = (): string => props.sync().sentence;
  return (
    <button
      type="button"
      class={props.withSentence ? styles["sync"] : styles["place"]}
      aria-label={t("sync.open", sentence())}
      aria-haspopup="dialog"
      title={sentence()}
      onClick={() => props.onSync()}
    >
      <span class={styles["mark"]}>
        <SyncMark shape={props.sync().shape} />
      </span>
      <span class={styles["sentence"]} translate={props.withSentence ? "no" : undefined}>
        {props.withSentence ? sentence() : t("sync.title")}
      </span>
    </button>
  );
}

/** Wide screens. */
export function Rail(props: NavigationProps): JSX.Element {
  const dropOnInbox = useListDrop(() => null);
  const dropOnToday = useTodayDrop();
  return (
    <header class={styles["rail"]}>
      <p class={styles["brand"]}>{t("app.name")}</p>
      <nav class={styles["places"]} aria-label={t("nav.label")}>
        <PlaceLink kind="today" isHere={props.place.kind === "today"} linkRef={dropOnToday} />
        <PlaceLink kind="upcoming" isHere={props.place.kind === "upcoming"} />
        <PlaceLink kind="inbox" isHere={props.place.kind === "inbox"} linkRef={dropOnInbox} />
        <PlaceLink kind="open" isHere={props.place.kind === "open"} />
        <PlaceLink kind="notes" isHere={isNotePlace(props.place)} />
        <RailLists place={props.place} canWrite={props.canWrite} onNewList={() => props.onNewList()} />
        <RailViews place={props.place} />
        <PlaceLink kind="done" isHere={props.place.kind === "done"} />
        <PlaceLink kind="trash" isHere={props.place.kind === "trash"} />
      </nav>
      <SpaceList onNew={() => props.onNewSpace()} onPeople={() => props.onPeople()} />
      <div class={styles["offer"]}>{props.offer()}</div>
      <div class={styles["foot"]}>
        <SyncButton {...props} withSentence />
        <IconButton icon={Settings} label={t("settings.title")} aria-haspopup="dialog" onClick={() => props.onSettings()} />
      </div>
    </header>
  );
}

const BAR_PLACES: readonly FixedPlace[] = ["today", "open"];

/** What the bar's last place stands for: all that it leads to. */
const isUnderLists = (place: Place): boolean => place.kind !== "today" && place.kind !== "open" && !isNotePlace(place);

/** Narrow screens: three places, adding, the way to all other places, and sync, within reach of a thumb. */
export function BottomBar(props: NavigationProps): JSX.Element {
  const dropOnToday = useTodayDrop();
  return (
    <div class={styles["bar"]}>
      <div class={styles["barOffer"]}>{props.offer()}</div>
      <nav class={styles["barPlaces"]} aria-label={t("nav.label")}>
        <For each={BAR_PLACES}>
          {(kind) => <PlaceLink kind={kind} isHere={props.place.kind === kind} {...(kind === "today" && { linkRef: dropOnToday })} />}
        </For>
        <button
          type="button"
          class={styles["add"]}
          aria-label={t(isNotePlace(props.place) ? "notes.new" : "nav.add")}
          disabled={!props.canWrite}
          onClick={() => props.onAdd()}
        >
          <Plus size="1.5rem" strokeWidth={1.75} aria-hidden="true" />
        </button>
        <PlaceLink kind="notes" isHere={isNotePlace(props.place)} />
        <PlaceLink kind="lists" isHere={isUnderLists(props.place)} />
        <SyncButton {...props} withSentence={false} />
      </nav>
    </div>
  );
}
