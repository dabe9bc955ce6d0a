// Open tasks by the days they are due and may be begun, in orders that say nothing of which day is today: that comes with the question.

import type { PlainDay } from "../model/plain-day.ts";
import { isOutOfSight, type DayQuery } from "../model/day-heading.ts";
import { compareByDue, compareByStart, compareIn } from "../model/today.ts";
import type { TaskRow } from "../model/task-row.ts";
import { SortedRows } from "./sorted-rows.ts";

export class DayRows {
  readonly #byDue = new SortedRows(compareByDue);
  readonly #byStart = new SortedRows(compareByStart);

  /** `act` puts rows in or takes them out. */
  change(open: readonly TaskRow[], act: (order: SortedRows, part: readonly TaskRow[]) => void): void {
    act(
      this.#byDue,
      open.filter(({ day }) => day !== null),
    );
    act(
      this.#byStart,
      open.filter(({ start }) => start !== null),
    );
  }

  /** In the order of the view. */
  find(query: DayQuery): readonly TaskRow[] {
    const { today } = query;
    const isInSight = (row: TaskRow): boolean => !isOutOfSight(row, today);
    const dueLater = this.#byDue.firstWhere(({ day }) => isLater(day, today));
    const startingLater = this.#byStart.firstWhere(({ start }) => isLater(start, today));
    if (query.view === "today") {
      const started = this.#byStart.slice(0, startingLater).filter(({ day }) => isLater(day, today));
      return [...this.#byDue.slice(0, dueLater).filter(isInSight), ...started];
    }
    const due = this.#byDue.slice(dueLater, this.#byDue.length).filter(isInSight);
    const starting = this.#byStart.slice(startingLater, this.#byStart.length);
    return starting.length === 0 ? due : [...due, ...starting].sort(compareIn(query));
  }
}

/** No day is later than any. */
const isLater = (day: PlainDay | null, today: PlainDay): boolean => day === null || day > today;
