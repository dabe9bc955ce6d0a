// Copies of tasks, and of lists with their tasks, in the space that they are in: whole documents under new ids, notes and all. A task stands behind the one that it
// is a copy of, with copies of its parts; a list behind the lists, as a list, as a template, or made from one. Taking it back puts the copies into the trash.

import { ID_BYTES, makeId, type ItemId, type LogTag } from "../../base/ids.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { encodeState, type ItemDocument } from "../../items/document.ts";
import type { FieldValue, FieldValues } from "../../items/field-value.ts";
import { orderKeysBetween } from "../../items/make-order-keys.ts";
import type { Item } from "../../items/read-item.ts";
import { encodeStateParts } from "../../items/state-parts.ts";
import { updateItem } from "../../items/update-item.ts";
import type { ItemChange } from "../../log/record-body.ts";
import { checklistOf, entryFields } from "../../model/checklist.ts";
import { addDays, daysBetween } from "../../model/day-number.ts";
import { orderPlace, placeValue, withPart } from "../../model/part-values.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import { MAX_LISTS } from "../../model/plan-list.ts";
import { repeatValue } from "../../model/repeat-value.ts";
import { repeatOf } from "../../model/repeat.ts";
import { MAX_INTENT_ITEMS } from "../../model/task-intent.ts";
import { compareByPlace } from "../../model/task-row.ts";
import { dayOf } from "../../model/task-schema.ts";
import { MAX_UPDATE_BYTES } from "../../wire/limits.ts";
import { refused, type Refused } from "../act-error.ts";
import type { CopyAs } from "../face/spaces.ts";
import type { ItemSet } from "../item-set.ts";
import { neighboursIn } from "../list-neighbours.ts";
import type { OpenedSpace } from "../opened-space.ts";
import type { Replica } from "../replica.ts";
import type { BuiltChange, WriteStamp } from "../space-writer.ts";
import type { Done, WrittenItem } from "../task-actions.ts";
import { originalOf, type Original } from "./copy-items.ts";
import { inTurns, isReadOnly, partsOf, type Outcome } from "./in-each-space.ts";
import { withTasksOf } from "./move-across.ts";

type Copies = ReadonlyMap<ItemId, ItemId>;

type Copying = { readonly copies: Copies; readonly as: CopyAs };

/** In a list that is copied as well a task stays where it is. Others stand behind what they are copies of, with their parts. */
function placesOf({ index }: ItemSet, copies: Copies, writer: LogTag): ReadonlyMap<ItemId, FieldValue> {
  const places = new Map<ItemId, FieldValue>();
  const rows = [...copies.keys()].flatMap((id) => index.row(id) ?? []).sort(compareByPlace);
  const placed = rows.flatMap(({ id }) => {
    const place = index.placeOf(id);
    return place === null ? [] : [{ id, place, parent: place.parent === null ? null : (copies.get(place.parent) ?? null) }];
  });
  for (const { id, place, parent } of placed) {
    const list = place.list === null ? undefined : copies.get(place.list);
    if (list !== undefined) places.set(id, placeValue(null, { ...place, list, parent: parent ?? place.parent }));
  }
  for (const top of placed.filter(({ id, parent }) => parent === null && !places.has(id))) {
    const under = new Set(index.partsOf([top.id]));
    const own = placed.filter(({ id }) => id === top.id || under.has(id));
    const { list, order } = top.place;
    const [after, before] = order === "" ? [index.orderBefore(list, null), null] : [order, index.orderAfter(list, order)];
    const orders = orderKeysBetween(after, before, own.length, writer);
    for (const [at, { id, parent }] of own.entries()) {
      const home = id === top.id ? top.place : { list, section: null, parent };
      places.set(id, placeValue(null, { ...home, order: orders[at] ?? "" }));
    }
  }
  return places;
}

/** By how many days all days move; the earliest of them becomes `firstDay`. */
function daysToShift(originals: readonly Original[], { firstDay = null }: CopyAs): number {
  const days = originals.flatMap(({ item }) => [dayOf(item.fields.get("when") ?? null), startOf(item)]).filter((day) => day !== null);
  const [earliest] = days.sort();
  return firstDay === null || earliest === undefined ? 0 : daysBetween(earliest, firstDay);
}

const startOf = ({ fields }: Item): PlainDay | null => {
  const start = fields.get("start");
  return typeof start === "string" ? start : null;
};

/** A day that there is no such day any more for stays what it is. */
const shifted = (day: PlainDay | null, by: number): PlainDay | null => (day === null ? null : (addDays(day, by) ?? day));

