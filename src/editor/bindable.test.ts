import { getSchema } from "@tiptap/core";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { isBindable, isStillBindable } from "./bindable.ts";
import { noteExtensions } from "./note-format.ts";

const schema = getSchema(noteExtensions((text) => text));

type Node = Y.XmlElement | Y.XmlText;
type Made = () => Node;

/** An element as it is made anew in each document; texts stand for themselves. */
const el =
  (name: string, attributes: Readonly<Record<string, unknown>>, ...children: readonly (Made | string)[]): Made =>
  () => {
    const element = new Y.XmlElement(name);
    // Yjs types attributes as texts; editors write numbers and flags too.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value as string);
    element.insert(0, children.map(make));
    return element;
  };

const make = (made: Made | string): Node => (typeof made === "string" ? new Y.XmlText(made) : made());

function bodyOf(...nodes: readonly (Made | string)[]): Y.XmlFragment {
  const body = new Y.Doc().getXmlFragment("body");
  body.insert(0, nodes.map(make));
  return body;
}

/** The text of the first block. */
function firstText(body: Y.XmlFragment): Y.XmlText {
  const block: unknown = body.get(0);
  const text: unknown = block instanceof Y.XmlElement ? block.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new Error("the first block has a text");
  return text;
}

const may = (...nodes: readonly (Made | string)[]): boolean => isBindable(bodyOf(...nodes), schema);

describe("an editor is bound", () => {
  test("to nothing, and to all that it can write", () => {
    expect(may()).toBe(true);
    expect(
      may(
        el("heading", { level: 2 }, "Plans"),
        el("paragraph", {}, "To Rome"),
        el("paragraph", {}),
        el(
          "bulletList",
          {},
          el("listItem", {}, el("paragraph", {}, "pack"), el("orderedList", { start: 1 }, el("listItem", {}, el("paragraph", {}, "a")))),
        ),
        el("taskList", {}, el("taskItem", { checked: true }, el("paragraph", {}, "tickets"))),
        el("blockquote", {}, el("paragraph", {}, "go in May")),
        el("codeBlock", { language: null }, "let x"),
        el("horizontalRule", {}),
      ),
    ).toBe(true);
  });

  test("to text with the marks it knows, and to none with others", () => {
    const body = bodyOf(el("paragraph", {}, "To Rome, slowly"));
    const text = firstText(body);
    text.format(3, 4, { bold: {}, link: { href: "https://rome.example" } });
    expect(isBindable(body, schema)).toBe(true);
    text.format(0, 2, { glowing: {} });
    expect(isBindable(body, schema)).toBe(false);
  });

  test("to no element, attribute or content that it does not know", () => {
    expect(may(el("hologram", {}, "from later"))).toBe(false);
    expect(may(el("blockquote", {}, el("paragraph", {}, "go"), el("hologram", {})))).toBe(false);
    expect(may(el("paragraph", { colour: "red" }, "go"))).toBe(false);
    expect(may("text without a block")).toBe(false);
    const body = bodyOf(el("paragraph", {}, "with a picture "));
    firstText(body).insertEmbed(0, { image: "x" });
    expect(isBindable(body, schema)).toBe(false);
  });

  test("to nothing whose text stands where it may not, since the binding would take it away", () => {
    expect(may(el("bulletList", {}, el("paragraph", {}, "no item")))).toBe(false);
    expect(may(el("paragraph", {}, el("paragraph", {}, "inside")))).toBe(false);
    expect(may(el("listItem", {}, el("paragraph", {}, "no list")))).toBe(false);
    const code = bodyOf(el("codeBlock", {}, "let x"));
    firstText(code).format(0, 3, { bold: {} });
    expect(isBindable(code, schema)).toBe(false);
  });

  test("to what two devices emptied at once: it holds no text that could be lost", () => {
    expect(may(el("bulletList", {}), el("paragraph", {}, "after it"))).toBe(true);
    expect(may(el("bulletList", {}, el("listItem", {}), el("listItem", {}, el("paragraph", {}, "left"))))).toBe(true);
  });
});

/** Whether the note may stay bound when another device does that to it. */
function mayStay(change: (body: Y.XmlFragment) => void): boolean {
  const body = bodyOf(el("paragraph", {}, "To Rome"), el("bulletList", {}, el("listItem", {}, el("paragraph", {}, "pack"))));
  const { doc } = body;
  if (doc === null) throw new Error("a body in a document");
  const elsewhere = new Y.Doc();
  Y.applyUpdate(elsewhere, Y.encodeStateAsUpdate(doc));
  change(elsewhere.getXmlFragment("body"));
  let isLeft = true;
  doc.on("beforeObserverCalls", (transaction: Y.Transaction) => {
    isLeft &&= isStillBindable(body, transaction, schema);
  });
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(elsewhere));
  // Only what has changed is looked at, and that is as good as to look at all.
  expect(isLeft).toBe(isBindable(body, schema));
  return isLeft;
}

describe("a change from elsewhere", () => {
  test("leaves the editor bound as long as all that it makes, writes and takes away is known", () => {
    expect(mayStay((body) => firstText(body).insert(3, "old "))).toBe(true);
    expect(mayStay((body) => firstText(body).format(3, 4, { bold: {} }))).toBe(true);
    expect(mayStay((body) => body.insert(1, [make(el("blockquote", {}, el("paragraph", {}, "go in May")))]))).toBe(true);
    expect(mayStay((body) => body.delete(0, 2))).toBe(true);
    expect(mayStay((body) => void body.doc?.getMap("fields").set("body", 1))).toBe(true);
  });

  test("ends the binding with what is not known, in a new block and deep in one that was there", () => {
    expect(mayStay((body) => body.insert(2, [make(el("hologram", {}, "from later"))]))).toBe(false);
    expect(mayStay((body) => firstText(body).format(0, 2, { glowing: {} }))).toBe(false);
    expect(
      mayStay((body) => {
        const list: unknown = body.get(1);
        const item: unknown = list instanceof Y.XmlElement ? list.get(0) : null;
        if (item instanceof Y.XmlElement) item.insert(1, [make(el("hologram", {}))]);
      }),
    ).toBe(false);
  });
});
