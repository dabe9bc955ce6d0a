// What is understood of a line, piece by piece, and where the piece stands.

import type { PlainDay } from "../plain-day.ts";
import type { PlainTime } from "../plain-time.ts";
import type { ReminderKey } from "../reminder.ts";
import type { Repeat } from "../repeat.ts";
import type { Priority } from "../task-schema.ts";
import type { Span } from "./line.ts";
import type { ListRead } from "./marks.ts";

export type TokenValue =
  | { readonly kind: "day"; readonly day: PlainDay; readonly time: PlainTime | null }
  /** `day`: where the line says none, the one it then is due on. */
  | { readonly kind: "time"; readonly time: PlainTime; readonly day: PlainDay | null }
  | { readonly kind: "start"; readonly day: PlainDay }
  /** `first`: the day it is due on first. */
  | { readonly kind: "repeat"; readonly repeat: Repeat; readonly first: PlainDay; readonly time: PlainTime | null }
  /** The last day of a repeat. */
  | { readonly kind: "until"; readonly day: PlainDay }
  /** How often it comes in all. */
  | { readonly kind: "count"; readonly count: number }
  /** `day`: as of a time, where the line says no time either. */
  | { readonly kind: "reminder"; readonly reminder: ReminderKey; readonly day: PlainDay | null }
  | { readonly kind: "list"; readonly list: ListRead }
  | { readonly kind: "tag"; readonly tag: string }
  | { readonly kind: "priority"; readonly priority: Priority };

/** In UTF-16 units of the line, with the marks that only part it from the title; `core`: without them. */
export type Token = Span & { readonly core: Span } & TokenValue;