/** As it would be if nothing of it were done yet. */
function freshFields(item: Item): FieldValues {
  const ticked = checklistOf(item).filter(({ checked }) => checked);
  return { done: null, ...Object.fromEntries(ticked.map(({ id }) => [entryFields(id).checked, null])) };
}

function shiftedFields(item: Item, by: number): FieldValues {
  const when = item.fields.get("when") ?? null;
  const repeat = repeatOf(item.fields.get("repeat") ?? null);
  return {
    ...(when === null ? {} : { when: withPart(when, "day", shifted(dayOf(when), by)) }),
    ...(startOf(item) === null ? {} : { start: shifted(startOf(item), by) }),
    ...(repeat === null ? {} : { repeat: repeatValue(null, { ...repeat, base: shifted(repeat.base, by) }) }),
  };
}

const taskFields = (item: Item, { isFresh = false }: CopyAs, by: number): FieldValues => ({
  ...(isFresh ? freshFields(item) : {}),
  ...(by === 0 ? {} : shiftedFields(item, by)),
});

const listFieldsOf = (as: CopyAs, order: string): FieldValues => ({
  ...(as.name === undefined ? {} : { name: as.name }),
  place: placeValue(null, orderPlace(order)),
  template: as.isTemplate === true ? true : null,
  // A template is out of sight as what is archived is, with all that is in it.
  archived: as.isTemplate === true ? true : null,
});

function fieldsOf(original: Original, as: CopyAs, by: number, place: FieldValue | undefined): FieldValues {
  const { item } = original;
  return {
    ...(item.kind === "task" ? taskFields(item, as, by) : {}),
    ...(place === undefined ? {} : { place }),
  };
}

function buildHere(
  items: ItemSet,
  originals: readonly Original[],
  copying: Copying,
  { writer, stamp }: WriteStamp,
): Result<BuiltChange<Done>, Refused> {
  const documents = new Map<ItemId, ItemDocument>();
  const updates: ItemChange[] = [];
  const made: WrittenItem[] = [];
  const places = placesOf(items, copying.copies, writer);
  const lists = originals.filter(({ item }) => item.kind === "list");
  if (items.index.lists.count + lists.length > MAX_LISTS) return err(refused("too-many"));
  const orders = orderKeysBetween(neighboursIn(items.index.lists).orders.before(null), null, lists.length, writer);
  const by = daysToShift(originals, copying.as);
  for (const original of originals) {
    const { id, schema, document } = original;
    const item = copying.copies.get(id) ?? id;
    const copy = items.openCopy(encodeState(document));
    const list = lists.indexOf(original);
    const after = list < 0 ? fieldsOf(original, copying.as, by, places.get(id)) : listFieldsOf(copying.as, orders[list] ?? "");
    if (!updateItem(copy, { after }, { schema, writer, stamp }).ok) return err(refused("invalid"));
    documents.set(item, copy);
    for (const update of encodeStateParts(copy, MAX_UPDATE_BYTES)) updates.push({ item, update });
    made.push({ item, schema, written: [], isNew: true });
  }
  return ok({ name: "create", documents, updates, extra: { name: "create", items: made } });
}

async function copyIn(replica: Replica, opened: OpenedSpace, ids: readonly ItemId[], as: CopyAs): Promise<Outcome> {
  if (isReadOnly(opened)) return err({ kind: "read-only" });
  const all = withTasksOf(opened, ids);
  if (all.length > MAX_INTENT_ITEMS) return err({ kind: "refused", reason: "too-many" });
  const copies = new Map(all.map((id) => [id, makeId("item", replica.ports.random(ID_BYTES.item))] as const));
  const { space } = opened;
  const actions = await opened.actions();
  const done = await actions.write(space, {
    items: () => all,
    build: (stamp) => {
      const { items } = space.core;
      const originals: Original[] = [];
      for (const id of all) {
        const original = originalOf(id, items.item(id) === null ? undefined : items.open(id));
        if (!original.ok) return original;
        originals.push(original.value);
      }
      return buildHere(items, originals, { copies, as }, stamp);
    },
  });
  // Those that were asked for come first.
  return done.ok ? ok({ ...done.value, items: [...ids.flatMap((id) => copies.get(id) ?? []), ...done.value.items] }) : done;
}

export async function copyHere(replica: Replica, ids: readonly ItemId[], as: CopyAs): Promise<Outcome> {
  return inTurns(
    replica,
    partsOf(replica.spaces, ids).map(
      ({ opened, ids: own }) =>
        async () =>
          copyIn(replica, opened, own, as),
    ),
  );
}
