// Says once of each task that it came with two titles: not again when it is scrolled to or shown in another view.

import type { ItemId } from "../../base/ids.ts";
import type { TaskRow } from "../../model/task-row.ts";

type Row = Pick<TaskRow, "id" | "conflicts">;

/** Takes the rows that are shown. `tell` is given how many of them are newly in conflict. */
export function makeConflictTeller(tell: (count: number) => void): (rows: Iterable<Row>) => void {
  const toldOf = new Set<ItemId>();
  return (rows) => {
    let fresh = 0;
    for (const { id, conflicts } of rows) {
      if (conflicts.length === 0) toldOf.delete(id);
      else if (!toldOf.has(id)) {
        toldOf.add(id);
        fresh++;
      }
    }
    if (fresh > 0) tell(fresh);
  };
}
