// Tasks to another day in the views of days: what of a task is changed for it, so that it shows there. Loaded when it is first done.

import type { ItemId } from "../../../base/ids.ts";
import { comingDayOf, isDueBy, isOutOfSight, type DayQuery, type TaskDays } from "../../../model/day-heading.ts";
import type { PlainDay } from "../../../model/plain-day.ts";
import type { TaskRow } from "../../../model/task-row.ts";
import type { TaskActions } from "../../client/task-actions.ts";
import { addDays, dayText } from "../../texts/day-texts.ts";
import { t } from "../../texts/messages.ts";
import { plainWhat, whatText, type Targets } from "./row-commands.ts";

/** The view that they are moved in; null: none of days. */
export type DayView = DayQuery["view"] | null;

/** Which day of the task says when it shows: the one it is due, or the one it may be begun. */
export function movedField(row: TaskDays, day: PlainDay, today: PlainDay, view: DayView): "day" | "start" {
  if (isOutOfSight(row, today)) return "start";
  // What may be begun and is due later, if ever, is put off by being begun later.
  const isBegun = view === "today" && row.start !== null && !isDueBy(row, today);
  return isBegun && day > today ? "start" : "day";
}

/** The day that a task goes to by one step; null: nowhere. In Today as its lines stand: overdue, today, and what may be begun. */
export function steppedDay(row: TaskDays, to: "up" | "down", { view, today }: DayQuery): PlainDay | null {
  const tomorrow = addDays(today, 1);
  if (view === "upcoming") return addDays(comingDayOf(row, today), to === "up" ? -1 : 1);
  if (row.day === today) return to === "up" ? null : tomorrow;
  const isOverdue = isDueBy(row, today);
  if (isOverdue) return to === "up" ? null : today;
  return to === "up" ? today : tomorrow;
}

export type DayMove = {
  readonly targets: Targets;
  /** Those of the targets that are there. */
  readonly rows: readonly TaskRow[];
  readonly day: PlainDay;
  readonly today: PlainDay;
  readonly view: DayView;
};

/** As one step that is taken back in one go, where one changes the day it is due and another the day it may be begun. */
export async function moveToDay(actions: TaskActions, { targets, rows, day, today, view }: DayMove): Promise<void> {
  const fields = { day: [] as ItemId[], start: [] as ItemId[] };
  for (const row of rows) {
    const field = movedField(row, day, today, view);
    if (row[field] !== day) fields[field].push(row.id);
  }
  const telling = {
    text: () => t("act.movedToDay", plainWhat(targets), dayText(day, today)),
    name: () => t("name.day", whatText(targets)),
    toast: true,
    step: {},
  };
  const { day: due, start } = fields;
  if (due.length > 0) {
    const outcome = await actions.act({ kind: "set-day", ids: due, day }, { ...telling, isQuiet: start.length > 0 });
    if (!outcome.ok) return;
  }
  if (start.length > 0) await actions.act({ kind: "set-start", ids: start, start: day }, telling);
}
