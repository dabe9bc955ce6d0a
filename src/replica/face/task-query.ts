// Which tasks a window asks for.

import type { ItemId } from "../../base/ids.ts";
import type { DayMark, DayQuery } from "../../model/day-heading.ts";
import type { TaskFilter } from "../../model/task-filter.ts";

/**
 * Which tasks a watch shows, and in which order: `open` all open ones, the inbox first, then list by list in the lists' order; `inbox` and `list` the
 * open ones there; each by place. `either`: all open ones, then all that are done. `parts`: all that a task is made of, open and done. `done` and `trash` newest first. A task whose list is in the trash
 * or unknown shows in the inbox. `today`: those that are overdue, due today, and may be begun by today, in that order; `upcoming` those of later days,
 * the earliest first; neither has those of archived lists (model/today.ts).
 * `folded`: tasks whose parts are left out, where they stand below them. `tag`: only those that have it, in whatever spelling. Lists in the trash are not
 * among the rows of `trash`: they come with `lists`. `filter`: only those that fit, each by itself. `days`: of `done`, the headings, the latest first.
 */
export type TaskQuery = (
  | { readonly view: "open" | "inbox" | "done" | "either" | "trash" }
  | { readonly view: "list"; readonly list: ItemId }
  | { readonly view: "parts"; readonly task: ItemId }
  | DayQuery
) & {
  readonly tag?: string;
  readonly folded?: readonly ItemId[];
  readonly filter?: TaskFilter;
  readonly days?: readonly DayMark[];
};
