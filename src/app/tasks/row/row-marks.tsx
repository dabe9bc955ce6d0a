// What a row says beside its title, quietly and only where there is something: list, priority, tags, steps, notes, and the day with its time.

import Bell from "lucide-solid/icons/bell";
import ChevronDown from "lucide-solid/icons/chevron-down";
import NotebookText from "lucide-solid/icons/notebook-text";
import Repeat from "lucide-solid/icons/repeat";
import { Show, type JSX } from "solid-js";
import type { PartsProgress } from "../../../model/outline.ts";
import type { ListRow } from "../../../model/list-row.ts";
import { isOverdue } from "../../../model/overdue.ts";
import type { PlainDay } from "../../../model/plain-day.ts";
import type { TaskRow } from "../../../model/task-row.ts";
import { HueDot } from "../../../ui/mark/hue-dot.tsx";
import { PriorityMark } from "../../../ui/mark/priority-mark.tsx";
import { listName } from "../../client/lists.ts";
import { useApp } from "../../shell/app-context.ts";
import { t } from "../../texts/messages.ts";
import { SpaceMark } from "../../spaces/space-mark.tsx";
import { priorityName, reminds, startText, tagsText, whenText, whenTextUnder } from "./row-name.ts";
import styles from "./row-marks.module.css";

export type RowMarksProps = {
  readonly row: TaskRow;
  /** Where the view shows several. */
  readonly list: ListRow | undefined;
  /** The day that the heading above it says; null: none. */
  readonly saidDay: PlainDay | null;
  readonly parts: PartsProgress | null;
  readonly isFolded: boolean;
  readonly onFold: () => void;
  readonly isReadOnly: boolean;
  readonly tabIndex: number;
  readonly onDay: () => void;
};

export const hasOpenParts = (parts: PartsProgress | null): boolean => parts !== null && parts.done < parts.total;

const startUnder = ({ row, saidDay }: RowMarksProps, today: PlainDay): string | null =>
  row.start === saidDay ? null : startText(row, today);

const hasMarks = ({ row, list }: RowMarksProps): boolean =>
  [row.start, row.priority, row.repeat].some((part) => part !== null) ||
  list !== undefined ||
  row.space !== undefined ||
  row.tags.length > 0 ||
  row.checklist.total > 0 ||
  row.hasNotes ||
  reminds(row);

export function RowMarks(props: RowMarksProps): JSX.Element {
  const { today } = useApp();
  const isDaySaid = (): boolean => whenTextUnder(props.row, today(), props.saidDay) === null;
  return (
    <Show when={!isDaySaid() || props.parts !== null || hasMarks(props)}>
      <div class={styles["marks"]}>
        <Show when={hasMarks(props)}>
          <Marks of={props} />
        </Show>
        <PartsChip of={props} />
        <DayChip of={props} />
      </div>
    </Show>
  );
}

/** Pointed at, it leads to the details. */
function Marks(props: { readonly of: RowMarksProps }): JSX.Element {
  const { today } = useApp();
  return (
    <div class={styles["about"]} data-details>
      <SpaceMark space={props.of.row.space} />
      <Show when={props.of.list}>
        {(list) => (
          <span class={styles["list"]}>
            <HueDot hue={list().color} />
            <span class={styles["name"]} translate="no" dir="auto">
              {listName(list())}
            </span>
          </span>
        )}
      </Show>
      <Show when={startUnder(props.of, today())}>{(text) => <span class={styles["steps"]}>{text()}</span>}</Show>
      <Show when={props.of.row.priority} keyed>
        {(level) => <PriorityMark level={level} label={priorityName(level)} />}
      </Show>
      <Show when={props.of.row.tags.length > 0}>
        <span class={styles["name"]} translate="no" dir="auto">
          {tagsText(props.of.row.tags)}
        </span>
      </Show>
      <Show when={props.of.row.checklist.total > 0}>
        <span
          class={styles["steps"]}
          role="img"
          aria-label={t("mark.checklist", props.of.row.checklist.done, props.of.row.checklist.total)}
        >
          {props.of.row.checklist.done}/{props.of.row.checklist.total}
        </span>
      </Show>
      <Show when={props.of.row.repeat !== null}>
        <Repeat size="0.875rem" strokeWidth={1.75} role="img" aria-label={t("mark.repeat")} />
      </Show>
      <Show when={reminds(props.of.row)}>
        <Bell size="0.875rem" strokeWidth={1.75} role="img" aria-label={t("mark.reminds")} />
      </Show>
      <Show when={props.of.row.hasNotes}>
        <NotebookText size="0.875rem" strokeWidth={1.75} role="img" aria-label={t("mark.notes")} />
      </Show>
    </div>
  );
}

/** How many parts are done; hides and shows those that are not. */
function PartsChip(props: { readonly of: RowMarksProps }): JSX.Element {
  return (
    <Show when={props.of.parts}>
      {(parts) => (
        <Show
          when={hasOpenParts(parts())}
          fallback={
            <span class={styles["steps"]} role="img" aria-label={t("mark.parts", parts().done, parts().total)}>
              {parts().done}/{parts().total}
            </span>
          }
        >
          <button type="button" class={styles["fold"]} tabIndex={props.of.tabIndex} onClick={() => props.of.onFold()}>
            <span role="img" aria-label={t(props.of.isFolded ? "parts.unfold" : "parts.fold", parts().done, parts().total)}>
              {parts().done}/{parts().total}
            </span>
            <span class={styles["chevron"]} data-folded={props.of.isFolded ? "" : undefined}>
              <ChevronDown size="0.875rem" strokeWidth={1.75} aria-hidden="true" />
            </span>
          </button>
        </Show>
      )}
    </Show>
  );
}

function DayChip(props: { readonly of: RowMarksProps }): JSX.Element {
  const { today } = useApp();
  const tone = (): string => {
    if (isOverdue(props.of.row, today())) return "late";
    return props.of.row.day === today() && !props.of.row.done ? "today" : "other";
  };
  return (
    <Show when={whenTextUnder(props.of.row, today(), props.of.saidDay)}>
      {(text) => (
        <button
          type="button"
          class={styles["day"]}
          data-tone={tone()}
          aria-label={t(tone() === "late" ? "task.overdue" : "task.day", whenText(props.of.row, today()) ?? "")}
          disabled={props.of.isReadOnly}
          tabIndex={props.of.tabIndex}
          onClick={() => props.of.onDay()}
        >
          {text()}
        </button>
      )}
    </Show>
  );
}
