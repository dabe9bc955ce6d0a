// What deleting for good needs, in one part: seldom wanted, so that its code is loaded on first use (SpacePorts.loadPurging).

import { keepLateEdits } from "./late-copies.ts";
import { buildPurge } from "./purge-items.ts";

export const purging = { buildPurge, keepLateEdits };

export type Purging = typeof purging;
