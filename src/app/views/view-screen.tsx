// The page of a saved view: the tasks that fit it, under its name and what it asks for; or what to do when it is not here. Loaded on first use.

import { createMemo, Show, type JSX } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import { readAsks, type Among, type Asked } from "../../model/view-asks.ts";
import type { TaskFilter } from "../../model/task-filter.ts";
import type { ViewRow } from "../../model/view-row.ts";
import { Button } from "../../ui/button/button.tsx";
import { EmptyState } from "../../ui/notice/empty-state.tsx";
import type { Lists } from "../client/lists.ts";
import { viewName } from "../client/views.ts";
import { filterOf } from "../filter/filter-state.ts";
import styles from "../lists/lists.module.css";
import { useApp } from "../shell/app-context.ts";
import { PlainPage } from "../shell/plain-page.tsx";
import { fragmentOf } from "../shell/place.ts";
import { SpaceMark } from "../spaces/space-mark.tsx";
import type { AddedHere } from "../tasks/quick-add.tsx";
import { TaskScreen, type TaskScreenProps } from "../tasks/task-screen.tsx";
import { t } from "../texts/messages.ts";
import { askTexts } from "./ask-texts.ts";
import { ViewActions } from "./view-actions.tsx";
import { ViewMark } from "./view-mark.tsx";
import { makeViewCommands } from "./view-commands.ts";

export type ViewScreenProps = Omit<TaskScreenProps, "place" | "view"> & { readonly view: ItemId };

export function ViewScreen(props: ViewScreenProps): JSX.Element {
  const { views } = useApp();
  const shown = (): ViewRow | undefined => {
    const view = views.find(props.view);
    return view?.trashed === false ? view : undefined;
  };
  return (
    <Show
      when={shown()}
      fallback={
        <Show when={views.areKnown()}>
          <PlainPage banners={props.banners} title={null}>
            <NotHere view={views.find(props.view)} />
          </PlainPage>
        </Show>
      }
    >
      {(view) => <Shown {...props} row={view()} />}
    </Show>
  );
}

function Shown(props: ViewScreenProps & { readonly row: ViewRow }): JSX.Element {
  const { lists, today } = useApp();
  const asks = createMemo(() => readAsks(props.row.asks));
  return (
    <TaskScreen
      place={{ kind: "view", view: props.view }}
      isOpening={props.isOpening}
      banners={props.banners}
      addFieldRef={props.addFieldRef}
      view={{
        row: () => props.row,
        asked: () => asks().asked,
        added: () => addedTo(asks().asked, lists, today()),
        head: () => <Head view={props.row} />,
        empty: () => <EmptyState title={t("views.empty.title")} text={t("views.empty.text")} />,
      }}
    />
  );
}

/** What is written on the page gets what the view asks for, as far as that can be given. */
function addedTo(asked: Asked, lists: Lists, today: PlainDay): AddedHere {
  const isOfToday = asked.among === "today";
  const byToday: TaskFilter = isOfToday && asked.due === "" ? { due: { kind: "soon", today, last: today } } : {};
  const filter: TaskFilter = { ...byToday, ...filterOf(asked, today) };
  return {
    list: lists.shownOf(filter.list ?? null)?.id ?? null,
    day: isOfToday || asked.due === "today" ? today : null,
    given: { priority: filter.priority ?? null, tags: filter.tag === undefined ? [] : [filter.tag], filter },
  };
}

function Head(props: { readonly view: ViewRow }): JSX.Element {
  const { lists } = useApp();
  const asks = createMemo(() => readAsks(props.view.asks));
  const words = (): readonly string[] => askTexts(asks().asked, lists);
  return (
    <>
      <div class={styles["titleLine"]}>
        <ViewMark view={props.view} class={styles["titleIcon"]} />
        <h1 class={styles["title"]} translate="no" dir="auto">
          {viewName(props.view)}
        </h1>
        <SpaceMark space={props.view.space} />
        <ViewActions view={props.view} />
      </div>
      <p class={styles["asks"]} translate="no">
        {shownText(asks().asked.among, words())}
      </p>
      <Show when={asks().unknown > 0}>
        <p class={styles["asks"]} data-unknown>
          {t("views.unknown", asks().unknown)}
        </p>
      </Show>
      <Show when={props.view.newer}>
        <p class={styles["asks"]}>{t("views.newer")}</p>
      </Show>
    </>
  );
}

function shownText(among: Among, words: readonly string[]): string {
  const which = t(`views.among.${among === "" ? "open" : among}`);
  return words.length === 0 ? which : t("views.shows", which, words.join(" · "));
}

/** In the trash, or unknown. */
function NotHere(props: { readonly view: ViewRow | undefined }): JSX.Element {
  const { actions, canWriteIn } = useApp();
  return (
    <div class={styles["missing"]}>
      <Show
        when={props.view}
        fallback={
          <>
            <h1 class={styles["missingTitle"]}>{t("views.gone.title")}</h1>
            <p class={styles["quiet"]}>{t("views.gone.text")}</p>
          </>
        }
      >
        {(view) => (
          <>
            <h1 class={styles["missingTitle"]}>{t("views.inTrash.title")}</h1>
            <p class={styles["quiet"]}>{t("views.inTrash.text")}</p>
            <Button disabled={view().newer || !canWriteIn(view())} onClick={() => makeViewCommands(actions).restore(view())}>
              {t("lists.restore")}
            </Button>
          </>
        )}
      </Show>
      <a class={styles["back"]} href={fragmentOf("open")}>
        {t("lists.gone.back")}
      </a>
    </div>
  );
}
