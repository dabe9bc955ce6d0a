// What tasks and lists are dragged in: the whole window.

import type { JSX } from "solid-js";
import { useApp } from "../shell/app-context.ts";
import { loadDayMoves } from "../tasks/row/load-day-moves.ts";
import { heldTargets, makeTaskCommands } from "../tasks/row/row-commands.ts";
import { DragContext, type DragContextValue, type DraggedTasks } from "./drag-context.ts";
import { createDragDesk } from "./drag-desk.ts";

export function DragArea(props: { readonly class: string | undefined; readonly children: JSX.Element }): JSX.Element {
  const { actions, lists, today } = useApp();
  const commands = makeTaskCommands(actions, lists, today);
  const moveToToday = async (dragged: DraggedTasks): Promise<void> => {
    const [{ moveToDay }, rows] = await Promise.all([loadDayMoves(), dragged.rows()]);
    await moveToDay(actions, { targets: heldTargets(dragged), rows, day: today(), today: today(), view: null });
  };
  const value: DragContextValue = {
    desk: createDragDesk(),
    onTasksToList: (dragged, list) => commands.moveTo(heldTargets(dragged), list),
    onTasksToToday: (dragged) => void moveToToday(dragged),
  };
  return (
    <DragContext.Provider value={value}>
      <div class={props.class}>{props.children}</div>
    </DragContext.Provider>
  );
}
