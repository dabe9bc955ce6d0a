// Composite field values as they are written: what field-parts.ts reads. A write that changes one part carries the others over.

import { isRecordValue, type FieldValue } from "../items/field-value.ts";
import type { Place } from "./field-parts.ts";

/** `value` with `part` set (null: taken out), its other parts carried over; null when nothing is left. */
export function withPart(value: FieldValue, part: string, set: FieldValue): FieldValue {
  const others = isRecordValue(value) ? Object.entries(value).filter(([name]) => name !== part) : [];
  const parts = set === null ? others : [...others, [part, set] as const];
  return parts.length === 0 ? null : Object.fromEntries(parts);
}

const PLACE_PARTS = ["list", "section", "parent", "order"] as const;

export const placeValue = (present: FieldValue, place: Place): FieldValue =>
  PLACE_PARTS.reduce((value, part) => withPart(value, part, place[part]), present);

/** At the top of no list, by its order alone. */
export const orderPlace = (order: string): Place => ({ list: null, section: null, parent: null, order });
