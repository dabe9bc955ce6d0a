// One line of the ledger: circle, title, quiet day, and a second line only when two devices wrote two titles. The row itself takes the keys;
// what they do is the list's.

import CalendarDays from "lucide-solid/icons/calendar-days";
import Ellipsis from "lucide-solid/icons/ellipsis";
import { For, Show, type Accessor, type JSX } from "solid-js";
import type { PlainDay } from "../../model/plain-day.ts";
import { isOverdue, type TaskRow } from "../../model/task-row.ts";
import { IconButton, Button } from "../../ui/button/button.tsx";
import { TaskCircle } from "../../ui/task-circle/task-circle.tsx";
import { useApp } from "../shell/app-context.ts";
import { dayText } from "../texts/day-texts.ts";
import { t } from "../texts/messages.ts";
import { rowTitle } from "./row-title.ts";
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
  readonly resolve: (row: TaskRow, value: string) => void;
};

export type TaskRowViewProps = {
  readonly row: TaskRow;
  readonly index: number;
  /** Offset in the list, in pixels. */
  readonly top: number;
  readonly inTrash: boolean;
  readonly isTabStop: boolean;
  readonly isEditing: boolean;
  /** Ticked just now, and about to leave. */
  readonly isLeaving: boolean;
  readonly isRearranging: () => boolean;
  readonly commands: RowCommands;
  readonly measure: (element: HTMLElement) => void;
  readonly onFocus: () => void;
};

/** What the row is called aloud. */
function rowName(row: TaskRow, today: PlainDay): string {
  const withDay = row.day === null ? rowTitle(row) : t("task.name.day", rowTitle(row), dayText(row.day, today));
  return row.conflicts.length === 0 ? withDay : t("task.name.conflict", withDay);
}

/** The other values kept for the title, each once. */
const otherTitles = (row: TaskRow): readonly string[] => [
  ...new Set(row.conflicts.flatMap(({ values }) => values.map(({ value }) => value)).filter((value) => value !== row.title)),
];

export function TaskRowView(props: TaskRowViewProps): JSX.Element {
  const { today, canWrite } = useApp();
  const isDone = (): boolean => props.row.done || props.isLeaving;
  const isReadOnly = (): boolean => props.row.newer || !canWrite();
  const tabIndex = (): number => (props.isTabStop ? 0 : -1);
  return (
    <div
      ref={props.measure}
      role="row"
      class={styles["row"]}
      classList={{ [styles["done"] ?? ""]: isDone(), [styles["editing"] ?? ""]: props.isEditing }}
      style={{ transform: `translateY(${props.top}px)` }}
      data-index={props.index}
      data-task={props.row.id}
      tabIndex={tabIndex()}
      aria-label={rowName(props.row, today())}
      aria-rowindex={props.index + 1}
      onFocusIn={() => props.onFocus()}
    >
      <div role="gridcell" class={styles["gutter"]}>
        <Show when={!props.inTrash}>
          <TaskCircle
            checked={isDone()}
            label={t(isDone() ? "task.reopen" : "task.complete", rowTitle(props.row))}
            disabled={isReadOnly()}
            tabIndex={tabIndex()}
            onChange={(checked) => props.commands.setDone(props.row, checked)}
          />
        </Show>
      </div>
      <div role="gridcell" class={styles["content"]}>
        <div class={styles["body"]} onClick={() => !props.isEditing && props.commands.edit(props.row)}>
          <RowTitle {...props} />
        </div>
        <Show when={props.row.day}>
          {(day) => (
            <div class={styles["when"]}>
              <DayChip
                row={props.row}
                day={day()}
                isReadOnly={isReadOnly() || props.inTrash}
                tabIndex={tabIndex()}
                onClick={() => props.commands.chooseDay(props.row)}
              />
            </div>
          )}
        </Show>
        <RowMore row={props.row} tabIndex={tabIndex} commands={props.commands} />
      </div>
      <div role="gridcell" class={styles["menu"]}>
        <RowEnd {...props} isReadOnly={isReadOnly()} tabIndex={tabIndex()} />
      </div>
    </div>
  );
}

