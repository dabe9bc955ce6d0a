// The line that a reader reads: its text cut into atoms (a run of letters, a run of digits, or one other mark) and what is to be known of the world around it.
// Words are looked at folded (lower case, umlauts as two letters), so that "Übermorgen", "uebermorgen" and "ÜBERMORGEN" are one. What stands in quotes, and
// what the user wants to be text, reads as nothing. Each look is counted: the work that a line makes is bounded by its length, whatever stands in it.

import type { PlainDay } from "../plain-day.ts";
import type { PlainTime } from "../plain-time.ts";

export type Atom = {
  /** In UTF-16 units of the line. */
  readonly start: number;
  readonly end: number;
  readonly word: string;
  /** No white space before it. */
  readonly isGlued: boolean;
  /** It is text, whatever it says. */
  readonly isText: boolean;
};

export type Moment = { readonly day: PlainDay; readonly time: PlainTime };

/** What a line means depends on these. */
export type QuickAddWorld = {
  readonly today: PlainDay;
  readonly now: PlainTime;
  /** The first day of a week: Monday is 0, Sunday 6. */
  readonly weekStart: number;
  /** Decides where the languages collide. */
  readonly language: "en" | "de";
  /** Whether 3/4 is a day in March. */
  readonly monthFirst: boolean;
  /** The day and time that it is so many minutes from now, where the clock may be put forward or back in between. */
  readonly later: (minutes: number) => Moment;
};

export type Span = { readonly start: number; readonly end: number };

export type Line = {
  readonly text: string;
  readonly atoms: readonly Atom[];
  readonly world: QuickAddWorld;
  /** The folded word at a place among the atoms; "" before the first, after the last, and where it is text. */
  readonly word: (at: number) => string;
  readonly isGlued: (at: number) => boolean;
  /** As typed. */
  readonly raw: (at: number) => string;
  /** Where an atom begins; after the last one the end of the line. */
  readonly startOf: (at: number) => number;
  readonly steps: () => number;
};

const ATOM = /\p{L}[\p{L}\p{M}]*|\d+|\S/gu;
const UMLAUTS: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss", "’": "'" };
export const CLOSERS: Readonly<Record<string, string>> = { '"': '"', "“": "”", "„": "“", "«": "»", "»": "«", "‚": "‘" };

const MAY_OPEN = /[\s([{#@\\]/u;

/** As tables of words have it. */
export const fold = (text: string): string =>
  text
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(/[äöüß’]/gu, (letter) => UMLAUTS[letter] ?? letter);

/** `plain`: what stays text. */
export function makeLine(text: string, world: QuickAddWorld, plain: readonly Span[]): Line {
  const atoms: Atom[] = [];
  let end = 0;
  const isPlain = new Uint8Array(text.length);
  for (const span of [...plain, ...quoted(text)]) isPlain.fill(1, span.start, span.end);
  for (const { 0: raw, index: start } of text.matchAll(ATOM)) {
    const isText = isPlain.subarray(start, start + raw.length).includes(1);
    atoms.push({ start, end: start + raw.length, word: fold(raw), isGlued: start === end && start > 0, isText });
    end = start + raw.length;
  }
  let steps = 0;
  return {
    text,
    atoms,
    world,
    word(at) {
      steps += 1;
      const atom = atoms[at];
      return atom === undefined || atom.isText ? "" : atom.word;
    },
    isGlued: (at) => atoms[at]?.isGlued ?? false,
    raw: (at) => text.slice(atoms[at]?.start ?? 0, atoms[at]?.end ?? 0),
    startOf: (at) => atoms[at]?.start ?? text.length,
    steps: () => steps,
  };
}

/** A quotation mark that is not closed quotes nothing. */
function quoted(text: string): readonly Span[] {
  const spans: Span[] = [];
  const unclosed = new Set<string>();
  for (let at = 0; at < text.length; at += 1) {
    const closer = CLOSERS[text[at] ?? ""];
    const isOpening = closer !== undefined && !unclosed.has(closer) && (at === 0 || MAY_OPEN.test(text[at - 1] ?? ""));
    if (!isOpening) continue;
    const end = text.indexOf(closer, at + 1);
    if (end < 0) unclosed.add(closer);
    else {
      spans.push({ start: at, end: end + 1 });
      at = end;
    }
  }
  return spans;
}

const BEFORE = new Set(["(", "[", ",", ";"]);
const AFTER = new Set([",", ";", ".", ":", "!", "?", ")", "]", "…"]);

/** Whether something can begin here: after white space, or what opens or parts. */
export const beginsFreely = (line: Line, at: number): boolean => !line.isGlued(at) || BEFORE.has(line.raw(at - 1));

/** Whether something can end before this atom: at white space, or at marks that end a part of a sentence. */
export function endsFreely(line: Line, to: number): boolean {
  let at = to;
  while (at < line.atoms.length && line.isGlued(at) && AFTER.has(line.raw(at))) at += 1;
  return at >= line.atoms.length || !line.isGlued(at);
}

/** Whether it is written with a capital. */
export const isCapital = (line: Line, at: number): boolean => {
  const [first = ""] = line.raw(at);
  return first !== first.toLowerCase();
};
