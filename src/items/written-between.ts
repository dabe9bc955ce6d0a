// What others wrote to an item between two states of its document, in the form in which an action of one's own is kept (update-item.ts), so that it can be
// taken back in the same way: the former value is written again, only where what they wrote still stands alone.

import { readBlocks, writtenBlocks } from "./body-blocks.ts";
import { BODY_FIELD } from "./body-names.ts";
import type { ItemDocument } from "./document.ts";
import { readFieldEntries } from "./field-entry.ts";
import { KIND_FIELD, type ItemSchema } from "./item-schema.ts";
import { readBody } from "./read-body.ts";
import { presentValue, soleEntry, writtenText, type FieldEntryName, type WrittenField } from "./update-item.ts";

export type WrittenBetween = {
  readonly written: readonly WrittenField[];
  /** Fields that several had written at once, or a body that holds what cannot be written again: they cannot be taken back. */
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
    const body = field === BODY_FIELD ? bodyBetween(before, after) : {};
    if (entry === null || body === null) others += 1;
    else written.push({ field, former: presentValue(before, earlier, field, schema), replaced, ...entry, ...body });
  }
  return { written, others };
}

const isSame = (a: FieldEntryName | null, b: FieldEntryName | null): boolean =>
  a !== null && b !== null && a.writer === b.writer && a.stamp === b.stamp;

function bodyBetween(before: ItemDocument, after: ItemDocument): Pick<WrittenField, "text" | "blocks"> | null {
  const [from, to] = [readBody(before), readBody(after)];
  if (from.isPlain && to.isPlain) return { text: writtenText({ from: from.text, to: to.text }) };
  const [earlier, later] = [readBlocks(before), readBlocks(after)];
  return earlier === null || later === null ? null : { blocks: writtenBlocks(earlier, later) };
}