function RowTitle(props: TaskRowViewProps): JSX.Element {
  return (
    <Show
      when={props.isEditing}
      fallback={
        <span class={styles["title"]} translate="no" dir="auto">
          {rowTitle(props.row)}
        </span>
      }
    >
      <TitleEditor
        title={props.row.title}
        isRearranging={props.isRearranging}
        onSave={(title) => props.commands.rename(props.row, title)}
        onClose={(byKey) => props.commands.closeEditor(props.row, byKey)}
      />
    </Show>
  );
}

type RowMoreProps = { readonly row: TaskRow; readonly tabIndex: Accessor<number>; readonly commands: RowCommands };

/** The lines below the title: why it cannot be changed, and what else it was called. */
function RowMore(props: RowMoreProps): JSX.Element {
  return (
    <Show when={props.row.newer || props.row.conflicts.length > 0}>
      <div class={styles["more"]}>
        <Show when={props.row.newer}>
          <p class={styles["note"]}>{t("task.newer")}</p>
        </Show>
        <Conflict row={props.row} tabIndex={props.tabIndex} onResolve={(value) => props.commands.resolve(props.row, value)} />
      </div>
    </Show>
  );
}

type RowEndProps = TaskRowViewProps & { readonly isReadOnly: boolean; readonly tabIndex: number };

function RowEnd(props: RowEndProps): JSX.Element {
  return (
    <Show
      when={props.inTrash}
      fallback={
        <>
          <Show when={props.row.day === null}>
            <span class={styles["dayless"]}>
              <IconButton
                icon={CalendarDays}
                label={t("menu.day")}
                disabled={props.isReadOnly}
                tabIndex={props.tabIndex}
                onClick={() => props.commands.chooseDay(props.row)}
              />
            </span>
          </Show>
          <IconButton
            icon={Ellipsis}
            label={t("task.menu", rowTitle(props.row))}
            disabled={props.isReadOnly}
            tabIndex={props.tabIndex}
            aria-haspopup="menu"
            onClick={(event) => props.commands.openMenu(props.row, event.currentTarget)}
          />
        </>
      }
    >
      <Button look="quiet" disabled={props.isReadOnly} tabIndex={props.tabIndex} onClick={() => props.commands.restore(props.row)}>
        {t("menu.restore")}
      </Button>
    </Show>
  );
}

type DayChipProps = {
  readonly row: TaskRow;
  readonly day: PlainDay;
  readonly isReadOnly: boolean;
  readonly tabIndex: number;
  readonly onClick: () => void;
};

function DayChip(props: DayChipProps): JSX.Element {
  const { today } = useApp();
  const text = (): string => dayText(props.day, today());
  const tone = (): string => {
    if (isOverdue(props.row, today())) return "late";
    return props.day === today() && !props.row.done ? "today" : "other";
  };
  return (
    <button
      type="button"
      class={styles["day"]}
      data-tone={tone()}
      aria-label={t(tone() === "late" ? "task.overdue" : "task.day", text())}
      disabled={props.isReadOnly}
      tabIndex={props.tabIndex}
      onClick={() => props.onClick()}
    >
      {text()}
    </button>
  );
}

type ConflictProps = { readonly row: TaskRow; readonly tabIndex: Accessor<number>; readonly onResolve: (value: string) => void };

/** The titles another device wrote at the same time. Choosing one of them, or the one above, settles it everywhere. */
function Conflict(props: ConflictProps): JSX.Element {
  return (
    <Show when={props.row.conflicts.length > 0}>
      <ul class={styles["conflict"]} onClick={(event) => event.stopPropagation()}>
        <For each={otherTitles(props.row)}>
          {(value) => (
            <li class={styles["other"]}>
              <span class={styles["also"]}>{t("conflict.also")}</span>
              <span class={styles["otherTitle"]} translate="no" dir="auto">
                {value}
              </span>
              <Button
                look="quiet"
                aria-label={t("conflict.useLabel", value)}
                tabIndex={props.tabIndex()}
                onClick={() => props.onResolve(value)}
              >
                {t("conflict.use")}
              </Button>
            </li>
          )}
        </For>
        <li>
          <Button look="quiet" tabIndex={props.tabIndex()} onClick={() => props.onResolve(props.row.title)}>
            {t("conflict.keep")}
          </Button>
        </li>
      </ul>
    </Show>
  );
}
