// Dragging as components use it: references that make an element something that lists and tasks can be dragged from and dropped on.

import { createContext, useContext } from "solid-js";
import type { ItemId, SpaceId } from "../../base/ids.ts";
import { useApp } from "../shell/app-context.ts";
import type { Dragged, DragDesk } from "./drag-desk.ts";
import type { Point } from "./drag-module.ts";

export type DraggedTasks = Extract<Dragged, { kind: "tasks" }>;

export type DragContextValue = {
  readonly desk: DragDesk;
  /** Tasks that were dropped on a list (`null`: the inbox). */
  readonly onTasksToList: (tasks: DraggedTasks, list: ItemId | null) => void;
  readonly onTasksToToday: (tasks: DraggedTasks) => void;
};

export const DragContext = createContext<DragContextValue>();

export function useDrag(): DragContextValue {
  const value = useContext(DragContext);
  if (value === undefined) throw new Error("used outside the app");
  return value;
}

type TasksDrop = { readonly accepts: () => boolean; readonly drop: (tasks: DraggedTasks) => void };

/** Makes a link one that tasks can be dropped on. */
const acceptTasks = (desk: DragDesk, link: HTMLElement, { accepts, drop }: TasksDrop): void =>
  desk.target(link, {
    accepts: (dragged) => dragged.kind === "tasks" && accepts(),
    over: (at) => link.toggleAttribute("data-dropping", at !== null),
    drop: (_at, dragged) => dragged.kind === "tasks" && drop(dragged),
  });

/** For the link of a list or of the inbox: tasks dropped on it go there. */
export function useListDrop(list: () => ItemId | null): (link: HTMLElement) => void {
  const { desk, onTasksToList } = useDrag();
  const { lists, canWriteIn } = useApp();
  const accepts = (): boolean => {
    const id = list();
    return id === null || canWriteIn(lists.find(id));
  };
  return (link) => acceptTasks(desk, link, { accepts, drop: (tasks) => onTasksToList(tasks, list()) });
}

/** For the link of Today: tasks dropped on it are for today. */
export function useTodayDrop(): (link: HTMLElement) => void {
  const { desk, onTasksToToday } = useDrag();
  return (link) => acceptTasks(desk, link, { accepts: () => true, drop: onTasksToToday });
}

type Edge = "before" | "after";

const edgeAt = (element: HTMLElement, { y }: Point): Edge => {
  const { top, height } = element.getBoundingClientRect();
  return y < top + height / 2 ? "before" : "after";
};

type Orderable = { readonly id: ItemId; readonly newer: boolean; readonly space?: SpaceId };

export type OrderDrag<Row extends Orderable> = {
  readonly kind: "list" | "view";
  readonly row: () => Row;
  readonly nameOf: (row: Row) => string;
  /** All of them, in their order. */
  readonly all: () => readonly Row[];
  readonly move: (row: Row, at: Edge, beside: ItemId, newIndex: number) => void;
};

/** For the entry of a list among the lists, or of a view among the views, which can be put in another place there. */
export function useOrderDrag<Row extends Orderable>({ kind, row, nameOf, all, move }: OrderDrag<Row>): (entry: HTMLElement) => void {
  const { desk } = useDrag();
  const { canWriteIn } = useApp();
  const otherOf = (dragged: Dragged): Row | undefined =>
    dragged.kind === kind && dragged.id !== row().id ? all().find(({ id }) => id === dragged.id) : undefined;
  return (entry) => {
    desk.source(entry, {
      canDrag: () => canWriteIn(row()) && !row().newer,
      begin: () => ({ kind, id: row().id, words: nameOf(row()) }),
    });
    desk.target(entry, {
      accepts: (dragged) => otherOf(dragged) !== undefined,
      over: (at) => (at === null ? entry.removeAttribute("data-insert") : entry.setAttribute("data-insert", edgeAt(entry, at))),
      drop(at, dragged) {
        const other = otherOf(dragged);
        if (other === undefined) return;
        const order = all().map(({ id }) => id).filter((id) => id !== other.id); // prettier-ignore
        const edge = edgeAt(entry, at);
        move(other, edge, row().id, order.indexOf(row().id) + (edge === "after" ? 1 : 0));
      },
    });
  };
}
