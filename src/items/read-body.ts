// Reading the body of an item (body.ts): as text, whatever it is made of, and whether it is plain, so that text can be written into it (write-body.ts).

import * as Y from "yjs";
import { isParagraph, nodesOf } from "./body.ts";
import type { ItemDocument } from "./document.ts";

/** Elements inside each other that text is read from: members' devices may write anything. */
const MAX_DEPTH = 16;

export type Body = {
  /** Paragraphs, and whatever else holds text, joined by line breaks; "" where there is none. */
  readonly text: string;
  /** Nothing but paragraphs of unformatted text. */
  readonly isPlain: boolean;
};

export function readBody(document: ItemDocument): Body {
  const lines = nodesOf(document).map((node) => ({ plain: plainLine(node), node }));
  return {
    text: lines.map(({ plain, node }) => plain ?? linesIn(node, 0).join("\n")).join("\n"),
    isPlain: lines.every(({ plain }) => plain !== null),
  };
}

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

const textOf = (text: Y.XmlText): string => runsOf(text).map(({ insert }) => (typeof insert === "string" ? insert : "")).join(""); // prettier-ignore

/** One for each element that has no elements with text in it. */
function linesIn(node: unknown, depth: number): readonly string[] {
  if (node instanceof Y.XmlText) return [textOf(node)];
  if (!(node instanceof Y.XmlFragment) || depth === MAX_DEPTH) return [""];
  const children = node.toArray();
  if (children.some((child) => child instanceof Y.XmlText)) return [children.map((child) => inLine(child, depth + 1)).join("")];
  return children.length === 0 ? [""] : children.flatMap((child) => linesIn(child, depth + 1));
}

function inLine(node: unknown, depth: number): string {
  if (node instanceof Y.XmlText) return textOf(node);
  return node instanceof Y.XmlElement && node.nodeName === "hardBreak" ? "\n" : linesIn(node, depth).join("");
}
