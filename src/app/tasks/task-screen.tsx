// One view of the tasks: heading, the field for new ones (where they can be added), the list, what belongs to a row or to all that is selected,
// and the details of a task beside it.

import ListFilter from "lucide-solid/icons/list-filter";
import { createEffect, createMemo, createSignal, Match, onCleanup, onMount, Show, Suspense, Switch, untrack, type JSX } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import { IconButton } from "../../ui/button/button.tsx";
import { EmptyState } from "../../ui/notice/empty-state.tsx";
import { createNoteWindow, type ShownWindow } from "../client/task-window.ts";
import type { NoteRow } from "../../model/note-row.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import type { Asked } from "../../model/view-asks.ts";
import type { ViewRow } from "../../model/view-row.ts";
import { whenIdle } from "../client/when-idle.ts";
import { ListHead } from "../lists/list-head.tsx";
import { SampleOffer } from "../first-run/sample-offer.tsx";
import { SectionTools } from "../sections/section-tools.tsx";
import { wantedTask, wantTask } from "../reminders/wanted-task.ts";
import { useApp } from "../shell/app-context.ts";
import { PageHead } from "../shell/page-head.tsx";
import { spansLists, takesTasks, type TaskPlace } from "../shell/place.ts";
import { t } from "../texts/messages.ts";
import { PurgeReportView } from "../trash/purge-report.tsx";
import { TrashHead } from "../trash/trash-head.tsx";
import { TodayHead } from "../today/today-head.tsx";
import { QuickAdd, type AddedHere } from "./quick-add.tsx";
import type { ShownHeading } from "./list-lines.ts";
import { HeadingView } from "./row/heading-view.tsx";
import { onKeyFromNowhere, onRowKey } from "./row/row-key-runs.ts";
import { preloadOverlays, RowOverlay } from "./row/row-overlay.tsx";
import { createScreenState, type ScreenState } from "./screen-state.ts";
import { TaskList } from "./task-list.tsx";
import styles from "./task-screen.module.css";
import { lazyPart } from "../texts/lazy-part.ts";

const FilterBar = lazyPart(async () => (await import("../filter/filter-bar.tsx")).FilterBar);
const SelectionBar = lazyPart(async () => (await import("../selection/selection-bar.tsx")).SelectionBar);
const AwayPart = lazyPart(async () => (await import("../today/away-part.tsx")).AwayPart);
const NothingLeft = lazyPart(async () => (await import("../today/nothing-left.tsx")).NothingLeft);
const TrashedLists = lazyPart(async () => (await import("../lists/trashed-lists.tsx")).TrashedLists);
const TrashedViews = lazyPart(async () => (await import("../views/trashed-views.tsx")).TrashedViews);
const TrashedNotes = lazyPart(async () => (await import("../notes/trashed-notes.tsx")).TrashedNotes);
const TaskInspector = lazyPart(async () => (await import("../inspector/task-inspector.tsx")).TaskInspector);

function preloadParts(): void {
  preloadOverlays();
  void SelectionBar.preload();
  void TaskInspector.preload();
}

export type TaskScreenProps = {
  readonly place: TaskPlace;
  readonly isOpening: boolean;
  readonly banners: JSX.Element;
  readonly addFieldRef: (field: HTMLInputElement) => void;
  /** Of the page of a saved view. */
  readonly view?: ViewPart | undefined;
};

export type ViewPart = {
  readonly row: () => ViewRow;
  /** What it asks for, as far as this version knows it. */
  readonly asked: () => Asked;
  readonly added: () => AddedHere;
  readonly head: () => JSX.Element;
  readonly empty: () => JSX.Element;
};

/** The task whose reminder was clicked on. */
function openWanted(state: ScreenState): void {
  createEffect(() => {
    const wanted = wantedTask();
    if (wanted === null) return;
    wantTask(null);
    state.showDetails(wanted);
  });
}

function listenFromNowhere(state: ScreenState): void {
  const onKeyDown = (event: KeyboardEvent): void => onKeyFromNowhere(event, state);
  window.addEventListener("keydown", onKeyDown);
  onCleanup(() => window.removeEventListener("keydown", onKeyDown));
}

