// Paths of a log tree as the store has them.

import type { PathHead } from "../ports/store.ts";
import type { TreePath } from "../wire/log-tree.ts";

/** The path as it is stored, without what ties it to its tree. */
export function headOfPath({ log, branch, device, generation, firstSeq, parentId, seq, id, base }: TreePath): PathHead {
  const head = { log, branch, device, generation, firstSeq, parentId, seq, id };
  return base === undefined ? head : { ...head, base };
}
