import { getSchema } from "@tiptap/core";
import type { DOMOutputSpec } from "@tiptap/pm/model";
import { expect, test } from "vitest";
import { noteExtensions } from "./note-format.ts";

const schema = getSchema(noteExtensions((text) => text));

/** What the editor makes of a link that somebody else's device, an import or a room has written. */
function linkOf(attrs: Readonly<Record<string, unknown>>): unknown {
  const mark = schema.marks["link"]?.create(attrs);
  const drawn: DOMOutputSpec | undefined = mark?.type.spec.toDOM?.(mark, true);
  return Array.isArray(drawn) ? drawn[1] : null;
}

const OURS = { target: "_blank", rel: "noopener noreferrer nofollow" };

test.each(["https://example.org/a?b#c", "http://10.0.0.1", "mailto:ada@example.org", "tel:+49 30 1", "//example.org", "/path", "#part"])(
  "a link to %s leads there, in a window of its own",
  (href) => {
    expect(linkOf({ href })).toMatchObject({ ...OURS, href });
  },
);

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  " javascript:alert(1)",
  "java\nscript:alert(1)",
  "java\tscript:alert(1)",
  "\u0001javascript:alert(1)",
  "\u0000javascript:alert(1)",
  "javascript\u00A0:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:msgbox(1)",
  "blob:https://example.org/1",
  "filesystem:https://example.org/1",
  "file:///etc/passwd",
  "intent://x#Intent;end",
  "view-source:https://example.org",
  5,
  true,
  ["javascript:alert(1)"],
  { href: "javascript:alert(1)" },
  null,
])("a link to %j leads nowhere, and the note is shown all the same", (href) => {
  expect(linkOf({ href })).toMatchObject({ ...OURS, href: null });
});

test("how a link opens and what it looks like is not its author's to say", () => {
  expect(linkOf({ href: "https://example.org", target: "_self", rel: "opener", class: "overlay", title: { toString: 1 } })).toEqual({
    ...OURS,
    class: null,
    href: "https://example.org",
    title: null,
  });
  expect(linkOf({ href: "https://example.org", title: '"><img src=x onerror=alert(1)>' })).toMatchObject({
    title: '"><img src=x onerror=alert(1)>',
  });
});

/** The attributes of a code block's inner element. */
function codeOf(language: unknown): unknown {
  const node = schema.nodes["codeBlock"]?.create({ language });
  const drawn: unknown = node?.type.spec.toDOM?.(node);
  const inner: unknown = Array.isArray(drawn) ? drawn[2] : null;
  return Array.isArray(inner) ? inner[1] : null;
}

test("a code block's language is one word of a class that the app has no other use for, or nothing", () => {
  expect(["js", "c++", "objective-c"].map(codeOf)).toEqual(["js", "c++", "objective-c"].map((name) => ({ class: `language-${name}` })));
  for (const language of [
    null,
    "",
    "js overlay",
    "js\noverlay",
    'x"><img src=x onerror=alert(1)>',
    "x".repeat(41),
    5,
    { toString: 1 },
    ["js"],
  ]) {
    expect(codeOf(language)).toEqual({});
  }
});
