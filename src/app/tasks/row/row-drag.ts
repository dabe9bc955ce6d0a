// Dragging the rows of a view: each row, or all that is selected, can be taken; the list shows with a line where it would go. Held to the right of where it was
// taken it becomes a part of the row above, held to the left it is none any more. In a view of days it goes to the day under whose heading it is held.

import { createEffect, createSignal, type Accessor } from "solid-js";
import type { ItemId } from "../../../base/ids.ts";
import type { DayQuery } from "../../../model/day-heading.ts";
import type { TaskRow } from "../../../model/task-row.ts";
import type { TaskWindow } from "../../client/task-window.ts";
import { useDrag } from "../../drag/drag-context.ts";
import type { Dragged } from "../../drag/drag-desk.ts";
import type { Point } from "../../drag/drag-module.ts";
import { dayDropAt } from "../../drag/day-drop.ts";
import { outlineDropAt } from "../../drag/outline-drop.ts";
import type { RowSelection } from "../../selection/row-selection.ts";
import { useApp } from "../../shell/app-context.ts";
import { type TaskPlace } from "../../shell/place.ts";
import { dayText } from "../../texts/day-texts.ts";
import { dayLines, dayShown, outlineLines } from "./drop-lines.ts";
import type { Beyond } from "./beyond.ts";
import { endOfParts } from "./outline-moves.ts";
import { heldTargets, plainWhat, targetOf, type PlaceCommands, type Targets } from "./row-commands.ts";

export type RowDrag = {
  /** Makes a row one that can be dragged, as long as its owner lives. */
  readonly source: (row: () => TaskRow, element: HTMLElement) => void;
  /** The same for the list and what scrolls it, as what rows are dropped on. */
  readonly list: (list: HTMLElement) => void;
  readonly scroller: (scroller: HTMLElement) => void;
  readonly line: Accessor<DropLine | null>;
};

/** Where the line is drawn: pixels from the top of the list, and levels from its start. */
export type DropLine = {
  readonly y: number;
  readonly depth: number;
  /** The day that what is dropped goes to. */
  readonly words?: string;
};

export type RowDragOptions = {
  readonly place: TaskPlace;
  readonly isOrdered: () => boolean;
  readonly tasks: TaskWindow;
  readonly list: () => HTMLElement | undefined;
  readonly selection: RowSelection;
  readonly places: PlaceCommands;
  readonly beyond: Beyond;
};

/** How far to the side is one level; as --indent in task-row.module.css. */
const INDENT_REM = 1.5;

/** Those that are dragged, and those of the window that are parts of them. */
function withParts(ids: readonly ItemId[], tasks: TaskWindow): ReadonlySet<ItemId> {
  const snapshot = tasks.snapshot();
  const all = new Set(ids);
  for (const id of ids) {
    const index = tasks.indexOf(id);
    if (index < 0) continue;
    for (let part = index + 1; part < endOfParts(snapshot, index); part++) all.add(tasks.idAt(part) ?? id);
  }
  return all;
}

/** A mouse drags the row; a finger only its handle, since it scrolls with the rest. */
function canDragAt(element: HTMLElement): (at: { readonly x: number; readonly y: number }) => boolean {
  let pointer = "mouse";
  element.addEventListener("pointerdown", (event) => {
    pointer = event.pointerType;
  });
  return ({ x, y }) => pointer === "mouse" || document.elementFromPoint(x, y)?.closest("[data-grip]") !== null;
}

type Tasks = Extract<Dragged, { kind: "tasks" }>;

/** What is shown of something held over the list, and what is done when it is dropped there. */
type Drop = { readonly line: DropLine; readonly run: () => void };

/** Between the rows of a list that is read in its outline. `taken`: where what is dragged was taken, and how deep it stood. */
function outlineDrop(
  element: HTMLElement,
  { x, y }: Point,
  taken: { readonly x: number; readonly depth: number },
  dragged: Tasks,
  { place, tasks, selection, places }: RowDragOptions,
): Drop | null {
  const depth = taken.depth + Math.round((x - taken.x) / (INDENT_REM * rootFontPx()));
  const moved = withParts(dragged.ids, tasks);
  const lines = outlineLines(element, tasks, (id) => moved.has(id));
  const found = outlineDropAt(y - element.getBoundingClientRect().top, depth, lines, place.kind === "list" ? place.list : null);
  if (found === null) return null;
  const run = async (): Promise<void> => {
    const ids = dragged.ids.length > 1 ? await selection.ordered() : dragged.ids;
    places.drop(heldTargets({ ...dragged, ids }), found.position);
  };
  return { line: { y: found.lineY, depth: found.depth }, run: () => void run() };
}

/** Among the days; null also where all of it is on that day already. */
function dayDrop(element: HTMLElement, y: number, dragged: Tasks, query: DayQuery, { tasks, beyond }: RowDragOptions): Drop | null {
  const lines = dayLines(element, tasks, query);
  const found = dayDropAt(y, lines);
  if (found === null || dragged.ids.every((id) => dayShown(tasks, id, query) === found.day)) return null;
  const { day, lineY } = found;
  return {
    line: { y: lineY, depth: 0, words: dayText(day, query.today) },
    run: () => void beyond.moveToDay(heldTargets(dragged), day),
  };
}

/** Marks the rows that are dragged, as far as they are here. */
function markHeld(list: HTMLElement | undefined, held: Dragged | null): void {
  for (const row of list?.querySelectorAll("[data-held]") ?? []) row.removeAttribute("data-held");
  if (held?.kind !== "tasks") return;
  for (const id of held.ids) list?.querySelector(`[data-task="${id}"]`)?.setAttribute("data-held", "");
}

export function createRowDrag(options: RowDragOptions): RowDrag {
  const { tasks, list: listElement, selection, beyond } = options;
  const { desk } = useDrag();
  const { canWriteIn } = useApp();
  const [line, setLine] = createSignal<DropLine | null>(null);
  let taken = { x: 0, depth: 0 };
  createEffect(() => markHeld(listElement(), desk.dragged()));

  const heldWith = (row: TaskRow): Targets =>
    selection.has(row.id) && selection.count() > 1 ? { ids: selection.ids(), title: null } : targetOf(row);
  const dropAt = (at: Point, dragged: Dragged): Drop | null => {
    const element = listElement();
    if (element === undefined || dragged.kind !== "tasks") return null;
    const query = beyond.days();
    if (query === null) return outlineDrop(element, at, taken, dragged, options);
    return dayDrop(element, at.y - element.getBoundingClientRect().top, dragged, query, options);
  };

  return {
    line,
    source(row, element) {
      const isAllowed = canDragAt(element);
      desk.source(element, {
        canDrag(at) {
          taken = { x: at.x, depth: tasks.depthOf(row().id) };
          return canWriteIn(row()) && !row().newer && isAllowed(at);
        },
        begin: () => {
          const { ids, title } = heldWith(row());
          return { kind: "tasks", ids, words: plainWhat({ ids, title }), rows: async () => beyond.rowsOf(ids) };
        },
      });
    },
    list: (element) =>
      desk.target(element, {
        accepts: (dragged) => dragged.kind === "tasks" && (options.isOrdered() || beyond.days() !== null),
        over: (at, dragged) => setLine((at === null ? null : dropAt(at, dragged)?.line) ?? null),
        drop: (at, dragged) => dropAt(at, dragged)?.run(),
      }),
    scroller: (element) => desk.scroller(element),
  };
}

const rootFontPx = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
