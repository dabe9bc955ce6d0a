// The list: only the lines near the screen exist (rows, and the headings between them), each at its offset, in the order of the list. Rows are keyed by
// task, so that focus, an editor and their state stay with the task wherever it goes. A grid to assistive technology, since rows hold controls, take
// keys and can be selected; a heading is a row of it that holds no task, and that keys, selection and drags pass over.

import { createVirtualizer, measureElement, type Range, type Virtualizer } from "@tanstack/solid-virtual";
import {
  createEffect,
  createMemo,
  createSelector,
  createSignal,
  For,
  on,
  onCleanup,
  onMount,
  Show,
  untrack,
  type Accessor,
  type JSX,
} from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { ListRow } from "../../model/list-row.ts";
import type { RowHeading } from "../../model/outline.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import type { SectionId } from "../../model/sections.ts";
import type { TaskRow } from "../../model/task-row.ts";
import type { TaskWindow } from "../client/task-window.ts";
import type { RowSelection } from "../selection/row-selection.ts";
import { whenIdle } from "../client/when-idle.ts";
import { useApp } from "../shell/app-context.ts";
import type { Folds } from "./row/folds.ts";
import type { RowFocus } from "./row/row-focus.ts";
import { isSameSpan, linesOf, NO_LINES, spanTowardsRest, spanInSight, type Span } from "./line-span.ts";
import { makeSteady } from "./steady.ts";
import { isHeadingKey, makeListLines, type HeadingKey, type ListLines, type ShownHeading } from "./list-lines.ts";
import styles from "./task-list.module.css";
import type { RowDrag } from "./row/row-drag.ts";
import { TaskRowView, type RowCommands } from "./row/task-row-view.tsx";

const ROW_HEIGHT_REM = 2.75;
/** Of a heading on one line. */
const HEADING_HEIGHT_REM = 3.25;
const STICKY_REM = 3.25;
/** Where the browser does not say when there is time. */
const AT_REST_MS = 100;
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
  /** Its headings say which day the tasks under them are for. */
  readonly saysDays: boolean;
  readonly isMovable: boolean;
  readonly selection: RowSelection;
  readonly drag: RowDrag;
  readonly folds: Folds;
  readonly editing: ItemId | null;
  readonly leaving: ReadonlySet<ItemId>;
  readonly commands: RowCommands;
  /** What is drawn of a heading, in its line. */
  readonly heading: (shown: Accessor<ShownHeading>) => JSX.Element;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly listRef: (list: HTMLElement) => void;
  readonly scrollRef: (scrollToIndex: (index: number) => void) => void;
  /** Takes what changes of the rows are run by, so that the place is kept. */
  readonly steadyRef: (steady: (change: () => void) => void) => void;
};

type LineKey = ItemId | HeadingKey;
type Placed = { readonly line: number; readonly top: number };

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
function createSettling(tasks: TaskWindow): { readonly isSettling: Accessor<boolean>; readonly stop: () => void } {
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
  return { isSettling, stop: () => setSettling(false) };
}

function createVirtualLines(props: TaskListProps, lines: Accessor<ListLines>, offset: Accessor<number>) {
  const rootFontPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const activeLine = createMemo(() => {
    const active = props.focus.active();
    const index = active === null ? -1 : props.tasks.indexOf(active);
    return index < 0 ? -1 : lines().lineOfRow(index);
  });
  // The same function while the lines are the same: another one makes the virtualizer measure every line of the list again.
  const itemKey = createMemo(() => {
    const { ids, start } = props.tasks.snapshot();
    const shown = lines();
    return (line: number) => shown.headingAt(line)?.key ?? ids[shown.rowsBefore(line) - start] ?? line;
  });
  let span = NO_LINES;
  const [rested, setRested] = createSignal<Span>(NO_LINES, { equals: isSameSpan });
  // Another one when the lines are others or there was time to make more of them, and only then: that the focus goes along the rows is nothing the
  // virtualizer has to reckon with anew.
  const rangeExtractor = createMemo(() => {
    lines();
    rested();
    return (range: Range) => {
      span = spanInSight(span, range, range.count);
      return linesOf(span, untrack(activeLine), range.count);
    };
  });
  const virtualizer = createVirtualizer<HTMLElement, HTMLElement>({
    get count() {
      return lines().count;
    },
    get scrollMargin() {
      return offset();
    },
    get getItemKey() {
      return itemKey();
    },
    get rangeExtractor() {
      return rangeExtractor();
    },
    getScrollElement: () => props.scroller() ?? null,
    estimateSize: (line) => (lines().headingAt(line) === undefined ? ROW_HEIGHT_REM : HEADING_HEIGHT_REM) * rootFontPx,
    measureElement: measureLater,
    // Below the field for new tasks, which stays at the top.
    scrollPaddingStart: STICKY_REM * rootFontPx,
  });
  const rest = (): void => {
    if (virtualizer.range === null) return;
    span = spanTowardsRest(span, virtualizer.range, lines().count);
    setRested(span);
  };
  createEffect(() => {
    // Reading the items is what makes this run again when the range moves.
    if (virtualizer.getVirtualItems().map(({ index }) => index).length > 0) onCleanup(whenIdle(rest, AT_REST_MS));
  });
  return virtualizer;
}

