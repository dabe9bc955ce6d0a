// Whether an editor may be bound to a body: only where that holds nothing but what its schema knows, since a binding deletes what it cannot show. What fits
// nowhere and holds no text (as a list that two devices emptied at once) is no reason: that the binding may tidy up.

import type { ContentMatch, Node, NodeType, Schema } from "@tiptap/pm/model";
import * as Y from "yjs";

/** `empty`: it does not fit, and holds no text. */
type Fit = { readonly kind: "fits"; readonly type: NodeType; readonly marks: readonly string[] } | { readonly kind: "empty" | "unknown" };

const UNKNOWN: Fit = { kind: "unknown" };
/** Elements inside each other. */
const MAX_DEPTH = 40;
/** Marks that may overlap have a hash behind their name. */
const MARK_HASH = /--[a-zA-Z0-9+/=]{8}$/u;

/** All of the body. */
export function isBindable(body: Y.XmlFragment, schema: Schema): boolean {
  return body.toArray().every((node) => {
    const fit = node instanceof Y.XmlElement ? fitOf(node, schema, 0) : UNKNOWN;
    return (
      fit.kind === "empty" || (fit.kind === "fits" && fit.type.isBlock && schema.topNodeType.contentMatch.matchType(fit.type) !== null)
    );
  });
}

function fitOf(node: unknown, schema: Schema, depth: number): Fit {
  if (depth > MAX_DEPTH) return UNKNOWN;
  if (node instanceof Y.XmlText) return fitOfText(node, schema);
  if (!(node instanceof Y.XmlElement)) return UNKNOWN;
  const type = schema.nodes[node.nodeName];
  if (type === undefined || type.isText || !hasOnly(node.getAttributes(), type.spec.attrs)) return UNKNOWN;
  const fits = node.toArray().map((child) => fitOf(child, schema, depth + 1));
  if (fits.some(({ kind }) => kind === "unknown")) return UNKNOWN;
  if (isContentOf(type, fits)) return { kind: "fits", type, marks: [] };
  return hasText(node) ? UNKNOWN : { kind: "empty" };
}

function isContentOf(parent: NodeType, fits: readonly Fit[]): boolean {
  let match: ContentMatch | null = parent.contentMatch;
  for (const fit of fits) {
    if (fit.kind !== "fits") continue;
    if (!fit.marks.every((mark) => allowsMark(parent, mark))) return false;
    match = match?.matchType(fit.type) ?? null;
  }
  return match?.validEnd === true;
}

function allowsMark(parent: NodeType, name: string): boolean {
  const mark = parent.schema.marks[name];
  return mark !== undefined && parent.allowsMarkType(mark);
}

type Run = { readonly insert?: unknown; readonly attributes?: unknown };

function runsOf(text: Y.XmlText): readonly Run[] {
  // Yjs types it as any.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each run is an object with these parts, whatever they hold
  return text.toDelta() as readonly Run[];
}

function fitOfText(text: Y.XmlText, schema: Schema): Fit {
  const { text: type } = schema.nodes;
  if (type === undefined || !areMarksKnown(text, schema)) return UNKNOWN;
  const marks = runsOf(text).flatMap(({ attributes }) => marksIn(attributes).map(([name]) => name));
  return text.length === 0 ? { kind: "empty" } : { kind: "fits", type, marks };
}

function areMarksKnown(text: Y.XmlText, schema: Schema): boolean {
  if (Object.keys(text.getAttributes()).length > 0) return false;
  return runsOf(text).every(
    ({ insert, attributes }) =>
      typeof insert === "string" &&
      marksIn(attributes).every(([name, attrs]) => {
        const mark = schema.marks[name];
        return mark !== undefined && hasOnly(attrs, mark.spec.attrs);
      }),
  );
}

const marksIn = (attributes: unknown): readonly (readonly [string, unknown])[] =>
  typeof attributes === "object" && attributes !== null
    ? Object.entries(attributes).map(([name, attrs]: [string, unknown]) => [name.replace(MARK_HASH, ""), attrs] as const)
    : [];

/** Attributes that are known, or none at all. */
function hasOnly(attrs: unknown, known: Node["attrs"] | null | undefined): boolean {
  if (attrs === true) return true;
  if (typeof attrs !== "object" || attrs === null) return false;
  return Object.keys(attrs).every((name) => known !== null && known !== undefined && Object.hasOwn(known, name));
}

function hasText(element: Y.XmlFragment): boolean {
  return element
    .toArray()
    .some((child) => (child instanceof Y.XmlText ? child.length > 0 : !(child instanceof Y.XmlElement) || hasText(child)));
}
