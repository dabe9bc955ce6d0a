// For tests: random histories of rich text. Each insertion is a word of its own, so that at the end it can be told what is there, and how often.

import * as Y from "yjs";
import { assert } from "../base/result.ts";
import { readTree } from "../items/tree/tree.ts";

/** A number below `below`, the same for the same seed. */
export type Dice = (below: number) => number;

export function makeDice(seed: number): Dice {
  let state = seed * 2654435761 + 1;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** What was written in a history: in which nodes each word was, and what somebody has deleted. */
export type Written = {
  next: number;
  readonly homes: Map<string, readonly string[]>;
  readonly deleted: Set<string>;
  readonly gone: Set<string>;
};

export const makeWritten = (): Written => ({ next: 1, homes: new Map(), deleted: new Set(), gone: new Set() });

const WORD = /q\d+z/g;
const wordsIn = (text: string): string[] => text.match(WORD) ?? [];

export const wordsOf = (body: Y.XmlFragment): string[] => wordsIn(JSON.stringify(readTree(body)));

const newWord = (written: Written): string => `q${written.next++}z`;

const idOf = (node: unknown): string[] => {
  const id: unknown = node instanceof Y.XmlElement ? node.getAttribute("id") : undefined;
  return typeof id === "string" ? [id] : [];
};

function homesOf(node: unknown): string[] {
  const ids: string[] = [];
  for (let at = node; at instanceof Y.AbstractType; at = at.parent) ids.push(...idOf(at));
  return ids;
}

function textsIn(parent: Y.XmlFragment): Y.XmlText[] {
  return parent.toArray().flatMap((child) => (child instanceof Y.XmlText ? [child] : child instanceof Y.XmlElement ? textsIn(child) : []));
}

function elementsIn(parent: Y.XmlFragment): Y.XmlElement[] {
  return parent.toArray().flatMap((child) => (child instanceof Y.XmlElement ? [child, ...elementsIn(child)] : []));
}

const pick = <T>(dice: Dice, things: readonly T[]): T | undefined => things[dice(Math.max(1, things.length))];

const FORMATS: readonly { readonly [name: string]: unknown }[] = [
  {},
  { bold: true },
  { italic: {}, bold: true },
  { link: { href: "https://example.org", rel: ["a", 1, null] } },
  { "comment--abc": { deep: { er: [true, { x: 1.5 }] } } },
];

function paragraph(dice: Dice, written: Written, name = "paragraph"): Y.XmlElement {
  const element = new Y.XmlElement(name);
  const id = `n${written.next++}`;
  element.setAttribute("id", id);
  const kind = dice(8);
  if (kind === 0) return element;
  const text = new Y.XmlText();
  element.insert(0, [text]);
  if (kind === 1) return element;
  const word = newWord(written);
  written.homes.set(word, [id]);
  text.applyDelta([{ insert: `${word} `, attributes: { ...pick(dice, FORMATS) } }]);
  return element;
}

function list(dice: Dice, written: Written): Y.XmlElement {
  const element = new Y.XmlElement(pick(dice, ["bulletList", "unknownThing", "blockquote"]) ?? "list");
  element.setAttribute("id", `n${written.next++}`);
  element.insert(0, [paragraph(dice, written, "listItem"), paragraph(dice, written, "listItem")]);
  return element;
}

/** A break is no place for text, and one is like another. */
const isYList = ({ nodeName }: Y.XmlElement): boolean => nodeName !== "paragraph" && nodeName !== "hardBreak";

type Edit = (body: Y.XmlFragment, dice: Dice, written: Written) => void;

const insertNode: Edit = (body, dice, written) => {
  const parent =
    dice(3) === 0
      ? (pick(
          dice,
          elementsIn(body).filter((element) => isYList(element)),
        ) ?? body)
      : body;
  const node = dice(3) === 0 ? list(dice, written) : paragraph(dice, written);
  parent.insert(dice(parent.length + 1), [node]);
  for (const word of wordsIn(JSON.stringify(readTree(node)))) {
    written.homes.set(word, [...(written.homes.get(word) ?? []), ...homesOf(node)]);
  }
};

const insertWord: Edit = (body, dice, written) => {
  const text = pick(dice, textsIn(body));
  if (text === undefined) return insertNode(body, dice, written);
  const word = newWord(written);
  written.homes.set(word, homesOf(text));
  const at = pick(dice, boundaries(text)) ?? 0;
  const attributes = { ...pick(dice, FORMATS) };
  const insert = dice(8) === 0 ? { mention: word } : `${word} `;
  text.applyDelta([...(at === 0 ? [] : [{ retain: at }]), { insert, attributes }]);
};

type Stretch = { readonly at: number; readonly length: number; readonly word: string };

/** Words and embeds by where they stand. */
function stretchesOf(text: Y.XmlText): Stretch[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Yjs types it as any
  const runs = text.toDelta() as readonly { readonly insert: string | object }[];
  const flat = runs.map(({ insert }) => (typeof insert === "string" ? insert : "\uFFFC")).join("");
  const embeds = runs.flatMap(({ insert }) => (typeof insert === "string" ? [] : wordsIn(JSON.stringify(insert))));
  return [...flat.matchAll(/q\d+z ?|\uFFFC/g)]
    .map(([found]) => found)
    .reduce<Stretch[]>((stretches, found) => {
      const last = stretches.at(-1);
      const at = flat.indexOf(found, last === undefined ? 0 : last.at + last.length);
      return [...stretches, { at, length: found.length, word: found === "\uFFFC" ? (embeds.shift() ?? "") : found.trim() }];
    }, []);
}

const boundaries = (text: Y.XmlText): number[] => [0, ...stretchesOf(text).map(({ at, length }) => at + length)];

const deleteWord: Edit = (body, dice, written) => {
  const text = pick(
    dice,
    textsIn(body).filter((each) => stretchesOf(each).length > 0),
  );
  const stretch = text === undefined ? undefined : pick(dice, stretchesOf(text));
  if (text === undefined || stretch === undefined) return;
  written.deleted.add(stretch.word);
  text.delete(stretch.at, stretch.length);
};

const formatWord: Edit = (body, dice) => {
  const text = pick(
    dice,
    textsIn(body).filter((each) => stretchesOf(each).length > 0),
  );
  const stretch = text === undefined ? undefined : pick(dice, stretchesOf(text));
  if (text === undefined || stretch === undefined) return;
  text.format(stretch.at, stretch.length, {
    ...pick(dice, [{ bold: true }, { bold: null }, { link: null }, { color: "#f00" }, { italic: {} }]),
  });
};

const setAttribute: Edit = (body, dice) => {
  const element = pick(dice, elementsIn(body));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Yjs takes any value
  const value = pick(dice, [1, true, null, "text", { level: 2 }, [1, "a", { b: null }]]) as string;
  if (element === undefined) return;
  const name = pick(dice, ["level", "checked", "any"]) ?? "level";
  if (dice(4) === 0) element.removeAttribute(name);
  else element.setAttribute(name, value);
};

const deleteNode: Edit = (body, dice, written) => {
  const elements = elementsIn(body);
  const element = pick(dice, elements);
  const parent: unknown = element?.parent;
  if (element === undefined || elements.length < 4 || !(parent instanceof Y.XmlFragment)) return;
  for (const gone of [element, ...elementsIn(element)]) for (const id of idOf(gone)) written.gone.add(id);
  for (const word of wordsIn(JSON.stringify(readTree(element)))) written.deleted.add(word);
  parent.delete(parent.toArray().indexOf(element), 1);
};

const insertBreak: Edit = (body, dice) => {
  const text = pick(dice, textsIn(body));
  const parent: unknown = text?.parent;
  if (text === undefined || !(parent instanceof Y.XmlElement)) return;
  parent.insert(parent.toArray().indexOf(text) + 1, [new Y.XmlElement("hardBreak"), new Y.XmlText()]);
};

const EDITS: readonly Edit[] = [
  insertNode,
  insertWord,
  insertWord,
  insertWord,
  insertWord,
  deleteWord,
  formatWord,
  formatWord,
  setAttribute,
  deleteNode,
  insertBreak,
];

/** One to three random edits in one transaction. */
export function editAtRandom(body: Y.XmlFragment, dice: Dice, written: Written): void {
  const { doc } = body;
  assert(doc !== null, "the body is in a document");
  doc.transact(() => {
    for (let left = 1 + dice(3); left > 0; left--) (pick(dice, EDITS) ?? insertWord)(body, dice, written);
  });
}

/** What is wrong with the text, in words; "" when nothing is. `maybe`: words that may never have become durable. `most`: times that a word may be there. */
export function lossesIn(body: Y.XmlFragment, written: Written, maybe: ReadonlySet<string>, most = 1): string {
  const counts = new Map<string, number>();
  for (const word of wordsOf(body)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const wrong: string[] = [];
  const mayBeGone = (word: string, homes: readonly string[]): boolean =>
    written.deleted.has(word) || maybe.has(word) || homes.some((home) => written.gone.has(home));
  for (const [word, homes] of written.homes) {
    const count = counts.get(word) ?? 0;
    if (count > most) wrong.push(`${word} is there ${count} times`);
    if (count === 0 && !mayBeGone(word, homes)) wrong.push(`${word} is lost`);
  }
  return wrong.join(", ");
}
