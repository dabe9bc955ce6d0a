// The list: only the rows near the screen exist, each at its offset, in the order of the list. Rows are keyed by task, so that focus, an editor and
// their state stay with the task wherever it goes. A grid to assistive technology, since rows hold controls, take keys and can be selected.

import { createVirtualizer, measureElement, type Range, type Virtualizer } from "@tanstack/solid-virtual";
import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show, untrack, type Accessor, type JSX } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { TaskRow } from "../../model/task-row.ts";
import type { TaskWindow } from "../client/task-window.ts";
import type { RowSelection } from "../selection/row-selection.ts";
import { useApp } from "../shell/app-context.ts";
import type { RowFocus } from "./row/row-focus.ts";
import styles from "./task-list.module.css";
import type { RowDrag } from "./row/row-drag.ts";
import { TaskRowView, type RowCommands } from "./row/task-row-view.tsx";

const ROW_HEIGHT_REM = 2.75;
const STICKY_REM = 3.25;
const OVERSCAN_ROWS = 8;
/** As long as rows may take to close a gap (--move in tokens.css), and a little more. */
const SETTLING_MS = 260;

export type TaskListProps = {
  readonly label: string;
  readonly tasks: TaskWindow;
  readonly focus: RowFocus;
  /** What scrolls; only once it is in the document, since the virtualizer observes it in its window. */
  readonly scroller: Accessor<HTMLElement | undefined>;
  readonly inTrash: boolean;
  /** Its tasks are of several lists. */
  readonly spansLists: boolean;
  readonly isMovable: boolean;
  readonly selection: RowSelection;
  readonly drag: RowDrag;
  readonly editing: ItemId | null;
  readonly leaving: ReadonlySet<ItemId>;
  readonly commands: RowCommands;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly listRef: (list: HTMLElement) => void;
  readonly scrollRef: (scrollToIndex: (index: number) => void) => void;
};

type Placed = { readonly index: number; readonly top: number };

/** The list's own offset in what scrolls, kept when what stands above changes its height. */
function createOffset(list: Accessor<HTMLElement | undefined>): Accessor<number> {
  const [offset, setOffset] = createSignal(0);
  onMount(() => {
    const observer = new ResizeObserver(() => setOffset(list()?.offsetTop ?? 0));
    const before = list()?.parentElement?.children ?? [];
    for (const element of before) observer.observe(element);
    onCleanup(() => observer.disconnect());
  });
  return offset;
}

/** True for a moment after rows came, went or moved: then, and only then, offsets change smoothly. */
function createSettling(tasks: TaskWindow): Accessor<boolean> {
  const [isSettling, setSettling] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(tasks.snapshot, (now, before) => {
      const isChange = (before?.total ?? 0) > 0 && before?.start === now.start;
      if (!isChange) return;
      clearTimeout(timer);
      setSettling(true);
      timer = setTimeout(() => setSettling(false), SETTLING_MS);
    }),
  );
  onCleanup(() => clearTimeout(timer));
  return isSettling;
}

function createRows(props: TaskListProps, offset: Accessor<number>) {
  const rootFontPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const activeIndex = createMemo(() => {
    const active = props.focus.active();
    return active === null ? -1 : props.tasks.indexOf(active);
  });
  // The same function while the rows are the same: another one makes the virtualizer measure every row of the list again.
  const itemKey = createMemo(() => {
    const { ids, start } = props.tasks.snapshot();
    return (index: number) => ids[index - start] ?? index;
  });
  return createVirtualizer<HTMLElement, HTMLElement>({
    get count() {
      return props.tasks.snapshot().total ?? 0;
    },
    get scrollMargin() {
      return offset();
    },
    get getItemKey() {
      return itemKey();
    },
    get rangeExtractor() {
      const active = activeIndex();
      return (range: Range) => indexesOf(range, active);
    },
    getScrollElement: () => props.scroller() ?? null,
    estimateSize: () => ROW_HEIGHT_REM * rootFontPx,
    overscan: OVERSCAN_ROWS,
    measureElement: measureLater,
    // Below the field for new tasks, which stays at the top.
    scrollPaddingStart: STICKY_REM * rootFontPx,
  });
}

/** What a new row measures is told with the frame that lays it out, before that is painted: to ask it at once would lay out all rows in the task that makes them. */
function measureLater(row: HTMLElement, entry: ResizeObserverEntry | undefined, list: Virtualizer<HTMLElement, HTMLElement>): number {
  if (entry !== undefined) return measureElement(row, entry, list);
  const index = list.indexFromElement(row);
  return list.itemSizeCache.get(list.options.getItemKey(index)) ?? list.options.estimateSize(index);
}

/** The rows on screen and near it, and the one in the tab order, so that it keeps the focus when it is scrolled away. */
function indexesOf({ startIndex, endIndex, overscan, count }: Range, active: number): number[] {
  const first = Math.max(0, startIndex - overscan);
  const last = Math.min(count - 1, endIndex + overscan);
  const indexes = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  if (active >= 0 && active < first) return [active, ...indexes];
  return active > last && active < count ? [...indexes, active] : indexes;
}

