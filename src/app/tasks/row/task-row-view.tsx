// One line of the ledger: circle, title, quiet marks, and a second line only when two devices wrote two titles. The row itself takes the keys;
// what they do is the list's.

import Calendar from "lucide-solid/icons/calendar";
import Ellipsis from "lucide-solid/icons/ellipsis";
import GripVertical from "lucide-solid/icons/grip-vertical";
import RotateCcw from "lucide-solid/icons/rotate-ccw";
import { createEffect, createMemo, Show, untrack, type JSX } from "solid-js";
import type { PartsProgress } from "../../../model/outline.ts";
import type { ListRow } from "../../../model/list-row.ts";
import type { PlainDay } from "../../../model/plain-day.ts";
import type { TaskRow } from "../../../model/task-row.ts";
import { RowButton } from "../../../ui/button/button.tsx";
import { TaskCircle } from "../../../ui/task-circle/task-circle.tsx";
import { listName } from "../../client/lists.ts";
import { onLongPress } from "../../selection/long-press.ts";
import { useApp, type AppContextValue } from "../../shell/app-context.ts";
import { t } from "../../texts/messages.ts";
import { RowConflict } from "./row-conflict.tsx";
import { hasOpenParts, RowMarks } from "./row-marks.tsx";
import { rowName, startText } from "./row-name.ts";
import { spaceWords } from "../../spaces/spaces.ts";
import { rowTitle, shortTitle } from "./row-title.ts";
import styles from "./task-row.module.css";
import { TitleEditor } from "./title-editor.tsx";

export type RowCommands = {
  readonly setDone: (row: TaskRow, done: boolean) => void;
  readonly restore: (row: TaskRow) => void;
  readonly edit: (row: TaskRow) => void;
  readonly rename: (row: TaskRow, title: string) => Promise<string | null>;
  readonly closeEditor: (row: TaskRow, byKey: boolean) => void;
  readonly chooseDay: (row: TaskRow) => void;
  readonly openMenu: (row: TaskRow, anchor: HTMLElement) => void;
  readonly openDetails: (row: TaskRow) => void;
  /** Opens the details where parts are added. */
  readonly addPart: (row: TaskRow) => void;
  readonly resolve: (row: TaskRow, value: string) => void;
  /** With the pointer, or a long press. */
  readonly toggle: (row: TaskRow) => void;
  readonly extend: (row: TaskRow) => void;
  /** Hides or shows its parts. */
  readonly fold: (row: TaskRow) => void;
  /** Makes the row one that can be dragged, as long as its owner lives. */
  readonly drag: (row: () => TaskRow, element: HTMLElement) => void;
};

export type TaskRowViewProps = {
  readonly row: TaskRow;
  /** Its list, where the view shows several. */
  readonly list: ListRow | undefined;
  /** The day that the heading above it says; null: none. */
  readonly saidDay: PlainDay | null;
  /** How many of the rows above it it is a part of, in turn. */
  readonly depth: number;
  /** Among the parts of its task; null where it is none. */
  readonly siblings: { readonly number: number; readonly of: number } | null;
  readonly parts: PartsProgress | null;
  readonly isFolded: boolean;
  readonly index: number;
  /** Offset in the list, in pixels. */
  readonly top: number;
  readonly inTrash: boolean;
  readonly isTabStop: boolean;
  readonly isEditing: boolean;
  /** Ticked just now, and about to leave. */
  readonly isLeaving: boolean;
  readonly isSelected: boolean;
  /** Some row is selected: a tap selects. */
  readonly isSelecting: boolean;
  readonly isMovable: boolean;
  readonly isRearranging: () => boolean;
  readonly commands: RowCommands;
  readonly measure: (element: HTMLElement) => void;
  readonly onFocus: () => void;
};

/** What is deeper stands no further in. */
const MAX_SHOWN_DEPTH = 6;

const isOn = (target: EventTarget | null, selector: string): boolean => target instanceof Element && target.closest(selector) !== null;

const isTouch = (event: MouseEvent): boolean => "pointerType" in event && event.pointerType === "touch";

/**
 * What a click on the row itself does, not on a control in it. A finger opens the details: to write a title is a matter of a keyboard, which would cover
 * half the screen.
 */
