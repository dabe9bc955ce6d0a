// Markdown as a tree: what the editor knows becomes blocks and marks, whatever else there is (tables, pictures, HTML, references) stays as it is written. Of each block at
// the top it is known which lines it is of, so that it can be left as it stands there. More than one blank line between blocks are empty paragraphs: one for
// each beyond the first.

import MarkdownIt, { type Token } from "markdown-it";
import type { ElementNode, Run, TreeNode } from "../../items/tree/tree.ts";
import {
  atLeastOne,
  element,
  emptyParagraph,
  hardBreak,
  inlineNodes,
  linkAttributes,
  PARAGRAPH,
  text,
  withParagraph,
} from "./normal-form.ts";

export type SourceBlock = {
  readonly node: ElementNode;
  /** Lines `[from, to)`. */
  readonly from: number;
  readonly to: number;
  /** Empty paragraphs before it. */
  readonly before: number;
};

export type Source = {
  readonly lines: readonly string[];
  readonly blocks: readonly SourceBlock[];
  /** Empty paragraphs at the end. */
  readonly after: number;
};

/** Blocks inside each other: beyond it text stays as it is written. */
const MAX_NESTING = 40;

function makeParser() {
  const parser = new MarkdownIt("commonmark", { html: true, maxNesting: MAX_NESTING });
  parser.enable("strikethrough").disable(["html_block", "reference", "image"]);
  // A link is carried as it is written.
  parser.normalizeLink = (url) => url;
  parser.normalizeLinkText = (url) => url;
  return parser;
}

const parser = makeParser();

const LINE_BREAK = /\r\n?|\n/u;

export function readMarkdown(markdown: string): Source {
  const lines = markdown.split(LINE_BREAK);
  const placed = new BlockReader(parser.parse(markdown, {}), lines).placed();
  const blocks: SourceBlock[] = [];
  let end = 0;
  for (const { node, from, to, isSplit } of placed) {
    const blank = from - end;
    const before = blocks.length === 0 ? blank : isSplit ? 0 : Math.max(0, blank - 1);
    blocks.push({ node, from, to, before });
    end = to;
  }
  const blank = lines.length - end;
  return { lines, blocks, after: blocks.length === 0 ? lines.length - 1 : Math.max(0, blank - 1) };
}

/** All of it as the text of a note. */
export const treeOf = ({ blocks, after }: Pick<Source, "blocks" | "after">): ElementNode[] => [
  ...blocks.flatMap(({ node, before }) => [...emptyParagraphs(before), node]),
  ...emptyParagraphs(after),
];

const emptyParagraphs = (count: number): ElementNode[] => Array.from({ length: count }, () => emptyParagraph);

/** `isSplit`: of one list in the source with what is before it. */
type Placed = { readonly node: ElementNode; readonly from: number; readonly to: number; readonly isSplit: boolean };

const CHECKBOX = /^\[([ xX])\](?:[ \t]|$)/u;

class BlockReader {
  readonly #tokens: readonly Token[];
  readonly #lines: readonly string[];
  #at = 0;

  constructor(tokens: readonly Token[], lines: readonly string[]) {
    this.#tokens = tokens;
    this.#lines = lines;
  }

  placed(): Placed[] {
    const placed: Placed[] = [];
    while (this.#at < this.#tokens.length) placed.push(...this.#block());
    return placed;
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at++];
  }

