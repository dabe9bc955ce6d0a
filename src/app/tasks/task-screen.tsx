// One view of the tasks: heading, the field for new ones (open tasks only), the list, and the sheet and menu that belong to a row.

import { createEffect, createSignal, onMount, Show, Suspense, untrack, type JSX } from "solid-js";
import { EmptyState } from "../../ui/notice/empty-state.tsx";
import { whenIdle } from "../client/when-idle.ts";
import { useApp } from "../shell/app-context.ts";
import { longDayText } from "../texts/day-texts.ts";
import { t } from "../texts/messages.ts";
import { QuickAdd } from "./quick-add.tsx";
import { preloadOverlays, RowOverlay } from "./row-overlay.tsx";
import { createScreenState, onRowKey, type View } from "./screen-state.ts";
import { TaskList } from "./task-list.tsx";
import styles from "./task-screen.module.css";

export type TaskScreenProps = {
  readonly view: View;
  readonly isOpening: boolean;
  readonly banners: JSX.Element;
  readonly addFieldRef: (field: HTMLInputElement) => void;
};

export function TaskScreen(props: TaskScreenProps): JSX.Element {
  const { today, tellConflicts, canWrite } = useApp();
  // A screen belongs to one view: the app makes another screen for another view.
  const view = untrack(() => props.view);
  const state = createScreenState(view);
  const [scroller, setScroller] = createSignal<HTMLElement>();
  const total = (): number => state.tasks.snapshot().total ?? 0;
  const isEmpty = (): boolean => !props.isOpening && state.tasks.snapshot().total === 0;

  createEffect(() => tellConflicts(state.tasks.snapshot().rowsById.values()));
  onMount(() => whenIdle(preloadOverlays));

  return (
    <main ref={(element) => onMount(() => setScroller(element))} class={styles["screen"]} id="main">
      <div class={styles["column"]}>
        <header class={styles["head"]}>
          {props.banners}
          <p class={styles["date"]}>{longDayText(today())}</p>
          <h1 class={styles["title"]}>{t(`view.${view}`)}</h1>
        </header>
        <Show when={view === "open"}>
          <QuickAdd canType={canWrite()} fieldRef={props.addFieldRef} onArrowDown={() => state.focus.focusIndex(0)} />
        </Show>
        <Show when={isEmpty()}>
          <EmptyState title={t(`empty.${view}.title`)} text={t(`empty.${view}.text`)} />
        </Show>
        <TaskList
          label={t(`view.${view}`)}
          tasks={state.tasks}
          focus={state.focus}
          scroller={scroller}
          inTrash={view === "trash"}
          editing={state.editing()}
          leaving={state.leaving()}
          commands={state.rowCommands}
          onKeyDown={(event) => onRowKey(event, state, canWrite())}
          listRef={state.setList}
          scrollRef={state.setScroll}
        />
      </div>
      <Suspense>
        <RowOverlay state={state} isMovable={view === "open"} total={total()} />
      </Suspense>
    </main>
  );
}
