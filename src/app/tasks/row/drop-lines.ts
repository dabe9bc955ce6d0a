// The lines of a view as something is dropped between them: where each is on screen, in pixels from the top of the list. Those of the window that are not on
// screen are among them, at no place: a row between others may be a part of one that is out of sight.

import type { ItemId } from "../../../base/ids.ts";
import { comingDayOf, type DayQuery } from "../../../model/day-heading.ts";
import type { RowHeading } from "../../../model/outline.ts";
import type { PlainDay } from "../../../model/plain-day.ts";
import type { TaskWindow } from "../../client/task-window.ts";
import type { DayLine } from "../../drag/day-drop.ts";
import type { Edges, LineBox } from "../../drag/outline-drop.ts";
import { makeListLines, type ShownHeading } from "../list-lines.ts";

type WindowLine = { readonly edges: Edges } & ({ readonly id: ItemId } | { readonly heading: RowHeading });

const OUT_OF_SIGHT: Edges = { top: Number.POSITIVE_INFINITY, bottom: Number.POSITIVE_INFINITY };

/** By what names the line: the task, or the number of a heading's line. */
function edgesByName(list: HTMLElement): ReadonlyMap<string, Edges> {
  const { top } = list.getBoundingClientRect();
  return new Map(
    Array.from(list.querySelectorAll<HTMLElement>("[data-index]"), (line) => {
      const { task, index = "" } = line.dataset;
      const box = line.getBoundingClientRect();
      return [task ?? index, { top: box.top - top, bottom: box.bottom - top }] as const;
    }),
  );
}

/** Of the window, in the order of the view. */
function windowLines(list: HTMLElement, tasks: TaskWindow): readonly WindowLine[] {
  const { ids, start, headings, total } = tasks.snapshot();
  const edges = edgesByName(list);
  const shown = makeListLines(total ?? 0, headings).headings;
  const headingsAt = (index: number): readonly WindowLine[] =>
    shown
      .filter(({ heading }: ShownHeading) => heading.at === index)
      .map(({ heading, line }) => ({ heading, edges: edges.get(String(line)) ?? OUT_OF_SIGHT }));
  const rows = ids.flatMap((id, at) => [...headingsAt(start + at), { id, edges: edges.get(id) ?? OUT_OF_SIGHT }]);
  return [...rows, ...headingsAt(start + ids.length)];
}

/** Of a list that is read in its outline, without those that move themselves. */
export const outlineLines = (list: HTMLElement, tasks: TaskWindow, isMoved: (id: ItemId) => boolean): readonly LineBox[] =>
  windowLines(list, tasks).flatMap((line): readonly LineBox[] => {
    if ("id" in line) return isMoved(line.id) ? [] : [{ kind: "row", id: line.id, depth: tasks.depthOf(line.id), ...line.edges }];
    return line.heading.kind === "section" ? [{ kind: "section", section: line.heading.section, ...line.edges }] : [];
  });

function headingDay(heading: RowHeading | undefined, today: PlainDay): PlainDay | null {
  if (heading?.kind === "today") return today;
  return heading?.kind === "day" ? heading.day : null;
}

/** The day under whose heading a row stands: null where that is none that something could be dropped on, as what is overdue or may be begun. */
export function dayShown(tasks: TaskWindow, id: ItemId, { view, today }: DayQuery): PlainDay | null {
  const row = tasks.row(id);
  if (row === undefined) return null;
  if (view === "upcoming") return comingDayOf(row, today);
  const index = tasks.indexOf(id);
  const heading = tasks.snapshot().headings.findLast(({ at }) => at <= index);
  return headingDay(heading, today);
}

export const dayLines = (list: HTMLElement, tasks: TaskWindow, query: DayQuery): readonly DayLine[] =>
  windowLines(list, tasks).map((line): DayLine =>
    "id" in line
      ? { kind: "row", day: dayShown(tasks, line.id, query), ...line.edges }
      : { kind: "heading", day: headingDay(line.heading, query.today), ...line.edges },
  );
