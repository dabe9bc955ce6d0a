import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { bytesToBase64url } from "../base/bytes.ts";
import { idToBytes } from "../base/ids.ts";
import { applyUpdates, makeDocument } from "./document.ts";
import { readItem } from "./read-item.ts";
import { makeTestDevice, testSchema, testSchemas } from "./test-device.ts";

const writerKey = (index: number): string => bytesToBase64url(new Uint8Array(8).fill(index));

/** Puts entries into a document of `device`'s item as a hostile member would. */
function withEntries(change: (fields: Y.Map<unknown>, yDoc: Y.Doc) => void) {
  const device = makeTestDevice(1, { stamp: 10 });
  device.make({ title: "good" });
  const yDoc = new Y.Doc();
  yDoc.transact(() => change(yDoc.getMap("fields"), yDoc));
  const applied = applyUpdates(device.document, [Y.encodeStateAsUpdate(yDoc)]);
  expect(applied.ok).toBe(true);
  return device;
}

describe("an item read from a document of a hostile member", () => {
  test("ignores and counts what is not an entry", () => {
    const device = withEntries((fields) => {
      fields.set("no writer", [1, "x"]);
      fields.set("@AAAAAAAAAAA", [1, "x"]);
      fields.set("title@short", [1, "x"]);
      fields.set(`${"t".repeat(200)}@${writerKey(2)}`, [1, "x"]);
      fields.set(`title@${writerKey(2)}`, "x");
      fields.set(`title@${writerKey(3)}`, [1]);
      fields.set(`title@${writerKey(4)}`, [1, "x", 2]);
      fields.set(`title@${writerKey(5)}`, [-1, "x"]);
      fields.set(`title@${writerKey(6)}`, [1.5, "x"]);
      fields.set(`title@${writerKey(7)}`, [2 ** 60, "x"]);
      fields.set(`title@${writerKey(8)}`, ["1", "x"]);
      fields.set(`title@${writerKey(9)}`, new Y.Map([["0", 1]]));
      fields.set(`title@${writerKey(10)}`, new Y.Array());
      fields.set(`title@${writerKey(11)}`, new Uint8Array(3));
      fields.set(`title@${writerKey(12)}`, new Y.Doc());
      fields.set(`title@${writerKey(13)}`, [9, undefined]);
    });
    expect(device.item()).toMatchObject({ ignoredEntries: 16, status: "known" });
    expect(device.value("title")).toBe("good");
    expect(device.item().conflicts.size).toBe(0);
  });

  test("ignores and counts values that may not stand in their field, and fields that are not in the schema", () => {
    const device = withEntries((fields) => {
      fields.set(`title@${writerKey(2)}`, [99, 5]);
      fields.set(`done@${writerKey(2)}`, [99, "yes"]);
      fields.set(`tags.@${writerKey(2)}`, [99, true]);
      fields.set(`tags@${writerKey(2)}`, [99, true]);
      fields.set(`tags.home@${writerKey(2)}`, [99, "true"]);
      fields.set(`__proto__@${writerKey(2)}`, [99, true]);
      fields.set(`constructor@${writerKey(2)}`, [99, true]);
      fields.set(`kind@${writerKey(2)}`, [99, ["thing", -1]]);
      fields.set(`trash@${writerKey(2)}`, [99, true]);
      fields.set(`trash@${writerKey(3)}`, [99, new Uint8Array([9])]);
    });
    expect(device.item()).toMatchObject({ ignoredEntries: 10, isTrashed: false, status: "known" });
    expect([...device.item().fields]).toEqual([["title", "good"]]);
  });

  test("is not hidden by an invalid flag beside a valid one, and writes clear invalid siblings away", () => {
    const device = withEntries((fields) => {
      fields.set(`trash@${writerKey(3)}`, [99, new Uint8Array([9])]);
      fields.set(`title@${writerKey(3)}`, ["no stamp", "x"]);
    });
    device.write(undefined, { trash: true, title: "better" });
    expect(device.item()).toMatchObject({ isTrashed: true, ignoredEntries: 0 });
  });

  test("is not disturbed by other root types, list content in the map, or sub-documents", () => {
    const device = withEntries((_fields, yDoc) => {
      yDoc.getArray("stranger").insert(0, [1, { a: 1 }, new Y.Doc()]);
      yDoc.getText("other").insert(0, "text");
    });
    const yDoc = new Y.Doc();
    yDoc.getArray("fields").insert(0, [1, 2, 3]);
    yDoc.getMap("text").set("a", 1);
    expect(applyUpdates(device.document, [Y.encodeStateAsUpdate(yDoc)]).ok).toBe(true);
    expect(device.item()).toMatchObject({ ignoredEntries: 0 });
    expect(device.value("title")).toBe("good");
  });

  test("is no item without a valid kind", () => {
    expect(readItem(makeDocument(1), testSchemas)).toBeNull();
    for (const kind of [
      "thing",
      [],
      ["thing"],
      ["", 1],
      ["thing", 0],
      ["thing", 1.5],
      ["thing", "1"],
      ["x".repeat(40), 1],
      null,
      { 0: "thing", 1: 1 },
    ]) {
      const yDoc = new Y.Doc();
      yDoc.getMap("fields").set(`kind@${writerKey(1)}`, [1, kind]);
      const document = makeDocument(1);
      applyUpdates(document, [Y.encodeStateAsUpdate(yDoc)]);
      expect(readItem(document, testSchemas)).toBeNull();
    }
  });
});

describe("an item of a newer program", () => {
  test("is shown as far as it is understood, and marked", () => {
    const device = withEntries((fields) => {
      fields.set(`kind@${writerKey(2)}`, [1, ["thing", 2]]);
      fields.set(`mood@${writerKey(2)}`, [1, { valence: 3 }]);
    });
    expect(device.item()).toMatchObject({ status: "newer", kind: "thing", schemaVersion: 2, ignoredEntries: 0 });
    expect(device.value("title")).toBe("good");
    expect(device.value("mood")).toEqual({ valence: 3 });
  });

  test("of a kind that is not known is newer as well", () => {
    const device = makeTestDevice(1, { stamp: 1 });
    device.make({ title: "x" });
    expect(readItem(device.document, new Map())).toMatchObject({ status: "newer", kind: "thing" });
  });
});

describe("what an item tells about its making", () => {
  test("is the first kind's stamp and the last stamp of all", () => {
    const clock = { stamp: 10 };
    const [a, b] = [makeTestDevice(1, clock), makeTestDevice(2, clock)];
    a.make({ title: "x" });
    b.make({ title: "x" });
    a.receive(b);
    a.write({}, { done: 4 });
    expect(a.item()).toMatchObject({ createdStamp: 11, changedStamp: 13, schemaVersion: testSchema.version });
    expect(bytesToBase64url(idToBytes(a.log))).toBe(writerKey(1));
  });
});