export function TaskScreen(props: TaskScreenProps): JSX.Element {
  const { tellConflicts } = useApp();
  // A screen belongs to one place: the app makes another screen for another place.
  const place = untrack(() => props.place);
  const view = untrack(() => props.view);
  const state = createScreenState(place, view?.asked);
  const [scroller, setScroller] = createSignal<HTMLElement>();

  if (place.kind === "open") openWanted(state);
  createEffect(() => tellConflicts(state.tasks.snapshot().rowsById.values()));
  onMount(() => whenIdle(preloadParts));
  listenFromNowhere(state);

  return (
    <>
      <main
        ref={(element) => {
          onMount(() => setScroller(element));
          state.drag.scroller(element);
        }}
        class={styles["screen"]}
        id="main"
      >
        <div class={styles["column"]}>
          <PageHead banners={props.banners} saysDay={place.kind === "today"} tools={<FilterButton state={state} />}>
            <Switch fallback={<h1 class={styles["title"]}>{t(`view.${fixedKind(place)}`)}</h1>}>
              <Match when={place.kind === "today"}>
                <TodayTop />
              </Match>
              <Match when={view}>{(part) => part().head()}</Match>
              <Match when={place.kind === "list" && place}>{(list) => <ListHead list={list().list} />}</Match>
            </Switch>
          </PageHead>
          <TaskColumn {...props} state={state} scroller={scroller()} />
        </div>
        <Suspense>
          <Show when={state.selection.isActive()}>
            <SelectionBar state={state} />
          </Show>
        </Suspense>
        <Suspense>
          <RowOverlay state={state} />
        </Suspense>
      </main>
      <Suspense>
        <Show when={state.details()} keyed>
          {(id) => (
            <TaskInspector
              id={id}
              commands={state.commands}
              at={untrack(() => state.detailsAt())}
              onOpen={state.showDetails}
              onClose={state.closeDetails}
            />
          )}
        </Show>
      </Suspense>
    </>
  );
}

const fixedKind = ({ kind }: TaskPlace): Exclude<TaskPlace["kind"], "list" | "view"> =>
  kind === "list" || kind === "view" ? "open" : kind;

const fixedOrList = (place: TaskPlace): Exclude<TaskPlace["kind"], "view"> => (place.kind === "list" ? "list" : fixedKind(place));

/** Gives the focus to what there is then: the rows, or the button. */
function closeFilter(state: ScreenState): void {
  state.filter.close();
  queueMicrotask(() => document.querySelector<HTMLElement>("[data-filter]")?.focus());
}

/** Not for what is in the trash. */
function FilterButton(props: { readonly state: ScreenState }): JSX.Element {
  return (
    <Show when={props.state.place.kind !== "trash"}>
      <IconButton
        icon={ListFilter}
        label={t("filter.title")}
        data-filter
        aria-expanded={props.state.filter.isOpen()}
        onClick={() => (props.state.filter.isOpen() ? closeFilter(props.state) : props.state.filter.open())}
      />
    </Show>
  );
}

function Heading(props: { readonly shown: ShownHeading; readonly list: ItemId | null }): JSX.Element {
  return (
    <>
      <HeadingView shown={props.shown} />
      <SectionTools list={props.list} heading={props.shown.heading} />
    </>
  );
}

function Filtering(props: { readonly state: ScreenState; readonly view: ViewPart | undefined }): JSX.Element {
  return (
    <Suspense>
      <Show when={props.state.filter.isOpen()}>
        <FilterBar
          state={props.state.filter}
          place={props.state.place}
          view={props.view?.row()}
          found={props.state.tasks.snapshot().total}
          onClose={() => closeFilter(props.state)}
          onArrowDown={() => props.state.focus.focusIndex(0)}
        />
      </Show>
    </Suspense>
  );
}

/** Of what is asked for, of what the view asks for, or at all. */
function Nothing(props: { readonly state: ScreenState; readonly view: ViewPart | undefined }): JSX.Element {
  return (
    <Switch fallback={<NothingHere kind={fixedOrList(props.state.place)} />}>
      <Match when={props.state.filter.changed() !== null}>
        <EmptyState title={t("filter.none.title")} text={t("filter.none.text")} />
      </Match>
      <Match when={props.view}>{(part) => part().empty()}</Match>
    </Switch>
  );
}

type TaskColumnProps = TaskScreenProps & { readonly state: ScreenState; readonly scroller: HTMLElement | undefined };

