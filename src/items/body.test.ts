import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { readBody } from "./read-body.ts";
import { changeDocument } from "./change-document.ts";
import { applyUpdates, encodeState, openDocument } from "./document.ts";
import { readItem } from "./read-item.ts";
import { exchange, makeTestDevice, testSchema, testSchemas, type TestDevice } from "./test-device.ts";
import { updateItem } from "./update-item.ts";

/** Two devices that hold the same item with this body. */
function twoDevices(text = "") {
  const clock = { stamp: 100 };
  const [a, b] = [makeTestDevice(1, clock), makeTestDevice(2, clock)];
  a.make({ title: "first" });
  if (text !== "") a.type("", text);
  exchange(a, b);
  return { a, b, clock };
}

/** What both show once they have heard of each other; their documents are the same. */
function merged(a: TestDevice, b: TestDevice): string {
  exchange(a, b);
  expect(encodeState(a.document)).toEqual(encodeState(b.document));
  expect(b.text()).toBe(a.text());
  return a.text();
}

/** The body as somebody else's program may write it. */
function writtenBy(write: (body: Y.XmlFragment) => void): TestDevice {
  const { a } = twoDevices();
  const yDoc = new Y.Doc();
  yDoc.transact(() => write(yDoc.getXmlFragment("body")));
  expect(applyUpdates(a.document, [Y.encodeStateAsUpdate(yDoc)]).ok).toBe(true);
  return a;
}

function paragraph(...content: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const element = new Y.XmlElement("paragraph");
  element.insert(0, content);
  return element;
}

const attributed = (element: Y.XmlElement, name: string): Y.XmlElement => {
  element.setAttribute(name, "x");
  return element;
};

describe("the body", () => {
  test("says what was written last, however it was edited, and keeps that through a pack", () => {
    const text = fc.array(fc.constantFrom("a", "b\n", "\n", "🌱", "long line"), { maxLength: 8 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (texts) => {
        const { a } = twoDevices();
        for (const next of texts) {
          a.type(a.text(), next);
          expect([a.text(), readBody(a.document).isPlain, a.item().hasBody]).toEqual([next, true, next.replaceAll("\n", "") !== ""]);
        }
        const opened = openDocument({ clientId: 5, states: [encodeState(a.document)] });
        expect(opened.ok && readBody(opened.value.document).text).toBe(texts.at(-1));
      }),
      { numRuns: 150 },
    );
  });

  test("is not given text that would read differently elsewhere", () => {
    const { a } = twoDevices("fine");
    const context = { schema: testSchema, writer: a.log, stamp: 500 };
    const changed = updateItem(a.document, { before: {}, after: {}, body: { before: "fine", after: "half \ud83c" } }, context);
    expect([changed, a.text()]).toEqual([{ ok: false, error: { kind: "invalid-value", field: "body" } }, "fine"]);
  });

  test("that is empty says nothing and writes nothing", () => {
    const { a } = twoDevices();
    expect([a.text(), a.item().hasBody, a.type("", "")]).toEqual(["", false, []]);
  });

  test("edited at two places at once has both edits", () => {
    const { a, b } = twoDevices("milk\nbread\neggs");
    a.type("milk\nbread\neggs", "oat milk\nbread\neggs");
    b.type("milk\nbread\neggs", "milk\nbread\neggs (6)\ntea");
    expect(merged(a, b)).toBe("oat milk\nbread\neggs (6)\ntea");
    a.type(a.text(), "oat milk\nrye bread\neggs (6)\ntea");
    b.type(b.text(), "oat milk\nbread rolls\neggs (6)\ntea");
    expect(merged(a, b)).toBe("oat milk\nrye bread rolls\neggs (6)\ntea");
  });

  test("started on two devices at once has both beginnings", () => {
    const { a, b } = twoDevices();
    a.type("", "from a");
    b.type("", "from b");
    expect(merged(a, b).split("\n").toSorted()).toEqual(["from a", "from b"]);
  });

  test("emptied on one device keeps what another one types meanwhile", () => {
    const { a, b } = twoDevices("milk");
    a.type("milk", "");
    b.type("milk", "milk and honey");
    expect(merged(a, b)).toBe(" and honey");
  });

  test("of which one device has deleted a line does not say it again because another was typing elsewhere", () => {
    const { a, b } = twoDevices("one\ntwo\nthree");
    a.type("one\ntwo\nthree", "one\nthree");
    // The window of b had not heard of it when its text was sent.
    b.receive(a);
    b.type("one\ntwo\nthree", "one\ntwo\nthree!");
    expect(merged(a, b)).toBe("one\nthree!");
  });

  test("brings a trashed item back when it was edited elsewhere meanwhile, by deleting too", () => {
    const { a, b } = twoDevices("milk");
    a.write({}, { trash: true });
    b.type("milk", "mil");
    exchange(a, b);
    expect([a.item().isTrashed, b.item().isTrashed, a.text()]).toEqual([false, false, "mil"]);
  });

  test("edited is a change of the item", () => {
    const { a, clock } = twoDevices("milk");
    a.type("milk", "milk!");
    expect(a.item().changedStamp).toBe(clock.stamp);
  });
});

