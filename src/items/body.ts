// The body of an item: its long text, a Y.XmlFragment in the item's document beside the fields. Text is written as plain paragraphs (an element `paragraph`
// with one text and nothing else: write-body.ts), an editor writes whatever its schema has (edit-body.ts). A body that is not plain reads as its text.
// An edit of text does not show in any field, and a deletion not in the state vector either: so the field `body` is written with each one, for
// the trash rule, the time of the last change, and undo.

import * as Y from "yjs";
import { BODY_ROOT } from "./body-names.ts";
import type { ItemDocument } from "./document.ts";

export const PARAGRAPH = "paragraph";
export const fragmentOf = (document: ItemDocument): Y.XmlFragment => document.yDoc.getXmlFragment(BODY_ROOT);

/** Whether there is anything in the body: text, or what only a later version knows. */
export const hasBody = (document: ItemDocument): boolean => nodesOf(document).some((node) => !isBlank(node));

// Of our own the content is XML; of a foreign writer it may be anything. Most items have none, which need not be made to be found empty.
export const nodesOf = (document: ItemDocument): readonly unknown[] =>
  document.yDoc.share.has(BODY_ROOT) ? fragmentOf(document).toArray() : [];

export const isParagraph = (node: unknown): node is Y.XmlElement =>
  node instanceof Y.XmlElement && node.nodeName === PARAGRAPH && Object.keys(node.getAttributes()).length === 0;

const isBlank = (node: unknown): boolean =>
  isParagraph(node) && node.toArray().every((child) => child instanceof Y.XmlText && child.length === 0);