/** The ids of all rows; where many are new those that are wanted now come first, the others in a task of their own. */
function createStepwise(
  placedById: Accessor<ReadonlyMap<ItemId, Placed>>,
  isWanted: (placed: Placed, id: ItemId) => boolean,
): Accessor<readonly ItemId[]> {
  const [whole, setWhole] = createSignal<ReadonlyMap<ItemId, Placed>>();
  const ids = createMemo((last: readonly ItemId[]) => {
    const placed = placedById();
    const known = new Set(last);
    const all = [...placed.keys()];
    if (whole() === placed || all.filter((id) => !known.has(id)).length <= OVERSCAN_ROWS) return all;
    return [...placed].filter(([id, place]) => known.has(id) || untrack(() => isWanted(place, id))).map(([id]) => id);
  }, []);
  createEffect(() => {
    const placed = placedById();
    if (ids().length === placed.size) return;
    const timer = setTimeout(() => setWhole(placed));
    onCleanup(() => clearTimeout(timer));
  });
  return ids;
}

type Rows = {
  readonly virtualizer: ReturnType<typeof createRows>;
  readonly shownIds: Accessor<readonly ItemId[]>;
  readonly placeOf: (id: ItemId) => Placed | undefined;
  readonly tabStop: Accessor<ItemId | null>;
};

/** The rows that exist now, each with its place, and the one that the Tab key reaches. */
function createShownRows(props: TaskListProps, offset: Accessor<number>): Rows {
  const virtualizer = createRows(props, offset);
  const placedById = createMemo(() => {
    const placed = new Map<ItemId, Placed>();
    for (const { index, start } of virtualizer.getVirtualItems()) {
      const id = props.tasks.idAt(index);
      if (id !== undefined) placed.set(id, { index, top: start - offset() });
    }
    return placed;
  });
  const isWanted = ({ index }: Placed, id: ItemId): boolean => {
    const { range, isScrolling } = virtualizer;
    // While somebody scrolls the rows ahead are what is wanted, and rows above that were measured later would move the others.
    const isNeeded = range === null || isScrolling || (index >= range.startIndex && index <= range.endIndex);
    return isNeeded || id === props.focus.active();
  };
  const shownIds = createStepwise(() => placedById(), isWanted);
  createEffect(() => {
    // Reading the items is what makes this run again when the range moves.
    const isAny = virtualizer.getVirtualItems().map(({ index }) => index).length > 0;
    const { range } = virtualizer;
    if (isAny && range !== null) props.tasks.showRange(range.startIndex, range.endIndex);
  });
  return {
    virtualizer,
    shownIds,
    placeOf: (id) => placedById().get(id),
    tabStop() {
      const active = props.focus.active();
      return active !== null && placedById().has(active) ? active : (shownIds()[0] ?? null);
    },
  };
}

export function TaskList(props: TaskListProps): JSX.Element {
  const { lists } = useApp();
  const [list, setList] = createSignal<HTMLDivElement>();
  const offset = createOffset(list);
  const { virtualizer, shownIds, placeOf, tabStop } = createShownRows(props, offset);
  const isSettling = createSettling(untrack(() => props.tasks));
  return (
    <div
      ref={(element) => {
        setList(element);
        props.listRef(element);
        props.drag.list(element);
        props.scrollRef((index) => virtualizer.scrollToIndex(index));
      }}
      class={styles["list"]}
      classList={{ [styles["settling"] ?? ""]: isSettling() }}
      style={{ height: `${virtualizer.getTotalSize()}px` }}
      tabIndex={-1}
      role="grid"
      aria-label={props.label}
      aria-rowcount={props.tasks.snapshot().total ?? 0}
      aria-multiselectable="true"
      onKeyDown={(event) => props.onKeyDown(event)}
    >
      <For each={shownIds()}>
        {(id) => {
          const row = createMemo((last: TaskRow | undefined) => props.tasks.row(id) ?? last);
          const placed = createMemo((last: Placed) => placeOf(id) ?? last, { index: 0, top: 0 });
          return (
            <Show when={row()}>
              {(present) => (
                <TaskRowView
                  row={present()}
                  list={props.spansLists ? lists.shownOf(present().list) : undefined}
                  index={placed().index}
                  top={placed().top}
                  inTrash={props.inTrash}
                  isTabStop={tabStop() === id}
                  isEditing={props.editing === id}
                  isLeaving={props.leaving.has(id)}
                  isSelected={props.selection.has(id)}
                  isSelecting={props.selection.isActive()}
                  isMovable={props.isMovable}
                  isRearranging={() => props.focus.isUpdating()}
                  commands={props.commands}
                  measure={(element) => queueMicrotask(() => virtualizer.measureElement(element))}
                  onFocus={() => props.focus.setActive(id)}
                />
              )}
            </Show>
          );
        }}
      </For>
      <Show when={props.drag.lineY() !== null}>
        <div class={styles["line"]} style={{ transform: `translateY(${props.drag.lineY() ?? 0}px)` }} aria-hidden="true" />
      </Show>
    </div>
  );
}
