// Text of a shared text type as paragraphs. Its formats are those of Quill, the editor most such texts are written in: what a note can hold is carried over by
// its own name, and the rest is left out and told.

import type { ForeignElement, LeftOut, Run } from "./foreign-node.ts";
import { leaveOut } from "./foreign-node.ts";

/** Formats of text with the same name here; of a link there is the address. */
const MARKS = new Set(["bold", "italic", "strike", "code"]);
const MOST_LEVELS = 3;

function marksOf(formats: Run["formats"], left: LeftOut): Run["formats"] {
  const marks: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(formats)) {
    if (value === false) continue;
    if (MARKS.has(name)) marks[name] = {};
    else if (name === "link" && typeof value === "string") marks["link"] = { href: value };
    else leaveOut(left, name);
  }
  return marks;
}

/** `formats`: of the line's end, where such editors keep what the line is. */
function lineOf(runs: readonly Run[], formats: Run["formats"], left: LeftOut): ForeignElement {
  const { header, ...others } = formats;
  for (const name of Object.keys(others)) leaveOut(left, name);
  const isHeading = typeof header === "number" && header >= 1 && header <= MOST_LEVELS;
  if (header !== undefined && !isHeading) leaveOut(left, "header");
  return {
    kind: "element",
    name: isHeading ? "heading" : "paragraph",
    attributes: isHeading ? { level: header } : {},
    children: runs.length === 0 ? [] : [{ kind: "text", runs }],
  };
}

export function linesOf(runs: readonly Run[], left: LeftOut): readonly ForeignElement[] {
  const lines: ForeignElement[] = [];
  let line: Run[] = [];
  for (const { text, formats } of runs) {
    const parts = text.split("\n");
    for (const [index, part] of parts.entries()) {
      if (part !== "") line.push({ text: part, formats: marksOf(formats, left) });
      if (index === parts.length - 1) continue;
      lines.push(lineOf(line, part === "" ? formats : {}, left));
      line = [];
    }
  }
  // A text ends with a line's end in some editors, and in others with its last line.
  if (line.length > 0 || lines.length === 0) lines.push(lineOf(line, {}, left));
  return lines;
}
