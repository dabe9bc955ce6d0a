// Keeps what this device had written to an item that was meanwhile deleted for good elsewhere, unseen: a copy of the whole document, in the trash, under an
// id that follows from the item and the log it was written in. So it is made once, whichever tab makes it and however often it starts anew; and
// who deletes the copy for good closes that id too.

import { concatBytes } from "../base/bytes.ts";
import { ID_BYTES, idToBytes, makeId, type ItemId, type LogTag, type SpaceId } from "../base/ids.ts";
import { label, type Sha256 } from "../base/labels.ts";
import { ok, type Result } from "../base/result.ts";
import type { ItemDocument } from "../items/document.ts";
import { TRASH_FIELD } from "../items/item-schema.ts";
import { readItem } from "../items/read-item.ts";
import { encodeStateParts } from "../items/state-parts.ts";
import { updateItem } from "../items/update-item.ts";
import type { ItemChange } from "../log/record-body.ts";
import { itemSchemas } from "../model/task-schema.ts";
import type { StoreError } from "../ports/store.ts";
import { MAX_UPDATE_BYTES } from "../wire/limits.ts";
import type { LateEdits } from "./item-set.ts";
import type { EngineContext } from "./engine/engine-context.ts";
import type { SpaceCore } from "./space-core.ts";
import type { BuiltChange, WriteError, WriteStamp } from "./space-writer.ts";

export function lateCopyId(sha256: Sha256, space: SpaceId, item: ItemId, log: LogTag): ItemId {
  const hash = sha256(concatBytes(label("late copy"), idToBytes(space), idToBytes(item), idToBytes(log)));
  return makeId("item", hash.slice(0, ID_BYTES.item));
}

/** The log of the highest generation with such an edit. */
function newestLog({ members }: SpaceCore, { writers }: LateEdits): LogTag | null {
  const generationOf = (log: LogTag): number => members.findLog(log)?.generation ?? -1;
  return writers.reduce<LogTag | null>((best, log) => (best === null || generationOf(log) > generationOf(best) ? log : best), null);
}

/** In the trash, and mirrored with no room: of two texts in one room each would take in the other. */
function settled(document: ItemDocument, { writer, stamp }: WriteStamp): void {
  const item = readItem(document, itemSchemas);
  const schema = item === null ? undefined : itemSchemas.get(item.kind);
  // Of a kind or version not known here it stays as it is: kept, and shown.
  if (item === null || item.status === "newer" || schema === undefined) return;
  const unmirrored = item.fields.has("mirror") ? { mirror: null } : {};
  const after = item.isTrashed ? unmirrored : { ...unmirrored, [TRASH_FIELD]: true };
  updateItem(document, { after }, { schema, writer, stamp });
}

/** Those that are kept already, and those whose copy was itself deleted for good, need nothing. */
export function buildCopies(core: SpaceCore, late: ReadonlyMap<ItemId, LateEdits>, stamp: WriteStamp): BuiltChange<null> | null {
  const { items, space, ports } = core;
  const documents = new Map<ItemId, ItemDocument>();
  const updates: ItemChange[] = [];
  for (const [item, edits] of late) {
    const log = newestLog(core, edits);
    const id = log === null ? null : lateCopyId(ports.suite.sha256, space, item, log);
    if (id === null || items.tombstones.has(id) || items.has(id)) continue;
    const document = items.openCopy(edits.state);
    settled(document, stamp);
    documents.set(id, document);
    for (const update of encodeStateParts(document, MAX_UPDATE_BYTES)) updates.push({ item: id, update });
  }
  return updates.length === 0 ? null : { name: "adopt", documents, updates, extra: null };
}

/** In a turn of its own. What cannot be kept now stays to be tried again; nothing is compacted before. */
export async function keepLateEdits(space: Pick<EngineContext, "core" | "write">): Promise<Result<void, WriteError | StoreError>> {
  const { core } = space;
  const { items } = core;
  const late = new Map(items.lateEdits);
  if (late.size === 0) return ok(undefined);
  const written = await space.write<null, never>({ items: () => [], build: (stamp) => ok(buildCopies(core, late, stamp)) });
  if (!written.ok) return written;
  for (const item of late.keys()) items.lateEdits.delete(item);
  return ok(undefined);
}
