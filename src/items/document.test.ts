import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { applyUpdates, encodeState, isWellFormedUpdate, makeDocument, openDocument, stateVectorOf } from "./document.ts";
import { readItem } from "./read-item.ts";
import { exchange, makeTestDevice, testSchema, testSchemas } from "./test-device.ts";
import { updateItem } from "./update-item.ts";
import { encodeStateV1 } from "./document-states.ts";
import { changeDocument } from "./change-document.ts";

/** A document as a page session `clientId` would write it without any of our rules. */
function rawUpdate(clientId: number, change: (yDoc: Y.Doc) => void): Uint8Array {
  const yDoc = new Y.Doc();
  yDoc.clientID = clientId;
  yDoc.transact(() => change(yDoc));
  return Y.encodeStateAsUpdate(yDoc);
}

describe("a document", () => {
  test("keeps its client id when it reads its own operations again", () => {
    const a = makeTestDevice(1, { stamp: 0 });
    a.make({ title: "x" });
    const reopened = openDocument({ clientId: a.document.clientId, updates: a.updates });
    if (!reopened.ok) throw new Error("opens");
    expect(reopened.value).toMatchObject({ hasOwnOperations: true, isPending: false });
    const { document } = reopened.value;
    expect(document.yDoc.clientID).toBe(a.document.clientId);
    updateItem(document, { after: { title: "y" } }, { schema: testSchema, writer: a.log, stamp: 9 });
    expect([...stateVectorOf(document).keys()]).toEqual([a.document.clientId]);
  });

  test("does not take what it opens from for an imitation of itself", () => {
    const a = makeTestDevice(1, { stamp: 0 });
    const b = makeTestDevice(2, { stamp: 5 });
    a.make({ title: "x" });
    b.make({ title: "y" });
    const source = { clientId: a.document.clientId, states: [encodeState(a.document)] };
    expect(openDocument({ ...source, updates: b.updates })).toMatchObject({ ok: true, value: { hasOwnOperations: false } });
    a.write(undefined, { title: "z" });
    expect(openDocument({ ...source, updates: a.updates })).toMatchObject({ ok: true, value: { hasOwnOperations: true } });
  });

  test("tells when operations under its client id come from elsewhere", () => {
    const document = makeDocument(7);
    const imitation = rawUpdate(7, (yDoc) => yDoc.getMap("fields").set("x", 1));
    expect(applyUpdates(document, [imitation])).toEqual({ ok: true, value: { hasOwnOperations: true, isPending: false } });
    expect(applyUpdates(document, [rawUpdate(8, (yDoc) => yDoc.getMap("fields").set("x", 1))])).toMatchObject({
      ok: true,
      value: { hasOwnOperations: false },
    });
  });

  test("never gets operations by applying records: not even where Yjs would clean up formatting", () => {
    const first = rawUpdate(1, (yDoc) => {
      const line = new Y.XmlText("some words");
      yDoc.getXmlFragment("text").insert(0, [line]);
      line.format(0, 4, { strong: true });
    });
    const yDoc = new Y.Doc();
    Y.applyUpdate(yDoc, first);
    yDoc.clientID = 2;
    const before = Y.encodeStateVector(yDoc);
    const line = yDoc.getXmlFragment("text").get(0);
    if (!(line instanceof Y.XmlText)) throw new Error("the line");
    line.delete(0, 4);
    const second = Y.encodeStateAsUpdate(yDoc, before);
    const opened = openDocument({ clientId: 3, updates: [first] });
    if (!opened.ok) throw new Error("opens");
    const events: unknown[] = [];
    opened.value.document.yDoc.on("update", (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      events.push([transaction.local, transaction.deleteSet.clients.size]);
    });
    expect(applyUpdates(opened.value.document, [second]).ok).toBe(true);
    expect(events).toEqual([[false, 1]]);
    expect([...stateVectorOf(opened.value.document).keys()]).toEqual([1]);
  });

  test("says while it waits for what its updates depend on", () => {
    const clock = { stamp: 0 };
    const a = makeTestDevice(1, clock);
    const b = makeTestDevice(2, clock);
    a.make({ title: "x" });
    b.receive(a);
    b.write(undefined, { title: "y" });
    const document = makeDocument(9);
    // b's write deletes a's key, which is not there yet.
    expect(applyUpdates(document, b.updates)).toMatchObject({ ok: true, value: { isPending: true } });
    expect(applyUpdates(document, a.updates)).toMatchObject({ ok: true, value: { isPending: false } });
    exchange(a, b);
    expect(encodeState(document)).toEqual(encodeState(a.document));
    const twoSessions = [1, 2].map((count) =>
      rawUpdate(5, (yDoc) =>
        yDoc.getArray("a").insert(
          0,
          Array.from({ length: count }, () => 1),
        ),
      ),
    );
    const later = Y.diffUpdate(twoSessions[1] ?? new Uint8Array(), Y.encodeStateVectorFromUpdate(twoSessions[0] ?? new Uint8Array()));
    expect(applyUpdates(document, [later])).toMatchObject({ ok: true, value: { isPending: true } });
  });

  test("goes whole into another log as one update, and tells nothing it holds twice", () => {
    const clock = { stamp: 0 };
    const a = makeTestDevice(1, clock);
    const b = makeTestDevice(2, clock);
    a.make({ title: "x", "tags.home": true });
    b.receive(a);
    b.write(undefined, { title: "y", trash: true });
    const moved = encodeStateV1(b.document);
    const adopted = openDocument({ clientId: 9, updates: [moved, ...a.updates, moved, ...b.updates] });
    if (!adopted.ok) throw new Error("opens");
    expect(encodeState(adopted.value.document)).toEqual(encodeState(b.document));
  });

  test("opens from a packed state and the updates after it", () => {
    const clock = { stamp: 0 };
    const a = makeTestDevice(1, clock);
    a.make({ title: "x" });
    const state = encodeState(a.document);
    a.write(undefined, { title: "y" });
    const opened = openDocument({ clientId: 9, states: [state], updates: a.updates.slice(1) });
    if (!opened.ok) throw new Error("opens");
    expect(readItem(opened.value.document, testSchemas)?.fields.get("title")).toBe("y");
  });

  test("whose change wrote nothing makes no update", () => {
    expect(changeDocument(makeDocument(1), () => undefined)).toBeNull();
  });
});

