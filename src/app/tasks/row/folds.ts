// Which tasks stand folded, without what is part of them: kept as long as the window is open, for every view of them.

import { createSignal } from "solid-js";
import type { ItemId } from "../../../base/ids.ts";
import type { TaskWindow } from "../../client/task-window.ts";

/** One query names so many at most; what was folded first unfolds. */
const MAX_FOLDED = 500;

const [folded, setFolded] = createSignal<readonly ItemId[]>([]);

export { folded };

export type Folds = {
  readonly isFolded: (id: ItemId) => boolean;
  /** Whether there is something to hide: a part that is open. */
  readonly canFold: (id: ItemId) => boolean;
  readonly set: (id: ItemId, isFolded: boolean) => void;
};

const isFolded = (id: ItemId): boolean => folded().includes(id);

export function makeFolds(tasks: () => TaskWindow): Folds {
  return {
    isFolded,
    canFold(id) {
      const parts = tasks().partsOf(id);
      return parts !== null && parts.done < parts.total;
    },
    set: (id, next) => setFolded((present) => [...present.filter((one) => one !== id), ...(next ? [id] : [])].slice(-MAX_FOLDED)),
  };
}
