// A store batch from the parts that matter to it.

import { makeId, type SpaceId } from "../base/ids.ts";
import type { StoreBatch } from "../ports/store.ts";

/** Names no space: for what belongs to the profile. */
export const NO_SPACE: SpaceId = makeId("space", new Uint8Array(32));

export const makeBatch = (space: SpaceId, parts: Partial<Omit<StoreBatch, "space">>): StoreBatch => ({
  space,
  expect: [],
  records: [],
  heads: [],
  statements: [],
  receipts: [],
  meta: [],
  ...parts,
});
