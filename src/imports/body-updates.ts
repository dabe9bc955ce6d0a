// A note's body made of nodes, as updates one after the other: a record holds so much and no more.

import * as Y from "yjs";
import { BODY_ROOT } from "../items/body-names.ts";
import type { ForeignElement, ForeignNode, ForeignText } from "./foreign-node.ts";

/** Of one update: UTF-16 code units of text, and something for each node. */
const STEP_SIZE = 16_384;
const NODE_SIZE = 64;

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;

/** No longer than `size`, and not between the halves of a character. */
function pieceOf(text: string, from: number, size: number): string {
  const to = Math.min(text.length, from + size);
  return text.slice(from, to < text.length && isHighSurrogate(text.charCodeAt(to - 1)) ? to + 1 : to);
}

/** Writes nodes, and stops wherever an update is full. */
class BodyWriter {
  #room = STEP_SIZE;

  /** As much of `size` as there is room for in this update; the next one begins when there is none. */
  *#take(size: number): Generator<void, number> {
    if (this.#room <= 0) {
      this.#room = STEP_SIZE;
      yield;
    }
    const taken = Math.min(size, this.#room);
    this.#room -= taken;
    return taken;
  }

  *write(parent: Y.XmlFragment, nodes: readonly ForeignNode[]): Generator<void, void> {
    for (const node of nodes) {
      yield* this.#take(NODE_SIZE);
      yield* node.kind === "text" ? this.#writeText(parent, node) : this.#writeElement(parent, node);
    }
  }

  *#writeElement(parent: Y.XmlFragment, { name, attributes, children }: ForeignElement): Generator<void, void> {
    const element = new Y.XmlElement(name);
    // Typed as texts, though editors keep numbers and more in them.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- any plain value
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value as string);
    parent.push([element]);
    yield* this.write(element, children);
  }

  *#writeText(parent: Y.XmlFragment, { runs }: ForeignText): Generator<void, void> {
    const text = new Y.XmlText();
    parent.push([text]);
    for (const { text: whole, formats } of runs) {
      for (let from = 0; from < whole.length;) {
        const piece = pieceOf(whole, from, yield* this.#take(whole.length - from));
        // Yjs adds to what it is given.
        text.insert(text.length, piece, { ...formats });
        from += piece.length;
      }
    }
  }
}

/** `client`: one that nobody has written with. */
export function* bodyUpdates(nodes: readonly ForeignNode[], client: number): Generator<Uint8Array, void> {
  const doc = new Y.Doc();
  doc.clientID = client;
  const writing = new BodyWriter().write(doc.getXmlFragment(BODY_ROOT), nodes);
  let told = Y.encodeStateVector(doc);
  for (;;) {
    const { done } = writing.next();
    yield Y.encodeStateAsUpdate(doc, told);
    told = Y.encodeStateVector(doc);
    if (done === true) return;
  }
}
