// Makes Markdown tell another text by the least change: blocks that stay are left as they stand there, whatever way they are written in, and so is the white
// space between them; of the others each is written anew.

import { alignEqual } from "../../items/tree/align.ts";
import { keyOf, type ElementNode } from "../../items/tree/tree.ts";
import { isEmptyParagraph } from "./normal-form.ts";
import { readMarkdown, treeOf, type Source, type SourceBlock } from "./read-markdown.ts";
import { markOfList, writeBlock } from "./write-markdown.ts";

type Target = { readonly node: ElementNode; readonly before: number };

/** `tree`: in normal form. Null where it cannot be told. */
export function editMarkdown(markdown: string, tree: readonly ElementNode[]): string | null {
  const key = keyOf(tree);
  const source = readMarkdown(markdown);
  if (keyOf(treeOf(source)) === key) return markdown;
  // What stays may run into what is new: as a list, or code without an end.
  for (const base of [source, readMarkdown("")]) {
    const edited = written(base, tree);
    if (edited !== null && keyOf(treeOf(readMarkdown(edited))) === key) return edited;
  }
  return null;
}

function written(source: Source, tree: readonly ElementNode[]): string | null {
  const { targets, after } = targetsOf(tree);
  const pairs = alignEqual(source.blocks.map(({ node }) => keyOf(node)), targets.map(({ node }) => keyOf(node))); // prettier-ignore
  const keptByTarget = new Map(pairs.map(([from, to]) => [to, from]));
  let result = "";
  let last: Last = { kept: -1, mark: null };
  for (const [i, { node, before }] of targets.entries()) {
    const kept = keptByTarget.get(i) ?? null;
    const block = kept === null ? undefined : source.blocks[kept];
    const text =
      block === undefined ? writeBlock(node, { mark: markNear(source, keptByTarget, i), not: last.mark }) : linesOf(source, block);
    if (text === null) return null;
    result += (staysBehind(source, kept, last, before) ?? "\n".repeat(i === 0 ? before : before + 2)) + text;
    last = { kept, mark: markOfList(text) };
  }
  return result + endOf(source, last.kept, after, targets.length === 0);
}

/** What stands before a block that stays behind the same one; null: it does not. */
function staysBehind(source: Source, kept: number | null, last: Last, before: number): string | null {
  if (kept === null || last.kept !== kept - 1 || source.blocks[kept]?.before !== before) return null;
  return gapBefore(source, kept);
}

/** Which block was written last, null where it was written anew, and with which mark its first item begins, if it is a list. */
type Last = { readonly kept: number | null; readonly mark: string | null };

function targetsOf(tree: readonly ElementNode[]): { readonly targets: readonly Target[]; readonly after: number } {
  const targets: Target[] = [];
  let before = 0;
  for (const node of tree) {
    if (isEmptyParagraph(node)) before += 1;
    else {
      targets.push({ node, before });
      before = 0;
    }
  }
  return { targets, after: before };
}

const linesOf = ({ lines }: Source, { from, to }: SourceBlock): string => lines.slice(from, to).join("\n");

/** How lists begin in what is written anew: as the one that was there. */
function markNear(source: Source, keptByTarget: ReadonlyMap<number, number>, target: number): string | null {
  const before = keptByTarget.get(target - 1);
  const block = source.blocks[before === undefined ? target : before + 1];
  return block === undefined ? null : markOfList(linesOf(source, block));
}

/** With the line break that ends the block before. */
function gapBefore({ lines, blocks }: Source, kept: number): string {
  const from = kept === 0 ? 0 : (blocks[kept - 1]?.to ?? 0);
  const blank = lines.slice(from, blocks[kept]?.from ?? from).map((line) => `${line}\n`);
  return `${kept === 0 ? "" : "\n"}${blank.join("")}`;
}

function endOf({ lines, blocks, after: present }: Source, kept: number | null, after: number, isEmpty: boolean): string {
  if (isEmpty) return "\n".repeat(after);
  const rest = lines.slice(blocks.at(-1)?.to ?? 0);
  if (kept === blocks.length - 1 && present === after && blocks.length > 0) return rest.map((line) => `\n${line}`).join("");
  return after > 0 ? "\n".repeat(after + 1) : rest.length > 0 && blocks.length > 0 ? "\n" : "";
}
