import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { readBody } from "./read-body.ts";
import { encodeStateV1 } from "./document-states.ts";
import { isWellFormedUpdate, openDocument, stateVectorOf, type ItemDocument } from "./document.ts";
import { readMark, writeMark } from "./mirror-mark.ts";
import { readItem } from "./read-item.ts";
import { makeTestDevice, testSchemas, type TestDevice } from "./test-device.ts";
import { outlineOf } from "./update-outline.ts";
import { isPlainUpdate } from "./update-walk.ts";

const LINES = ["", "first words", "größer als 🙂 gedacht", "x".repeat(300)];

function documentOf(update: Uint8Array): ItemDocument | null {
  const opened = openDocument({ clientId: 77, updates: [update] });
  return opened.ok ? opened.value.document : null;
}

/** What a row may be made of. */
const told = (document: ItemDocument): unknown => [readItem(document, testSchemas), stateVectorOf(document)];

function made(change: (device: TestDevice) => void): Uint8Array {
  const device = makeTestDevice(1, { stamp: 0 });
  device.make({ title: "größer", done: 4, "tags.home": true });
  change(device);
  return encodeStateV1(device.document);
}

const withText = (text: string): Uint8Array => made((device) => void device.type("", text));

function rawUpdate(change: (body: Y.XmlFragment, yDoc: Y.Doc) => void): Uint8Array {
  const yDoc = new Y.Doc();
  yDoc.clientID = 9;
  yDoc.transact(() => change(yDoc.getXmlFragment("body"), yDoc));
  return Y.encodeStateAsUpdate(yDoc);
}

/** Each with a body that this version does not write. */
const FOREIGN: readonly (readonly [string, Uint8Array])[] = [
  ["words without a paragraph", rawUpdate((body) => body.insert(0, [new Y.XmlText("words"), new Y.XmlText("more")]))],
  ["an element of another name", rawUpdate((body) => body.insert(0, [new Y.XmlElement("picture"), new Y.XmlText("more")]))],
  [
    "an element with attributes",
    rawUpdate((body) => {
      const element = new Y.XmlElement("paragraph");
      body.insert(0, [element, new Y.XmlText("more")]);
      element.setAttribute("align", "left");
      element.setAttribute("align", "right");
    }),
  ],
  [
    "marked words",
    rawUpdate((body) => {
      const text = new Y.XmlText("some words");
      body.insert(0, [text]);
      text.format(0, 4, { strong: true });
    }),
  ],
  [
    "other roots",
    rawUpdate((body, yDoc) => {
      yDoc.getMap("fields").set("x", new Y.Map([["y", 1]]));
      yDoc.getText("elsewhere").insert(0, "words");
      body.insert(0, [new Y.XmlElement("paragraph"), new Y.XmlText("a"), new Y.XmlText("b")]);
    }),
  ],
];

describe("an outline", () => {
  test("has the mark of a mirror, which is beside the body", () => {
    const mark = { log: "0123456789abcdef", room: 3, text: null };
    const update = rawUpdate((body, yDoc) => {
      body.insert(0, [new Y.XmlText("words"), new Y.XmlText("more"), new Y.XmlText("and more")]);
      writeMark(yDoc, mark);
    });
    expect(isPlainUpdate(update)).toBe(true);
    const outline = documentOf(outlineOf(update) ?? new Uint8Array());
    expect(outline && readMark(outline.yDoc)).toEqual(mark);
  });

  test("of a new item with a long text says all that the update says but the text, and is short", () => {
    const update = withText(Array.from({ length: 200 }, (_, line) => `line ${line}`).join("\n\n"));
    const outline = outlineOf(update);
    if (outline === null) throw new Error("an outline");
    expect(outline.length).toBeLessThan(400);
    const [whole, short] = [documentOf(update), documentOf(outline)];
    if (whole === null || short === null) throw new Error("both open");
    expect(told(short)).toEqual(told(whole));
    expect(told(short)).toMatchObject([{ hasBody: true, status: "known" }, {}]);
    expect(readBody(short).text).toContain("line 0");
  });

  test.each(["", "\n\n\n", "words", "\n\nwords\n", ...FOREIGN.map(([name]) => name)])(
    "of a body that is %j, if there is one, tells the same",
    (text) => {
      const update = FOREIGN.find(([name]) => name === text)?.[1] ?? withText(text);
      const [whole, short] = [documentOf(update), documentOf(outlineOf(update) ?? update)];
      if (whole === null || short === null) throw new Error("both open");
      expect(told(short)).toEqual(told(whole));
    },
  );

  test("is not made of what builds on something that is not in it, deletes something, or has no body", () => {
    const device = makeTestDevice(1, { stamp: 0 });
    device.make({ title: "a" });
    device.type("", "some\nlines\nof text");
    device.type("some\nlines\nof text", "some\nlines\nof a text\nand more");
    expect(outlineOf(device.updates[2] ?? new Uint8Array())).toBeNull();
    expect(outlineOf(made((edited) => void (edited.type("", "a\nb\nc"), edited.type("a\nb\nc", "a\nc"))))).toBeNull();
    expect(outlineOf(made(() => undefined))).toBeNull();
  });

  test("however an update is broken tells what the update tells, and is made only of well-formed ones", () => {
    const sources = [withText(LINES.join("\n")), withText("a\n\nb"), made(() => undefined), ...FOREIGN.map(([, update]) => update)];
    const flips = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 4 });
    let outlines = 0;
    fc.assert(
      fc.property(fc.constantFrom(...sources), flips, (source, changes) => {
        const update = source.slice();
        for (const [at, byte] of changes) update[at % update.length] = byte;
        const outline = outlineOf(update);
        if (outline === null) return;
        outlines += 1;
        expect(isWellFormedUpdate(update)).toBe(true);
        const [whole, short] = [documentOf(update), documentOf(outline)];
        if (whole === null || short === null) throw new Error("both open");
        expect(told(short)).toEqual(told(whole));
      }),
      { numRuns: 2000, seed: 20_261_126 },
    );
    expect(outlines).toBeGreaterThan(100);
  });
});

