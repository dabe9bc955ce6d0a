// Gives all that is overdue the day of today, as one action that can be undone.

import { MAX_INTENT_ITEMS } from "../../model/task-intent.ts";
import { useApp } from "../shell/app-context.ts";
import { makeTaskCommands } from "../tasks/row/row-commands.ts";

/** Of what is shown as overdue, at most as many as one action may change. */
export function createMoveOverdue(): (count: number) => void {
  const { client, actions, lists, today } = useApp();
  const commands = makeTaskCommands(actions, lists, today);
  const move = async (count: number): Promise<void> => {
    const day = today();
    const ids = await client.ask({ kind: "ids", query: { view: "today", today: day } });
    const overdue = ids.slice(0, Math.min(count, MAX_INTENT_ITEMS));
    if (overdue.length > 0) commands.setDay({ ids: overdue, title: null }, day);
  };
  return (count) => void move(count);
}