  #isAt(type: string): boolean {
    return this.#at >= this.#tokens.length || this.#tokens[this.#at]?.type === type;
  }

  #block(): Placed[] {
    const token = this.#next();
    if (token === undefined) return [];
    const [from, to] = token.map ?? [0, 0];
    const at = (node: ElementNode, end = to): Placed[] => [{ node, from, to: end, isSplit: false }];
    switch (token.type) {
      case "paragraph_open":
        return at(element(PARAGRAPH, {}, this.#inline()));
      case "heading_open":
        return at(element("heading", { level: Number(token.tag.slice(1)) }, this.#inline()));
      case "hr":
        return at(element("horizontalRule", {}, []));
      case "fence":
      case "code_block":
        return at(codeBlock(token), token.type === "fence" ? to : this.#trimmed(from, to));
      case "blockquote_open":
        return at(element("blockquote", {}, this.#children("blockquote_close")), this.#trimmed(from, to));
      case "bullet_list_open":
      case "ordered_list_open":
        return this.#list(token);
      default:
        return [];
    }
  }

  /** Without blank lines at the end. */
  #trimmed(from: number, to: number): number {
    let end = to;
    while (end > from + 1 && (this.#lines[end - 1] ?? "").trim() === "") end -= 1;
    return end;
  }

  #children(close: string): readonly ElementNode[] {
    const children: ElementNode[] = [];
    while (!this.#isAt(close)) children.push(...this.#block().map(({ node }) => node));
    this.#next();
    return atLeastOne(children);
  }

  /** Items with a box and items without are lists of their own. */
  #list(open: Token): Placed[] {
    const isOrdered = open.type === "ordered_list_open";
    const start = Number(open.attrGet("start") ?? 1);
    const lists: { name: string; items: ElementNode[]; from: number; to: number; first: number }[] = [];
    for (let number = start; !this.#isAt(isOrdered ? "ordered_list_close" : "bullet_list_close"); number++) {
      const [from, to] = this.#tokens[this.#at]?.map ?? [0, 0];
      const item = this.#item(isOrdered);
      const name = item.name === "taskItem" ? "taskList" : isOrdered ? "orderedList" : "bulletList";
      const last = lists.at(-1);
      if (last?.name === name) {
        last.items.push(item);
        last.to = to;
      } else lists.push({ name, items: [item], from, to, first: number });
    }
    this.#next();
    return lists.map(({ name, items, from, to, first }, i) => ({
      node: element(name, name === "orderedList" ? { start: first } : {}, items),
      from,
      to: this.#trimmed(from, to),
      isSplit: i > 0,
    }));
  }

  #item(isOrdered: boolean): ElementNode {
    this.#next();
    const box = isOrdered ? null : this.#checkbox();
    const children = withParagraph(this.#children("list_item_close"));
    return box === null ? element("listItem", {}, children) : element("taskItem", { checked: box !== " " }, children);
  }

  #checkbox(): string | null {
    const [open, inline] = this.#tokens.slice(this.#at, this.#at + 2);
    return open?.type === "paragraph_open" && inline !== undefined ? takeCheckbox(inline) : null;
  }

  /** Of the block that was just opened. */
  #inline(): readonly TreeNode[] {
    const inline = this.#next();
    this.#next();
    if (inline === undefined || inline.content === "&nbsp;") return [];
    const nodes = inlineNodes(inlineParts(inline.children ?? []));
    const space = this.#trailingSpace(inline);
    if (space === "" || nodes.length === 0) return nodes;
    const last = nodes.at(-1);
    const run: Run = { insert: space, attributes: {} };
    return last?.kind === "text" ? inlineNodes([...nodes.slice(0, -1).map(partOf), [...last.runs, run]]) : [...nodes, text([run])];
  }

  /** White space at the end of a block, which Markdown passes over. */
  #trailingSpace({ map, content }: Token): string {
    const line = map === null ? "" : (this.#lines[map[1] - 1] ?? "");
    const bare = line.replace(/[ \t]+$/u, "");
    const lastLine = content.slice(content.lastIndexOf("\n") + 1);
    return lastLine !== "" && bare.endsWith(lastLine) ? line.slice(bare.length) : "";
  }
}

/** Takes it out of the text before that is read; null where there is none, or an escaped one. */
function takeCheckbox(inline: Token): string | null {
  const first = inline.children?.[0];
  const [box = "", mark = ""] = CHECKBOX.exec(inline.content) ?? [];
  if (box === "" || first?.type !== "text" || !first.content.startsWith(`[${mark}]`)) return null;
  inline.content = inline.content.slice(box.length);
  first.content = first.content.slice(box.length);
  return mark;
}

const partOf = (node: TreeNode): ElementNode | readonly Run[] => (node.kind === "text" ? node.runs : node);

function codeBlock({ info, content, type }: Token): ElementNode {
  const language = type === "fence" ? parser.utils.unescapeAll(info).trim() : "";
  const code = content.endsWith("\n") ? content.slice(0, -1) : content;
  return element("codeBlock", language === "" ? {} : { language }, code === "" ? [] : [text([{ insert: code, attributes: {} }])]);
}

const MARKS: Readonly<Record<string, string>> = { strong: "bold", em: "italic", s: "strike" };
const BREAK_TAG = /^<br\s*\/?>$/iu;

const runOf = (insert: string, marks: ReadonlyMap<string, unknown>, more: object = {}): readonly Run[] => [
  { insert, attributes: { ...Object.fromEntries(marks), ...more } },
];

function inlineParts(tokens: readonly Token[]): (ElementNode | readonly Run[])[] {
  const marks = new Map<string, unknown>();
  return tokens.map((token): ElementNode | readonly Run[] => {
    switch (token.type) {
      case "text":
        return runOf(token.content, marks);
      case "softbreak":
        return runOf("\n", marks);
      case "hardbreak":
        return hardBreak;
      case "code_inline":
        return runOf(token.content, marks, { code: {} });
      case "html_inline":
        return BREAK_TAG.test(token.content) ? hardBreak : runOf(token.content, marks);
      case "link_open":
        marks.set("link", linkAttributes(String(token.attrGet("href") ?? ""), String(token.attrGet("title") ?? "") || null));
        return [];
      case "link_close":
        marks.delete("link");
        return [];
      default:
        return toggleMark(marks, token);
    }
  });
}

function toggleMark(marks: Map<string, unknown>, { type, content }: Token): readonly Run[] {
  const [, name = "", side] = /^(\w+)_(open|close)$/u.exec(type) ?? [];
  const mark = MARKS[name];
  if (mark === undefined) return content === "" ? [] : [{ insert: content, attributes: Object.fromEntries(marks) }];
  if (side === "open") marks.set(mark, {});
  else marks.delete(mark);
  return [];
}