const isSpan = (clock: number, length: number): boolean => length > 0 && Number.isSafeInteger(clock + length);

const isBefore = (target: unknown, { client, clock }: Y.ID): boolean =>
  !(target instanceof Y.ID) || target.client !== client || target.clock < clock;

const isRight = (struct: Y.AbstractStruct): boolean =>
  isSpan(struct.id.clock, struct.length) &&
  (!(struct instanceof Y.Item) || [struct.origin, struct.rightOrigin, struct.parent].every((target) => isBefore(target, struct.id)));

/** Slowly, by what Yjs makes of it. */
function isReadByYjs(update: Uint8Array): boolean {
  try {
    const { structs, ds } = Y.decodeUpdate(update);
    return structs.every(isRight) && [...ds.clients.values()].flat().every(({ clock, len }) => isSpan(clock, len));
  } catch {
    return false;
  }
}

describe("an update is called plain", () => {
  test("where this program has written it", () => {
    const device = makeTestDevice(1, { stamp: 0 });
    device.make({ title: "größer 🙂", done: 1.5, "tags.home": true });
    device.type("", LINES.join("\n"));
    device.write({ title: "größer 🙂" }, { title: "b", trash: true });
    for (const update of [...device.updates, encodeStateV1(device.document)]) expect(isPlainUpdate(update)).toBe(true);
  });

  test.each([[[9]], [[0x89, 0]]])("not where an operation builds on a later one of its own client, written as %j", (client) => {
    const building = (firstClock: number): Uint8Array => Uint8Array.of(1, 1, 9, firstClock, 0x84, ...client, 5, 1, 97, 0);
    expect([isPlainUpdate(building(6)), isPlainUpdate(building(5))]).toEqual([true, false]);
    expect([isReadByYjs(building(6)), isReadByYjs(building(5))]).toEqual([true, false]);
  });

  test("only if Yjs reads it and it is well-formed, however it is broken", () => {
    const device = makeTestDevice(1, { stamp: 0 });
    device.make({ title: "a title", done: 3, "tags.home": true });
    device.type("", "größer\nb");
    device.type("größer\nb", "grö\nb");
    const sources = [...device.updates, encodeStateV1(device.document), ...FOREIGN.map(([, update]) => update)];
    const flips = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 4 });
    let plain = 0;
    fc.assert(
      fc.property(fc.constantFrom(...sources), flips, fc.nat(), (source, changes, cut) => {
        const update = source.slice(0, cut % 3 === 0 ? cut % source.length : source.length);
        for (const [at, byte] of changes) if (update.length > 0) update[at % update.length] = byte;
        const isPlain = isPlainUpdate(update);
        plain += isPlain ? 1 : 0;
        expect(!isPlain || isReadByYjs(update)).toBe(true);
        expect(isWellFormedUpdate(update)).toBe(isReadByYjs(update));
      }),
      { numRuns: 3000, seed: 20_261_126 },
    );
    expect(plain).toBeGreaterThan(200);
  });
});
