// The shared tasks and notes as documents, written by the same parts as the product's, in page sessions of some fifty items each.

import { createHash } from "node:crypto";
import { makeId, type ItemId, type LogTag } from "../../src/base/ids.ts";
import { encodeState, makeDocument } from "../../src/items/document.ts";
import { KIND_FIELD, kindValue } from "../../src/items/item-schema.ts";
import { nextStamp, NO_STAMP, type Stamp } from "../../src/items/stamp.ts";
import { orderKeysBetween } from "../../src/items/make-order-keys.ts";
import { updateItem, type BodyEdit } from "../../src/items/update-item.ts";
import type { FieldValues } from "../../src/items/field-value.ts";
import { orderPlace, placeValue } from "../../src/model/part-values.ts";
import { taskSchema } from "../../src/model/task-schema.ts";
import type { PackedItem } from "../../src/packs/pack-writer.ts";
import { expectOk } from "../node-device.ts";
import { notes, tasks } from "../bench-data.mjs";

const ITEMS_PER_SESSION = 50;

export type StateOf = PackedItem & { readonly state: Uint8Array };

const hashed = (text: string): Uint8Array => new Uint8Array(createHash("sha256").update(text).digest());

/** 53 bits that follow from `text`. */
export const clientIdFrom = (text: string): number =>
  hashed(text)
    .subarray(0, 7)
    .reduce((id, byte, at) => id * 256 + (at === 0 ? byte & 0x1f : byte), 0) + 1;

export const LOG: LogTag = makeId("log", hashed("the log").subarray(0, 8));

class Author {
  #stamp: Stamp = NO_STAMP;
  #made = 0;

  make(after: FieldValues, text: string, createdMs: number): StateOf {
    const document = makeDocument(clientIdFrom(`session ${Math.floor(this.#made / ITEMS_PER_SESSION)}`));
    const item: ItemId = makeId("item", hashed(`item ${this.#made++}`).subarray(0, 16));
    this.#stamp = nextStamp(this.#stamp, createdMs);
    const body: BodyEdit | undefined = text === "" ? undefined : { before: null, after: text };
    const change = { after: { [KIND_FIELD]: kindValue(taskSchema), ...after }, ...(body === undefined ? {} : { body }) };
    expectOk(updateItem(document, change, { schema: taskSchema, writer: LOG, stamp: this.#stamp }), "an item is written");
    return { item, state: encodeState(document) };
  }
}

const byItem = (a: StateOf, b: StateOf): number => (a.item < b.item ? -1 : 1);

/** Ascending by id. The product has no notes of their own yet: a note is a task with a long text. */
export function makeDocuments(taskCount: number, noteCount: number, noteBytes: number, seed: number): readonly StateOf[] {
  const author = new Author();
  const orders = orderKeysBetween(null, null, taskCount + noteCount, LOG);
  const placeOf = (index: number): FieldValues[string] => placeValue(null, orderPlace(orders[index] ?? ""));
  const made: StateOf[] = [];
  for (const { title, done, due, priority, tags, createdMs, notes: text } of tasks(taskCount, seed)) {
    const fields: FieldValues = {
      title,
      place: placeOf(made.length),
      ...(done ? { done: createdMs + 86_400_000 } : {}),
      ...(due === null ? {} : { when: { day: due } }),
      ...(priority === 0 ? {} : { priority }),
      ...Object.fromEntries(tags.map((tag) => [`tags.${tag}`, true])),
    };
    made.push(author.make(fields, text, createdMs));
  }
  for (const { title, text, createdMs } of notes(noteCount, noteBytes, seed + 1)) {
    made.push(author.make({ title, place: placeOf(made.length) }, text, createdMs));
  }
  return made.toSorted(byItem);
}
