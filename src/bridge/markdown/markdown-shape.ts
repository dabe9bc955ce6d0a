// A room whose text is Markdown in a Y.Text, as editors of plain text bind to it. What its writers write stays as they wrote it: from a note only the blocks that were
// changed there are written anew. A room with formats or embeds in it is none of Markdown.

import * as Y from "yjs";
import { alignEqual } from "../../items/tree/align.ts";
import type { RoomShape, RoomText } from "../room-shape.ts";
import { textDelta } from "../../items/tree/text-diff.ts";
import type { Followed, Tie } from "../tie.ts";
import { makeSame } from "../../items/tree/tree-diff.ts";
import { keyOf, readTree, runsOf, type ElementNode, type Run, type Tree } from "../../items/tree/tree.ts";
import { editMarkdown } from "./edit-markdown.ts";
import { normalParts } from "./normal-form.ts";
import { readMarkdown, treeOf } from "./read-markdown.ts";

/** Null: it is no plain text. */
function markdownOf(root: RoomText): string | null {
  if (!(root instanceof Y.Text)) return null;
  let markdown = "";
  for (const { insert, attributes } of runsOf(root)) {
    if (typeof insert !== "string" || Object.values(attributes).some((value) => value !== null)) return null;
    markdown += insert;
  }
  return markdown;
}

function read(root: RoomText): Tree | null {
  const markdown = markdownOf(root);
  return markdown === null ? null : treeOf(readMarkdown(markdown));
}

function normal(note: Tree): readonly ElementNode[] | null {
  return normalParts(note)?.flat() ?? null;
}

/** Blocks that the room tells as before are the note's own. */
function shown(note: Tree, room: Tree): Tree {
  const parts = normalParts(note);
  if (parts === null) return room;
  const own = note.map((node, i) => ({ node, key: keyOf(parts[i] ?? []) }));
  const pairs = alignEqual(own.map(({ key }) => key), room.map((node) => keyOf([node]))); // prettier-ignore
  const byPlace = new Map(pairs.map(([from, to]) => [to, own[from]?.node]));
  return room.map((node, i) => byPlace.get(i) ?? node);
}

const runsIn = (plain: string): Run[] => (plain === "" ? [] : [{ insert: plain, attributes: {} }]);

function write(root: RoomText, tree: Tree): boolean {
  const before = markdownOf(root);
  const blocks = normal(tree);
  const after = before === null || blocks === null ? null : editMarkdown(before, blocks);
  if (before === null || after === null || !(root instanceof Y.Text)) return false;
  const delta = before === after ? [] : textDelta(runsIn(before), runsIn(after));
  if (delta.length > 0) root.applyDelta(delta);
  return true;
}

function tie(body: Y.XmlFragment, root: RoomText): Tie {
  const fromNote = (): Followed => {
    const note = readTree(body);
    return note !== null && write(root, note) ? "done" : "uncarried";
  };
  const fromRoom = (): Followed => {
    const [note, room] = [readTree(body), read(root)];
    if (note === null || room === null) return "uncarried";
    makeSame(body, shown(note, room));
    return "done";
  };
  return {
    follow: (events) => (events.some(({ target }) => target === root) ? fromRoom() : fromNote()),
    // A caret in one is at no certain place in the other.
    twinOf: () => null,
  };
}

export const markdownShape: RoomShape = {
  rootOf: (room, name) => room.getText(name),
  read,
  // Of an empty item in a list two characters make three nodes.
  sizeOf: (root) => Math.ceil(1.5 * root.length),
  normal,
  shown,
  write,
  tie,
};
