// What a move between spaces writes in each of them (move-across.ts): copies in the one, and the originals into the trash of the other.

import { bytesEqual } from "../../base/bytes.ts";
import { parseIdText, type ItemId, type LogTag } from "../../base/ids.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { applyUpdates, encodeState, type ItemDocument } from "../../items/document.ts";
import type { FieldValues } from "../../items/field-value.ts";
import { TRASH_FIELD, type ItemSchema } from "../../items/item-schema.ts";
import { orderKeysBetween } from "../../items/make-order-keys.ts";
import { readItem, type Item } from "../../items/read-item.ts";
import { encodeStateParts } from "../../items/state-parts.ts";
import { updateItem } from "../../items/update-item.ts";
import type { ItemChange } from "../../log/record-body.ts";
import { parsePlace } from "../../model/field-parts.ts";
import { orderPlace, placeValue } from "../../model/part-values.ts";
import { gapAt } from "../../model/plan-move.ts";
import type { TaskPosition } from "../../model/task-intent.ts";
import { itemSchemas } from "../../model/task-schema.ts";
import { viewSchema } from "../../model/view-schema.ts";
import { MAX_UPDATE_BYTES } from "../../wire/limits.ts";
import { refused, type Refused } from "../act-error.ts";
import type { ItemSet } from "../item-set.ts";
import { neighboursIn } from "../list-neighbours.ts";
import type { BuiltChange, WriteStamp } from "../space-writer.ts";
import type { Done, WrittenItem } from "../task-actions.ts";

export type Original = { readonly id: ItemId; readonly item: Item; readonly schema: ItemSchema; readonly document: ItemDocument };

export type Copying = {
  readonly originals: readonly Original[];
  /** What each is called in the other space. */
  readonly copies: ReadonlyMap<ItemId, ItemId>;
  /** Where tasks go that do not go with their list. */
  readonly position: TaskPosition;
};

export function originalOf(id: ItemId, document: ItemDocument | undefined): Result<Original, Refused> {
  const item = document === undefined ? null : readItem(document, itemSchemas);
  if (document === undefined || item === null || item.isTrashed) return err(refused("no-such-item"));
  const schema = itemSchemas.get(item.kind);
  return schema === undefined || item.status === "newer" ? err(refused("newer-item")) : ok({ id, item, schema, document });
}

/** Of a view that asks for the tasks of a list: of its copy. */
function askedList({ item }: Original, copies: Copying["copies"]): FieldValues {
  const asked = item.kind === viewSchema.kind ? item.fields.get("asks.list") : undefined;
  const list = typeof asked === "string" ? parseIdText("item", asked) : null;
  const copy = list === null ? undefined : copies.get(list);
  return copy === undefined ? {} : { "asks.list": copy };
}

const fieldsOfCopy = (place: FieldValues[string] | null, original: Original, { copies }: Copying): FieldValues => ({
  ...(place === null ? {} : { place }),
  ...askedList(original, copies),
  // Of two texts in one room each would take in the other.
  ...(original.item.fields.has("mirror") ? { mirror: null } : {}),
});

type Places = (original: Original) => FieldValues[string] | null;

/** In a list that moves as well a task stays where it is; others, and lists, stand together, in their order. */
function placesIn({ index }: ItemSet, { originals, copies, position }: Copying, writer: LogTag): Result<Places, Refused> {
  const gap = gapAt(position, index);
  if (!gap.ok) return err(refused("no-such-item"));
  const { after, before, ...place } = gap.value;
  const homeOf = ({ item }: Original): ItemId | null => parsePlace(item.fields.get("place") ?? null)?.list ?? null;
  const parentOf = ({ item }: Original): ItemId | null => {
    const parent = parsePlace(item.fields.get("place") ?? null)?.parent ?? null;
    return parent === null ? null : (copies.get(parent) ?? null);
  };
  const goesWithList = (original: Original): ItemId | undefined => copies.get(homeOf(original) ?? original.id);
  const free = originals.filter(
    (original) => original.item.kind === "task" && (homeOf(original) === null || goesWithList(original) === undefined),
  );
  const lists = originals.filter(({ item }) => item.kind === "list");
  const orders = new Map<Original, string>();
  const add = (some: readonly Original[], keys: readonly string[]): void => some.forEach((one, i) => orders.set(one, keys[i] ?? ""));
  add(free, orderKeysBetween(after, before, free.length, writer));
  add(lists, orderKeysBetween(neighboursIn(index.lists).orders.before(null), null, lists.length, writer));
  return ok((original) => {
    const { item } = original;
    const present = item.fields.get("place") ?? null;
    const order = orders.get(original);
    if (order !== undefined && item.kind === "list") return placeValue(present, orderPlace(order));
    if (order !== undefined) return placeValue(present, { ...place, parent: parentOf(original) ?? place.parent, order });
    const home = goesWithList(original);
    const own = item.kind === "task" ? parsePlace(present) : null;
    return own === null || home === undefined ? null : placeValue(present, { ...own, list: home, parent: parentOf(original) });
  });
}

/** One that is there already is brought up to date, and stays where it is. The items must have been loaded. */
function openCopy(items: ItemSet, id: ItemId, { document }: Original): { readonly copy: ItemDocument; readonly before: Item | null } {
  const before = items.item(id);
  if (before === null) return { copy: items.openCopy(encodeState(document)), before };
  const copy = items.open(id);
  applyUpdates(copy, encodeStateParts(document, MAX_UPDATE_BYTES));
  return { copy, before };
}

export function buildCopies(items: ItemSet, copying: Copying, { writer, stamp }: WriteStamp): Result<BuiltChange<Done> | null, Refused> {
  const documents = new Map<ItemId, ItemDocument>();
  const updates: ItemChange[] = [];
  const made: WrittenItem[] = [];
  const places = placesIn(items, copying, writer);
  if (!places.ok) return places;
  for (const original of copying.originals) {
    const { schema, id } = original;
    const item = copying.copies.get(id) ?? id;
    if (items.tombstones.has(item)) return err(refused("no-such-item"));
    const { copy, before } = openCopy(items, item, original);
    const place = before === null ? places.value(original) : (before.fields.get("place") ?? null);
    const changed = updateItem(copy, { after: fieldsOfCopy(place, original, copying) }, { schema, writer, stamp });
    if (!changed.ok) return err(refused("invalid"));
    documents.set(item, copy);
    for (const update of encodeStateParts(copy, MAX_UPDATE_BYTES)) updates.push({ item, update });
    if (before === null) made.push({ item, schema, written: [], isNew: true });
  }
  return ok({ name: "create", documents, updates, extra: { name: "create", items: made } });
}

/** Null where one of them is not any more what was copied. The items must have been loaded. */
export function buildRemoval(items: ItemSet, originals: readonly Original[], { writer, stamp }: WriteStamp): BuiltChange<Done> | null {
  const documents = new Map<ItemId, ItemDocument>();
  const updates: ItemChange[] = [];
  const written: WrittenItem[] = [];
  for (const { id, schema, document: copied } of originals) {
    const document = items.open(id);
    if (!bytesEqual(encodeState(document), encodeState(copied))) return null;
    const trashed = updateItem(document, { before: { [TRASH_FIELD]: null }, after: { [TRASH_FIELD]: true } }, { schema, writer, stamp });
    if (!trashed.ok || trashed.value.update === null) return null;
    documents.set(id, document);
    updates.push({ item: id, update: trashed.value.update });
    written.push({ item: id, schema, written: trashed.value.written, isNew: false });
  }
  return { name: "trash", documents, updates, extra: { name: "trash", items: written } };
}
