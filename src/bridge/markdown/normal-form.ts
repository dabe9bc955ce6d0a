// The part of a note's text that Markdown tells: blocks and marks under the names that the editor gives them (src/editor/note-format.ts), in one form for all that
// Markdown does not tell apart. What no Markdown can tell makes it null. Not told, and kept in the note while nobody changes its block in the room: where a link opens, of
// which type the numbers of a list are, and marks on white space at their edges.

import { joinRuns } from "./inline-runs.ts";
import type { Attributes, ElementNode, Run, TextNode, Tree, TreeNode } from "../../items/tree/tree.ts";

/** As the editor makes a link of these. */
export const linkAttributes = (href: string, title: string | null): Attributes => ({
  href,
  target: "_blank",
  rel: "noopener noreferrer nofollow",
  class: null,
  title,
});

export const element = (name: string, attributes: Attributes, children: readonly TreeNode[]): ElementNode => ({
  kind: "element",
  name,
  attributes,
  children,
});
export const text = (runs: readonly Run[]): TextNode => ({ kind: "text", attributes: {}, runs });

export const PARAGRAPH = "paragraph";
export const emptyParagraph: ElementNode = element(PARAGRAPH, {}, []);
export const isEmptyParagraph = (node: TreeNode | undefined): boolean =>
  node !== undefined && node.kind === "element" && node.name === PARAGRAPH && node.children.length === 0;

/** Ends a conversion whose text holds what Markdown cannot tell. */
class Untold extends Error {}

export function untold(): never {
  throw new Untold("untold");
}

/** Null where `convert` finds what cannot be told. */
function toldOrNull<T>(convert: () => T): T | null {
  try {
    return convert();
  } catch (error) {
    if (error instanceof Untold) return null;
    throw error;
  }
}

/** One list for each node: of one that holds nothing at all, as a list that two devices emptied, there is nothing. */
export function normalParts(tree: Tree): readonly (readonly ElementNode[])[] | null {
  return toldOrNull(() => tree.map((node) => normalBlock(node)));
}

function normalBlock(node: TreeNode): ElementNode[] {
  if (node.kind === "text") return node.runs.length === 0 ? [] : untold();
  const { name, attributes, children } = node;
  switch (name) {
    case PARAGRAPH:
      return [element(name, only(attributes), normalInline(children))];
    case "heading":
      return [element(name, { level: levelOf(only(attributes, "level")["level"]) }, normalInline(children))];
    case "codeBlock":
      return [element(name, languageOf(only(attributes, "language")["language"]), codeOf(children))];
    case "horizontalRule":
      return children.length > 0 ? untold() : [element(name, only(attributes), [])];
    case "blockquote":
      return [element(name, only(attributes), atLeastOne(children.flatMap(normalBlock)))];
    default:
      return normalList(node);
  }
}

function normalList({ name, attributes, children }: ElementNode): ElementNode[] {
  const itemName = name === "taskList" ? "taskItem" : "listItem";
  if (name !== "taskList" && name !== "bulletList" && name !== "orderedList") return untold();
  const start = name === "orderedList" ? { start: startOf(only(attributes, "start", "type")["start"]) } : only(attributes);
  const items = children.map((child) => {
    if (child.kind !== "element" || child.name !== itemName) return untold();
    const checked = name === "taskList" ? { checked: checkedOf(only(child.attributes, "checked")["checked"]) } : only(child.attributes);
    return element(itemName, checked, withParagraph(child.children.flatMap(normalBlock)));
  });
  return items.length === 0 ? [] : [element(name, start, items)];
}

export const atLeastOne = (blocks: readonly ElementNode[]): readonly ElementNode[] => (blocks.length === 0 ? [emptyParagraph] : blocks);

/** An item begins with a paragraph, as the editor has it. */
export const withParagraph = (blocks: readonly ElementNode[]): readonly ElementNode[] =>
  blocks[0]?.name === PARAGRAPH ? blocks : [emptyParagraph, ...blocks];

/** The attributes, if there are no others than these. */
function only(attributes: Attributes, ...names: readonly string[]): Attributes {
  return Object.entries(attributes).every(([name, value]) => names.includes(name) || value === null) ? attributesOf(attributes) : untold();
}

const attributesOf = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));

const MAX_LEVEL = 6;
/** Of the first item of a list. */
const MAX_START = 999_999_999;

function levelOf(level: unknown = 1): number {
  return typeof level === "number" && Number.isInteger(level) && level >= 1 && level <= MAX_LEVEL ? level : untold();
}

function startOf(start: unknown = 1): number {
  return typeof start === "number" && Number.isInteger(start) && start >= 0 && start <= MAX_START ? start : untold();
}

const checkedOf = (checked: unknown = false): boolean => (typeof checked === "boolean" ? checked : untold());

function languageOf(language: unknown = ""): Attributes {
  if (typeof language !== "string") return untold();
  return language.trim() === "" ? {} : { language: language.trim() };
}

function codeOf(children: readonly TreeNode[]): readonly TreeNode[] {
  const code = children.map((child) => (child.kind === "text" ? child.runs.map(plainOf).join("") : untold())).join("");
  return code === "" ? [] : [text([{ insert: lineBreaks(code), attributes: {} }])];
}

function plainOf({ insert, attributes }: Run): string {
  return typeof insert === "string" && Object.keys(attributes).length === 0 ? insert : untold();
}

const lineBreaks = (value: string): string => value.replaceAll(/\r\n?/gu, "\n");

export const hardBreak: ElementNode = element("hardBreak", {}, []);

/** Texts and breaks between them; of the texts beside each other one. */
function normalInline(children: readonly TreeNode[]): readonly TreeNode[] {
  const parts = children.flatMap((child): (ElementNode | readonly Run[])[] => {
    if (child.kind === "text") return [child.runs.map(normalRun)];
    return child.name === "hardBreak" && child.children.length === 0 && only(child.attributes) ? [hardBreak] : untold();
  });
  return inlineNodes(parts);
}

export function inlineNodes(parts: readonly (ElementNode | readonly Run[])[]): readonly TreeNode[] {
  const nodes: TreeNode[] = [];
  let runs: Run[] = [];
  const flush = (): void => {
    const joined = joinRuns(runs);
    if (joined.length > 0) nodes.push(text(joined));
    runs = [];
  };
  for (const part of parts) {
    if ("kind" in part) {
      flush();
      nodes.push(part);
    } else runs.push(...part);
  }
  flush();
  return nodes;
}

function normalRun({ insert, attributes }: Run): Run {
  if (typeof insert !== "string") return untold();
  const marks = Object.fromEntries(Object.entries(attributes).flatMap(([name, value]) => normalMark(name, value)));
  return { insert: Object.hasOwn(marks, "code") ? lineBreaks(insert).replaceAll("\n", " ") : lineBreaks(insert), attributes: marks };
}

const PLAIN_MARKS = new Set(["bold", "italic", "strike", "code"]);

function normalMark(name: string, value: unknown): (readonly [string, unknown])[] {
  if (value === null) return [];
  if (PLAIN_MARKS.has(name)) return [[name, {}]];
  const { href, title = null } = name === "link" && typeof value === "object" ? { ...value } as { href?: unknown; title?: unknown } : {}; // prettier-ignore
  if (typeof href !== "string" || (title !== null && typeof title !== "string")) return untold();
  return [[name, linkAttributes(href, title === "" ? null : title)]];
}
