// Makes a text in a document equal to a tree by the least change: nodes that are the same stay, of those between them the ones that are most alike are edited in
// place, attribute by attribute and word by word, and only what is left is taken out and put in. Edits that others make in nodes that stay survive.

import * as Y from "yjs";
import { alignBest, alignEqual, gapsBetween, sameAtEnds, type Pair } from "./align.ts";
import { joinRuns, textDelta, wordsOf } from "./text-diff.ts";
import {
  attributesOf,
  isYNode,
  keyOf,
  makeNode,
  readNode,
  runsOf,
  setAttribute,
  valuesEqual,
  type Attributes,
  type Tree,
  type TreeNode,
  type YNode,
} from "./tree.ts";

/** Must run in a transaction of `parent`'s document, whose nodes can be read. */
export function makeSame(parent: Y.XmlFragment, tree: Tree): void {
  const present = parent.toArray().map((child) => readNode(child));
  const pairs = alignNodes(present, tree);
  // From the end, so that what is before keeps its place.
  for (const [i, gap] of [...gapsBetween(pairs, present.length, tree.length).entries()].toReversed()) {
    const kept = pairs[i];
    const node = kept === undefined ? undefined : tree[kept[1]];
    const child: unknown = kept === undefined ? undefined : parent.get(kept[0]);
    if (node !== undefined && isYNode(child)) makeNodeSame(child, node);
    if (gap.fromEnd > gap.fromStart) parent.delete(gap.fromStart, gap.fromEnd - gap.fromStart);
    if (gap.toEnd > gap.toStart) parent.insert(gap.fromStart, tree.slice(gap.toStart, gap.toEnd).map(makeNode));
  }
}

/** `target` and `node` are of one kind, and of one name. */
export function makeNodeSame(target: YNode, node: TreeNode): void {
  for (const [name, value] of changesOf(attributesOf(target), node.attributes)) setAttribute(target, name, value);
  if (target instanceof Y.XmlText) {
    const delta = node.kind === "text" ? textDelta(runsOf(target), node.runs) : [];
    if (delta.length > 0) target.applyDelta(delta);
  } else if (node.kind === "element") makeSame(target, node.children);
}

/** undefined: it goes. */
function changesOf(from: Attributes, to: Attributes): (readonly [string, unknown])[] {
  const gone = Object.keys(from).filter((name) => !Object.hasOwn(to, name));
  const set = Object.entries(to).filter(([name, value]) => !valuesEqual(from[name], value));
  return [...gone.map((name) => [name, undefined] as const), ...set];
}

/**
 * Both texts in one: what either has is there, what both have is there once. For two of which nobody knows what they were when they were last the
 * same: so nothing is lost, but what one of them had deleted may come back.
 */
export function joinTrees(note: Tree, room: Tree): Tree {
  const pairs = alignNodes(note, room);
  return gapsBetween(pairs, note.length, room.length).flatMap((gap, i) => {
    const kept = pairs[i];
    const [ours, theirs] = kept === undefined ? [] : [note[kept[0]], room[kept[1]]];
    const both = ours === undefined || theirs === undefined ? [] : [joinNodes(ours, theirs)];
    return [...note.slice(gap.fromStart, gap.fromEnd), ...room.slice(gap.toStart, gap.toEnd), ...both];
  });
}

function joinNodes(note: TreeNode, room: TreeNode): TreeNode {
  const attributes = { ...room.attributes, ...note.attributes };
  if (note.kind === "text") return { ...note, attributes, runs: room.kind === "text" ? joinRuns(note.runs, room.runs) : note.runs };
  return { ...note, attributes, children: room.kind === "element" ? joinTrees(note.children, room.children) : note.children };
}

/** What is most alike, the same most of all; what cannot be read is nobody's pair. */
function alignNodes(from: readonly (TreeNode | null)[], to: Tree): Pair[] {
  const [start, end] = sameAtEnds(from.map(keyOf), to.map(keyOf));
  const [ours, theirs] = [from.slice(start, from.length - end), to.slice(start, to.length - end)];
  const middle = alignAlike(ours, theirs) ?? alignSame(ours, theirs);
  return [
    ...Array.from({ length: start }, (_, i): Pair => [i, i]),
    ...middle.map(([row, column]): Pair => [start + row, start + column]),
    ...Array.from({ length: end }, (_, i): Pair => [from.length - end + i, to.length - end + i]),
  ];
}

/** Where there are too many to compare each with each: what is the same, and between that what is most alike. */
function alignSame(from: readonly (TreeNode | null)[], to: Tree): Pair[] {
  const same = alignEqual(from.map(keyOf), to.map(keyOf));
  return gapsBetween(same, from.length, to.length).flatMap((gap, i): Pair[] => {
    const kept = same[i];
    const [ours, theirs] = [from.slice(gap.fromStart, gap.fromEnd), to.slice(gap.toStart, gap.toEnd)];
    const alike = alignAlike(ours, theirs) ?? alignInPlace(ours, theirs);
    return [...alike.map(([row, column]): Pair => [gap.fromStart + row, gap.toStart + column]), ...(kept === undefined ? [] : [kept])];
  });
}

/** Worth of a pair: by what share of its words it has in common. */
const SHARED_WORDS = 100;
const SAME = 120;
/**
 * Of two elements of which one is empty, and of two texts whatever is in them: a text is no thing of its own, its words are. Elements that share nothing
 * are two: one that is made of the other would go when somebody deletes that.
 */
const SAME_NAME = 1;
/** Pairs of nodes whose words are compared. */
const MAX_COMPARED = 20_000;

/** Null where there are too many. */
function alignAlike(from: readonly (TreeNode | null)[], to: Tree): Pair[] | null {
  if (from.length * to.length > MAX_COMPARED) return null;
  const theirs = to.map(featuresOf);
  const ours = from.map((node) => (node === null ? null : featuresOf(node)));
  return alignBest(from.length, to.length, (row, column) => {
    const [a, b] = [ours[row] ?? null, theirs[column]];
    return a === null || b === undefined || a.name !== b.name ? 0 : likeness(a, b);
  });
}

/** Beyond the bound: each with the one at its place. */
const alignInPlace = (from: readonly (TreeNode | null)[], to: Tree): Pair[] =>
  to.flatMap((node, i): Pair[] => {
    const other = from[i] ?? null;
    return other !== null && nameOf(other) === nameOf(node) ? [[i, i]] : [];
  });

type Features = { readonly name: string; readonly key: string; readonly words: ReadonlySet<string> };

const TEXT_NAME = "";
const nameOf = (node: TreeNode): string => (node.kind === "text" ? TEXT_NAME : node.name);

const featuresOf = (node: TreeNode): Features => ({ name: nameOf(node), key: keyOf(node), words: new Set(wordsIn(node)) });

const wordsIn = (node: TreeNode): string[] => [
  ...Object.entries(node.attributes).map(([name, value]) => `${name}=${JSON.stringify(value)}`),
  ...(node.kind === "text" ? wordsOf(node.runs) : node.children.flatMap(wordsIn)),
];

function likeness(a: Features, b: Features): number {
  const [fewer, more] = a.words.size < b.words.size ? [a.words, b.words] : [b.words, a.words];
  if (fewer.size === 0) return SAME_NAME;
  if (a.key === b.key) return SAME;
  let shared = 0;
  for (const word of fewer) shared += Number(more.has(word));
  return (SHARED_WORDS * shared) / more.size + (a.name === TEXT_NAME ? SAME_NAME : 0);
}
