// The text of a note or a room as plain values: what a Y.XmlFragment holds, node by node. Names, attributes, marks and embeds are carried over as they are, also
// where nobody here knows them; only what is no such value (a shared type in an attribute, a map among the nodes) cannot be carried, and makes a tree null.

import { equalityDeep } from "lib0/function";
import * as Y from "yjs";

export type Attributes = { readonly [name: string]: unknown };

/** All of a stretch of text of one format, or one embedded object. */
export type Run = { readonly insert: string | object; readonly attributes: Attributes };

export type TextNode = { readonly kind: "text"; readonly attributes: Attributes; readonly runs: readonly Run[] };
export type ElementNode = {
  readonly kind: "element";
  readonly name: string;
  readonly attributes: Attributes;
  readonly children: readonly TreeNode[];
};
export type TreeNode = ElementNode | TextNode;
export type Tree = readonly TreeNode[];

export type YNode = Y.XmlElement | Y.XmlText;

/** Elements inside each other, and values inside each other: what is deeper is nobody's text. */
const MAX_DEPTH = 64;

export const isYNode = (value: unknown): value is YNode => value instanceof Y.XmlElement || value instanceof Y.XmlText;

export const valuesEqual = (a: unknown, b: unknown): boolean => equalityDeep(a, b);

/** Whether Yjs carries a value as it is: JSON and bytes. */
export function isCarried(value: unknown, depth = 0): boolean {
  if (typeof value !== "object") return typeof value !== "function" && typeof value !== "symbol" && typeof value !== "bigint";
  if (value === null || value instanceof Uint8Array) return true;
  if (depth >= MAX_DEPTH || value instanceof Y.AbstractType || value instanceof Y.Doc) return false;
  return Object.values(value).every((part) => isCarried(part, depth + 1));
}

export function readTree(parent: Y.XmlFragment, depth = 0): Tree | null {
  const nodes: TreeNode[] = [];
  for (const child of parent.toArray()) {
    const node = readNode(child, depth);
    if (node === null) return null;
    nodes.push(node);
  }
  return nodes;
}

export function readNode(node: unknown, depth = 0): TreeNode | null {
  if (!isYNode(node) || depth >= MAX_DEPTH) return null;
  const attributes = attributesOf(node);
  if (!isCarried(attributes)) return null;
  if (node instanceof Y.XmlText) {
    const runs = runsOf(node);
    return isCarried(runs) ? { kind: "text", attributes, runs } : null;
  }
  const children = readTree(node, depth + 1);
  return children === null ? null : { kind: "element", name: node.nodeName, attributes, children };
}

export function attributesOf(node: YNode): Attributes {
  const attributes: { [name: string]: unknown } = node.getAttributes();
  return attributes;
}

export function runsOf(text: Y.Text): Run[] {
  // Yjs types it as any.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each run is an object with these parts
  const runs = text.toDelta() as readonly { readonly insert: string | object; readonly attributes?: Attributes }[];
  const joined: Run[] = [];
  for (const { insert, attributes = {} } of runs) {
    const last = joined.at(-1);
    // Formats that begin and end where nothing changes, as concurrent ones leave them, cut a run.
    if (typeof insert === "string" && typeof last?.insert === "string" && valuesEqual(last.attributes, attributes)) {
      joined[joined.length - 1] = { insert: last.insert + insert, attributes };
    } else joined.push({ insert, attributes });
  }
  return joined;
}

/** The same text for equal nodes or trees: the order in which attributes were set does not matter. */
export const keyOf = (value: Tree | TreeNode | null): string => JSON.stringify(value, sortedKeys);

const sortedKeys = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** Characters, embeds and nodes. */
export function sizeOf(parent: Y.XmlFragment): number {
  let size = 0;
  for (const child of parent.toArray()) {
    size += 1 + (child instanceof Y.XmlText ? child.length : child instanceof Y.XmlElement ? sizeOf(child) : 0);
  }
  return size;
}

/** A node of its own for each call, not in any document yet. */
export function makeNode(node: TreeNode): YNode {
  if (node.kind === "text") {
    const text = new Y.XmlText();
    for (const [name, value] of Object.entries(node.attributes)) setAttribute(text, name, value);
    if (node.runs.length > 0) text.applyDelta(node.runs.map(insertOf));
    return text;
  }
  const element = new Y.XmlElement(node.name);
  for (const [name, value] of Object.entries(node.attributes)) setAttribute(element, name, value);
  if (node.children.length > 0) element.insert(0, node.children.map(makeNode));
  return element;
}

/** Yjs changes the attributes it is given. */
export const insertOf = ({ insert, attributes }: Run): { insert: string | object; attributes: object } => ({
  insert,
  attributes: { ...attributes },
});

export function setAttribute(node: YNode, name: string, value: unknown): void {
  if (value === undefined) node.removeAttribute(name);
  else if (node instanceof Y.XmlText) node.setAttribute(name, value);
  // Yjs takes any value; its type knows texts only.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
  else node.setAttribute(name, value as string);
}
