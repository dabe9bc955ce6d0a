// When a task is due, as a file says it: a date, or words for one. What nobody here understands goes along as it was written.

import type { ZoneName } from "../../model/plain-time.ts";
import { readDate, type DayOrder } from "./date-text.ts";
import type { Extra, ImportedTask, LocalClock, ReadDateText } from "./imported.ts";

export type DueRead = Pick<ImportedTask, "day" | "time" | "zone" | "repeat"> & { readonly extras: readonly Extra[] };

export type DueOptions = {
  readonly clock: LocalClock;
  readonly readDateText: ReadDateText;
  readonly order?: DayOrder | null;
  /** Which a time was written in; null: this device's. */
  readonly zone?: ZoneName | null;
  /** Of its words, as the file says it. */
  readonly language?: string;
};

const NOT_DUE: DueRead = { day: null, time: null, zone: null, repeat: null, extras: [] };

function readWords(text: string, { clock, readDateText, zone = null, language = "" }: DueOptions): DueRead {
  const read = readDateText(text, language);
  if (read === null || (read.day === null && read.repeat === null)) return { ...NOT_DUE, extras: [{ kind: "date", text }] };
  const time = read.day === null ? null : read.time;
  return { day: read.day, time, zone: time === null ? null : (zone ?? clock.zone), repeat: read.repeat, extras: [] };
}

export function readDue(text: string, options: DueOptions): DueRead {
  const { clock, order = null, zone = null } = options;
  if (text === "") return NOT_DUE;
  const date = readDate(text, clock, order, zone);
  return date === null ? readWords(text, options) : { ...NOT_DUE, ...date };
}
