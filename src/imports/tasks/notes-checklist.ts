// A checklist as Markdown writes it in notes, in Super Productivity and many others: "- [ ] milk" and "- [x] eggs". What can be an entry of a task's checklist
// becomes one, in its order; all else, and what is too much, stays in the notes.

import { isEntryText, MAX_CHECKLIST_ENTRIES, type ChecklistEntry } from "../../model/checklist.ts";
import { normaliseLine } from "../../model/normalise-line.ts";

export type FoundEntry = Omit<ChecklistEntry, "id">;

const ENTRY = /^\s*(?:[-*+]|\d{1,4}[.)])\s+\[([ xX])\]\s+(\S.*)$/u;
const BREAK = /\r\n|[\n\r]/u;

function readEntry(line: string): FoundEntry | null {
  const [, box, raw = ""] = ENTRY.exec(line) ?? [];
  const text = normaliseLine(raw);
  return box !== undefined && isEntryText(text) ? { text, checked: box !== " " } : null;
}

/** Notes without an entry are as they were. */
export function splitChecklist(notes: string): { readonly notes: string; readonly entries: readonly FoundEntry[] } {
  const entries: FoundEntry[] = [];
  const left: string[] = [];
  for (const line of notes.split(BREAK)) {
    const entry = entries.length < MAX_CHECKLIST_ENTRIES ? readEntry(line) : null;
    if (entry === null) left.push(line);
    else entries.push(entry);
  }
  return entries.length === 0
    ? { notes, entries }
    : {
        notes: left
          .join("\n")
          .replaceAll(/\n{3,}/gu, "\n\n")
          .trim(),
        entries,
      };
}
