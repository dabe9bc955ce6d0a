// Edits the body of an item (body.ts) in place, by the least change that gives the text meant, so that edits made elsewhere at other places stay.

import * as Y from "yjs";
import { fragmentOf, isParagraph, nodesOf, PARAGRAPH } from "./body.ts";
import type { ItemDocument } from "./document.ts";
import { plainLine } from "./read-body.ts";
import { lineEdits, textEdit } from "./text-edits.ts";

/** Must run in a transaction, on a plain body; one that is not can only be emptied. */
export function writeBody(document: ItemDocument, text: string): void {
  const fragment = fragmentOf(document);
  const plain = nodesOf(document).map((node) => plainLine(node));
  if (plain.includes(null)) return fragment.delete(0, fragment.length);
  const present = plain.map((line) => line ?? "");
  if (present.length === 0 && text === "") return;
  // From the end, so that what is before keeps its place.
  for (const { start, end, lines } of lineEdits(present, text.split("\n")).toReversed()) {
    const edited = Math.min(end - start, lines.length);
    if (end > start + edited) fragment.delete(start + edited, end - start - edited);
    if (lines.length > edited) fragment.insert(start + edited, lines.slice(edited).map(makeParagraph));
    for (let i = 0; i < edited; i++) editLine(fragment.get(start + i), present[start + i] ?? "", lines[i] ?? "");
  }
}

function makeParagraph(line: string): Y.XmlElement {
  const paragraph = new Y.XmlElement(PARAGRAPH);
  paragraph.insert(0, [new Y.XmlText(line)]);
  return paragraph;
}

function editLine(node: unknown, before: string, after: string): void {
  if (!isParagraph(node)) return;
  const text = node.get(0);
  const edit = textEdit(before, after);
  if (edit === null) return;
  if (!(text instanceof Y.XmlText)) return node.insert(0, [new Y.XmlText(after)]);
  if (edit.end > edit.start) text.delete(edit.start, edit.end - edit.start);
  if (edit.insert !== "") text.insert(edit.start, edit.insert);
}
