// What could be something, at each place of a line, and which of it is believed: what is sure of itself first, then what depends on where it stands. Of each
// kind there is one, tags and reminders aside: rather the one at the end of the line, where such things are written, than one within it.

import { dueDay, startDay, type DayRead } from "./days.ts";
import { repeatEnd, type EndRead } from "./ends.ts";
import { beginsFreely, endsFreely, isCapital, type Line } from "./line.ts";
import type { Manner } from "./manner.ts";
import { listMark, priorityMark, sectionMark, tagMark, type KnownNames, type ListRead } from "./marks.ts";
import { startOf, type Reader } from "./reader.ts";
import { reminders, type ReminderRead } from "./reminders.ts";
import type { RepeatRead } from "./repeat-days.ts";
import { repeats } from "./repeats.ts";
import { time, type TimeRead } from "./times.ts";
import type { Priority } from "../task-schema.ts";
import { MAX_TASK_TAGS } from "../tag.ts";
import { MAX_TASK_REMINDERS } from "../reminder.ts";
import { goesOnAfter, isCounted, isHeldBy, FINITE_VERBS, SENTENCE_WORDS } from "./prose.ts";

type Found =
  | { readonly kind: "day" | "start" | "until"; readonly value: DayRead }
  | { readonly kind: "time"; readonly value: TimeRead }
  | { readonly kind: "repeat"; readonly value: RepeatRead }
  | { readonly kind: "count"; readonly value: EndRead }
  | { readonly kind: "reminder"; readonly value: ReminderRead }
  | { readonly kind: "list"; readonly value: ListRead }
  | { readonly kind: "tag"; readonly value: string }
  | { readonly kind: "priority"; readonly value: Priority };

/** `from` and `to`: places among the atoms. */
export type Candidate = Found & {
  readonly from: number;
  readonly to: number;
  readonly manner: Manner;
  /** It began with a word that asks for it. */
  readonly isLed: boolean;
};

type Look = (line: Line, at: number) => Candidate | null;

function look<Value>(
  { starts, read }: Reader<Value>,
  make: (value: Value) => Found,
  sureness: (value: Value) => Pick<Candidate, "manner" | "isLed">,
): { readonly starts: ReadonlySet<string>; readonly look: Look } {
  return {
    starts,
    look(line, at) {
      const found = read(line, at);
      if (found === null || !endsFreely(line, found.to)) return null;
      return { ...make(found.value), from: at, to: found.to, ...sureness(found.value) };
    },
  };
}

const SURE = { manner: "firm", isLed: true } as const;

const FIXED = [
  look(
    repeats,
    (value) => ({ kind: "repeat", value }),
    ({ manner }) => ({ manner, isLed: true }),
  ),
  look(
    repeatEnd,
    (value) => ({ kind: "count", value }),
    () => ({ manner: "repeated", isLed: true }),
  ),
  look(
    reminders,
    (value) => ({ kind: "reminder", value }),
    () => SURE,
  ),
  look(
    startDay,
    (value) => ({ kind: "start", value }),
    (value) => value,
  ),
  look(
    time,
    (value) => ({ kind: "time", value }),
    (value) => value,
  ),
  look(
    dueDay,
    (value) => ({ kind: "day", value }),
    (value) => value,
  ),
  look(
    priorityMark,
    (value) => ({ kind: "priority", value }),
    () => SURE,
  ),
];

type Looks = ReadonlyMap<string, readonly Look[]>;

function byStart(all: readonly { readonly starts: ReadonlySet<string>; readonly look: Look }[]): Looks {
  const looks = new Map<string, Look[]>();
  for (const { starts, look: one } of all) for (const start of starts) looks.set(start, [...(looks.get(start) ?? []), one]);
  return looks;
}

const fixedLooks = byStart(FIXED);

function looksFor({ lists, tags, here }: KnownNames): (start: string) => readonly Look[] {
  const named: Readonly<Record<string, readonly Look[]>> = {
    "#": [
      look(
        listMark(lists),
        (value): Found => ({ kind: "list", value }),
        () => SURE,
      ).look,
    ],
    "/": [
      look(
        sectionMark(here ?? null),
        (value): Found => ({ kind: "list", value }),
        () => SURE,
      ).look,
    ],
    "@": [
      look(
        tagMark(tags),
        (value): Found => ({ kind: "tag", value }),
        () => SURE,
      ).look,
    ],
  };
  return (start) => named[start] ?? fixedLooks.get(start) ?? [];
}

