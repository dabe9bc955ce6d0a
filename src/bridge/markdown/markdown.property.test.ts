import { getSchema } from "@tiptap/core";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { isBindable } from "../../editor/bindable.ts";
import { noteExtensions } from "../../editor/note-format.ts";
import { makeSame } from "../../items/tree/tree-diff.ts";
import { keyOf, readTree } from "../../items/tree/tree.ts";
import { editMarkdown } from "./edit-markdown.ts";
import { linkAttributes, normalParts } from "./normal-form.ts";
import { readMarkdown, treeOf } from "./read-markdown.ts";
import { arbitraryTree } from "./trees.suite.ts";

test("what the editor can make reads as it was written, over whatever stood there before", () => {
  fc.assert(
    fc.property(arbitraryTree, arbitraryTree, (before, tree) => {
      const [from, to] = [before, tree].map((each) => normalParts(each)?.flat() ?? []);
      const first = editMarkdown("", from ?? []);
      expect(first).not.toBe(null);
      const edited = editMarkdown(first ?? "", to ?? []);
      expect(edited).not.toBe(null);
      expect(keyOf(treeOf(readMarkdown(edited ?? "")))).toBe(keyOf(to ?? []));
    }),
    { numRuns: 100 },
  );
});

const schema = getSchema(noteExtensions((label) => label));

const arbitraryMarkdown = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "word",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\n\n\n",
        "\r\n",
        "\t",
        "    ",
        "- ",
        "* ",
        "+ [x] ",
        "- [ ] ",
        "1. ",
        "7) ",
        "> ",
        "# ",
        "#### ",
      ),
      fc.constantFrom("**", "*", "_", "~~", "`", "```", "~~~", "---", "===", "[", "](x)", "![", "<br>", "<u>", "</u>", "<!-- a -->", "&nbsp;", "&amp;", "\\", "|", "\0"), // prettier-ignore
      fc.string({ maxLength: 3 }),
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(""));

test("whatever is typed in a room becomes a note that the editor can be bound to, tells the room the same, and changes nothing there", () => {
  fc.assert(
    fc.property(arbitraryMarkdown, (markdown) => {
      const tree = treeOf(readMarkdown(markdown));
      const body = new Y.Doc().getXmlFragment("body");
      body.doc?.transact(() => makeSame(body, tree));
      expect(isBindable(body, schema)).toBe(true);
      const told = normalParts(readTree(body) ?? [])?.flat() ?? null;
      expect(keyOf(told)).toBe(keyOf(tree));
      expect(editMarkdown(markdown, told ?? [])).toBe(markdown);
    }),
    { numRuns: 400 },
  );
});

test("links are made as the editor makes them", () => {
  expect(schema.marks["link"]?.create({ href: "x", title: "y" }).attrs).toEqual(linkAttributes("x", "y"));
});
