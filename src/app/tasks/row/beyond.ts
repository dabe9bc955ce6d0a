// What a view does to tasks that its window may not hold: what is selected, or is a part of what moves, reaches further than what is on screen. What it takes
// is loaded when it is first wanted.

import type { ItemId } from "../../../base/ids.ts";
import type { DayQuery } from "../../../model/day-heading.ts";
import type { PlainDay } from "../../../model/plain-day.ts";
import type { TaskRow } from "../../../model/task-row.ts";
import type { TaskQuery } from "../../../replica/face/task-query.ts";
import type { ReplicaClient } from "../../client/replica-client.ts";
import type { TaskActions } from "../../client/task-actions.ts";
import type { TaskSnapshot, TaskWindow } from "../../client/task-window.ts";
import { loadDayMoves } from "./load-day-moves.ts";
import type { Targets } from "./row-commands.ts";

export type Beyond = {
  /** What is asked where the view is of days. */
  readonly days: () => DayQuery | null;
  /** Of all of the view; -1: it is not there. */
  readonly indexOf: (id: ItemId) => Promise<number>;
  readonly rowsOf: (ids: readonly ItemId[]) => Promise<readonly TaskRow[]>;
  /** `rows`, with some before or after them. Null: they cannot be had. */
  readonly widened: (rows: TaskSnapshot, to: "above" | "below") => Promise<TaskSnapshot | null>;
  /** So that they show on that day. */
  readonly moveToDay: (targets: Targets, day: PlainDay) => Promise<void>;
};

export type BeyondOptions = {
  readonly client: ReplicaClient;
  readonly actions: TaskActions;
  readonly today: () => PlainDay;
  readonly tasks: TaskWindow;
  readonly query: () => TaskQuery;
};

const loadReading = async () => import("../../client/read-rows.ts");

export function makeBeyond({ client, actions, today, tasks, query }: BeyondOptions): Beyond {
  const days = (): DayQuery | null => {
    const asked = query();
    return asked.view === "today" || asked.view === "upcoming" ? { view: asked.view, today: asked.today } : null;
  };
  const rowsOf: Beyond["rowsOf"] = async (ids) => {
    const { rowsWithIds } = await loadReading();
    return rowsWithIds(client, query(), ids, (id) => tasks.row(id));
  };
  return {
    days,
    async indexOf(id) {
      const here = tasks.indexOf(id);
      return here < 0 ? (await client.ask({ kind: "ids", query: query() })).indexOf(id) : here;
    },
    rowsOf,
    async widened(rows, to) {
      const { widened } = await loadReading();
      return widened(client, query(), rows, to);
    },
    async moveToDay(targets, day) {
      const view = days()?.view ?? null;
      const [{ moveToDay }, rows] = await Promise.all([loadDayMoves(), rowsOf(targets.ids)]);
      await moveToDay(actions, { targets, rows, day, today: today(), view });
    },
  };
}