describe("undo of an edit of the body", () => {
  test("puts back what was there, redo what was written, and so on", () => {
    const { a } = twoDevices("one\ntwo");
    const written = a.type("one\ntwo", "one\nand two\nthree");
    const undone = a.undo(written);
    expect([a.text(), undone.leftAlone]).toEqual(["one\ntwo", []]);
    const redone = a.undo(undone.written);
    expect(a.text()).toBe("one\nand two\nthree");
    a.undo(redone.written);
    expect(a.text()).toBe("one\ntwo");
  });

  test("leaves the text alone once anybody has edited it again", () => {
    const { a, b } = twoDevices("one");
    const written = a.type("one", "one two");
    b.receive(a);
    b.type("one two", "one two three");
    exchange(a, b);
    expect([a.undo(written).leftAlone, a.text()]).toEqual([["body"], "one two three"]);
    const again = a.type(a.text(), "new");
    a.type("new", "newer");
    expect([a.undo(again).leftAlone, a.text()]).toEqual([["body"], "newer"]);
  });

  test("leaves the text alone when an edit came that no field tells of", () => {
    const { a } = twoDevices("one");
    const written = a.type("one", "one two");
    changeDocument(a.document, (yDoc) => {
      const [first] = yDoc.getXmlFragment("body").toArray();
      if (first instanceof Y.XmlElement && first.get(0) instanceof Y.XmlText) first.insert(0, [new Y.XmlText("x")]);
    });
    expect(a.undo(written).leftAlone).toEqual(["body"]);
  });

  test("takes back fields of the same action all the same", () => {
    const { a, clock } = twoDevices("one");
    const context = { schema: testSchema, writer: a.log, stamp: (clock.stamp += 1) };
    const changed = updateItem(a.document, { before: { title: "first" }, after: { title: "second" }, body: { before: "one", after: "two" } }, context); // prettier-ignore
    expect([changed.ok, a.value("title"), a.text()]).toEqual([true, "second", "two"]);
    if (changed.ok) a.undo(changed.value.written);
    expect([a.value("title"), a.text()]).toEqual(["first", "one"]);
  });
});

const strange: readonly (readonly [string, string, (body: Y.XmlFragment) => void])[] = [
  ["formatted text", "bold", (body) => body.insert(0, [formatted("bold")])],
  ["a heading", "big", (body) => body.insert(0, [headingOf("big")])],
  ["a paragraph with attributes", "left", (body) => body.insert(0, [attributed(paragraph(new Y.XmlText("left")), "align")])],
  ["two texts in a paragraph", "ab", (body) => body.insert(0, [paragraph(new Y.XmlText("a"), new Y.XmlText("b"))])],
  ["text outside a paragraph", "loose", (body) => body.insert(0, [new Y.XmlText("loose")])],
  ["a line break inside a paragraph", "a\nb", (body) => body.insert(0, [paragraph(new Y.XmlText("a\nb"))])],
  ["elements inside each other", "in", (body) => body.insert(0, [paragraph(paragraph(new Y.XmlText("in")))])],
  ["elements inside each other without end", "", (body) => body.insert(0, [nested(200)])],
];

function headingOf(text: string): Y.XmlElement {
  const heading = new Y.XmlElement("heading");
  heading.insert(0, [new Y.XmlText(text)]);
  return heading;
}

function nested(depth: number): Y.XmlElement {
  let element = paragraph(new Y.XmlText("deep"));
  for (let i = 0; i < depth; i++) element = paragraph(element);
  return element;
}

function formatted(text: string): Y.XmlElement {
  const line = new Y.XmlText();
  line.insert(0, text, { strong: true });
  return paragraph(line);
}

describe("a body that is not of this version's making", () => {
  test.each(strange)("(%s) reads as text and is not written", (_what, text, write) => {
    const device = writtenBy(write);
    expect(readBody(device.document)).toEqual({ text, isPlain: false });
    expect(device.item().hasBody).toBe(true);
    const state = encodeState(device.document);
    const context = { schema: testSchema, writer: device.log, stamp: 500 };
    const changed = updateItem(device.document, { before: {}, after: {}, body: { before: text, after: "x" } }, context);
    expect(changed).toEqual({ ok: false, error: { kind: "newer-item" } });
    expect(encodeState(device.document)).toEqual(state);
    device.write({ title: "first" }, { title: "can still be renamed" });
    expect(device.value("title")).toBe("can still be renamed");
  });

  test("or of any kind at all breaks nothing", () => {
    for (const write of [
      (yDoc: Y.Doc) => yDoc.getText("body").insert(0, "text", { bold: true }),
      (yDoc: Y.Doc) => yDoc.getArray("body").insert(0, [1, { a: 2 }, new Y.Map([["x", 1]]), new Uint8Array(2)]),
      (yDoc: Y.Doc) => yDoc.getMap("body").set("x", 1),
    ]) {
      const { a } = twoDevices();
      const yDoc = new Y.Doc();
      yDoc.transact(() => write(yDoc));
      expect(applyUpdates(a.document, [Y.encodeStateAsUpdate(yDoc)]).ok).toBe(true);
      expect(readItem(a.document, testSchemas)?.fields.get("title")).toBe("first");
      const { text, isPlain } = readBody(a.document);
      expect([text, isPlain].join()).toMatch(/^(,true|,false|\n+,false)$/);
    }
  });

  test("reading it writes nothing", () => {
    const device = writtenBy((body) => body.insert(0, [paragraph(new Y.XmlText("plain")), headingOf("big")]));
    const state = encodeState(device.document);
    readBody(device.document);
    device.item();
    expect(encodeState(device.document)).toEqual(state);
  });
});