describe("updates of a hostile device", () => {
  test("that do not decode are an error, and the document is not used again", () => {
    for (const bytes of [new Uint8Array(0), Uint8Array.of(255), Uint8Array.of(1, 1, 200, 1), new Uint8Array(40).fill(255)]) {
      const document = makeDocument(1);
      expect(applyUpdates(document, [bytes])).toMatchObject({ ok: false, error: { kind: "malformed-update" } });
      expect(() => encodeState(document)).toThrow("thrown away");
      expect(() => applyUpdates(document, [])).toThrow("thrown away");
      expect(isWellFormedUpdate(bytes)).toBe(false);
      expect(openDocument({ clientId: 1, states: [bytes] })).toMatchObject({ ok: false, error: { kind: "malformed-update" } });
    }
  });

  test("never throw past the boundary, however they are broken, nor make the item unreadable", () => {
    const a = makeTestDevice(1, { stamp: 5 });
    a.make({ title: "a title", done: 3, "tags.home": true });
    a.write(undefined, { title: "another", trash: true });
    const whole = encodeStateV1(a.document);
    const text = rawUpdate(4, (yDoc) => yDoc.getXmlFragment("text").insert(0, [new Y.XmlElement("p"), new Y.XmlText("words")]));
    const flips = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(whole, text, ...a.updates), flips, fc.nat(), (update, changes, cut) => {
        const broken = update.slice(0, cut % 3 === 0 ? 1 + (cut % update.length) : update.length);
        for (const [at, byte] of changes) broken[at % broken.length] = byte;
        const document = makeDocument(1);
        const applied = applyUpdates(document, [...a.updates, broken]);
        const item = applied.ok ? readItem(document, testSchemas) : null;
        expect(item === null || item.kind === "thing" || item.status === "newer").toBe(true);
        // What is well-formed by itself applies to every document, so that none can be broken on one device only.
        expect(applied.ok || !isWellFormedUpdate(broken)).toBe(true);
      }),
      { numRuns: 3000, seed: 20_261_120 },
    );
  });

  test("of random bytes never throw past the boundary", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(typeof applyUpdates(makeDocument(1), [bytes]).ok).toBe("boolean");
      }),
      { numRuns: 2000 },
    );
  });
});
