// The beginning of a body's text on one line, for the row of an item: of whatever elements it is made, so that what only a later version knows reads as
// its text.

import * as Y from "yjs";
import { nodesOf } from "./body.ts";
import type { ItemDocument } from "./document.ts";

/** Elements inside each other that text is read from: members' devices may write anything. */
const MAX_DEPTH = 16;

const WHITE_SPACE = /\s+/gu;

/** At most `maxLength` UTF-16 units, never half a surrogate pair; "" where there is no text. */
export function readBodyStart(document: ItemDocument, maxLength: number): string {
  let start = "";
  // Twice as much, since white space in a row counts as one.
  for (const text of textsIn(nodesOf(document), 0)) {
    start += text;
    if (start.length > 2 * maxLength) break;
  }
  const line = start.replaceAll(WHITE_SPACE, " ").trim();
  if (line.length <= maxLength) return line;
  const code = line.charCodeAt(maxLength);
  return line.slice(0, code >= 0xdc00 && code <= 0xdfff ? maxLength - 1 : maxLength);
}

/** With a space after each element. */
function* textsIn(nodes: readonly unknown[], depth: number): Iterable<string> {
  if (depth === MAX_DEPTH) return;
  for (const node of nodes) {
    if (node instanceof Y.XmlText) yield textOf(node);
    else if (node instanceof Y.XmlFragment) {
      yield* textsIn(node.toArray(), depth + 1);
      yield " ";
    }
  }
}

function textOf(text: Y.XmlText): string {
  // Yjs types it as any.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each run is an object with this part, whatever it holds
  const runs = text.toDelta() as readonly { readonly insert?: unknown }[];
  return runs.map(({ insert }) => (typeof insert === "string" ? insert : "")).join("");
}