function TaskColumn(props: TaskColumnProps): JSX.Element {
  const { client, lists, views, today, canWriteIn } = useApp();
  const state = untrack(() => props.state);
  const { place } = state;
  const list = () => (place.kind === "list" ? lists.find(place.list) : undefined);
  /** A list that is in the trash, or that there is not. */
  const isMissing = (): boolean => place.kind === "list" && lists.areKnown() && (list()?.trashed ?? true);
  const trashedNotes = place.kind === "trash" ? createNoteWindow(client, "trashed", () => undefined) : null;
  const isEmpty = (): boolean =>
    (trashedNotes?.snapshot().total ?? 0) === 0 &&
    (place.kind !== "trash" || views.trashed().length === 0) &&
    !props.isOpening &&
    !isMissing() &&
    state.tasks.snapshot().total === 0;
  const label = (): string => (list() ?? props.view?.row())?.name || t(`view.${fixedKind(place)}`);
  const added = createMemo(() => props.view?.added() ?? onPage(place, today()));
  return (
    <>
      <Show when={takesTasks(place) && state.among() !== "done" && state.among() !== "upcoming" && !isMissing()}>
        <QuickAdd
          canType={canWriteIn(list() ?? lists.shownOf(added().list))}
          {...added()}
          fieldRef={props.addFieldRef}
          onArrowDown={() => state.focus.focusIndex(0)}
        />
      </Show>
      <Show when={trashedNotes}>{(notes) => <TrashTop tasks={state.tasks.snapshot().total} notes={notes()} />}</Show>
      <Filtering state={state} view={props.view} />
      <Show when={isEmpty()}>
        <Nothing state={state} view={props.view} />
      </Show>
      <TaskList
        label={label()}
        tasks={state.tasks}
        focus={state.focus}
        scroller={() => props.scroller}
        inTrash={place.kind === "trash"}
        spansLists={spansLists(place)}
        saysDays={state.beyond.days() !== null}
        isMovable={state.isOrdered() || state.beyond.days() !== null}
        selection={state.selection}
        drag={state.drag}
        folds={state.folds}
        editing={state.editing()}
        leaving={state.leaving()}
        commands={state.rowCommands}
        heading={(shown) => <Heading shown={shown()} list={place.kind === "list" ? place.list : null} />}
        onKeyDown={(event) => onRowKey(event, state, lists, canWriteIn)}
        listRef={state.setList}
        scrollRef={state.setScroll}
        steadyRef={state.setSteady}
      />
      <Show when={place.kind === "trash"}>
        <PurgeReportView />
      </Show>
    </>
  );
}

const onPage = (place: TaskPlace, today: PlainDay): AddedHere => ({
  list: place.kind === "list" ? place.list : null,
  day: place.kind === "today" ? today : null,
});

/** The date, and what other devices changed meanwhile. */
function TodayTop(): JSX.Element {
  const { client } = useApp();
  return (
    <TodayHead>
      <Suspense>
        <Show when={client.away()}>{(away) => <AwayPart away={away()} />}</Show>
      </Suspense>
    </TodayHead>
  );
}

function NothingHere(props: { readonly kind: Exclude<TaskPlace["kind"], "view"> }): JSX.Element {
  const other = () => (props.kind === "today" ? undefined : props.kind);
  return (
    <Show
      when={other()}
      fallback={
        <Suspense>
          <NothingLeft />
        </Suspense>
      }
    >
      {(kind) => (
        <EmptyState title={t(`empty.${kind()}.title`)} text={t(`empty.${kind()}.text`)}>
          <Show when={kind() === "open" || kind() === "inbox"}>
            <SampleOffer />
          </Show>
        </EmptyState>
      )}
    </Show>
  );
}

/** What stands above the tasks in the trash. */
function TrashTop(props: { readonly tasks: number | null; readonly notes: ShownWindow<NoteRow> }): JSX.Element {
  const { views } = useApp();
  return (
    <>
      <TrashHead tasks={props.tasks} notes={props.notes.snapshot().total} />
      <Suspense>
        <TrashedLists />
      </Suspense>
      <Suspense>
        <Show when={views.trashed().length > 0}>
          <TrashedViews />
        </Show>
      </Suspense>
      <Suspense>
        <TrashedNotes notes={props.notes} />
      </Suspense>
    </>
  );
}
