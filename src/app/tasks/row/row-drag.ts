// Dragging the rows of a view: each row, or all that is selected, can be taken; the list shows with a line where it would go.

import { createSignal, type Accessor } from "solid-js";
import type { TaskRow } from "../../../model/task-row.ts";
import type { TaskWindow } from "../../client/task-window.ts";
import { useDrag } from "../../drag/drag-context.ts";
import type { Dragged } from "../../drag/drag-desk.ts";
import { insertionAt, isWhereItIs, type Insertion, type RowBox } from "../../drag/insertion.ts";
import type { RowSelection } from "../../selection/row-selection.ts";
import { useApp } from "../../shell/app-context.ts";
import { isOrdered, type TaskPlace } from "../../shell/place.ts";
import { plainWhat, targetOf, type PlaceCommands, type Targets } from "./row-commands.ts";

export type RowDrag = {
  /** Makes a row one that can be dragged, as long as its owner lives. */
  readonly source: (row: () => TaskRow, element: HTMLElement) => void;
  /** The same for the list and what scrolls it, as what rows are dropped on. */
  readonly list: (list: HTMLElement) => void;
  readonly scroller: (scroller: HTMLElement) => void;
  /** Where the line is drawn: pixels from the top of the list. */
  readonly lineY: Accessor<number | null>;
};

export type RowDragOptions = {
  readonly place: TaskPlace;
  readonly tasks: TaskWindow;
  readonly list: () => HTMLElement | undefined;
  readonly selection: RowSelection;
  readonly places: PlaceCommands;
};

/** The rows on screen, in pixels from the top of the list. */
function boxesOf(list: HTMLElement, tasks: TaskWindow): readonly RowBox[] {
  const { top } = list.getBoundingClientRect();
  const boxesById = new Map<string, DOMRect>();
  for (const element of list.querySelectorAll<HTMLElement>("[data-task]"))
    boxesById.set(element.dataset["task"] ?? "", element.getBoundingClientRect());
  return tasks.snapshot().ids.flatMap((id) => {
    const box = boxesById.get(id);
    return box === undefined ? [] : [{ id, top: box.top - top, bottom: box.bottom - top }];
  });
}

/** A mouse drags the row; a finger only its handle, since it scrolls with the rest. */
function canDragAt(element: HTMLElement): (at: { readonly x: number; readonly y: number }) => boolean {
  let pointer = "mouse";
  element.addEventListener("pointerdown", (event) => {
    pointer = event.pointerType;
  });
  return ({ x, y }) => pointer === "mouse" || document.elementFromPoint(x, y)?.closest("[data-grip]") !== null;
}

export function createRowDrag({ place, tasks, list, selection, places }: RowDragOptions): RowDrag {
  const { desk } = useDrag();
  const { canWriteIn } = useApp();
  const [lineY, setLineY] = createSignal<number | null>(null);

  const targetsOf = (row: TaskRow): Targets =>
    selection.has(row.id) && selection.count() > 1 ? { ids: selection.ids(), title: null } : targetOf(row);
  const insertion = (y: number): Insertion | null => {
    const element = list();
    return element === undefined ? null : insertionAt(y - element.getBoundingClientRect().top, boxesOf(element, tasks));
  };
  const drop = async (y: number, dragged: Dragged): Promise<void> => {
    const found = insertion(y);
    if (dragged.kind !== "tasks" || found === null) return;
    const ids = dragged.ids.length > 1 ? await selection.ordered() : dragged.ids;
    const order = tasks.snapshot().ids;
    if (isWhereItIs(found, ids, order)) return;
    const before = tasks.indexOf(found.next) + (found.at === "after" ? 1 : 0);
    const taken = ids.filter((id) => tasks.indexOf(id) >= 0 && tasks.indexOf(id) < before).length;
    const title = dragged.ids.length > 1 ? null : dragged.words;
    places.place({ ids, title }, { at: found.at, task: found.next }, before - taken);
  };

  return {
    lineY,
    source(row, element) {
      const isAllowed = canDragAt(element);
      desk.source(element, {
        canDrag: (at) => canWriteIn(row()) && !row().newer && isAllowed(at),
        begin: () => {
          const targets = targetsOf(row());
          return { kind: "tasks", ids: targets.ids, words: plainWhat(targets) };
        },
      });
    },
    list: (element) =>
      desk.target(element, {
        accepts: (dragged) => dragged.kind === "tasks" && isOrdered(place),
        over: (at) => setLineY(at === null ? null : (insertion(at.y)?.lineY ?? null)),
        drop: ({ y }, dragged) => void drop(y, dragged),
      }),
    scroller: (element) => desk.scroller(element),
  };
}
