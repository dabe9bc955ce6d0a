// For tests: random histories of a note that an editor writes and of a room of Markdown that others type. Each insertion is a word of its own.

import * as Y from "yjs";
import type { Dice, Written } from "../histories.suite.ts";
import { makeNode, runsOf } from "../../items/tree/tree.ts";
import type { WorldKind } from "../world.suite.ts";
import { element, linkAttributes, text } from "./normal-form.ts";

const WORD = /q\d+z/gu;

const pick = <T>(dice: Dice, things: readonly T[]): T | undefined => things[dice(Math.max(1, things.length))];

/** The home of what is written where all other words were deleted: somebody may take that block away. */
const EMPTIED = "emptied";

/** Whoever deletes what a word stands beside may take its block along: `beside` are its homes. */
function newWord(written: Written, beside: readonly string[]): string {
  const word = `q${written.next++}z`;
  written.homes.set(word, beside);
  return word;
}

/** Two words are never one. */
const apart = (before: string, at: number, word: string): string => `${/[\da-z]$/u.test(before.slice(0, at)) ? " " : ""}${word} `;

function deleted(written: Written, word: string): void {
  written.deleted.add(word);
  written.gone.add(word).add(EMPTIED);
}

const plainOf = (node: Y.XmlText): string => runsOf(node).map(({ insert }) => (typeof insert === "string" ? insert : " ")).join(""); // prettier-ignore
const wordsIn = (value: string): string[] => value.match(WORD) ?? [];

function textsIn(parent: Y.XmlFragment): Y.XmlText[] {
  return parent.toArray().flatMap((child) => (child instanceof Y.XmlText ? [child] : child instanceof Y.XmlElement ? textsIn(child) : []));
}

const MARKS = [{}, {}, { bold: {} }, { italic: {} }, { strike: {}, bold: {} }, { link: linkAttributes("https://example.org/a", null) }];

function paragraph(dice: Dice, written: Written) {
  if (dice(6) === 0) return element("paragraph", {}, []);
  return element("paragraph", {}, [text([{ insert: `${newWord(written, [])} `, attributes: pick(dice, MARKS) ?? {} }])]);
}

function block(dice: Dice, written: Written) {
  const item = (name: string, attributes = {}) => element(name, attributes, [paragraph(dice, written)]);
  switch (dice(6)) {
    case 0:
      return element("bulletList", {}, [item("listItem"), item("listItem")]);
    case 1:
      return element("taskList", {}, [item("taskItem", { checked: dice(2) === 0 }), item("taskItem", { checked: false })]);
    case 2:
      return element("heading", { level: 1 + dice(3) }, [text([{ insert: newWord(written, []), attributes: {} }])]);
    default:
      return paragraph(dice, written);
  }
}

type Edit = (body: Y.XmlFragment, dice: Dice, written: Written) => void;

const insertBlock: Edit = (body, dice, written) => body.insert(dice(body.length + 1), [makeNode(block(dice, written))]);

/** In which nothing has a format. */
const isCode = ({ parent }: Y.XmlText): boolean => parent instanceof Y.XmlElement && parent.nodeName === "codeBlock";

const insertWord: Edit = (body, dice, written) => {
  const node = pick(dice, textsIn(body));
  if (node === undefined) return insertBlock(body, dice, written);
  const plain = plainOf(node);
  const at = pick(dice, [0, ...[...plain.matchAll(/q\d+z ?/gu)].map((found) => found.index + found[0].length)]) ?? 0;
  const beside = wordsIn(plain);
  node.insert(at, apart(plain, at, newWord(written, beside.length > 0 ? beside : [EMPTIED])), isCode(node) ? {} : { ...pick(dice, MARKS) });
};

const changeWord: Edit = (body, dice, written) => {
  const node = pick(dice, textsIn(body).filter((each) => wordsIn(plainOf(each)).length > 0)); // prettier-ignore
  const found = node === undefined ? undefined : pick(dice, [...plainOf(node).matchAll(/q\d+z ?/gu)]);
  if (node === undefined || found === undefined) return;
  if (dice(2) === 0 && !isCode(node))
    return node.format(found.index, found[0].trim().length, { ...pick(dice, [{ bold: {} }, { bold: null }, { italic: {} }]) });
  deleted(written, found[0].trim());
  node.delete(found.index, found[0].length);
};

const check: Edit = (body, dice) => {
  const items = body.toArray().flatMap((node) => (node instanceof Y.XmlElement && node.nodeName === "taskList" ? node.toArray() : []));
  const item = pick(dice, items);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Yjs takes any value
  if (item instanceof Y.XmlElement) item.setAttribute("checked", (dice(2) === 0) as unknown as string);
};

/** The block stays: where it goes, what somebody else writes into it goes too, which is for Yjs to say and not for a mirror. */
const emptyBlock: Edit = (body, dice, written) => {
  const node = pick(dice, body.toArray());
  if (!(node instanceof Y.XmlElement)) return;
  for (const each of textsIn(node)) {
    for (const word of wordsIn(plainOf(each))) deleted(written, word);
    each.delete(0, each.length);
  }
};

const EDITS = [insertBlock, insertWord, insertWord, insertWord, changeWord, changeWord, check, emptyBlock];

function editNote(body: Y.XmlFragment, dice: Dice, written: Written): void {
  body.doc?.transact(() => {
    for (let left = 1 + dice(3); left > 0; left--) (pick(dice, EDITS) ?? insertWord)(body, dice, written);
  });
}

function editRoom(root: Y.Text | Y.XmlFragment, dice: Dice, written: Written): void {
  if (!(root instanceof Y.Text)) return;
  const markdown = root.toJSON();
  const words = [...markdown.matchAll(/q\d+z ?/gu)];
  const found = pick(dice, words);
  const line = found === undefined ? "" : (markdown.split("\n").find((each) => each.includes(found[0].trim())) ?? "");
  const ends = [...markdown.matchAll(/\n\n+/gu)].map(({ index }) => index);
  switch (dice(6)) {
    case 0:
      root.insert(
        pick(dice, [markdown.length, ...ends]) ?? 0,
        `\n\n${pick(dice, ["", "- ", "# ", "> ", "1. ", "* [ ] "])}${newWord(written, [])}\n\n`,
      );
      return;
    case 1:
      if (found === undefined) return;
      deleted(written, found[0].trim());
      return root.delete(found.index, found[0].length);
    case 2: {
      if (found === undefined) return;
      const [mark = "*", length] = [pick(dice, ["**", "_", "~~", "`"]), found[0].trim().length];
      root.insert(found.index + length, mark);
      return root.insert(found.index, mark);
    }
    default: {
      const at = found === undefined ? 0 : found.index + found[0].length;
      root.insert(at, apart(markdown, at, newWord(written, wordsIn(line))));
    }
  }
}

export const TEXT_WORLD: WorldKind = { rootType: "text", rootOf: (doc, name) => doc.getText(name), editNote, editRoom };
