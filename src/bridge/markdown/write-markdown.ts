// Blocks of a note as Markdown, each so that it reads as what it is: written with as little escaped as may be, and with more where that reads as something
// else. What reads as something else however it is written cannot be told.

import type { BlockContent, Break, Code, Html, List, ListItem, PhrasingContent, Text } from "mdast";
import { toMarkdown, type Attention, type Handle, type Options } from "mdast-util-to-markdown";
import { keyOf, valuesEqual, type ElementNode, type Run, type TreeNode } from "../../items/tree/tree.ts";
import { isEmptyParagraph, PARAGRAPH, untold } from "./normal-form.ts";
import { readMarkdown, treeOf } from "./read-markdown.ts";

/** How much is written in another way than it is read. */
type Care = {
  readonly text: "raw" | "escaped" | "encoded";
  /** Breaks as tags. */
  readonly tags: boolean;
};

const CARES: readonly Care[] = (["raw", "escaped", "encoded"] as const).flatMap((text) => [false, true].map((tags) => ({ text, tags })));
const MOST: Care = { text: "encoded", tags: true };
const EMPHASES = ["*", "_"] as const;

/** `mark`: as lists near it begin. `not`: as the list before it begins, which this one must not run into. */
export type Place = { readonly mark: string | null; readonly not: string | null };
const ANYWHERE: Place = { mark: null, not: null };

/** Without a line break at its end; null where it cannot be told. */
export function writeBlock(node: ElementNode, place: Place = ANYWHERE): string | null {
  const key = keyOf([node]);
  const leaf = new Map<ElementNode, Care>();
  const careOf = (each: ElementNode): Care => {
    const care = leaf.get(each) ?? leastCare(each);
    leaf.set(each, care);
    return care;
  };
  for (const careFor of [careOf, ...CARES.map((care) => () => care)]) {
    for (const emphasis of EMPHASES) {
      const written = serialised(node, careFor, emphasis, place);
      const found = [written.replaceAll(SPACES_AT_END, rawSpaces), written].find((each) => keyOf(treeOf(readMarkdown(each))) === key);
      if (found !== undefined) return found;
    }
  }
  return null;
}

/** Of a paragraph or a heading by itself. */
function leastCare(leaf: ElementNode): Care {
  const key = keyOf([leaf]);
  const isTold = (care: Care): boolean => keyOf(treeOf(readMarkdown(serialised(leaf, () => care, "*", ANYWHERE)))) === key;
  return CARES.find(isTold) ?? MOST;
}

/** With which character the first item of a list begins, or what follows its number; null: it is no list. */
export function markOfList(source: string): string | null {
  const [, bullet, number] = /^ {0,3}(?:([-+*])|\d{1,9}([.)]))(?:\s|$)/u.exec(source) ?? [];
  return bullet ?? number ?? null;
}

/** A list that begins with a rule like its own bullets would be given others, which may be those of the list before it. */
const ruleIn = (node: ElementNode, not: string | null): "-" | "_" => (not === null || node.name === "horizontalRule" ? "-" : "_");

function serialised(node: ElementNode, careFor: (leaf: ElementNode) => Care, emphasis: "*" | "_", { mark, not }: Place): string {
  const isOrdered = node.name === "orderedList";
  const [usual, other] = isOrdered ? ([".", ")"] as const) : (["-", "*"] as const);
  const wanted = mark !== null && (isOrdered ? ".)" : "-+*").includes(mark) ? mark : usual;
  const chosen = wanted === not ? (usual === not ? other : usual) : wanted;
  const options: Options = {
    bullet: chosen === "*" || chosen === "+" ? chosen : "-",
    bulletOrdered: chosen === ")" ? ")" : ".",
    listItemIndent: "one",
    emphasis,
    fences: true,
    rule: ruleIn(node, not),
    handlers: { text: textHandler, delete: strikeHandler, break: breakHandler },
    unsafe: [{ character: "~", inConstruct: "phrasing" }],
  };
  return toMarkdown({ type: "root", children: [new ToMdast(careFor).block(node)] }, options).replace(/\n$/u, "");
}