function pressRow(event: MouseEvent, props: TaskRowViewProps): void {
  if (isOn(event.target, "button, textarea, input")) return;
  if (event.shiftKey) props.commands.extend(props.row);
  else if (event.ctrlKey || event.metaKey || props.isSelecting) props.commands.toggle(props.row);
  else if (isOn(event.target, "[data-details]") || isTouch(event)) props.commands.openDetails(props.row);
  else if (!props.isEditing && isOn(event.target, "[data-title]")) props.commands.edit(props.row);
}

/** What the row's element is made to do beside what it shows. */
function setUpRow(element: HTMLElement, props: TaskRowViewProps): void {
  const row = (): TaskRow => props.row;
  onLongPress(element, () => untrack(() => props.commands.toggle(row())));
  // While its title is written the row must not be draggable: a drag would take the place of selecting words.
  const isDraggable = createMemo(() => props.isMovable && !props.isEditing);
  createEffect(() => {
    if (isDraggable()) props.commands.drag(row, element);
  });
}

/** What the row is called, for assistive technology. */
function nameOf(props: TaskRowViewProps, { today, spaces }: Pick<AppContextValue, "today" | "spaces">): string {
  const list = props.list === undefined ? null : listName(props.list);
  return rowName(props.row, today(), list, spaceWords(spaces, props.row.space), props.parts);
}

/** `undefined` where the row is no part and has none. */
const levelOf = ({ depth, parts }: TaskRowViewProps): number | undefined => (depth > 0 || parts !== null ? depth + 1 : undefined);

const expandedOf = ({ parts, isFolded }: TaskRowViewProps): boolean | undefined => (hasOpenParts(parts) ? !isFolded : undefined);

const selectedOf = ({ isSelecting, isSelected }: TaskRowViewProps): boolean | undefined => (isSelecting ? isSelected : undefined);

export function TaskRowView(props: TaskRowViewProps): JSX.Element {
  const app = useApp();
  const isDone = (): boolean => props.row.done || props.isLeaving;
  const isReadOnly = (): boolean => props.row.newer || !app.canWriteIn(props.row);
  const tabIndex = (): number => (props.isTabStop ? 0 : -1);
  return (
    <div
      ref={(element) => {
        props.measure(element);
        setUpRow(element, props);
      }}
      role="row"
      class={styles["row"]}
      classList={{
        [styles["done"] ?? ""]: isDone(),
        [styles["waiting"] ?? ""]: startText(props.row, app.today()) !== null,
        [styles["editing"] ?? ""]: props.isEditing,
        [styles["selected"] ?? ""]: props.isSelected,
        [styles["saysMore"] ?? ""]: saysMore(props.row),
      }}
      style={{ transform: `translateY(${props.top}px)`, "--depth": Math.min(props.depth, MAX_SHOWN_DEPTH) }}
      data-index={props.index}
      data-task={props.row.id}
      tabIndex={tabIndex()}
      aria-rowindex={props.index + 1}
      aria-label={nameOf(props, app)}
      aria-level={levelOf(props)}
      aria-posinset={props.siblings?.number}
      aria-setsize={props.siblings?.of}
      aria-expanded={expandedOf(props)}
      aria-selected={selectedOf(props)}
      onFocusIn={() => props.onFocus()}
      onMouseDown={(event) => event.shiftKey && !props.isEditing && event.preventDefault()}
      onClick={(event) => pressRow(event, props)}
    >
      <RowCells of={props} isDone={isDone()} isReadOnly={isReadOnly()} tabIndex={tabIndex()} />
    </div>
  );
}

function RowCells(props: RowPartProps): JSX.Element {
  return (
    <>
      <div role="gridcell" class={styles["gutter"]}>
        <RowCircle of={props.of} isDone={props.isDone} isReadOnly={props.isReadOnly} tabIndex={props.tabIndex} />
      </div>
      <div role="gridcell" class={styles["content"]}>
        <div class={styles["body"]} data-title>
          <RowTitle of={props.of} />
        </div>
        <RowMarks
          row={props.of.row}
          list={props.of.list}
          saidDay={props.of.saidDay}
          parts={props.of.parts}
          isFolded={props.of.isFolded}
          onFold={() => props.of.commands.fold(props.of.row)}
          isReadOnly={props.isReadOnly || props.of.inTrash}
          tabIndex={props.tabIndex}
          onDay={() => props.of.commands.chooseDay(props.of.row)}
        />
        <RowMore of={props.of} tabIndex={props.tabIndex} />
      </div>
      <div role="gridcell" class={styles["menu"]}>
        <RowEnd of={props.of} isReadOnly={props.isReadOnly} tabIndex={props.tabIndex} />
      </div>
    </>
  );
}

