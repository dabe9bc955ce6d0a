import { expect, test, describe } from "vitest";
import * as Y from "yjs";
import { bodyUpdates } from "./body-updates.ts";
import type { ForeignNode } from "./foreign-node.ts";
import { readUpdate } from "./read-update.ts";
import { rootsOf } from "./roots.ts";

const docOf = (write: (doc: Y.Doc) => void): Y.Doc => {
  const doc = new Y.Doc();
  doc.transact(() => write(doc));
  return doc;
};

function richDoc(): Y.Doc {
  return docOf((doc) => {
    const heading = new Y.XmlElement("heading");
    Reflect.apply(heading.setAttribute, heading, ["level", 2]);
    const text = new Y.XmlText();
    heading.push([text]);
    doc.getXmlFragment("prosemirror").push([heading, new Y.XmlElement("horizontalRule")]);
    text.insert(0, "Bold", { bold: {} });
    text.insert(4, " and plain", { bold: null });
  });
}

/** The one root of the bytes in the format that they are in. */
function rootIn(bytes: Uint8Array) {
  const read = readUpdate(bytes);
  if (!read.ok) throw new Error(read.error);
  const [[format, doc] = []] = [...read.value];
  if (doc === undefined) throw new Error("a document");
  return { format, roots: rootsOf(doc) };
}

describe("an update", () => {
  test.each([
    ["v1", Y.encodeStateAsUpdate],
    ["v2", Y.encodeStateAsUpdateV2],
  ] as const)("of format %s is read as that and nothing else", (format, encode) => {
    const read = readUpdate(encode(richDoc()));
    expect(read.ok && [...read.value.keys()]).toEqual([format]);
  });

  test("that is cut off, changed, followed by something or no update at all is unreadable, and nothing is thrown", () => {
    for (const encode of [Y.encodeStateAsUpdate, Y.encodeStateAsUpdateV2]) {
      const bytes = encode(richDoc());
      for (let length = 0; length < bytes.length; length++) {
        const read = readUpdate(bytes.slice(0, length));
        expect(read.ok).toBe(false);
      }
      for (let at = 0; at < bytes.length; at++) readUpdate(bytes.with(at, (bytes[at] ?? 0) ^ 255));
      expect(readUpdate(Uint8Array.of(...bytes, 0))).toEqual({ ok: false, error: "unreadable" });
    }
    expect(readUpdate(new TextEncoder().encode('{"not": "an update"}'))).toEqual({ ok: false, error: "unreadable" });
  });

  test("with nothing in it, without what it builds upon, or larger than any is told apart", () => {
    const doc = richDoc();
    const before = Y.encodeStateVector(doc);
    doc.getXmlFragment("prosemirror").push([new Y.XmlElement("paragraph")]);
    expect(readUpdate(Y.encodeStateAsUpdate(doc, before))).toEqual({ ok: false, error: "incomplete" });
    expect(readUpdate(Y.encodeStateAsUpdate(new Y.Doc()))).toEqual({ ok: false, error: "empty" });
    expect(readUpdate(new Uint8Array(64 * 1024 ** 2 + 1))).toEqual({ ok: false, error: "too-large" });
  });

  test("of a few bytes that stands for more operations than there can be is refused", () => {
    const doc = docOf((made) => made.getArray("list").push([1]));
    const bytes = Y.encodeStateAsUpdateV2(doc);
    // The number of operations is the first thing that is not in a column of its own.
    const at = bytes.lastIndexOf(1, bytes.length - 4);
    const many = Uint8Array.of(...bytes.slice(0, at), 255, 255, 255, 255, 15, ...bytes.slice(at + 1));
    expect(readUpdate(many).ok).toBe(false);
  });
});