const SPACE = "&#x20;";
/** White space at the end of a block is read as it stands there. */
const SPACES_AT_END = /(?:&#x20;)+$/gmu;
const rawSpaces = (spaces: string): string => " ".repeat(spaces.length / SPACE.length);

/** What may mean something else than itself, by where it stands. */
const SPECIAL = /[^\p{L}\p{N}\p{M}]/gu;

type CarefulText = Text & { readonly care: Care };

const textHandler: Handle = ({ value, care }: CarefulText, _parent, state, info) => {
  if (care.text === "escaped") return state.safe(value, info);
  if (care.text === "raw") return trimmedRaw(value, info);
  return value.replaceAll(SPECIAL, (char) => `&#x${(char.codePointAt(0) ?? 0).toString(16)};`);
};

/** But for white space at the edges of a block. */
function trimmedRaw(value: string, { before, after }: { readonly before: string; readonly after: string }): string {
  const start = /^[\n\r]?$/u.test(before) ? (/^ +/u.exec(value)?.[0].length ?? 0) : 0;
  const end = start < value.length && /^[\n\r]?$/u.test(after) ? (/ +$/u.exec(value)?.[0].length ?? 0) : 0;
  return SPACE.repeat(start) + value.slice(start, value.length - end) + SPACE.repeat(end);
}

const breakHandler: Handle = ({ care }: CarefulBreak) => (care.tags ? "<br>" : "\\\n");
type CarefulBreak = Break & { readonly care: Care };

/** Written as emphasis is, by `attention`: here only what it begins with is asked for. */
const strikeHandler: Handle & { attention?: Attention } = () => "~~";
strikeHandler.attention = () => ({ construct: "phrasing", markers: ["~"], sizes: [2] });

const NOTHING: Html = { type: "html", value: "&nbsp;" };

class ToMdast {
  readonly #careFor: (leaf: ElementNode) => Care;

  constructor(careFor: (leaf: ElementNode) => Care) {
    this.#careFor = careFor;
  }

  block(node: ElementNode): BlockContent {
    const { name, attributes, children } = node;
    switch (name) {
      case "paragraph":
        return { type: "paragraph", children: children.length === 0 ? [NOTHING] : phrasing(children, this.#careFor(node)) };
      case "heading":
        return { type: "heading", depth: depthOf(attributes["level"]), children: phrasing(children, this.#careFor(node)) };
      case "codeBlock":
        return codeToMdast(attributes["language"], children);
      case "horizontalRule":
        return { type: "thematicBreak" };
      case "blockquote":
        return { type: "blockquote", children: this.#blocks(children) };
      default:
        return this.#list(node);
    }
  }

  #blocks(children: readonly TreeNode[]): BlockContent[] {
    return children.map((child) => (child.kind === "element" ? this.block(child) : untold()));
  }

  #list({ name, attributes, children }: ElementNode): List {
    const start = attributes["start"];
    const items = children.map((child): ListItem => {
      if (child.kind !== "element") return untold();
      const content = this.#blocks(withoutEmptyStart(child.children));
      const isTask = name === "taskList";
      return { type: "listItem", spread: false, children: isTask ? withBox(content, child.attributes["checked"] === true) : content };
    });
    return {
      type: "list",
      ordered: name === "orderedList",
      start: typeof start === "number" ? start : null,
      spread: false,
      children: items,
    };
  }
}

/** An item that begins with something else than a paragraph is read with an empty one before that. */
function withoutEmptyStart(children: readonly TreeNode[]): readonly TreeNode[] {
  const [first, second] = children;
  const isFollowed = second?.kind === "element" && second.name === PARAGRAPH;
  return isEmptyParagraph(first) && !isFollowed ? children.slice(1) : children;
}

function codeToMdast(language: unknown, children: readonly TreeNode[]): Code {
  const [code] = children;
  const value = code?.kind === "text" ? code.runs.map(({ insert }) => (typeof insert === "string" ? insert : "")).join("") : "";
  const [, lang = null, meta = null] = typeof language === "string" ? (/^(\S+)(?:\s([^]+))?$/u.exec(language) ?? []) : [];
  return { type: "code", lang, meta, value };
}

const depthOf = (level: unknown): 1 | 2 | 3 | 4 | 5 | 6 => ([1, 2, 3, 4, 5, 6] as const).find((depth) => depth === level) ?? untold();

function withBox(content: readonly BlockContent[], isChecked: boolean): BlockContent[] {
  const [first, ...others] = content;
  const box = isChecked ? "[x]" : "[ ]";
  if (first?.type !== "paragraph") return [{ type: "paragraph", children: [{ type: "html", value: box }] }, ...content];
  return [{ type: "paragraph", children: [{ type: "html", value: `${box} ` }, ...first.children] }, ...others];
}

function phrasing(children: readonly TreeNode[], care: Care): PhrasingContent[] {
  return children.flatMap((child): PhrasingContent[] => {
    const lineBreak: CarefulBreak = { type: "break", care };
    return child.kind === "text" ? nested(child.runs, care) : [lineBreak];
  });
}

const NESTING = ["link", "strike", "bold", "italic"] as const;

/** Of the marks of the first run the one that goes furthest is outermost. */
function nested(runs: readonly Run[], care: Care, inside: readonly string[] = []): PhrasingContent[] {
  const result: PhrasingContent[] = [];
  for (let from = 0; from < runs.length;) {
    let [best, end] = ["", from + 1];
    for (const mark of NESTING) {
      const to = inside.includes(mark) ? from : endOfMark(runs, from, mark);
      if (to > from && (best === "" || to > end)) [best, end] = [mark, to];
    }
    const stretch = runs.slice(from, end);
    if (best === "") result.push(...stretch.map((run) => plain(run, care)));
    else result.push(marked(best, stretch[0]?.attributes["link"], nested(stretch, care, [...inside, best])));
    from = end;
  }
  return result;
}

function endOfMark(runs: readonly Run[], from: number, mark: string): number {
  const first = runs[from]?.attributes[mark];
  if (first === undefined) return from;
  const end = runs.findIndex(({ attributes }, i) => i > from && !valuesEqual(attributes[mark], first));
  return end < 0 ? runs.length : end;
}

function plain({ insert, attributes }: Run, care: Care): PhrasingContent {
  const value = typeof insert === "string" ? insert : untold();
  const text: CarefulText = { type: "text", value, care };
  return Object.hasOwn(attributes, "code") ? { type: "inlineCode", value } : text;
}

function marked(mark: string, link: unknown, children: PhrasingContent[]): PhrasingContent {
  switch (mark) {
    case "bold":
      return { type: "strong", children };
    case "italic":
      return { type: "emphasis", children };
    case "strike":
      return { type: "delete", children };
    default: {
      const { href, title }: { href?: unknown; title?: unknown } = { ...(typeof link === "object" ? link : {}) };
      const inside = children.filter((child) => child.type !== "link" && child.type !== "linkReference");
      return { type: "link", url: String(href), title: typeof title === "string" ? title : null, children: inside };
    }
  }
}
