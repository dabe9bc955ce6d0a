import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { makeId } from "../base/ids.ts";
import { assert } from "../base/result.ts";
import { readBodyStart } from "./body-start.ts";
import { newInState } from "./document-states.ts";
import { encodeState, makeDocument, openDocument, stateVectorOf, type ItemDocument } from "./document.ts";
import { editBody } from "./edit-body.ts";
import { openEditorDocument, type EditorDocument } from "./editor-document.ts";
import { kindValue } from "./item-schema.ts";
import { readMark, writeMark } from "./mirror-mark.ts";
import { readItem } from "./read-item.ts";
import { testSchema, testSchemas } from "./test-device.ts";
import { updateItem } from "./update-item.ts";

const writer = makeId("log", new Uint8Array(8).fill(1));
const context = (stamp: number) => ({ schema: testSchema, writer, stamp });
const EDITOR = 2_000;

function makeItem(): ItemDocument {
  const document = makeDocument(1_000);
  assert(updateItem(document, { after: { kind: kindValue(testSchema) } }, context(1)).ok, "an item");
  return document;
}

/** An editor of the item, and what it has said to have changed. */
function openEditor(document: ItemDocument, client = EDITOR): { readonly editor: EditorDocument; readonly changes: Uint8Array[] } {
  const changes: Uint8Array[] = [];
  const editor = openEditorDocument(client, (update) => changes.push(update));
  editor.take(encodeState(document));
  return { editor, changes };
}

function write({ body, yDoc }: EditorDocument, node: string, text: string, attributes: Readonly<Record<string, string>> = {}): void {
  yDoc.transact(() => {
    const element = new Y.XmlElement(node);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.insert(0, [new Y.XmlText(text)]);
    body.insert(body.length, [element]);
  });
}

const takeIn = (document: ItemDocument, update: Uint8Array | undefined, stamp: number): Uint8Array => {
  assert(update !== undefined, "the editor has changed something");
  const edited = editBody(document, update, context(stamp));
  assert(edited.ok, "an edit of the body");
  return edited.value;
};

describe("what an editor writes", () => {
  test("is in the item with the time of the edit, as one update that makes the same document elsewhere", () => {
    const document = makeItem();
    const before = encodeState(document);
    const { editor, changes } = openEditor(document);
    write(editor, "heading", "Plans", { level: "1" });
    const update = takeIn(document, changes[0], 5);
    expect(readBodyStart(document, 100)).toBe("Plans");
    expect(readItem(document, testSchemas)).toMatchObject({ changedStamp: 5, hasBody: true });
    const other = openDocument({ clientId: 3_000, states: [before], updates: [update] });
    expect(other.ok && encodeState(other.value.document)).toEqual(encodeState(document));
  });

  test("is not told back to it, while everything else is", () => {
    const document = makeItem();
    const [mine, theirs] = [openEditor(document), openEditor(document, 2_001)];
    const told = stateVectorOf(document);
    write(mine.editor, "paragraph", "mine");
    takeIn(document, mine.changes[0], 5);
    write(theirs.editor, "paragraph", "theirs");
    takeIn(document, theirs.changes[0], 6);
    const news = newInState(encodeState(document), new Map([...told, [EDITOR, stateVectorOf(document).get(EDITOR) ?? 0]]));
    expect(Y.decodeUpdate(news).structs.map(({ id }) => id.client)).not.toContain(EDITOR);
    mine.editor.take(news);
    expect(mine.editor.body.toJSON()).toContain("theirs");
    expect(mine.changes).toHaveLength(1);
  });

  test("may only be in the body", () => {
    const document = makeItem();
    const { editor, changes } = openEditor(document);
    editor.yDoc.getMap("fields").set("title@x", [9, "stolen"]);
    editor.yDoc.getMap("elsewhere").set("a", 1);
    for (const update of changes) {
      expect(editBody(openCopy(document), update, context(5))).toEqual({ ok: false, error: { kind: "bad-update" } });
    }
  });

  test("must be an update, and build on what is here", () => {
    const document = makeItem();
    const { editor, changes } = openEditor(document);
    write(editor, "paragraph", "one");
    write(editor, "paragraph", "two");
    const second = changes[1] ?? new Uint8Array();
    expect(editBody(openCopy(document), second, context(5))).toEqual({ ok: false, error: { kind: "bad-update" } });
    expect(editBody(openCopy(document), Uint8Array.of(9, 9, 9), context(5))).toEqual({ ok: false, error: { kind: "bad-update" } });
  });

  test("makes no item", () => {
    const document = makeDocument(1_000);
    const { editor, changes } = openEditor(document);
    write(editor, "paragraph", "nowhere");
    expect(editBody(document, changes[0] ?? new Uint8Array(), context(5))).toEqual({ ok: false, error: { kind: "no-item" } });
  });
});

describe("the mark of a mirror", () => {
  const mark = { log: "0123456789abcdef", room: 7, text: "fedcba9876543210" };

  test("goes with an edit of the body, and by itself is no change of the item", () => {
    const document = makeItem();
    const { editor, changes } = openEditor(document);
    editor.yDoc.transact(() => {
      write(editor, "paragraph", "from the room");
      writeMark(editor.yDoc, { ...mark, text: null });
    });
    editor.yDoc.transact(() => writeMark(editor.yDoc, mark));
    const updates = [takeIn(document, changes[0], 5), takeIn(document, changes[1], 6)];
    expect(readItem(document, testSchemas)).toMatchObject({ changedStamp: 5, hasBody: true });
    expect(readMark(document.yDoc)).toEqual(mark);
    const other = openDocument({ clientId: 3_000, states: [encodeState(makeItem())], updates });
    expect(other.ok && readMark(other.value.document.yDoc)).toEqual(mark);
  });

  test("may be nothing but what a device can read, and nothing beside it", () => {
    const document = makeItem();
    const { editor, changes } = openEditor(document);
    const root = editor.yDoc.getMap("mirror");
    for (const value of ["text", ["0123456789abcdef"], [mark.log, -1], [mark.log, 1, "x"], [mark.log, 1, mark.text, "more"], new Y.Map()]) {
      root.set("at", value);
    }
    root.set("at", [mark.log, 1]);
    root.delete("at");
    root.set("elsewhere", [mark.log, 1]);
    let copy = openCopy(document);
    for (const [i, update] of changes.entries()) {
      const edited = editBody(openCopy(copy), update, context(5));
      expect([i, edited.ok]).toEqual([i, i === 6]);
      copy = openCopy(document);
      for (const before of changes.slice(0, i + 1)) Y.applyUpdate(copy.yDoc, before);
    }
  });
});

const openCopy = (document: ItemDocument): ItemDocument => {
  const copy = openDocument({ clientId: 4_000, states: [encodeState(document)] });
  assert(copy.ok, "a state opens");
  return copy.value.document;
};

describe("the beginning of a body", () => {
  test("is its text on one line, from whatever elements, cut where no letter is halved", () => {
    const document = makeItem();
    const { editor, changes } = openEditor(document);
    write(editor, "heading", "Plans ");
    write(editor, "hologram", " for 😀 all");
    for (const update of changes) takeIn(document, update, 5);
    expect(readBodyStart(document, 100)).toBe("Plans for 😀 all");
    expect(readBodyStart(document, 11)).toBe("Plans for ");
    expect(readBodyStart(makeItem(), 100)).toBe("");
  });
});
