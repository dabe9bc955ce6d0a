// How a task comes again, written and compared: what repeat.ts reads.

import type { FieldValue } from "../items/field-value.ts";
import { withPart } from "./part-values.ts";
import type { Repeat } from "./repeat.ts";

/** The field's value, with what a later version has put beside the parts known here. */
export const repeatValue = (present: FieldValue, { rule, from, base }: Repeat): FieldValue =>
  withPart(withPart(withPart(present, "rule", rule), "from", from), "base", base);

export const isSameRepeat = (a: Repeat | null, b: Repeat | null): boolean =>
  a === b || (a !== null && b !== null && a.rule === b.rule && a.from === b.from && a.base === b.base);
