// The schema of tasks, version 1. Composite fields hold only what is set, so that parts can be added to them without a new version (field-parts.ts).
//   title     text                    both kept on concurrent change; the user chooses
//   done      ms since 1970 of completion, or null
//   when      { day?, time?, zone? }  plain date; time of day "HH:MM" with the zone it was written in; room for duration
//   start     plain date              not before: until then it is out of sight of what is to be done
//   repeat    { rule, from, base? }   repeat.ts
//   place     { list?, section?, parent?, order }  item id of the list (absent: the inbox), id of one of its sections, item id of the task it is part of, order key
//   priority  1, 2 or 3               1 the highest
//   body      true                    written with every change of the notes, which are the document's body (items/body.ts)
//   tags.<tag>  true                  a set (tag.ts)
//   remind.<key>  true              a set (reminder.ts)
//   check.<id>, checked.<id>, checkorder.<id>  the checklist (checklist.ts)
// The trash flag is common to all kinds. Values that only a later version understands read as not set, as far as possible part by part.

import { BODY_FIELD } from "../items/body-names.ts";
import { isRecordValue, type FieldValue } from "../items/field-value.ts";
import type { ItemSchema, ItemSchemas } from "../items/item-schema.ts";
import { ask, latest, member } from "../items/policy.ts";
import { checklistSets } from "./checklist.ts";
import { parsePlace, partOf } from "./field-parts.ts";
import { listSchema } from "./list-schema.ts";
import { noteSchema } from "./note-schema.ts";
import { isPlainDay, type PlainDay } from "./plain-day.ts";
import { isPlainTime, isZoneName, type PlainTime, type ZoneName } from "./plain-time.ts";
import { reminderSets } from "./reminder.ts";
import { repeatOf } from "./repeat.ts";
import { isTitle } from "./task-title.ts";
import { viewSchema } from "./view-schema.ts";

/** 1 is the highest. */
export type Priority = 1 | 2 | 3;

/** When a task is due. A time comes with its day and with the zone it was written in, otherwise both are null. */
export type When = { readonly day: PlainDay | null; readonly time: PlainTime | null; readonly zone: ZoneName | null };

/** The last instant an ECMAScript date can name. */
const MAX_MS = 8.64e15;

export const isInstantMs = (value: FieldValue): value is number => Number.isSafeInteger(value) && Math.abs(Number(value)) <= MAX_MS;

export const isPriority = (value: unknown): value is Priority => value === 1 || value === 2 || value === 3;

export function dayOf(when: FieldValue): PlainDay | null {
  const day = partOf(when, "day");
  return isPlainDay(day) ? day : null;
}

/** A time without its day or its zone is none: a version that knows only days may have taken the day away. */
export function whenOf(when: FieldValue): When {
  const day = dayOf(when);
  const time = partOf(when, "time");
  const zone = partOf(when, "zone");
  return day !== null && isPlainTime(time) && isZoneName(zone) ? { day, time, zone } : { day, time: null, zone: null };
}

function isWhen(value: FieldValue): boolean {
  return isRecordValue(value) && (partOf(value, "day") === null || dayOf(value) !== null);
}

export const taskSchema: ItemSchema = {
  kind: "task",
  version: 1,
  fields: {
    title: { policy: ask, isValid: (value) => typeof value === "string" && isTitle(value) },
    done: { policy: latest, isValid: isInstantMs },
    when: { policy: latest, isValid: isWhen },
    start: { policy: latest, isValid: isPlainDay },
    repeat: { policy: latest, isValid: (value) => isRecordValue(value) && (partOf(value, "rule") === null || repeatOf(value) !== null) },
    place: { policy: latest, isValid: (value) => parsePlace(value) !== null },
    priority: { policy: latest, isValid: isPriority },
    [BODY_FIELD]: { policy: latest, isValid: (value) => value === true },
  },
  sets: { tags: { policy: member, isValid: (value) => value === true }, ...reminderSets, ...checklistSets },
};

/** All kinds this version of Daybook knows. */
export const itemSchemas: ItemSchemas = new Map([taskSchema, listSchema, noteSchema, viewSchema].map((schema) => [schema.kind, schema]));
