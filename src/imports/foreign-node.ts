// Rich text as plain values, from whatever Yjs type holds it: what a note is made of, and what a preview shows.

import * as Y from "yjs";

/** A stretch of text with the name and value of each of its formats. */
export type Run = { readonly text: string; readonly formats: Readonly<Record<string, unknown>> };

export type ForeignElement = {
  readonly kind: "element";
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly children: readonly ForeignNode[];
};
export type ForeignText = { readonly kind: "text"; readonly runs: readonly Run[] };
export type ForeignNode = ForeignElement | ForeignText;

/** What has no place in a note, by what it is, with how often it was met. */
export type LeftOut = Map<string, number>;

/** Beside formats and what else has a name of its own. */
export const EMBED = "embed";

/** Elements inside each other: nobody writes so deep. */
const MAX_DEPTH = 64;

export const leaveOut = (left: LeftOut, what: string): void => void left.set(what, (left.get(what) ?? 0) + 1);

type Delta = { readonly insert?: unknown; readonly attributes?: Readonly<Record<string, unknown>> };

/** A format that was taken away may stay as null. */
const withoutNull = (formats: Run["formats"]): Run["formats"] =>
  Object.fromEntries(Object.entries(formats).filter(([, value]) => value !== null));

/** What is embedded in text (a picture, a formula) is left out. */
export function runsOf(text: Y.Text, left: LeftOut): readonly Run[] {
  // Yjs types it as any.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each part has these, whatever they hold
  const delta = text.toDelta() as readonly Delta[];
  const runs: Run[] = [];
  for (const { insert, attributes } of delta) {
    if (typeof insert === "string") runs.push({ text: insert, formats: withoutNull(attributes ?? {}) });
    else leaveOut(left, EMBED);
  }
  return runs;
}

/** The nodes in an element or fragment, as they are. */
export function nodesIn(parent: Y.XmlFragment, left: LeftOut, depth = 0): readonly ForeignNode[] {
  const nodes: ForeignNode[] = [];
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText) nodes.push({ kind: "text", runs: runsOf(child, left) });
    else if (child instanceof Y.XmlElement && depth < MAX_DEPTH)
      nodes.push({ kind: "element", name: child.nodeName, attributes: child.getAttributes(), children: nodesIn(child, left, depth + 1) });
    else leaveOut(left, child instanceof Y.XmlElement ? "depth" : "hook");
  }
  return nodes;
}

/** As an editor counts: UTF-16 code units of text, and two for each element. */
export const sizeOf = (nodes: readonly ForeignNode[]): number =>
  nodes.reduce(
    (sum, node) => sum + (node.kind === "element" ? 2 + sizeOf(node.children) : node.runs.reduce((all, { text }) => all + text.length, 0)),
    0,
  );

/** The text of the nodes, a line for each that holds some directly. */
export function plainText(nodes: readonly ForeignNode[]): string {
  const lines: string[] = [];
  for (const node of nodes) {
    if (node.kind === "element") lines.push(plainText(node.children));
    else lines.push(node.runs.map(({ text }) => text).join(""));
  }
  return lines.filter((line) => line !== "").join("\n");
}
