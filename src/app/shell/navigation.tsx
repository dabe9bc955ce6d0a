// Between the views: a rail at the left of a wide screen, with the sync mark at its foot; a bar at the foot of a narrow one.

import CircleCheck from "lucide-solid/icons/circle-check";
import List from "lucide-solid/icons/list";
import Plus from "lucide-solid/icons/plus";
import Settings from "lucide-solid/icons/settings";
import Trash from "lucide-solid/icons/trash";
import { For, type Accessor, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import { IconButton, type Icon } from "../../ui/button/button.tsx";
import { SyncMark } from "../../ui/sync-mark/sync-mark.tsx";
import type { SyncSummary } from "../sync/sync-summary.ts";
import type { View } from "../tasks/screen-state.ts";
import { t } from "../texts/messages.ts";
import styles from "./shell.module.css";

type Place = { readonly view: View; readonly href: string; readonly icon: Icon };

const PLACES: readonly Place[] = [
  { view: "open", href: "#tasks", icon: List },
  { view: "done", href: "#done", icon: CircleCheck },
  { view: "trash", href: "#trash", icon: Trash },
];

/** The view an address's fragment names; tasks when it names none. */
export const viewOfFragment = (fragment: string): View => PLACES.find(({ href }) => href === fragment)?.view ?? "open";

export type NavigationProps = {
  readonly view: View;
  readonly sync: Accessor<SyncSummary>;
  readonly canWrite: boolean;
  readonly onAdd: () => void;
  readonly onSync: () => void;
  readonly onSettings: () => void;
};

function PlaceLink(props: { readonly place: Place; readonly isHere: boolean }): JSX.Element {
  return (
    <a class={styles["place"]} href={props.place.href} aria-current={props.isHere ? "page" : undefined}>
      <Dynamic component={props.place.icon} size="1.25rem" strokeWidth={1.75} aria-hidden="true" />
      <span>{t(`view.${props.place.view}`)}</span>
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
  return (
    <header class={styles["rail"]}>
      <p class={styles["brand"]}>{t("app.name")}</p>
      <nav class={styles["places"]} aria-label={t("nav.label")}>
        <For each={PLACES}>{(place) => <PlaceLink place={place} isHere={props.view === place.view} />}</For>
      </nav>
      <div class={styles["foot"]}>
        <SyncButton {...props} withSentence />
        <IconButton icon={Settings} label={t("settings.title")} aria-haspopup="dialog" onClick={() => props.onSettings()} />
      </div>
    </header>
  );
}

/** Narrow screens: two places, adding, and two places, within reach of a thumb. */
export function BottomBar(props: NavigationProps): JSX.Element {
  return (
    <div class={styles["bar"]}>
      <nav class={styles["barPlaces"]} aria-label={t("nav.label")}>
        <For each={PLACES.slice(0, 2)}>{(place) => <PlaceLink place={place} isHere={props.view === place.view} />}</For>
        <button type="button" class={styles["add"]} aria-label={t("nav.add")} disabled={!props.canWrite} onClick={() => props.onAdd()}>
          <Plus size="1.5rem" strokeWidth={1.75} aria-hidden="true" />
        </button>
        <For each={PLACES.slice(2)}>{(place) => <PlaceLink place={place} isHere={props.view === place.view} />}</For>
        <SyncButton {...props} withSentence={false} />
      </nav>
    </div>
  );
}