/** Parts of the row are given what it was given as one, since to spread it for each would cost as much as they do. */
type PartProps = { readonly of: TaskRowViewProps };

type RowPartProps = PartProps & { readonly isDone: boolean; readonly isReadOnly: boolean; readonly tabIndex: number };

function RowCircle(props: RowPartProps): JSX.Element {
  return (
    <Show when={!props.of.inTrash}>
      <TaskCircle
        checked={props.isDone}
        label={t(props.isDone ? "task.reopen" : "task.complete", shortTitle(props.of.row))}
        disabled={props.isReadOnly}
        tabIndex={props.tabIndex}
        onChange={(checked) => props.of.commands.setDone(props.of.row, checked)}
      />
    </Show>
  );
}

function RowTitle(props: PartProps): JSX.Element {
  return (
    <Show
      when={props.of.isEditing}
      fallback={
        <span class={styles["title"]} translate="no" dir="auto">
          {rowTitle(props.of.row)}
        </span>
      }
    >
      <TitleEditor
        title={props.of.row.title}
        isRearranging={props.of.isRearranging}
        onSave={(title) => props.of.commands.rename(props.of.row, title)}
        onClose={(byKey) => props.of.commands.closeEditor(props.of.row, byKey)}
      />
    </Show>
  );
}

const saysMore = (row: TaskRow): boolean => row.newer || row.conflicts.length > 0;

/** The lines below the title: why it cannot be changed, and what else it was called. */
function RowMore(props: PartProps & { readonly tabIndex: number }): JSX.Element {
  return (
    <Show when={saysMore(props.of.row)}>
      <div class={styles["more"]}>
        <Show when={props.of.row.newer}>
          <p class={styles["note"]}>{t("task.newer")}</p>
        </Show>
        <RowConflict row={props.of.row} tabIndex={props.tabIndex} onResolve={(value) => props.of.commands.resolve(props.of.row, value)} />
      </div>
    </Show>
  );
}

type RowEndProps = PartProps & { readonly isReadOnly: boolean; readonly tabIndex: number };

function RowEnd(props: RowEndProps): JSX.Element {
  return (
    <Show
      when={!props.of.inTrash}
      fallback={
        <>
          <RestoreButton {...props} />
          <MenuButton {...props} />
        </>
      }
    >
      <Show when={props.of.row.day === null}>
        <span class={styles["dayless"]}>
          <RowButton
            icon={Calendar}
            label={t("menu.day")}
            disabled={props.isReadOnly}
            tabIndex={props.tabIndex}
            onClick={() => props.of.commands.chooseDay(props.of.row)}
          />
        </span>
      </Show>
      <Show when={props.of.isMovable && props.of.isSelected}>
        <span class={styles["grip"]} data-grip>
          <GripVertical size="1.25rem" strokeWidth={1.75} aria-hidden="true" />
        </span>
      </Show>
      <MenuButton {...props} />
    </Show>
  );
}

function RestoreButton(props: RowEndProps): JSX.Element {
  return (
    <RowButton
      icon={RotateCcw}
      label={t("menu.restore")}
      disabled={props.isReadOnly}
      tabIndex={props.tabIndex}
      onClick={() => props.of.commands.restore(props.of.row)}
    />
  );
}

function MenuButton(props: RowEndProps): JSX.Element {
  return (
    <RowButton
      icon={Ellipsis}
      label={t("task.menu", shortTitle(props.of.row))}
      disabled={props.isReadOnly}
      tabIndex={props.tabIndex}
      opensMenu
      onClick={(event) => props.of.commands.openMenu(props.of.row, event.currentTarget)}
    />
  );
}
