// The content lines of iCalendar (RFC 5545 section 3.1): folded ones put together again, each with where it began; and the components that they make. A line
// is given to the parser of properties by itself, so that one that breaks the format costs nothing but itself.

import ICAL from "ical.js";
import { listIn, partsIn, type Parts } from "./json-parts.ts";

export type IcsProperty = {
  readonly name: string;
  readonly params: Parts;
  /** As jCal has it (RFC 7265): dates as "2026-12-01", with a time "2026-12-01T17:00:00", and "Z" behind it in UTC. */
  readonly values: readonly unknown[];
  /** As it stands in the file, from the first colon on. */
  readonly raw: string;
  readonly line: number;
};

export type IcsComponent = {
  readonly name: string;
  readonly line: number;
  readonly properties: readonly IcsProperty[];
  readonly components: readonly IcsComponent[];
};

export type BadLine = { readonly line: number; readonly text: string };

type Open = { name: string; line: number; properties: IcsProperty[]; components: IcsComponent[] };

const BREAK = /\r\n|\n|\r/u;

function* unfoldedLines(text: string): Generator<{ readonly line: number; readonly text: string }> {
  let begun: { line: number; text: string } | null = null;
  let line = 0;
  for (const physical of text.split(BREAK)) {
    line += 1;
    if ((physical.startsWith(" ") || physical.startsWith("\t")) && begun !== null) begun.text += physical.slice(1);
    else {
      if (begun !== null && begun.text !== "") yield begun;
      begun = { line, text: physical };
    }
  }
  if (begun !== null && begun.text !== "") yield begun;
}

/** Null where it cannot be parsed. */
function readProperty(text: string, line: number): IcsProperty | null {
  try {
    const [name, params, , ...values] = listIn(ICAL.parse.property(text));
    if (typeof name !== "string") return null;
    return { name, params: partsIn(params), values, raw: text.slice(text.indexOf(":") + 1), line };
  } catch {
    return null;
  }
}

/** More components inside each other than any file has. */
const MAX_DEPTH = 8;
const MARK = /^(BEGIN|END):(.*)$/iu;
/** What is in others nobody asks for. */
const READ = new Set(["", "vcalendar", "vtodo", "valarm"]);

function begin(open: Open[], name: string, line: number): void {
  const begun: Open = { name: name.trim().toLowerCase(), line, properties: [], components: [] };
  if (open.length <= MAX_DEPTH) open.at(-1)?.components.push(begun);
  open.push(begun);
}

/** Those at the top, and lines that could not be read. What does not end ends with the text. */
export function readComponents(text: string): { readonly components: readonly IcsComponent[]; readonly bad: readonly BadLine[] } {
  const top: Open = { name: "", line: 0, properties: [], components: [] };
  const open: Open[] = [top];
  const bad: BadLine[] = [];
  const take = (content: string, line: number): void => {
    const innermost = open.at(-1) ?? top;
    const property = READ.has(innermost.name) ? readProperty(content, line) : undefined;
    if (property === null) bad.push({ line, text: content });
    else if (property !== undefined) innermost.properties.push(property);
  };
  for (const { line, text: content } of unfoldedLines(text)) {
    const [, mark = "", name = ""] = MARK.exec(content) ?? [];
    if (mark === "") take(content, line);
    else if (mark.toLowerCase() === "begin") begin(open, name, line);
    else if (open.length > 1) open.pop();
  }
  return { components: top.components, bad };
}

export const isIcs = (text: string): boolean => /^\s*BEGIN:VCALENDAR/iu.test(text);
