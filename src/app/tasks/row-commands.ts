// What is done to a task from its row, its keys and its menu, as intents with their words.

import type { ItemId } from "../../base/ids.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import type { TaskPosition } from "../../model/task-intent.ts";
import type { TaskRow } from "../../model/task-row.ts";
import type { TaskActions } from "../client/task-actions.ts";
import type { TaskWindow } from "../client/task-window.ts";
import { dayText } from "../texts/day-texts.ts";
import { actErrorText } from "../texts/error-texts.ts";
import { t } from "../texts/messages.ts";
import type { MoveTo } from "./task-menu.tsx";
import { rowTitle } from "./row-title.ts";

export type TaskCommands = {
  readonly setDone: (row: TaskRow, done: boolean) => void;
  readonly trash: (row: TaskRow) => void;
  readonly restore: (row: TaskRow) => void;
  readonly setDay: (row: TaskRow, day: PlainDay | null) => void;
  /** Answers null, or why it was not saved. */
  readonly rename: (row: TaskRow, title: string) => Promise<string | null>;
  readonly resolve: (row: TaskRow, value: string) => void;
  readonly move: (row: TaskRow, to: MoveTo) => void;
};

/** Where a task goes from `index`; null when it is there already. */
export function positionOfMove(
  row: Pick<TaskRow, "list">,
  index: number,
  to: MoveTo,
  idAt: (index: number) => ItemId | undefined,
): TaskPosition | null {
  if (to === "top") return { at: "start", list: row.list };
  if (to === "bottom") return { at: "end", list: row.list };
  const neighbour = idAt(to === "up" ? index - 1 : index + 1);
  if (neighbour === undefined) return null;
  return { at: to === "up" ? "before" : "after", task: neighbour };
}

function indexAfterMove(index: number, total: number, to: MoveTo): number {
  if (to === "top") return 0;
  if (to === "bottom") return total - 1;
  return to === "up" ? index - 1 : index + 1;
}

export function makeTaskCommands(actions: TaskActions, tasks: () => TaskWindow, today: () => PlainDay): TaskCommands {
  return {
    setDone(row, done) {
      const text = t(done ? "act.done" : "act.reopen", rowTitle(row));
      const name = t(done ? "name.done" : "name.reopen", rowTitle(row));
      void actions.act({ kind: "set-done", ids: [row.id], done }, { text, name, toast: true });
    },
    trash(row) {
      void actions.act(
        { kind: "trash", ids: [row.id] },
        { text: t("act.trash", rowTitle(row)), name: t("name.trash", rowTitle(row)), toast: true },
      );
    },
    restore(row) {
      void actions.act(
        { kind: "restore", ids: [row.id] },
        { text: t("act.restore", rowTitle(row)), name: t("name.restore", rowTitle(row)), toast: true },
      );
    },
    setDay(row, day) {
      if (day === row.day) return;
      const text = day === null ? t("act.noDay") : t("act.day", dayText(day, today()));
      void actions.act({ kind: "set-day", ids: [row.id], day }, { text, name: t("name.day", rowTitle(row)), toast: false });
    },
    async rename(row, title) {
      const outcome = await actions.act(
        { kind: "rename", id: row.id, title },
        { text: t("act.rename"), name: t("name.rename"), toast: false },
        false,
      );
      return outcome.ok ? null : actErrorText(outcome.error);
    },
    resolve(row, value) {
      void actions.act(
        { kind: "resolve", id: row.id, field: "title", value },
        { text: t("act.resolve"), name: t("name.resolve"), toast: true },
      );
    },
    move(row, to) {
      const index = tasks().indexOf(row.id);
      const total = tasks().snapshot().total ?? 0;
      const position = positionOfMove(row, index, to, (at) => tasks().idAt(at));
      if (position === null) return;
      const text = t("act.moved", indexAfterMove(index, total, to) + 1, total);
      void actions.act({ kind: "move", ids: [row.id], position }, { text, name: t("name.move", rowTitle(row)), toast: false });
    },
  };
}
