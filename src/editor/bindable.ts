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
export const isBindable = (body: Y.XmlFragment, schema: Schema): boolean => body.toArray().every((block) => isBlockBindable(block, schema));

/** A body that was bindable before the transaction: only the blocks are looked at that it has made or changed. It may still be under way. */
export function isStillBindable(body: Y.XmlFragment, transaction: Y.Transaction, schema: Schema): boolean {
  const changed = [...transaction.changed.keys()].flatMap((type: unknown) =>
    type === body ? blocksMadeBy(transaction, body) : blockOf(type, body),
  );
  return [...new Set(changed)].every((block) => isBlockBindable(block, schema));
}

const blocksMadeBy = ({ beforeState }: Y.Transaction, body: Y.XmlFragment): readonly unknown[] =>
  body.toArray().filter(({ _item: item }) => item !== null && item.id.clock >= (beforeState.get(item.id.client) ?? 0));

/** The block of the body that it is in, or is; none where it is elsewhere, or deleted. */
function blockOf(type: unknown, body: Y.XmlFragment): readonly unknown[] {
  let block = type;
  while (block instanceof Y.AbstractType) {
    const parent: unknown = block.parent;
    if (parent === body) return block._item?.deleted === true ? [] : [block];
    block = parent;
  }
  return [];
}

function isBlockBindable(block: unknown, schema: Schema): boolean {
  const fit = block instanceof Y.XmlElement ? fitOf(block, schema, 0) : UNKNOWN;
  return fit.kind === "empty" || (fit.kind === "fits" && fit.type.isBlock && schema.topNodeType.contentMatch.matchType(fit.type) !== null);
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
  const runs = runsOf(text);
  if (type === undefined || Object.keys(text.getAttributes()).length > 0 || !areMarksKnown(runs, schema)) return UNKNOWN;
  const marks = runs.flatMap(({ attributes }) => marksIn(attributes).map(([name]) => name));
  return text.length === 0 ? { kind: "empty" } : { kind: "fits", type, marks };
}

function areMarksKnown(runs: readonly Run[], schema: Schema): boolean {
  return runs.every(
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
