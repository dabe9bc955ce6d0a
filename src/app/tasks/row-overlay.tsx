// The menu and the sheet of a row, loaded on first use and opened over the list. Closing gives the focus back to the row.

import { lazy, Show, type JSX } from "solid-js";
import type { Overlay, ScreenState } from "./screen-state.ts";
import { rowTitle } from "./row-title.ts";

const TaskMenu = lazy(async () => ({ default: (await import("./task-menu.tsx")).TaskMenu }));
const DaySheet = lazy(async () => ({ default: (await import("./day-sheet.tsx")).DaySheet }));

/** Fetches what the first menu or sheet will need before it is asked for. */
export function preloadOverlays(): void {
  void TaskMenu.preload();
  void DaySheet.preload();
}

export function RowOverlay(props: { readonly state: ScreenState; readonly isMovable: boolean; readonly total: number }): JSX.Element {
  const menu = () => {
    const overlay = props.state.overlay();
    return overlay?.kind === "menu" ? overlay : null;
  };
  const day = () => {
    const overlay = props.state.overlay();
    return overlay?.kind === "day" ? overlay : null;
  };
  const close = (kind: Overlay["kind"]): void => {
    if (props.state.overlay()?.kind === kind) props.state.setOverlay(null);
  };
  return (
    <>
      <Show when={menu()} keyed>
        {({ row, anchor }) => (
          <TaskMenu
            title={rowTitle(row)}
            anchor={anchor}
            isMovable={props.isMovable}
            isFirst={props.state.tasks.indexOf(row.id) === 0}
            isLast={props.state.tasks.indexOf(row.id) === props.total - 1}
            onEdit={() => props.state.rowCommands.edit(row)}
            onDay={() => props.state.rowCommands.chooseDay(row)}
            onMove={(to) => props.state.commands.move(row, to)}
            onTrash={() => props.state.commands.trash(row)}
            onClose={() => close("menu")}
            returnFocus={() => props.state.overlay() === null && props.state.editing() === null && props.state.focus.focusRow(row.id)}
          />
        )}
      </Show>
      <Show when={day()} keyed>
        {({ row }) => (
          <DaySheet
            title={rowTitle(row)}
            day={row.day}
            onPick={(picked) => props.state.commands.setDay(row, picked)}
            onClose={() => close("day")}
            returnFocus={() => props.state.focus.focusRow(row.id)}
          />
        )}
      </Show>
    </>
  );
}