export type Candidates = {
  /** In order of their beginnings, of one beginning the longest first. */
  readonly all: readonly Candidate[];
  /** Places of backslashes that make text of what follows. */
  readonly escapes: readonly number[];
};

export function candidatesIn(line: Line, known: KnownNames): Candidates {
  const looks = looksFor(known);
  const at = (place: number): Candidate[] =>
    looks(startOf(line.word(place)))
      .map((one) => one(line, place))
      .filter((found): found is Candidate => found !== null)
      .sort((a, b) => b.to - a.to);
  const all: Candidate[] = [];
  const escapes: number[] = [];
  for (let place = 0; place < line.atoms.length; place += 1) {
    if (!beginsFreely(line, place)) continue;
    const [escaped] = line.word(place) === "\\" && line.isGlued(place + 1) ? at(place + 1) : [];
    if (escaped !== undefined) {
      escapes.push(place);
      place = escaped.to - 1;
    } else
      all.push(
        ...at(place)
          .filter((found) => found.isLed || !isHeldBy(line, found.from))
          .filter((found) => !isOnlyVerb(line, found) && !isSubject(line, found)),
      );
  }
  return { all, escapes };
}

/** "I am ...". */
const isOnlyVerb = (line: Line, { from }: Candidate): boolean =>
  line.word(from) === "am" && ["i", "who", "bin", "sind", "ist"].includes(line.word(from - 1));

/** "Every day is a gift", "Tomorrow never dies". */
const isSubject = (line: Line, { from, to, kind }: Candidate): boolean =>
  from === 0 && (kind === "day" || kind === "repeat") && FINITE_VERBS.has(line.word(to));

const isByDay = (one: Candidate): boolean => one.kind === "repeat" && one.value.from === "day";

const isMany = ({ kind }: Candidate): boolean => kind === "tag" || kind === "reminder";

/** Marks between which nothing else stands are no part of a title. */
const SEPARATORS = new Set([",", ";", ".", "!", "?", ":", "-", "–", "—", "(", ")", "[", "]", "…", "|", "·"]);

/** What is chosen so far, by the atoms that it takes. */
type Board = {
  readonly isFree: (candidate: Candidate) => boolean;
  /** Whether something that is chosen begins at the atom. */
  readonly begins: (at: number) => boolean;
  readonly ends: (at: number) => boolean;
  readonly timeBegins: (at: number) => boolean;
  readonly untilBegins: (at: number) => boolean;
  readonly startEnds: (at: number) => boolean;
  /** Whether a repeat by the calendar ends there or before. */
  readonly repeatsBefore: (at: number) => boolean;
  /** Between the first and the last atom of the title: outside all is chosen, or parts what is chosen. */
  readonly titleStart: number;
  readonly titleEnd: number;
};

function boardOf(line: Line, chosen: readonly Candidate[]): Board {
  const { length } = line.atoms;
  const taken = new Uint8Array(length);
  for (const { from, to } of chosen) taken.fill(1, from, to);
  const beginnings = new Set(chosen.map(({ from }) => from));
  const endings = new Set(chosen.map(({ to }) => to));
  const kinds = new Set(chosen.filter((one) => !isMany(one)).map(({ kind }) => kind));
  const isNoTitle = (at: number): boolean => taken[at] === 1 || SEPARATORS.has(line.word(at));
  let [titleStart, titleEnd] = [0, length];
  while (titleStart < titleEnd && isNoTitle(titleStart)) titleStart += 1;
  while (titleEnd > titleStart && isNoTitle(titleEnd - 1)) titleEnd -= 1;
  return {
    isFree: ({ kind, from, to }) => !kinds.has(kind) && !taken.subarray(from, to).includes(1),
    begins: (at) => beginnings.has(at),
    ends: (at) => endings.has(at),
    untilBegins: (at) => chosen.some((one) => (one.kind === "until" || (one.kind === "day" && one.value.isUntil)) && one.from === at),
    startEnds: (at) => chosen.some(({ kind, to }) => kind === "start" && to === at),
    repeatsBefore: (at) => chosen.some((one) => isByDay(one) && one.to <= at),
    timeBegins: (at) => chosen.some(({ kind, from }) => kind === "time" && from === at),
    titleStart,
    titleEnd,
  };
}

/** A verb that ends a German sentence: "Mama um 5 anrufen". */
const isFinalVerb = (line: Line, at: number): boolean =>
  at === line.atoms.length - 1 && !isCapital(line, at) && /en|ern|eln/u.test(line.word(at).slice(-3));

