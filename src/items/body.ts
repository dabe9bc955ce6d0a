// The body of an item: its long text, a Y.XmlFragment of paragraphs in the item's document beside the fields. This version writes plain paragraphs
// only (an element `paragraph` with one text and nothing else) and edits them in place, by the least change that gives the text meant, so that
// edits made elsewhere at other places stay. A body with anything else in it is a later version's: it reads as its text and is not written.
// An edit of text does not show in any field, and a deletion not in the state vector either: so the field `body` is written with each one, for
// the trash rule, the time of the last change, and undo.

import * as Y from "yjs";
import type { ItemDocument } from "./document.ts";
import { lineEdits, textEdit } from "./text-edits.ts";

/** true: the body was edited when this was written. */
export const BODY_FIELD = "body";

const BODY_ROOT = "body";
const PARAGRAPH = "paragraph";
/** Elements inside each other that text is read from: members' devices may write anything. */
const MAX_DEPTH = 16;

export type Body = {
  /** Paragraphs joined by line breaks; "" where there is none. */
  readonly text: string;
  /** Nothing but what this version writes. */
  readonly isPlain: boolean;
};

const fragmentOf = (document: ItemDocument): Y.XmlFragment => document.yDoc.getXmlFragment(BODY_ROOT);

export function readBody(document: ItemDocument): Body {
  const lines = nodesOf(document).map((node) => ({ plain: plainLine(node), node }));
  return {
    text: lines.map(({ plain, node }) => plain ?? textIn(node, 0)).join("\n"),
    isPlain: lines.every(({ plain }) => plain !== null),
  };
}

/** Whether there is anything in the body: text, or what only a later version knows. */
export const hasBody = (document: ItemDocument): boolean => nodesOf(document).some((node) => !isBlank(node));

// Of our own the content is XML; of a foreign writer it may be anything.
const nodesOf = (document: ItemDocument): readonly unknown[] => fragmentOf(document).toArray();

const isParagraph = (node: unknown): node is Y.XmlElement =>
  node instanceof Y.XmlElement && node.nodeName === PARAGRAPH && Object.keys(node.getAttributes()).length === 0;

const isBlank = (node: unknown): boolean =>
  isParagraph(node) && node.toArray().every((child) => child instanceof Y.XmlText && child.length === 0);

/** `null` when the node is not a plain paragraph. */
function plainLine(node: unknown): string | null {
  if (!isParagraph(node)) return null;
  const [text, ...others] = node.toArray();
  if (text === undefined) return "";
  if (!(text instanceof Y.XmlText) || others.length > 0 || Object.keys(text.getAttributes()).length > 0) return null;
  const line = unformattedText(text);
  return line === null || line.includes("\n") ? null : line;
}

function runsOf(text: Y.XmlText): readonly { readonly insert?: unknown; readonly attributes?: unknown }[] {
  // Yjs types it as any.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each run is an object with these parts, whatever they hold
  return text.toDelta() as readonly { readonly insert?: unknown; readonly attributes?: unknown }[];
}

function unformattedText(text: Y.XmlText): string | null {
  let line = "";
  for (const { insert, attributes } of runsOf(text)) {
    if (typeof insert !== "string" || attributes !== undefined) return null;
    line += insert;
  }
  return line;
}

function textIn(node: unknown, depth: number): string {
  if (node instanceof Y.XmlText) return runsOf(node).map(({ insert }) => (typeof insert === "string" ? insert : "")).join(""); // prettier-ignore
  if (!(node instanceof Y.XmlFragment) || depth === MAX_DEPTH) return "";
  return node.toArray().map((child) => textIn(child, depth + 1)).join(""); // prettier-ignore
}

/** Must run in a transaction, on a plain body. */
export function writeBody(document: ItemDocument, text: string): void {
  const fragment = fragmentOf(document);
  const present = nodesOf(document).map((node) => plainLine(node) ?? "");
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
