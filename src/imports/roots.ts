// What a foreign document holds, root by root. An update does not say of what type its roots are; what is in them does, as far as there is anything.

import * as Y from "yjs";
import { MAX_BODY_SIZE } from "../items/body-names.ts";
import { nodesIn, plainText, runsOf, sizeOf, type ForeignNode, type LeftOut } from "./foreign-node.ts";
import { linesOf } from "./lines.ts";

/** `fragment`: rich text of ProseMirror, TipTap and the like. `text`: plain or formatted text, as of CodeMirror or Quill. `other`: maps, lists and mixtures. */
export type RootShape = "fragment" | "text" | "other";

export type ForeignRoot = {
  readonly name: string;
  readonly shape: RootShape;
  /** What a note of it would hold; nothing can be made of `other`. */
  readonly nodes: readonly ForeignNode[];
  /** What of it has no place there. */
  readonly leftOut: ReadonlyMap<string, number>;
  readonly text: string;
  /** It is more than a note holds. */
  readonly isTooLong: boolean;
};

/** What is in it says the same of its type, or nothing. */
function shapeIn({ content }: Y.Item): RootShape | null {
  if (content instanceof Y.ContentFormat) return null;
  if (content instanceof Y.ContentString || content instanceof Y.ContentEmbed) return "text";
  const isXml = content instanceof Y.ContentType && (content.type instanceof Y.XmlText || content.type instanceof Y.XmlElement);
  return isXml ? "fragment" : "other";
}

/** Null where it holds nothing. */
function shapeOf(root: Y.Doc["share"] extends Map<string, infer Root> ? Root : never): RootShape | null {
  for (const item of root._map.values()) if (!item.deleted) return "other";
  let shape: RootShape | null = null;
  for (let item = root._start; item !== null; item = item.right) {
    const found = item.deleted ? null : shapeIn(item);
    if (found === null) continue;
    if (shape !== null && shape !== found) return "other";
    shape = found;
  }
  return shape;
}

/** Nobody has given the root a type yet: it gets the one that fits. */
function nodesOf(doc: Y.Doc, name: string, shape: RootShape, left: LeftOut): readonly ForeignNode[] {
  if (shape === "fragment") return nodesIn(doc.getXmlFragment(name), left);
  return shape === "text" ? linesOf(runsOf(doc.getText(name), left), left) : [];
}

/** Those that hold anything, by their names. For a document that nobody else uses. */
export function rootsOf(doc: Y.Doc): readonly ForeignRoot[] {
  const roots: ForeignRoot[] = [];
  for (const [name, root] of [...doc.share].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const shape = shapeOf(root);
    if (shape === null) continue;
    const leftOut: LeftOut = new Map();
    const nodes = nodesOf(doc, name, shape, leftOut);
    roots.push({ name, shape, nodes, leftOut, text: plainText(nodes), isTooLong: sizeOf(nodes) > MAX_BODY_SIZE });
  }
  return roots;
}
