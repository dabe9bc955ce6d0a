// How a task comes again: a field of its own, `repeat { rule, from, base? }`, since its parts mean something only together. What a rule means is worked
// out elsewhere, by whoever needs the next day; here is what is stored.
//   rule  the value of an RRULE (RFC 5545 section 3.3.10): "FREQ=MONTHLY;BYMONTHDAY=1"
//   from  "day": by the calendar, counted from `base` (its DTSTART); "done": FREQ and INTERVAL alone, so long after the task was done
//   base  the first day, of a rule by the calendar

import { isRecordValue, type FieldValue } from "../items/field-value.ts";
import { partOf } from "./field-parts.ts";
import { isPlainDay, type PlainDay } from "./plain-day.ts";

export type Repeat = { readonly rule: string; readonly from: "day" | "done"; readonly base: PlainDay | null };

/** In UTF-16 units. */
const MAX_RULE_LENGTH = 200;

/** Days are the finest that a task comes again by. */
const RULE = /^(?:[A-Z]+=[A-Z0-9,+-]+;)*FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;[A-Z]+=[A-Z0-9,+-]+)*$/;

/** Whether it has the form of one; a rule that says nonsense in that form never comes again. */
export const isRuleForm = (text: unknown): text is string => typeof text === "string" && text.length <= MAX_RULE_LENGTH && RULE.test(text);

/** null: none, or one that only a later version understands. */
export function repeatOf(value: FieldValue): Repeat | null {
  if (!isRecordValue(value)) return null;
  const rule = partOf(value, "rule");
  const from = partOf(value, "from");
  const base = partOf(value, "base");
  if (!isRuleForm(rule) || (from !== "day" && from !== "done")) return null;
  return { rule, from, base: isPlainDay(base) ? base : null };
}
