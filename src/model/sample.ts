// Sample tasks: their ids begin with eight bytes of their own, so that every device knows them, wherever they have travelled, without a field or a list that
// would have to travel with them. What the user has written into one makes it the user's; having played with it (done, moved) does not.

import { bytesToHex, concatBytes, utf8ToBytes } from "../base/bytes.ts";
import { ID_BYTES, makeId, type ItemId } from "../base/ids.ts";
import type { ItemDocument } from "../items/document.ts";
import { readFieldEntries } from "../items/field-entry.ts";
import { KIND_FIELD, TRASH_FIELD } from "../items/item-schema.ts";

/** PROTOCOL.md "Names". */
const SAMPLE_BYTES = utf8ToBytes("sample/1");
const SAMPLE_TEXT = bytesToHex(SAMPLE_BYTES);

/** Random bytes in the id of a sample. */
export const SAMPLE_RANDOM_BYTES = ID_BYTES.item - SAMPLE_BYTES.length;

/** Asserts the number of random bytes. */
export const makeSampleId = (random: Uint8Array): ItemId => makeId("item", concatBytes(SAMPLE_BYTES, random));

export const isSampleId = (id: ItemId): boolean => id.startsWith(SAMPLE_TEXT);

/** Whether anything but its state and place was written since it was made. Notes and checklists leave their trace in fields too. */
export function isEdited(document: ItemDocument): boolean {
  const { siblingsByField } = readFieldEntries(document);
  const madeStamp = siblingsByField.get(KIND_FIELD)?.at(-1)?.stamp ?? 0;
  const isTouched = (field: string): boolean => (siblingsByField.get(field)?.[0]?.stamp ?? 0) > madeStamp;
  return [...siblingsByField.keys()].some((field) => !PLAY_FIELDS.has(field) && isTouched(field));
}

const PLAY_FIELDS: ReadonlySet<string> = new Set(["done", "place", TRASH_FIELD]);
