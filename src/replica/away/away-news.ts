// What other devices did to items since a mark, item by item: worked out from the records beyond the base, which say what a document was at the mark, and
// from what was kept of those that the base has swallowed since (kept-befores.ts).

import type { DeviceId, ItemId } from "../../base/ids.ts";
import { encodeState, type ItemDocument } from "../../items/document.ts";
import { readBody } from "../../items/read-body.ts";
import { stampToMs } from "../../items/stamp.ts";
import type { WrittenField } from "../../items/update-item.ts";
import { writtenBetween } from "../../items/written-between.ts";
import { itemSchemas } from "../../model/task-schema.ts";
import type { AwayChange } from "../face/away.ts";
import { itemRow } from "../item-row.ts";
import { pathKey } from "../log-index.ts";
import type { SpaceCore } from "../space-core.ts";
import { isCovered, type Cover } from "../tail.ts";
import { changeBetween, type ToldRow } from "./away-change.ts";

/** `state`: the encoded document at the mark; null: it was not there. `device`: who wrote to it last, as far as is known. */
export type Before = { readonly state: Uint8Array | null; readonly device: DeviceId | null };

export type News = {
  readonly row: ToldRow;
  readonly change: AwayChange;
  readonly device: DeviceId | null;
  /** When the last of it was written. */
  readonly atMs: number;
  /** What can be taken back, as it stands now, and how much cannot. */
  readonly written: readonly WrittenField[];
  readonly others: number;
  readonly isNew: boolean;
};

/** Null where there is none, or none any more. */
export const rowIn = ({ items: { index } }: SpaceCore, id: ItemId): ToldRow | null =>
  index.row(id) ?? index.notes.row(id) ?? index.lists.row(id);

/** Items to which other devices wrote beyond `cover`, as the records beyond the base tell, with who did last. */
export function touchedBeyond({ items, members, isOwnLog }: SpaceCore, cover: Cover): Map<ItemId, DeviceId | null> {
  const touched = new Map<ItemId, DeviceId | null>();
  for (const id of items.tail.ids) {
    const last = items.tail.of(id).findLast((entry) => !isCovered(cover, entry) && !isOwnLog(entry.path.log));
    if (last !== undefined) touched.set(id, members.findLog(last.path.log)?.device ?? null);
  }
  return touched;
}

/** Their documents as they were at `cover`, with all that this device wrote itself; null: it was not there. Throws a store failure. */
export async function statesAt(
  { items, isOwnLog }: SpaceCore,
  cover: Cover,
  ids: readonly ItemId[],
): Promise<Map<ItemId, Uint8Array | null>> {
  const withOwn = new Map(cover);
  for (const { path } of ids.flatMap((id) => items.tail.of(id)))
    if (isOwnLog(path.log)) withOwn.set(path.branch === "" ? path.log : pathKey(path), Number.MAX_SAFE_INTEGER);
  const documents = await items.documentsAt(ids, withOwn);
  return new Map(ids.map((id) => [id, stateOf(id, documents.get(id))]));
}

/** Null also of what is no item yet. */
export const stateOf = (id: ItemId, document: ItemDocument | undefined): Uint8Array | null =>
  document === undefined || itemRow(id, document).row === null ? null : encodeState(document);

/** Null: nothing that anybody would see, or nothing of it stands any more. `after`: the item's document as it is. */
export function newsOf(core: SpaceCore, id: ItemId, before: Before, after: ItemDocument): News | null {
  const row = rowIn(core, id);
  if (row === null) return null;
  const { state, device } = before;
  if (state !== null) return newsBetween(core, { row, device, earlier: core.items.openCopy(state), after });
  const change = changeBetween(null, row);
  return change === null ? null : { row, change, device, atMs: row.createdMs, written: [], others: 0, isNew: true };
}

type Between = Pick<News, "row" | "device"> & { readonly earlier: ItemDocument; readonly after: ItemDocument };

function newsBetween({ members, isOwnLog }: SpaceCore, { row, device, earlier, after }: Between): News | null {
  const schema = itemSchemas.get(row.kind);
  const former = itemRow(row.id, earlier).row;
  const change = former === null || former.kind === "view" ? null : changeBetween(former, row);
  if (schema === undefined || change === null) return null;
  const { written: all, others } = writtenBetween(earlier, after, schema);
  const written = all.filter(({ writer }) => !isOwnLog(writer));
  const last = written.toSorted((a, b) => a.stamp - b.stamp).at(-1);
  const told = { row, change, written, others, isNew: false };
  if (last !== undefined) return { ...told, device: members.findLog(last.writer)?.device ?? device, atMs: stampToMs(last.stamp) };
  // What is typed into a body need not be in a field.
  const isAny = others > 0 || readBody(earlier).text !== readBody(after).text;
  return isAny ? { ...told, device, atMs: row.changedMs } : null;
}
