// What an edit has done to a body of whatever elements, as an action is kept that can be taken back (update-item.ts): the blocks that came in place of others.
// Written back by the least change, so that what somebody else writes meanwhile into a block that stays, stays.

import { fragmentOf } from "./body.ts";
import type { ItemDocument } from "./document.ts";
import { sameAtEnds } from "./tree/align.ts";
import { makeSame } from "./tree/tree-diff.ts";
import { keyOf, readTree, type Tree } from "./tree/tree.ts";

/** At `start` of the blocks as they were left, of which there were `length`: `inserted` stand where `removed` were. */
export type WrittenBlocks = { readonly start: number; readonly removed: Tree; readonly inserted: Tree; readonly length: number };

/** Null where it holds what cannot be written again. */
export const readBlocks = (document: ItemDocument): Tree | null => readTree(fragmentOf(document));

export function writtenBlocks(from: Tree, to: Tree): WrittenBlocks {
  const [start, end] = sameAtEnds(from.map(keyOf), to.map(keyOf));
  return { start, removed: from.slice(start, from.length - end), inserted: to.slice(start, to.length - end), length: to.length };
}

/** Whether the body is still what the edit made of it, as far as the edit went. */
export function blocksStand(document: ItemDocument, { start, inserted, length }: WrittenBlocks): boolean {
  const present = readBlocks(document);
  return present?.length === length && keyOf(present.slice(start, start + inserted.length)) === keyOf(inserted);
}

/** What they were before, where they stand. Must run in a transaction. */
export function takeBlocksBack(document: ItemDocument, { start, removed, inserted }: WrittenBlocks): void {
  const present = readBlocks(document) ?? [];
  makeSame(fragmentOf(document), [...present.slice(0, start), ...removed, ...present.slice(start + inserted.length)]);
}

export const takenBack = ({ start, removed, inserted, length }: WrittenBlocks): WrittenBlocks => ({
  start,
  removed: inserted,
  inserted: removed,
  length: length - inserted.length + removed.length,
});
