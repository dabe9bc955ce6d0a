// Removing all that is stored of a space, a part in each transaction: what holds most goes first, and the space's number last.

import { readNumber } from "../../relay/sqlite-row.ts";
import type { Prepared } from "./sqlite-statements.ts";

const REMOVED_AT_ONCE = 1_000;

/** With their blocks, of which a pack has some sixteen. */
const PACKS_AT_ONCE = 32;

function removeRecords(sql: Prepared, space: number): number {
  let removed = 0;
  for (const row of sql.selectPaths.all([space])) {
    const path = readNumber(row, "number");
    removed += sql.removeSomeRecords.run([path, REMOVED_AT_ONCE - removed]).changes;
    if (removed >= REMOVED_AT_ONCE) return removed;
    sql.removePath.run([path]);
    removed += 1;
  }
  return removed;
}

function removePacks(sql: Prepared, space: number): number {
  let removed = 0;
  for (const row of sql.selectPackNumbers.all([space, PACKS_AT_ONCE])) {
    const pack = readNumber(row, "number");
    removed += 1 + sql.removeBlocks.run([pack]).changes;
    sql.removePack.run([pack]);
  }
  return removed;
}

/** How many rows; 0 when nothing was there. */
export function removeRows(sql: Prepared, space: number): number {
  const limited = [space, REMOVED_AT_ONCE];
  const removals = [
    () => removeRecords(sql, space),
    () => removePacks(sql, space),
    () => sql.removeSomePages.run(limited).changes,
    () => sql.removeReceipts.run([space]).changes,
    () => sql.removeSomeStatements.run(limited).changes,
    () => sql.removeSpace.run([space]).changes,
  ];
  for (const remove of removals) {
    const removed = remove();
    if (removed > 0) return removed;
  }
  return 0;
}
