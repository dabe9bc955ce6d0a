// For tests: every text that the editor can make (src/editor/note-format.ts), at random.

import * as fc from "fast-check";
import type { Attributes, ElementNode, Run, TreeNode } from "../../items/tree/tree.ts";
import { element, hardBreak, linkAttributes, text } from "./normal-form.ts";

const arbitraryText = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("word", "two words", " spaced ", "a", "B2", "größer", "🌱", "snake_case", "it's", "e.g. this") },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "*",
      "**",
      "_",
      "~~",
      "~",
      "`",
      "``",
      "[",
      "]",
      "](x)",
      "<br>",
      "<u>",
      "&amp;",
      "&nbsp;",
      "\\",
      "\\n",
      "!",
      "|",
      "#",
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "- ",
      "1. ",
      "> ",
      "# ",
      "```",
      "---",
      "===",
      "    ",
      "[ ] ",
      "[x]",
      "+",
      "1)",
      "\u00a0",
      "\t",
      "\n",
      "http://a.b/c",
    ),
  },
  {
    weight: 1,
    arbitrary: fc.string({ maxLength: 6 }).map((value) => value.replaceAll(/[\0\r]/gu, "x").replaceAll(/\p{Surrogate}/gu, "x")),
  },
);

const arbitraryMarks: fc.Arbitrary<Attributes> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constant({ code: {} }) },
  {
    weight: 4,
    arbitrary: fc
      .record({
        bold: fc.boolean(),
        italic: fc.boolean(),
        strike: fc.boolean(),
        link: fc.option(fc.constantFrom("https://example.org/a_b(c)", "mailto:me@example.org", "https://ex.org/ä?q=1 2", "x"), { freq: 3 }),
      })
      .map(({ bold, italic, strike, link }) => ({
        ...(bold ? { bold: {} } : {}),
        ...(italic ? { italic: {} } : {}),
        ...(strike ? { strike: {} } : {}),
        ...(link === null ? {} : { link: linkAttributes(link, link === "x" ? 'a "title"' : null) }),
      })),
  },
);

const arbitraryRun: fc.Arbitrary<Run> = fc.record({ insert: arbitraryText, attributes: arbitraryMarks });

const arbitraryInline: fc.Arbitrary<readonly TreeNode[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.array(arbitraryRun, { minLength: 1, maxLength: 4 }).map(text) },
    { weight: 1, arbitrary: fc.constant(hardBreak) },
  ),
  { maxLength: 3 },
);

const paragraph = arbitraryInline.map((children) => element("paragraph", {}, children));

const { block } = fc.letrec<{ block: ElementNode; item: readonly ElementNode[] }>((tie) => {
  const items = (name: string, attributes: fc.Arbitrary<Attributes>) =>
    fc.array(
      fc.tuple(attributes, tie("item")).map(([own, children]) => element(name, own, children)),
      { minLength: 1, maxLength: 3 },
    );
  const none = fc.constant({});
  return {
    item: fc.tuple(paragraph, fc.array(tie("block"), { maxLength: 2 })).map(([first, others]) => [first, ...others]),
    block: fc.oneof(
      { depthSize: "small", maxDepth: 3 },
      { weight: 6, arbitrary: paragraph },
      { weight: 2, arbitrary: fc.tuple(fc.integer({ min: 1, max: 3 }), arbitraryInline.map((nodes) => nodes.filter(({ kind }) => kind === "text"))).map(([level, children]) => element("heading", { level }, children.map(oneLine))) }, // prettier-ignore
      { weight: 1, arbitrary: fc.tuple(fc.constantFrom(null, "js", "c++"), fc.array(arbitraryText, { maxLength: 4 })).map(([language, code]) => element("codeBlock", language === null ? {} : { language }, [text([{ insert: code.join(""), attributes: {} }])])) }, // prettier-ignore
      { weight: 1, arbitrary: fc.constant(element("horizontalRule", {}, [])) },
      { weight: 2, arbitrary: items("listItem", none).map((children) => element("bulletList", {}, children)) },
      { weight: 2, arbitrary: fc.tuple(fc.integer({ min: 0, max: 12 }), items("listItem", none)).map(([start, children]) => element("orderedList", { start }, children)) }, // prettier-ignore
      { weight: 2, arbitrary: items("taskItem", fc.boolean().map((checked) => ({ checked }))).map((children) => element("taskList", {}, children)) }, // prettier-ignore
      {
        weight: 1,
        arbitrary: fc.array(tie("block"), { minLength: 1, maxLength: 2 }).map((children) => element("blockquote", {}, children)),
      },
    ),
  };
});

/** A heading is one line. */
const oneLine = (node: TreeNode): TreeNode =>
  node.kind === "text"
    ? text(
        node.runs.map(({ insert, attributes }) => ({
          insert: typeof insert === "string" ? insert.replaceAll("\n", " ") : insert,
          attributes,
        })),
      )
    : node;

export const arbitraryTree: fc.Arbitrary<readonly ElementNode[]> = fc.array(block, { maxLength: 5 });
