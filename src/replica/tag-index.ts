// The tags in use: which tasks have each, how it is spelled, and how many are open. Costs what the changed tasks' tags cost.

import { tagKey } from "../model/tag.ts";
import type { TaskRow } from "../model/task-row.ts";
import type { TagUse } from "./face.ts";

type Tag = {
  readonly rows: Set<TaskRow>;
  /** How many tasks spell it so. Tasks in the trash count nowhere here and below. */
  readonly spellings: Map<string, number>;
  open: number;
  all: number;
};

const NO_ROWS: ReadonlySet<TaskRow> = new Set();

/** The most frequent spelling; of several the first in plain text order. */
function spellingIn({ spellings }: Tag): string {
  let [best, most] = ["", 0];
  for (const [spelling, count] of spellings) if (count > most || (count === most && spelling < best)) [best, most] = [spelling, count];
  return best;
}

export class TagIndex {
  readonly #tagsByKey = new Map<string, Tag>();
  /** Raised by every change that may show in `uses`. */
  revision = 0;

  /** `by` 1: the rows are there from now on; -1: no longer. */
  count(rows: readonly TaskRow[], by: 1 | -1): void {
    for (const row of rows) for (const tag of row.tags) this.#count(row, tag, by);
  }

  #count(row: TaskRow, spelling: string, by: 1 | -1): void {
    const key = tagKey(spelling);
    const tag: Tag = this.#tagsByKey.get(key) ?? { rows: new Set(), spellings: new Map(), open: 0, all: 0 };
    this.#tagsByKey.set(key, tag);
    if (by > 0) tag.rows.add(row);
    else tag.rows.delete(row);
    if (tag.rows.size === 0) this.#tagsByKey.delete(key);
    this.revision += 1;
    if (row.trashed) return;
    tag.all += by;
    tag.open += row.done ? 0 : by;
    tag.spellings.set(spelling, (tag.spellings.get(spelling) ?? 0) + by);
  }

  /** In whatever spelling. */
  rowsWith(tag: string): ReadonlySet<TaskRow> {
    return this.#tagsByKey.get(tagKey(tag))?.rows ?? NO_ROWS;
  }

  /** As most tasks spell it; as it is given where none has it. */
  spellingOf(tag: string): string {
    const known = this.#tagsByKey.get(tagKey(tag));
    return (known === undefined ? "" : spellingIn(known)) || tag;
  }

  /** Those that tasks outside the trash have, ascending. */
  uses(): readonly TagUse[] {
    const inUse = [...this.#tagsByKey].filter(([, { all }]) => all > 0).sort(([a], [b]) => (a < b ? -1 : 1));
    return inUse.map(([, tag]) => ({ tag: spellingIn(tag), open: tag.open, all: tag.all }));
  }
}
