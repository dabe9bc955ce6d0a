// Why an action is refused, as windows are told.

import type { ItemDocument } from "../items/document.ts";
import type { StoreError } from "../ports/store.ts";
import type { ActError } from "./face.ts";
import type { WriteError } from "./space-writer.ts";
import { encodeStateV1 } from "../items/document-states.ts";

export type Refused = Extract<ActError, { kind: "refused" }>;

/** As one record can carry an item, with room for what is written later: such an item can always be taken along into another space. */
const MAX_ITEM_BYTES = 240_000;
/** Changes this small are always let through: an item must stay one that can be ticked, cut down and thrown away. */
const SMALL_UPDATE_BYTES = 1_024;

/** `document`: with the update applied, which is null where nothing was written. */
export const isTooLarge = (document: ItemDocument, update: Uint8Array | null): boolean =>
  update !== null && update.length > SMALL_UPDATE_BYTES && encodeStateV1(document).length > MAX_ITEM_BYTES;

export const refused = (reason: Refused["reason"]): Refused => ({ kind: "refused", reason });

export const UNREADABLE = refused("unreadable-item");

export function actErrorOf(error: WriteError | Refused | StoreError): ActError {
  switch (error.kind) {
    case "too-large":
      return refused("too-large");
    case "read-only":
    case "refused":
      return error;
    default:
      return { kind: "store", error };
  }
}
