// How a room holds its text: what of it is the text of a note, and the other way round. `normal` is that of a note's text that the room can tell: what it cannot, as where a
// link opens, stays in the note while nobody changes its block in the room.

import * as Y from "yjs";
import { tieTexts, type Tie } from "./tie.ts";
import { makeSame } from "../items/tree/tree-diff.ts";
import { readTree, sizeOf, type Tree } from "../items/tree/tree.ts";

/** `fragment`: a Y.XmlFragment, as ProseMirror and TipTap bind to it. `text`: a Y.Text that holds Markdown. */
export type RoomRoot = "fragment" | "text";

export type RoomText = Y.XmlFragment | Y.Text;

export type RoomShape = {
  rootOf(room: Y.Doc, name: string): RoomText;
  /** Null where it holds what no note can. */
  read(root: RoomText): Tree | null;
  /** As `sizeOf` of what it would be in a note, or more. */
  sizeOf(root: RoomText): number;
  /** Null where the room cannot hold it. */
  normal(note: Tree): Tree | null;
  /** What the note becomes where the room is `room`: also what of `note` the room does not tell. */
  shown(note: Tree, room: Tree): Tree;
  /** Makes the room tell `tree` by the least change; false where it cannot. Must run in a transaction. */
  write(root: RoomText, tree: Tree): boolean;
  /** Both are the same by now. */
  tie(body: Y.XmlFragment, root: RoomText): Tie;
};

/** The two are alike, node by node. */
const fragmentShape: RoomShape = {
  rootOf: (room, name) => room.getXmlFragment(name),
  read: (root) => (root instanceof Y.XmlFragment ? readTree(root) : null),
  sizeOf: (root) => (root instanceof Y.XmlFragment ? sizeOf(root) : root.length),
  normal: (note) => note,
  shown: (_, room) => room,
  write(root, tree) {
    if (root instanceof Y.XmlFragment) makeSame(root, tree);
    return root instanceof Y.XmlFragment;
  },
  tie(body, root) {
    if (!(root instanceof Y.XmlFragment)) throw new TypeError("a room of nodes");
    return tieTexts(body, root);
  },
};

let markdownShape: RoomShape | null = null;

/** The code for Markdown comes with the first room that needs it. Rejects where it cannot be loaded. */
export async function loadRoomShape(root: RoomRoot): Promise<RoomShape> {
  if (root === "fragment") return fragmentShape;
  markdownShape ??= (await import("./markdown/markdown-shape.ts")).markdownShape;
  return markdownShape;
}
