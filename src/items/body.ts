// The body of an item: its long text, a Y.XmlFragment of paragraphs in the item's document beside the fields. This version writes plain paragraphs
// only (an element `paragraph` with one text and nothing else); how it edits them is write-body.ts. A body with anything else in it is a later version's: it reads as its text and is not written.
// An edit of text does not show in any field, and a deletion not in the state vector either: so the field `body` is written with each one, for
// the trash rule, the time of the last change, and undo.

import * as Y from "yjs";
import { BODY_ROOT } from "./body-names.ts";
import type { ItemDocument } from "./document.ts";

export const PARAGRAPH = "paragraph";
/** Elements inside each other that text is read from: members' devices may write anything. */
const MAX_DEPTH = 16;

export type Body = {
  /** Paragraphs joined by line breaks; "" where there is none. */
  readonly text: string;
  /** Nothing but what this version writes. */
  readonly isPlain: boolean;
};

export const fragmentOf = (document: ItemDocument): Y.XmlFragment => document.yDoc.getXmlFragment(BODY_ROOT);

export function readBody(document: ItemDocument): Body {
  const lines = nodesOf(document).map((node) => ({ plain: plainLine(node), node }));
  return {
    text: lines.map(({ plain, node }) => plain ?? textIn(node, 0)).join("\n"),
    isPlain: lines.every(({ plain }) => plain !== null),
  };
}

/** Whether there is anything in the body: text, or what only a later version knows. */
export const hasBody = (document: ItemDocument): boolean => nodesOf(document).some((node) => !isBlank(node));

// Of our own the content is XML; of a foreign writer it may be anything. Most items have none, which need not be made to be found empty.
export const nodesOf = (document: ItemDocument): readonly unknown[] =>
  document.yDoc.share.has(BODY_ROOT) ? fragmentOf(document).toArray() : [];

export const isParagraph = (node: unknown): node is Y.XmlElement =>
  node instanceof Y.XmlElement && node.nodeName === PARAGRAPH && Object.keys(node.getAttributes()).length === 0;

const isBlank = (node: unknown): boolean =>
  isParagraph(node) && node.toArray().every((child) => child instanceof Y.XmlText && child.length === 0);

/** `null` when the node is not a plain paragraph. */
export function plainLine(node: unknown): string | null {
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