describe("the roots of a document", () => {
  test("are told by name, with what each holds", () => {
    const doc = docOf((made) => {
      made.getMap("settings").set("a", 1);
      made.getArray("list").push([1]);
      made.getText("notes").insert(0, "one\ntwo");
      made.getText("empty");
      const wasFull = made.getText("was full");
      wasFull.insert(0, "x");
      wasFull.delete(0, 1);
    });
    const told = rootIn(Y.encodeStateAsUpdate(doc)).roots.map(({ name, shape, text }) => [name, shape, text]);
    expect(told).toEqual([
      ["list", "other", ""],
      ["notes", "text", "one\ntwo"],
      ["settings", "other", ""],
    ]);
  });

  test("say when one is more than a note holds", () => {
    const tooLong = [189_998, 189_999].map((length) => {
      const doc = docOf((made) => made.getText("long").insert(0, "x".repeat(length)));
      return rootIn(Y.encodeStateAsUpdate(doc)).roots.map(({ isTooLong }) => isTooLong);
    });
    expect(tooLong).toEqual([[false], [true]]);
  });

  test("of rich text hold its nodes as they are", () => {
    const { roots } = rootIn(Y.encodeStateAsUpdateV2(richDoc()));
    const runs = [
      { text: "Bold", formats: { bold: {} } },
      { text: " and plain", formats: {} },
    ];
    const heading = { kind: "element", name: "heading", attributes: { level: 2 }, children: [{ kind: "text", runs }] };
    const rule = { kind: "element", name: "horizontalRule", attributes: {}, children: [] };
    expect(roots).toEqual([
      { name: "prosemirror", shape: "fragment", nodes: [heading, rule], leftOut: new Map(), text: "Bold and plain", isTooLong: false },
    ]);
  });

  test("of formatted text become paragraphs and headings, and what has no place is counted", () => {
    const doc = docOf((made) =>
      made
        .getText("quill")
        .applyDelta([
          { insert: "Title" },
          { insert: "\n", attributes: { header: 1 } },
          { insert: "see ", attributes: { color: "red" } },
          { insert: "there", attributes: { link: "https://example.org", bold: true } },
          { insert: { image: "x.png" } },
          { insert: "\nlast\n" },
        ]),
    );
    const [root] = rootIn(Y.encodeStateAsUpdate(doc)).roots;
    expect(root?.nodes).toEqual([
      { kind: "element", name: "heading", attributes: { level: 1 }, children: [{ kind: "text", runs: [{ text: "Title", formats: {} }] }] },
      {
        kind: "element",
        name: "paragraph",
        attributes: {},
        children: [
          {
            kind: "text",
            runs: [
              { text: "see ", formats: {} },
              { text: "there", formats: { link: { href: "https://example.org" }, bold: {} } },
            ],
          },
        ],
      },
      { kind: "element", name: "paragraph", attributes: {}, children: [{ kind: "text", runs: [{ text: "last", formats: {} }] }] },
    ]);
    expect(root?.leftOut).toEqual(
      new Map([
        ["embed", 1],
        ["color", 1],
      ]),
    );
  });
});

describe("a body", () => {
  test("comes in updates of bounded size, which make what the nodes say", () => {
    const long = "a😀".repeat(20_000);
    const { roots } = rootIn(Y.encodeStateAsUpdate(richDoc()));
    const nodes: readonly ForeignNode[] = [
      ...(roots[0]?.nodes ?? []),
      { kind: "element", name: "paragraph", attributes: {}, children: [{ kind: "text", runs: [{ text: long, formats: {} }] }] },
      ...Array.from({ length: 500 }, (): ForeignNode => ({ kind: "element", name: "paragraph", attributes: {}, children: [] })),
    ];
    const updates = [...bodyUpdates(nodes, 7)];
    expect(updates.length).toBeGreaterThan(3);
    for (const update of updates) expect(update.length).toBeLessThan(60_000);
    const doc = new Y.Doc();
    for (const update of updates) Y.applyUpdate(doc, update);
    const [root] = rootsOf(doc);
    expect(root?.nodes).toEqual(nodes);
    expect([...Y.decodeStateVector(Y.encodeStateVector(doc)).keys()]).toEqual([7]);
  });

  test("of nothing is one update that changes nothing", () => {
    const doc = new Y.Doc();
    for (const update of bodyUpdates([], 7)) Y.applyUpdate(doc, update);
    expect(doc.store.clients.size).toBe(0);
  });
});