/** What a new row measures is told with the frame that lays it out, before that is painted: to ask it at once would lay out all rows in the task that makes them. */
function measureLater(row: HTMLElement, entry: ResizeObserverEntry | undefined, list: Virtualizer<HTMLElement, HTMLElement>): number {
  if (entry !== undefined) return measureElement(row, entry, list);
  const index = list.indexFromElement(row);
  return list.itemSizeCache.get(list.options.getItemKey(index)) ?? list.options.estimateSize(index);
}

/** Nothing where the line is in sight: to scroll there would lay out the page in the middle of a key's task. */
function bringInSight(list: Virtualizer<HTMLElement, HTMLElement>, line: number): void {
  if (list.getOffsetForIndex(line)?.[0] !== list.scrollOffset) list.scrollToIndex(line);
}

const isSamePlace = (one: Placed, other: Placed): boolean => one.line === other.line && one.top === other.top;

type Lines = {
  readonly virtualizer: ReturnType<typeof createVirtualLines>;
  readonly lines: Accessor<ListLines>;
  readonly shownKeys: Accessor<readonly LineKey[]>;
  readonly placeOf: (key: LineKey) => Placed | undefined;
  readonly placed: () => ReadonlyMap<LineKey, Placed>;
  readonly isTabStop: (id: ItemId) => boolean;
};

/** The lines that exist now, each with its place, and the row that the Tab key reaches. */
function createShownLines(props: TaskListProps, offset: Accessor<number>): Lines {
  const lines = createMemo(() => {
    const { total, headings } = props.tasks.snapshot();
    return makeListLines(total ?? 0, headings);
  });
  const virtualizer = createVirtualLines(props, () => lines(), offset);
  const placedByKey = createMemo(() => {
    const placed = new Map<LineKey, Placed>();
    for (const { index: line, start } of virtualizer.getVirtualItems()) {
      const key = lines().headingAt(line)?.key ?? props.tasks.idAt(lines().rowsBefore(line));
      if (key !== undefined) placed.set(key, { line, top: start - offset() });
    }
    return placed;
  });
  const shownKeys = createMemo(() => [...placedByKey().keys()]);
  createEffect(() => {
    // Reading the items is what makes this run again when the range moves.
    const isAny = virtualizer.getVirtualItems().map(({ index }) => index).length > 0;
    const { range } = virtualizer;
    if (!isAny || range === null) return;
    const first = lines().rowsBefore(range.startIndex);
    props.tasks.showRange(first, Math.max(first, lines().rowsBefore(range.endIndex + 1) - 1));
  });
  const tabStop = (): ItemId | null => {
    const active = props.focus.active();
    if (active !== null && placedByKey().has(active)) return active;
    return shownKeys().find((key): key is ItemId => !isHeadingKey(key)) ?? null;
  };
  const isTabStop = createSelector<ItemId | null, ItemId>(tabStop);
  return { virtualizer, lines, shownKeys, placeOf: (key) => placedByKey().get(key), placed: () => placedByKey(), isTabStop };
}

const steadyOf = (props: TaskListProps, shown: Lines, offset: Accessor<number>, moved: () => void): ((change: () => void) => void) =>
  makeSteady({
    scroller: () => props.scroller(),
    offset,
    tops: () => [...untrack(shown.placed)].flatMap(([key, { top }]) => (isHeadingKey(key) ? [] : [[key, top] as const])),
    topOf(id) {
      const index = props.tasks.indexOf(id);
      const known = shown.virtualizer.getVirtualItems().length > 0 && index >= 0;
      const start = known ? shown.virtualizer.measurementsCache[shown.lines().lineOfRow(index)]?.start : undefined;
      return start === undefined ? null : start - offset();
    },
    moved,
  });

