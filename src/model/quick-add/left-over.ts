// What is left of a line for the title, and which marks go with the tokens: a comma or a dash that only parts a token from the title is no part of it.

import type { Span } from "./line.ts";

const PARTING = new Set([",", ";", ":"]);
const DASHES = new Set(["-", "–", "—", "|", "·"]);
const BETWEEN = new Set([",", ";", ":", ".", ...DASHES]);
/** Behind the last. A full stop is the title's. */
const BEHIND = new Set([...PARTING, ...DASHES]);
const CLOSING = new Set([".", ",", ";", ":", "!", "?", ")", "]", "…"]);

const isAllOf = (text: string, marks: ReadonlySet<string>): boolean =>
  text.split("").every((mark) => marks.has(mark) || mark.trim() === "");

/** The end of the marks that begin `text` and part what is before it from what is behind; 0: none do. */
function partedUntil(text: string): number {
  const rest = text.trimStart();
  const [mark = ""] = rest;
  const at = text.length - rest.length;
  const isDash = DASHES.has(mark) && at > 0 && /^\s/u.test(rest.slice(1));
  return PARTING.has(mark) || isDash ? at + 1 : 0;
}

/** The beginning of the marks that end `text`; its length: none do. */
function partedFrom(text: string): number {
  const rest = text.trimEnd();
  const mark = rest.slice(-1);
  const isDash = DASHES.has(mark) && /\s/u.test(rest.slice(-2, -1));
  return PARTING.has(mark) || isDash ? rest.length - 1 : text.length;
}

/** The tokens' spans with the marks around them, in their order. */
export function withMarks(text: string, cores: readonly Span[]): readonly Span[] {
  const spans = cores.map(({ start, end }) => ({ start, end }));
  for (const [index, span] of spans.entries()) takeBrackets(text, endBefore(spans, index), span, startAfter(text, spans, index));
  for (const [index, span] of spans.entries()) {
    const gap = text.slice(span.end, startAfter(text, spans, index));
    if (isAllOf(gap, index === spans.length - 1 ? BEHIND : BETWEEN)) span.end += gap.trimEnd().length;
  }
  const [first] = spans;
  if (first !== undefined && isAllOf(text.slice(0, first.start), BETWEEN)) first.start = text.length - text.trimStart().length;
  takeHead(text, spans);
  takeTail(text, spans);
  return spans;
}

const endBefore = (spans: readonly Span[], index: number): number => spans[index - 1]?.end ?? 0;
const startAfter = (text: string, spans: readonly Span[], index: number): number => spans[index + 1]?.start ?? text.length;

type Growing = { start: number; end: number };

function takeBrackets(text: string, from: number, span: Growing, to: number): void {
  const before = text.slice(from, span.start).trimEnd();
  const behind = text.slice(span.end, to);
  if (!before.endsWith("(") || !behind.trimStart().startsWith(")")) return;
  span.start = from + before.length - 1;
  span.end += behind.length - behind.trimStart().length + 1;
}

/** Behind those that begin the line. */
function takeHead(text: string, spans: readonly Growing[]): void {
  let end = 0;
  for (const [index, span] of spans.entries()) {
    if (text.slice(end, span.start).trim() !== "") return;
    end = span.end;
    const nextStart = startAfter(text, spans, index);
    if (text.slice(end, nextStart).trim() !== "") span.end += partedUntil(text.slice(end, nextStart));
  }
}

/** Before those that end it. */
function takeTail(text: string, spans: readonly Growing[]): void {
  let start = text.length;
  for (const [index, span] of [...spans.entries()].toReversed()) {
    if (!isAllOf(text.slice(span.end, start), CLOSING)) return;
    start = span.start;
    const from = endBefore(spans, index);
    const before = text.slice(from, start);
    if (before.trim() !== "") span.start = from + partedFrom(before);
    start = span.start;
  }
}

/** The text outside of the spans, without the single units at `gone`. */
export function textOutside(text: string, spans: readonly Span[], gone: readonly number[]): string {
  const cuts = [...spans, ...gone.map((at) => ({ start: at, end: at + 1 }))].sort((a, b) => a.start - b.start);
  const isGone = new Set(gone);
  let left = "";
  let from = 0;
  for (const { start, end } of [...cuts, { start: text.length, end: text.length }]) {
    const piece = text.slice(from, start);
    // Behind a backslash the text goes on as it was.
    left = isGone.has(from - 1) ? left + piece : joined(left, piece);
    from = end;
  }
  return left.trim();
}

function joined(left: string, piece: string): string {
  const [before, behind] = [left.trimEnd(), piece.trimStart()];
  if (before === "" || behind === "") return before === "" ? behind.padEnd(piece.trimStart().length) : `${before} `;
  const isGlued = piece === behind && CLOSING.has(behind.charAt(0));
  return isGlued ? before + behind : `${before} ${behind}`;
}