type Place = { readonly from: number; readonly isAtStart: boolean; readonly isAtEnd: boolean; readonly goesOn: boolean };

/** Where it stands, and so whether it is believed. */
const BELIEFS: Readonly<Record<Manner, (line: Line, to: number, place: Place, board: Board) => boolean>> = {
  firm: () => true,
  edge: (line, to, { isAtStart, isAtEnd, goesOn }) =>
    isAtEnd || goesOn || (line.world.language === "de" && isFinalVerb(line, to)) || (isAtStart && !SENTENCE_WORDS.has(line.word(to))),
  end: (_line, to, { isAtEnd }, board) => isAtEnd || board.begins(to),
  doubtful: (line, to, { isAtStart, isAtEnd, goesOn }) => isAtEnd || goesOn || (isAtStart && !isCounted(line, to)),
  hour: (line, to, { from, isAtStart, isAtEnd, goesOn }, board) =>
    isAtEnd || goesOn || isFinalVerb(line, to) || (!isCounted(line, to) && (board.ends(from) || (isAtStart && !isCapital(line, to)))),
  timed: (_line, to, _place, board) => board.timeBegins(to),
  ranged: (_line, to, { from }, board) => board.untilBegins(to) || board.startEnds(from),
  repeated: (_line, _to, { from, isAtEnd, goesOn }, board) => board.repeatsBefore(from) && (isAtEnd || goesOn),
  led: () => false,
};

function isBelieved(line: Line, { manner, from, to }: Candidate, board: Board): boolean {
  const goesOn = goesOnAfter(line, to) || board.begins(to) || SEPARATORS.has(line.word(to));
  return BELIEFS[manner](line, to, { from, isAtStart: from <= board.titleStart, isAtEnd: to >= board.titleEnd, goesOn }, board);
}

const MAX_OF_KIND: Readonly<Record<"tag" | "reminder", number>> = { tag: MAX_TASK_TAGS, reminder: MAX_TASK_REMINDERS };

/** Of a kind of which there can be one, the one that stays. */
function oneOfEach(line: Line, firm: readonly Candidate[]): readonly Candidate[] {
  const { titleStart, titleEnd } = boardOf(line, firm);
  const rank = ({ from, to }: Candidate): number => (to >= titleEnd ? 2 : 0) + (from <= titleStart ? 1 : 0);
  const best = new Map<string, Candidate>();
  const counts = { tag: 0, reminder: 0 };
  for (const one of firm) {
    const other = best.get(one.kind);
    if (other === undefined || rank(one) >= rank(other)) best.set(one.kind, one);
  }
  return firm.filter((one) => {
    if (one.kind === "tag" || one.kind === "reminder") return ++counts[one.kind] <= MAX_OF_KIND[one.kind];
    return best.get(one.kind) === one;
  });
}

function firmOnes({ all }: Candidates): readonly Candidate[] {
  const chosen: Candidate[] = [];
  for (const one of all) {
    const last = chosen.at(-1);
    if (one.manner === "firm" && (last === undefined || one.from >= last.to)) chosen.push(one);
  }
  return withUntil(chosen);
}

/** Until a day is the end of what repeats, and of anything else its day. */
function withUntil(chosen: readonly Candidate[]): readonly Candidate[] {
  const isEnded = chosen.some(isByDay) && chosen.every(({ kind }) => kind !== "until");
  return isEnded ? chosen.map((one) => (one.kind === "day" && one.value.isUntil ? { ...one, kind: "until" } : one)) : chosen;
}

/** Those that are believed, in order. Each of them can be the edge that another one leans on; those at the line's end come first. */
export function choose(line: Line, candidates: Candidates): readonly Candidate[] {
  let chosen = oneOfEach(line, firmOnes(candidates));
  const others = candidates.all.filter(({ manner }) => manner !== "firm").toSorted((a, b) => b.to - a.to || a.from - b.from);
  for (;;) {
    const board = boardOf(line, chosen);
    const believed = others.filter((one) => board.isFree(one) && isBelieved(line, one, board));
    const [first] = [...believed.filter(({ to }) => to >= board.titleEnd), ...believed];
    // Each time one more, of a kind that there was none of.
    if (first === undefined) return chosen.toSorted((a, b) => a.from - b.from);
    chosen = withUntil([...chosen, first]);
  }
}
