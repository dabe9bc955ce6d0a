// Before records go because a checkpoint covers their log in another way: whatever they say that the checkpoint does not contain is written again, as this
// device's own, in a log that nobody else has gone on with. So is what our own packs made of such records, deletions for good included: nobody else has them.

import { bytesEqual } from "../../base/bytes.ts";
import type { ItemId } from "../../base/ids.ts";
import { ok, type Result } from "../../base/result.ts";
import { encodeStateV1 } from "../../items/document-states.ts";
import { applyUpdates, encodeState, type ItemDocument } from "../../items/document.ts";
import { encodeStateVector } from "../../items/write-trash.ts";
import type { ItemChange } from "../../log/record-body.ts";
import type { StoreError } from "../../ports/store.ts";
import { pathKey } from "../log-index.ts";
import type { UpdateGatherer } from "../record-reader.ts";
import type { SpaceCore } from "../space-core.ts";
import { isWriteError, type BuiltChange } from "../space-writer.ts";
import { byItem, type ItemUpdate } from "../tail.ts";
import type { EngineContext } from "./engine-context.ts";
import type { LogsPlan } from "./log-plan.ts";
import { mergeCopies } from "./rebuild.ts";
import { readUnread } from "./unread-records.ts";

/** An item's copies: in packs that stay for what a log that has parted has put into them, and in all others of the new base. */
export type PartedCopies = { readonly own: readonly Uint8Array[]; readonly others: readonly Uint8Array[] };

export type NewBase = {
  /** Whether the checkpoint says that it was deleted for good. */
  readonly isPurged: (id: ItemId) => boolean;
  /** Items with copies in packs that stay for what a log that has parted has put into them. */
  readonly parted: ReadonlySet<ItemId>;
  readonly copiesOf: (id: ItemId) => Promise<PartedCopies>;
};

/** Of `updates`, in order, those that change the document with these copies and what stays of the tail. */
function uncontained(states: readonly Uint8Array[], staying: readonly ItemUpdate[], updates: readonly Uint8Array[]): readonly Uint8Array[] {
  let document = mergeCopies(states);
  if (document === null) return updates;
  applyUpdates(
    document,
    staying.map(({ update }) => update),
  );
  const missing: Uint8Array[] = [];
  for (const update of updates) {
    const before: Uint8Array = encodeState(document);
    const applied = applyUpdates(document, [update]);
    const after: ItemDocument | null = applied.ok ? document : mergeCopies([before]);
    if (after === null) return updates;
    document = after;
    if (applied.ok && !bytesEqual(before, encodeState(document))) missing.push(update);
  }
  return missing;
}

/** What our own packs alone have of an item, as one update. */
function updateOf(own: readonly Uint8Array[]): readonly Uint8Array[] {
  const document = own.length === 0 ? null : mergeCopies(own);
  return document === null ? [] : [encodeStateV1(document)];
}

/** What is on ways that go: the tail tells, and what no replay has read (unread-records.ts). */
type Leaving = { readonly logs: LogsPlan; readonly unread: UpdateGatherer };

/** Null where it cannot be read now. */
async function findMissing(
  { core }: EngineContext,
  { logs, unread }: Leaving,
  { parted, copiesOf }: NewBase,
): Promise<ReadonlyMap<ItemId, readonly Uint8Array[]> | null> {
  const replaced = new Set(logs.replaced.map(pathKey));
  const isLeaving = ({ path }: Pick<ItemUpdate, "path">): boolean => replaced.has(pathKey(path));
  const missing = new Map<ItemId, readonly Uint8Array[]>();
  const { tail, tombstones } = core.items;
  const unreadByItem = byItem(unread.updates);
  for (const id of new Set([...tail.ids, ...parted, ...unreadByItem.keys()])) {
    const isTouched = parted.has(id) || unreadByItem.has(id) || tail.of(id).some(isLeaving);
    if (tombstones.has(id) || !isTouched) continue;
    const updates = await core.items.tail.read(id);
    if (updates === null) return null;
    const leaving = [...updates.filter(isLeaving), ...(unreadByItem.get(id) ?? [])].map(({ update }) => update);
    const { own, others } = await copiesOf(id);
    const staying = updates.filter((change) => !isLeaving(change));
    const lacking = uncontained(others, staying, [...updateOf(own), ...leaving]);
    if (lacking.length > 0) missing.set(id, lacking);
  }
  return missing;
}

/** As if nothing had been seen of it: what others have written to it stays with them as a copy. */
const SEEN_NOTHING = encodeStateVector(new Map());

/** What was deleted for good on a way that goes, or in a pack of one that has parted, and nowhere in the new base. */
function findPurges({ core }: EngineContext, { logs, unread }: Leaving, { parted, isPurged }: NewBase): readonly ItemChange[] {
  const replaced = new Set(logs.replaced.map(pathKey));
  const { tail } = core.items;
  const isStaying = new Set(tail.purges.filter(({ path }) => !replaced.has(pathKey(path))).map(({ item }) => item));
  const purges = new Map([...tail.purges, ...unread.purges].map(({ item, update }) => [item, { item, update }]));
  const leaving = [...purges.values()].filter(({ item }) => !isStaying.has(item));
  const known = new Set(leaving.map(({ item }) => item));
  const inPacks = [...parted].filter((id) => core.base.items.get(id)?.isPurged === true && !isStaying.has(id) && !known.has(id));
  return [...leaving, ...inPacks.map((item) => ({ item, update: SEEN_NOTHING }))].filter(({ item }) => !isPurged(item));
}

/** What was not read is in no document yet. */
function documentWith({ items }: SpaceCore, id: ItemId, updates: readonly Uint8Array[]): ItemDocument {
  const document = items.open(id);
  return applyUpdates(document, updates).ok ? document : items.open(id);
}

type Adopted = "done" | "stopped";

/** Throws a store failure. */
export async function adoptUncontained(context: EngineContext, logs: LogsPlan, base: NewBase): Promise<Result<Adopted, StoreError>> {
  if (logs.replaced.length === 0) return ok("done");
  const { core } = context;
  const unread = await readUnread(core, logs);
  if (unread === null) return ok("stopped");
  const purges = findPurges(context, { logs, unread }, base);
  const deleted = new Set(purges.map(({ item }) => item));
  const found = await findMissing(context, { logs, unread }, base);
  if (found === null) return ok("stopped");
  const missing = new Map([...found].filter(([id]) => !deleted.has(id)));
  if (missing.size === 0 && purges.length === 0) return ok("done");
  const ids = [...missing.keys()];
  const build = (): BuiltChange<null> => {
    const changes: ItemChange[] = [...missing].flatMap(([item, updates]) => updates.map((update) => ({ item, update })));
    const documents = new Map([...missing].map(([id, updates]) => [id, documentWith(core, id, updates)]));
    return { name: "adopt", documents, updates: changes, purges, extra: null };
  };
  const isOwnReplaced = logs.replaced.some(({ log }) => core.isOwnLog(log));
  const written = await context.write<null, never>({ items: () => ids, build: () => ok(build()), inNewLog: isOwnReplaced });
  if (written.ok) return ok("done");
  return isWriteError(written.error) ? ok("stopped") : { ok: false, error: written.error };
}
