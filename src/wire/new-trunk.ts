// The trunk of a log of which nothing was held: for what stores its first records.

import type { RecordId } from "../base/ids.ts";
import type { PathBase } from "../ports/store.ts";
import type { LogOwner, TreePath } from "./log-tree.ts";

/** The trunk of a log of which nothing was held, with its first records. */
export function makeTrunk(owner: LogOwner, head: { readonly seq: number; readonly id: RecordId }): TreePath {
  return { ...owner, ...head, branch: "", firstSeq: 1, parentId: null, parentBranch: null, firstId: null };
}

/** The trunk of a log of which nothing was held, as a base alone. */
export const makeBasedTrunk = (owner: LogOwner, base: PathBase): TreePath => ({ ...makeTrunk(owner, base), base });
