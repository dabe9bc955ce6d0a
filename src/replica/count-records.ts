// How many records there are on paths, those that are not stored any more among them.

import type { PathHead } from "../ports/store.ts";

export const countRecords = (heads: readonly PathHead[]): number => heads.reduce((sum, head) => sum + head.seq - head.firstSeq + 1, 0);