export function TaskList(props: TaskListProps): JSX.Element {
  const [list, setList] = createSignal<HTMLDivElement>();
  const offset = createOffset(list);
  const shown = createShownLines(props, offset);
  const { virtualizer, lines } = shown;
  const { isSettling, stop } = createSettling(untrack(() => props.tasks));
  return (
    <div
      ref={(element) => {
        setList(element);
        props.listRef(element);
        props.drag.list(element);
        props.steadyRef(steadyOf(props, shown, offset, stop));
        props.scrollRef((index) => bringInSight(virtualizer, lines().lineOfRow(index)));
      }}
      class={styles["list"]}
      classList={{ [styles["settling"] ?? ""]: isSettling() }}
      style={{ height: `${virtualizer.getTotalSize()}px` }}
      tabIndex={-1}
      role={props.tasks.snapshot().parts.length > 0 ? "treegrid" : "grid"}
      aria-label={props.label}
      aria-rowcount={lines().count}
      aria-multiselectable="true"
      onKeyDown={(event) => props.onKeyDown(event)}
    >
      <For each={shown.shownKeys()}>
        {(key) =>
          isHeadingKey(key) ? (
            <HeadingLine headingKey={key} shown={shown} heading={props.heading} />
          ) : (
            <RowLine of={props} id={key} shown={shown} />
          )
        }
      </For>
      <Show when={props.drag.line()}>
        {(line) => (
          <div
            class={styles["line"]}
            style={{ transform: `translateY(${line().y}px)`, "--depth": line().depth }}
            data-drop-line
            data-words={line().words}
            aria-hidden="true"
          />
        )}
      </Show>
    </div>
  );
}

/** Where the line is; while it is going, where it was. */
function createPlace(shown: Lines, key: LineKey): Accessor<Placed> {
  const placed = createMemo((last: Placed) => shown.placeOf(key) ?? last, { line: 0, top: 0 }, { equals: isSamePlace });
  return placed;
}

/** The one day that a heading stands for; null: none, or several. */
function dayOf(shown: ShownHeading | undefined, today: PlainDay): PlainDay | null {
  if (shown?.heading.kind === "day") return shown.heading.day;
  return shown?.heading.kind === "today" ? today : null;
}

function RowLine(props: { readonly of: TaskListProps; readonly id: ItemId; readonly shown: Lines }): JSX.Element {
  const { lists, today } = useApp();
  const [id, shown] = untrack(() => [props.id, props.shown] as const);
  const row = createMemo((last: TaskRow | undefined) => props.of.tasks.row(id) ?? last);
  const placed = createPlace(shown, id);
  const saidDay = createMemo(() => (props.of.saysDays ? dayOf(shown.lines().headingAbove(placed().line), today()) : null));
  const listOf = (of: TaskRow): ListRow | undefined => (props.of.spansLists ? lists.shownOf(of.list) : undefined);
  return (
    <Show when={row()}>
      {(present) => (
        <TaskRowView
          row={present()}
          list={listOf(present())}
          saidDay={saidDay()}
          depth={props.of.tasks.depthOf(id)}
          siblings={props.of.tasks.placeAmongParts(id)}
          parts={props.of.tasks.partsOf(id)}
          isFolded={props.of.folds.isFolded(id)}
          index={placed().line}
          top={placed().top}
          inTrash={props.of.inTrash}
          isTabStop={shown.isTabStop(id)}
          isEditing={props.of.editing === id}
          isLeaving={props.of.leaving.has(id)}
          isSelected={props.of.selection.has(id)}
          isSelecting={props.of.selection.isActive()}
          isMovable={props.of.isMovable}
          isRearranging={() => props.of.focus.isUpdating()}
          commands={props.of.commands}
          measure={(element) => queueMicrotask(() => shown.virtualizer.measureElement(element))}
          onFocus={() => props.of.focus.setActive(id)}
        />
      )}
    </Show>
  );
}

type HeadingLineProps = Pick<TaskListProps, "heading"> & { readonly headingKey: HeadingKey; readonly shown: Lines };

const sectionOf = (heading: RowHeading): SectionId | undefined => (heading.kind === "section" ? heading.section : undefined);

function HeadingLine(props: HeadingLineProps): JSX.Element {
  const [key, shown] = untrack(() => [props.headingKey, props.shown] as const);
  const placed = createPlace(shown, key);
  const heading = createMemo((last: ShownHeading | undefined) => shown.lines().headings.find((one) => one.key === key) ?? last);
  return (
    <Show when={heading()}>
      {(present) => (
        <div
          ref={(element) => queueMicrotask(() => shown.virtualizer.measureElement(element))}
          role="row"
          class={styles["heading"]}
          style={{ transform: `translateY(${placed().top}px)` }}
          data-index={placed().line}
          data-heading={present().heading.kind}
          data-section={sectionOf(present().heading)}
          aria-rowindex={placed().line + 1}
        >
          <div role="gridcell" class={styles["headingCell"]}>
            {props.heading(present)}
          </div>
        </div>
      )}
    </Show>
  );
}
