// For tests: a replica of tasks in miniature, on one device and on two.

import { expect } from "vitest";
import { makeId, type ItemId } from "../base/ids.ts";
import { assert } from "../base/result.ts";
import { applyUpdates, encodeState, makeDocument, type ItemDocument } from "../items/document.ts";
import { readItem } from "../items/read-item.ts";
import { updateItem, type WrittenField } from "../items/update-item.ts";
import type { Repeating } from "./plan.ts";
import { planIntent, type ChangeIntent } from "./plan-intent.ts";
import type { TaskPosition } from "./task-intent.ts";
import { neighboursAmong, ordersAmong } from "./task-order.ts";
import { compareByPlace, taskRow, type TaskRow } from "./task-row.ts";
import { itemSchemas } from "./task-schema.ts";

export const NOW_MS = Date.UTC(2026, 10, 20, 9);
export const idOf = (name: string): ItemId =>
  makeId(
    "item",
    Uint8Array.from({ length: 16 }, (_, i) => name.charCodeAt(i) || 0),
  );
export const lettersOf = (names: string): string[] => names.split("");
export const idsOf = (names: string): ItemId[] => lettersOf(names).map(idOf);
export const atEnd: TaskPosition = { at: "end", list: null };

/** A replica of tasks in miniature: named by one letter, which is also the first title. */
export class Tasks {
  readonly documents = new Map<ItemId, ItemDocument>();
  readonly records: (readonly [ItemId, Uint8Array])[] = [];
  repeating: Repeating | null = null;
  readonly log;
  readonly index;
  stamp;

  constructor(index: number, stamp = 1_000_000) {
    this.index = index;
    this.log = makeId("log", new Uint8Array(8).fill(index));
    this.stamp = stamp;
  }

  document(id: ItemId): ItemDocument {
    const document = this.documents.get(id) ?? makeDocument(this.index);
    this.documents.set(id, document);
    return document;
  }

  rows(): TaskRow[] {
    return [...this.documents].flatMap(([id, document]) => {
      const item = readItem(document, itemSchemas);
      return (item && taskRow(id, item)) ?? [];
    });
  }

  row(name: string): TaskRow {
    const row = this.rows().find(({ id }) => id === idOf(name));
    assert(row !== undefined, "the task is there");
    return row;
  }

  /** Titles in the order of `list`, without the trash. */
  titles(list: ItemId | null = null): string {
    const rows = this.rows().filter((row) => row.list === list && !row.trashed);
    return rows
      .sort(compareByPlace)
      .map(({ title }) => title)
      .join("");
  }

  plan(intent: ChangeIntent) {
    return planIntent(intent, {
      item: (id) => readItem(this.document(id), itemSchemas),
      neighbours: neighboursAmong(this.rows()),
      lists: { orderOf: () => null, orders: ordersAmong([]), count: 0 },
      views: { orderOf: () => null, orders: ordersAmong([]), count: 0 },
      spellingOf: (tag) => tag,
      repeating: this.repeating,
      writer: this.log,
      nowMs: NOW_MS,
    });
  }

  /** Number of records made, and what they wrote. */
  act(intent: ChangeIntent): { readonly records: number; readonly written: readonly (readonly [ItemId, readonly WrittenField[]])[] } {
    const plan = this.plan(intent);
    assert(plan.ok, "the intent fits");
    const before = this.records.length;
    const written = plan.value.map(({ itemId, schema, ...change }) => {
      const changed = updateItem(this.document(itemId), change, { schema, writer: this.log, stamp: (this.stamp += 1) });
      assert(changed.ok, "planned changes are valid");
      if (changed.value.update !== null) this.records.push([itemId, changed.value.update]);
      return [itemId, changed.value.written] as const;
    });
    return { records: this.records.length - before, written };
  }

  /** As one action: all that it writes has one stamp. */
  trashTogether(names: string): void {
    const plan = this.plan({ kind: "trash", ids: idsOf(names) });
    assert(plan.ok, "the intent fits");
    this.stamp += 1;
    for (const { itemId, schema, ...change } of plan.value)
      assert(updateItem(this.document(itemId), change, { schema, writer: this.log, stamp: this.stamp }).ok, "planned changes are valid");
  }

  create(names: string, position: TaskPosition = atEnd): void {
    this.act({ kind: "create", tasks: lettersOf(names).map((title) => ({ id: idOf(title), title, day: null })), position });
  }

  receive(other: Tasks): void {
    for (const [id, update] of other.records) assert(applyUpdates(this.document(id), [update]).ok, "own records apply");
  }
}

export function twoDevices(names: string): [Tasks, Tasks] {
  // The second one's clock is ahead.
  const [a, b] = [new Tasks(1), new Tasks(2, 1_000_500)];
  a.create(names);
  b.receive(a);
  return [a, b];
}

export function exchange(a: Tasks, b: Tasks): void {
  a.receive(b);
  b.receive(a);
  const inOrder = (tasks: Tasks): TaskRow[] => tasks.rows().sort((x, y) => (x.id < y.id ? -1 : 1));
  expect(inOrder(a)).toEqual(inOrder(b));
  for (const [id, document] of a.documents) expect(encodeState(document)).toEqual(encodeState(b.document(id)));
}
