// Dragging the rows of a view: each row, or all that is selected, can be taken; the list shows with a line where it would go. Held to the right of where it was
// taken it becomes a part of the row above, held to the left it is none any more.

import { createSignal, type Accessor } from "solid-js";
import type { ItemId } from "../../../base/ids.ts";
import type { TaskRow } from "../../../model/task-row.ts";
import type { TaskWindow } from "../../client/task-window.ts";
import { useDrag } from "../../drag/drag-context.ts";
import type { Dragged } from "../../drag/drag-desk.ts";
import type { Point } from "../../drag/drag-module.ts";
import { outlineDropAt, type LineBox, type OutlineDrop } from "../../drag/outline-drop.ts";
import type { RowSelection } from "../../selection/row-selection.ts";
import { useApp } from "../../shell/app-context.ts";
import { isOrdered, type TaskPlace } from "../../shell/place.ts";
import { endOfParts } from "./outline-moves.ts";
import { plainWhat, targetOf, type PlaceCommands, type Targets } from "./row-commands.ts";

export type RowDrag = {
  /** Makes a row one that can be dragged, as long as its owner lives. */
  readonly source: (row: () => TaskRow, element: HTMLElement) => void;
  /** The same for the list and what scrolls it, as what rows are dropped on. */
  readonly list: (list: HTMLElement) => void;
  readonly scroller: (scroller: HTMLElement) => void;
  readonly line: Accessor<DropLine | null>;
};

/** Where the line is drawn: pixels from the top of the list, and levels from its start. */
export type DropLine = { readonly y: number; readonly depth: number };

export type RowDragOptions = {
  readonly place: TaskPlace;
  readonly tasks: TaskWindow;
  readonly list: () => HTMLElement | undefined;
  readonly selection: RowSelection;
  readonly places: PlaceCommands;
};

/** How far to the side is one level; as --indent in task-row.module.css. */
const INDENT_REM = 1.5;

/** The lines on screen that do not move themselves, in pixels from the top of the list. */
function boxesOf(list: HTMLElement, tasks: TaskWindow, isMoved: (id: ItemId) => boolean): readonly LineBox[] {
  const { top } = list.getBoundingClientRect();
  const edgesOf = (element: Element): { readonly top: number; readonly bottom: number } => {
    const box = element.getBoundingClientRect();
    return { top: box.top - top, bottom: box.bottom - top };
  };
  const rowsById = new Map(
    Array.from(list.querySelectorAll<HTMLElement>("[data-task]"), (row) => [row.dataset["task"] ?? "", row] as const),
  );
  const rows = tasks.snapshot().ids.flatMap((id): LineBox[] => {
    const row = rowsById.get(id);
    return row === undefined || isMoved(id) ? [] : [{ kind: "row", id, depth: tasks.depthOf(id), ...edgesOf(row) }];
  });
  const sections = Array.from(list.querySelectorAll<HTMLElement>("[data-section]"), (heading): LineBox => {
    const { section = "" } = heading.dataset;
    return { kind: "section", section, ...edgesOf(heading) };
  });
  return [...rows, ...sections].sort((a, b) => a.top - b.top);
}

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

export function createRowDrag({ place, tasks, list: listElement, selection, places }: RowDragOptions): RowDrag {
  const { desk } = useDrag();
  const { canWriteIn } = useApp();
  const [line, setLine] = createSignal<DropLine | null>(null);
  /** Where what is dragged was taken, and how deep it stood. */
  let taken = { x: 0, depth: 0 };
  const list = place.kind === "list" ? place.list : null;

  const targetsOf = (row: TaskRow): Targets =>
    selection.has(row.id) && selection.count() > 1 ? { ids: selection.ids(), title: null } : targetOf(row);
  const dropAt = ({ x, y }: Point, dragged: Dragged): OutlineDrop | null => {
    const element = listElement();
    if (element === undefined || dragged.kind !== "tasks") return null;
    const depth = taken.depth + Math.round((x - taken.x) / (INDENT_REM * rootFontPx()));
    const moved = withParts(dragged.ids, tasks);
    return outlineDropAt(
      y - element.getBoundingClientRect().top,
      depth,
      boxesOf(element, tasks, (id) => moved.has(id)),
      list,
    );
  };
  const drop = async (at: Point, dragged: Dragged): Promise<void> => {
    const found = dropAt(at, dragged);
    if (dragged.kind !== "tasks" || found === null) return;
    const ids = dragged.ids.length > 1 ? await selection.ordered() : dragged.ids;
    const title = dragged.ids.length > 1 ? null : dragged.words;
    places.drop({ ids, title }, found.position);
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
          const targets = targetsOf(row());
          return { kind: "tasks", ids: targets.ids, words: plainWhat(targets) };
        },
      });
    },
    list: (element) =>
      desk.target(element, {
        accepts: (dragged) => dragged.kind === "tasks" && isOrdered(place),
        over(at, dragged) {
          const found = at === null ? null : dropAt(at, dragged);
          setLine(found === null ? null : { y: found.lineY, depth: found.depth });
        },
        drop: (at, dragged) => void drop(at, dragged),
      }),
    scroller: (element) => desk.scroller(element),
  };
}

const rootFontPx = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
