// What became of the items that this device has deleted for good: who may still store them, sealed, and of how many the last copy known is gone.

import type { DeviceId } from "../../base/ids.ts";

export type PurgeHolder =
  | {
      readonly kind: "device";
      readonly id: DeviceId;
      readonly name: string | null;
      readonly isSelf: boolean;
      /** It has not said that it has heard of the deletion; or it has, and its next compaction takes the items away. */
      readonly state: "unheard" | "hidden";
      /** When it was heard for the last time; null: never, or not noted. */
      readonly heardAtMs: number | null;
    }
  /** Until another device has compared what this one has compacted, or its grace period is over. */
  | { readonly kind: "relay" };

export type PurgeReport = {
  /** Items that somebody may still store, and who: of all deletions together. */
  readonly pendingItems: number;
  readonly holders: readonly PurgeHolder[];
  /** Items deleted in the last 30 days of which nobody known stores anything any more. */
  readonly goneItems: number;
};
