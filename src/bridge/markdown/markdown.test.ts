import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import type { Run, TreeNode } from "../../items/tree/tree.ts";
import { editMarkdown } from "./edit-markdown.ts";
import { markdownShape } from "./markdown-shape.ts";
import { element, emptyParagraph, hardBreak, linkAttributes, normalParts, text } from "./normal-form.ts";
import { readMarkdown, treeOf } from "./read-markdown.ts";

const run = (insert: string, attributes = {}): Run => ({ insert, attributes });
const p = (...runs: readonly (Run | string)[]) =>
  element("paragraph", {}, [text(runs.map((each) => (typeof each === "string" ? run(each) : each)))]);
const item = (...children: readonly TreeNode[]) => element("listItem", {}, children);
const task = (checked: boolean, ...children: readonly TreeNode[]) => element("taskItem", { checked }, children);
const list = (...children: readonly TreeNode[]) => element("bulletList", {}, children);

/** Markdown as a note's editor writes it, and what it is. */
const KNOWN: readonly (readonly [string, readonly TreeNode[]])[] = [
  ["", []],
  ["One.\n\nTwo.", [p("One."), p("Two.")]],
  ["\n", [emptyParagraph]],
  ["\nOne.\n\n\n\nTwo.\n\n", [emptyParagraph, p("One."), emptyParagraph, emptyParagraph, p("Two."), emptyParagraph]],
  [
    "# One\n\n### Three",
    [element("heading", { level: 1 }, [text([run("One")])]), element("heading", { level: 3 }, [text([run("Three")])])],
  ],
  ["typed so far ", [p("typed so far ")]],
  ["**bold** *italic* ~~gone~~ `code`", [p(run("bold", { bold: {} }), " ", run("italic", { italic: {} }), " ", run("gone", { strike: {} }), " ", run("code", { code: {} }))]], // prettier-ignore
  ["[Rome](https://rome.example)", [p(run("Rome", { link: linkAttributes("https://rome.example", null) }))]],
  ["one\\\ntwo", [element("paragraph", {}, [text([run("one")]), hardBreak, text([run("two")])])]],
  ["one<br>", [element("paragraph", {}, [text([run("one")]), hardBreak])]],
  ["- a\n- b\n  - c", [list(item(p("a")), item(p("b"), list(item(p("c")))))]],
  ["3. a\n4. b", [element("orderedList", { start: 3 }, [item(p("a")), item(p("b"))])]],
  ["- [ ] a\n- [x] b\n- [ ]", [element("taskList", {}, [task(false, p("a")), task(true, p("b")), task(false, emptyParagraph)])]],
  ["> a\n>\n> b", [element("blockquote", {}, [p("a"), p("b")])]],
  ["```js\nlet x\n```", [element("codeBlock", { language: "js" }, [text([run("let x")])])]],
  ["---", [element("horizontalRule", {}, [])]],
  ["\\# no heading, 2 \\* 3 \\* 4", [p("# no heading, 2 * 3 * 4")]],
  ["snake_case & AT&T <u>under</u> ![a](b)", [p("snake_case & AT&T <u>under</u> !", run("a", { link: linkAttributes("b", null) }))]],
  ["| a | b |\n|---|---|\n| 1 | 2 |", [p("| a | b |\n|---|---|\n| 1 | 2 |")]],
  ["- a\n\n* b", [list(item(p("a"))), list(item(p("b")))]],
];

describe("Markdown", () => {
  test.each(KNOWN)("%j is read as what it is, and written so", (markdown, tree) => {
    expect(treeOf(readMarkdown(markdown))).toEqual(tree);
    expect(editMarkdown("", normalParts(tree)?.flat() ?? [])).toBe(markdown);
  });

  test("of another hand reads as the same, and stays as it is while nobody changes it", () => {
    const theirs = "Title\n=====\r\n* one\r\n* two\r\n\r\n\r\n__bold__ text   \n    code\n+ [X] done\n+ plain\n\n";
    const tree = treeOf(readMarkdown(theirs));
    expect(tree.map((node) => node.name)).toEqual([
      "heading",
      "bulletList",
      "paragraph",
      "paragraph",
      "taskList",
      "bulletList",
      "paragraph",
    ]);
    expect(editMarkdown(theirs, tree)).toBe(theirs);
    const [heading, bullets, , ...rest] = tree;
    if (heading === undefined || bullets === undefined) throw new Error("seven blocks");
    const edited = editMarkdown(theirs, [heading, element("bulletList", {}, [...bullets.children, item(p("three"))]), ...rest]);
    expect(edited).toBe("Title\n=====\n\n* one\n* two\n* three\n\n__bold__ text   \n    code\n+ [X] done\n+ plain\n\n");
  });
});

const bodyOf = (...nodes: readonly TreeNode[]) => nodes;

describe("a room of Markdown", () => {
  test("tells no node, mark or attribute that it cannot, and nothing else is null", () => {
    expect(markdownShape.normal(bodyOf(element("hologram", {}, [])))).toBe(null);
    expect(markdownShape.normal(bodyOf(element("paragraph", { colour: "red" }, [])))).toBe(null);
    expect(markdownShape.normal(bodyOf(p(run("x", { glowing: {} }))))).toBe(null);
    expect(markdownShape.normal(bodyOf(element("paragraph", {}, [text([{ insert: { image: 1 }, attributes: {} }])])))).toBe(null);
    expect(markdownShape.normal(bodyOf(list(), p("a"), element("blockquote", {}, [])))).toEqual([p("a"), element("blockquote", {}, [emptyParagraph])]); // prettier-ignore
  });

  test("is none where there are formats or embeds in its text", () => {
    const rich = new Y.Doc().getText("root");
    rich.insert(0, "plain");
    expect(markdownShape.read(rich)).toEqual([p("plain")]);
    rich.format(0, 2, { bold: true });
    expect(markdownShape.read(rich)).toBe(null);
    rich.format(0, 2, { bold: null });
    rich.insertEmbed(0, { image: "x" });
    expect(markdownShape.read(rich)).toBe(null);
  });

  test("leaves in the note what it does not tell, in blocks that it has not changed", () => {
    const elsewhere = { ...linkAttributes("https://a.example", null), target: "_self", class: "wide" };
    const note = bodyOf(p(run("link", { link: elsewhere })), p("two "), element("orderedList", { start: 1, type: "a" }, [item(p("x"))]));
    const room = treeOf(readMarkdown("[link](https://a.example)\n\ntwo words\n\n1. x"));
    expect(markdownShape.shown(note, room)).toEqual([note[0], p("two words"), note[2]]);
  });
});

test("lists one after another are told apart, also where one begins with a rule", () => {
  const empty = element("bulletList", {}, [item(emptyParagraph)]);
  const ruled = element("bulletList", {}, [item(emptyParagraph, element("horizontalRule", {}, [])), item(emptyParagraph)]);
  const tree = [empty, empty, ruled];
  const written = editMarkdown("", tree);
  expect(written).toBe("-\n\n*\n\n- ___\n-");
  expect(treeOf(readMarkdown(written ?? ""))).toEqual(tree);
});
