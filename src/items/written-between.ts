// What others wrote to an item between two states of its document, in the form in which an action of one's own is kept (update-item.ts), so that it can be
// taken back in the same way: the former value is written again, only where what they wrote still stands alone.

import { readBody } from "./body.ts";
import { BODY_FIELD } from "./body-names.ts";
import type { ItemDocument } from "./document.ts";
import { readFieldEntries } from "./field-entry.ts";
import { KIND_FIELD, type ItemSchema } from "./item-schema.ts";
import { presentValue, soleEntry, writtenText, type FieldEntryName, type WrittenField, type WrittenText } from "./update-item.ts";

export type WrittenBetween = {
  readonly written: readonly WrittenField[];
  /** Fields that several had written at once, or a body that only a later version knows: they cannot be taken back. */
  readonly others: number;
};

/** `before`: an earlier state of the same document, with nothing in it that `after` lacks. */
export function writtenBetween(before: ItemDocument, after: ItemDocument, schema: ItemSchema): WrittenBetween {
  const [earlier, later] = [readFieldEntries(before), readFieldEntries(after)];
  const written: WrittenField[] = [];
  let others = 0;
  for (const field of later.siblingsByField.keys()) {
    const [replaced, entry] = [soleEntry(before, earlier, field), soleEntry(after, later, field)];
    if (field === KIND_FIELD || isSame(replaced, entry)) continue;
    const text = field === BODY_FIELD ? textBetween(before, after) : undefined;
    if (entry === null || text === null) others += 1;
    else {
      const former = presentValue(before, earlier, field, schema);
      written.push({ field, former, replaced, ...entry, ...(text === undefined ? {} : { text }) });
    }
  }
  return { written, others };
}

const isSame = (a: FieldEntryName | null, b: FieldEntryName | null): boolean =>
  a !== null && b !== null && a.writer === b.writer && a.stamp === b.stamp;

function textBetween(before: ItemDocument, after: ItemDocument): WrittenText | null {
  const [from, to] = [readBody(before), readBody(after)];
  return from.isPlain && to.isPlain ? writtenText({ from: from.text, to: to.text }) : null;
}
