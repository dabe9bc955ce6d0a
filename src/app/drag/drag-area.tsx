// What tasks and lists are dragged in: the whole window.

import type { JSX } from "solid-js";
import { useApp } from "../shell/app-context.ts";
import { makeTaskCommands } from "../tasks/row/row-commands.ts";
import { DragContext, type DragContextValue } from "./drag-context.ts";
import { createDragDesk } from "./drag-desk.ts";

export function DragArea(props: { readonly class: string | undefined; readonly children: JSX.Element }): JSX.Element {
  const { actions, lists, today } = useApp();
  const commands = makeTaskCommands(actions, lists, today);
  const value: DragContextValue = {
    desk: createDragDesk(),
    onTasksToList: ({ ids, words }, list) => commands.moveTo({ ids, title: ids.length > 1 ? null : words }, list),
  };
  return (
    <DragContext.Provider value={value}>
      <div class={props.class}>{props.children}</div>
    </DragContext.Provider>
  );
}
