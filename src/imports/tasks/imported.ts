// Tasks as other programs keep them, in one neutral form: what every reader in this folder makes of a file, and all that the rest of an import knows of where
// it came from. Nothing is cut or dropped on the way here: what a task has no field for comes as an extra, which becomes a line of its notes, and what
// could not be read at all is told with its line.

import type { PlainDay } from "../../model/plain-day.ts";
import type { PlainTime, ZoneName } from "../../model/plain-time.ts";
import type { Priority } from "../../model/task-schema.ts";

export type SourceKind = "todoist" | "super-productivity" | "ics" | "table" | "text";

/** Of one file. */
export const MAX_FILE_BYTES: number = 50 * 1024 ** 2;
export const MAX_IMPORTED_TASKS = 50_000;
/** Lists that one file may name; a daybook holds no more either. */
export const MAX_IMPORTED_LISTS = 300;
/** Of what is left out this much is told one by one; the rest is counted. */
export const MAX_LEFT_OUT_TOLD = 200;

/** What a task has no field for; `text` as the source has it. */
export type Extra = {
  readonly kind:
    | "date"
    | "repeat"
    | "deadline"
    | "duration"
    | "estimate"
    | "spent"
    | "comment"
    | "assignee"
    | "location"
    | "link"
    | "attachment"
    | "reminder"
    | "tag"
    | "section"
    | "column";
  readonly text: string;
  /** Of a column: what it is called in the file. */
  readonly label?: string;
};

/** So long after each time it is done, or by the calendar from the first day on: as in the model (`repeat.ts`), of whatever form. */
export type ImportedRepeat = { readonly rule: string; readonly from: "day" | "done"; readonly base: PlainDay | null };

/** Before the task's time, or at a time of a day so many days before its day. */
export type ImportedReminder =
  | { readonly kind: "before"; readonly minutes: number }
  | { readonly kind: "at"; readonly daysBefore: number; readonly time: PlainTime };

export type ImportedTask = {
  /** The source's own name for it, the same whenever the file is written again; null: it has none, and is told by what it says. */
  readonly sourceId: string | null;
  /** Where it begins in the file, counted from 1; null where lines mean nothing. */
  readonly line: number | null;
  /** Of whatever length and form. */
  readonly title: string;
  readonly notes: string;
  readonly day: PlainDay | null;
  /** Of that day. */
  readonly time: PlainTime | null;
  readonly zone: ZoneName | null;
  readonly start: PlainDay | null;
  readonly priority: Priority | null;
  readonly tags: readonly string[];
  /** An index into the lists; null: in none, or in the one that an import makes of the whole. */
  readonly list: number | null;
  /** An index into the sections. */
  readonly section: number | null;
  /** An index into the tasks, always a smaller one than its own. */
  readonly parent: number | null;
  readonly isDone: boolean;
  /** Null also where it is done and nobody knows since when. */
  readonly doneMs: number | null;
  readonly repeat: ImportedRepeat | null;
  readonly reminders: readonly ImportedReminder[];
  readonly extras: readonly Extra[];
};

export type ImportedList = { readonly sourceId: string | null; readonly name: string; readonly isArchived?: boolean };

export type ImportedSection = { readonly sourceId: string | null; readonly list: number | null; readonly name: string };

/** Why something is not among the tasks. */
export type LeftOutReason =
  /** It has no title. */
  | "no-title"
  /** A row or component of a kind that nobody here knows. */
  | "unknown-type"
  | "cancelled"
  | "event"
  | "journal"
  /** A comment or a part that belongs to nothing. */
  | "no-owner"
  /** A field that could not be read; its task came without it. */
  | "bad-field"
  /** The end of notes that are longer than notes can be. */
  | "long-notes"
  /** A note that belongs to no task. */
  | "note"
  /** Beyond `MAX_IMPORTED_TASKS`. */
  | "too-many"
  /** A task that the source names twice. */
  | "twice"
  /** A file of an archive that is of another kind than the rest. */
  | "file";

export type LeftOut = { readonly reason: LeftOutReason; readonly line: number | null; readonly text: string };

export type Imported = {
  readonly kind: SourceKind;
  readonly lists: readonly ImportedList[];
  readonly sections: readonly ImportedSection[];
  readonly tasks: readonly ImportedTask[];
  /** The first of them, at most `MAX_LEFT_OUT_TOLD`. */
  readonly leftOut: readonly LeftOut[];
  readonly leftOutCounts: ReadonlyMap<LeftOutReason, number>;
};

export const PLAIN_TASK = {
  sourceId: null,
  line: null,
  notes: "",
  day: null,
  time: null,
  zone: null,
  start: null,
  priority: null,
  tags: [],
  list: null,
  section: null,
  parent: null,
  isDone: false,
  doneMs: null,
  repeat: null,
  reminders: [],
  extras: [],
} as const satisfies Omit<ImportedTask, "title">;

const EXCERPT_CHARACTERS = 120;

/** Gathers what is not taken, bounded. */
export class LeftOutTold {
  readonly told: LeftOut[] = [];
  readonly counts = new Map<LeftOutReason, number>();

  add(reason: LeftOutReason, line: number | null, text: string): void {
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
    if (this.told.length < MAX_LEFT_OUT_TOLD) this.told.push({ reason, line, text: excerptOf(text) });
  }

  /** What others have gathered. */
  addAll(told: readonly LeftOut[], counts: Iterable<readonly [LeftOutReason, number]>): void {
    this.told.push(...told.slice(0, MAX_LEFT_OUT_TOLD - this.told.length));
    for (const [reason, count] of counts) this.counts.set(reason, (this.counts.get(reason) ?? 0) + count);
  }
}

function excerptOf(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ").trim();
  return line.length > EXCERPT_CHARACTERS ? `${line.slice(0, EXCERPT_CHARACTERS)}…` : line;
}

/** The clock of this device, for what a source tells as an instant. */
export type LocalClock = {
  readonly zone: ZoneName;
  /** An instant in ms since 1970 as day and time here; null where no clock shows it. */
  readonly at: (ms: number) => { readonly day: PlainDay; readonly time: PlainTime } | null;
  /** The instant at which it shows that. */
  readonly msAt: (day: PlainDay, time: PlainTime) => number;
};

/** What a person wrote for a date: "every day", "morgen 9 Uhr". Null: it says none. `language`: as the source says it, "de", or "". */
export type ReadDateText = (
  text: string,
  language: string,
) => { readonly day: PlainDay | null; readonly time: PlainTime | null; readonly repeat: ImportedRepeat | null } | null;
