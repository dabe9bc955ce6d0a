import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeState, openDocument } from "./document.ts";
import { readItem } from "./read-item.ts";
import { exchange, makeTestDevice, testSchemas } from "./test-device.ts";
import { parseStateVector } from "./trash.ts";
import { encodeStateVector } from "./write-trash.ts";

function threeDevices() {
  const clock = { stamp: 100 };
  const [a, b, c] = [makeTestDevice(1, clock), makeTestDevice(2, clock), makeTestDevice(3, clock)];
  a.make({ title: "first" });
  exchange(a, b, c);
  return { a, b, c, clock };
}

describe("an item put into the trash", () => {
  test("is in the trash everywhere, its own write included, whatever arrives first", () => {
    const { a, b, c } = threeDevices();
    b.write(undefined, { done: 1 });
    a.receive(b);
    a.write({}, { trash: true });
    expect(a.item().isTrashed).toBe(true);
    // c holds the flag before the edit that the flag covers.
    c.receive(a);
    expect(c.item().isTrashed).toBe(true);
    exchange(a, b, c);
    for (const device of [a, b, c]) expect(device.item()).toMatchObject({ isTrashed: true, trashedStamp: 103 });
  });

  test("together with other fields is covered whatever the order they are named in", () => {
    const { a } = threeDevices();
    a.write({}, { trash: true, title: "last words", done: 3 });
    expect(a.item().isTrashed).toBe(true);
  });

  test("stays there when two devices did it at once", () => {
    const { a, b } = threeDevices();
    a.write({}, { trash: true });
    b.write({}, { trash: true });
    exchange(a, b);
    expect([a.item().isTrashed, b.item().isTrashed]).toEqual([true, true]);
  });

  test("comes back by an edit made elsewhere before the trash was seen, whatever the clocks say", () => {
    const { a, b, clock } = threeDevices();
    clock.stamp = 1_000_000;
    a.write({}, { trash: true });
    clock.stamp = 200;
    b.write(undefined, { title: "still needed" });
    exchange(a, b);
    for (const device of [a, b]) expect(device.item()).toMatchObject({ isTrashed: false, trashedStamp: null });
    expect(a.value("title")).toBe("still needed");
    a.write({}, { trash: true });
    exchange(a, b);
    expect(b.item().isTrashed).toBe(true);
  });

  test("comes back by an edit of a third device although two had put it there at once", () => {
    const { a, b, c } = threeDevices();
    a.write({}, { trash: true });
    b.write({}, { trash: true });
    c.write(undefined, { done: 9 });
    exchange(a, b, c);
    for (const device of [a, b, c]) expect(device.item().isTrashed).toBe(false);
  });

  test("is restored for all, also against a concurrent flag", () => {
    const { a, b } = threeDevices();
    a.write({}, { trash: true });
    exchange(a, b);
    a.write({ trash: true }, { trash: null });
    b.write(undefined, { trash: true });
    exchange(a, b);
    expect([a.item().isTrashed, b.item().isTrashed]).toEqual([false, false]);
  });

  test("is brought back by undo, and put there again by redo over what came since", () => {
    const { a, b } = threeDevices();
    const trashed = a.write({}, { trash: true });
    const undone = a.undo(trashed);
    expect(a.item().isTrashed).toBe(false);
    b.write(undefined, { done: 4 });
    exchange(a, b);
    a.undo(undone.written);
    exchange(a, b);
    expect([a.item().isTrashed, b.item().isTrashed]).toEqual([true, true]);
  });

  test("keeps its flag when packed and opened again", () => {
    const { a } = threeDevices();
    a.write({}, { trash: true });
    const reopened = openDocument({ clientId: 5, states: [encodeState(a.document)] });
    if (!reopened.ok) throw new Error("opens");
    expect(readItem(reopened.value.document, testSchemas)?.isTrashed).toBe(true);
  });

  test("comes back by every kind of write, since each adds an operation", () => {
    for (const after of [{ done: null }, { "tags.home": null }, { pages: 0 }]) {
      const { a, b } = threeDevices();
      a.write({}, { trash: true });
      b.write(undefined, after);
      exchange(a, b);
      expect(a.item().isTrashed, `${Object.keys(after).join()} brings it back`).toBe(false);
    }
  });
});

describe("the flag's vector", () => {
  const client = fc.maxSafeNat();

  test("is read as it was written, clients ascending", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(client, client), { maxLength: 20 }), (entries) => {
        const vector = new Map(entries);
        expect(parseStateVector(encodeStateVector(vector))).toEqual(vector);
      }),
    );
    expect(
      encodeStateVector(
        new Map([
          [300, 2],
          [1, 7],
        ]),
      ),
    ).toEqual(Uint8Array.of(2, 1, 7, 172, 2, 2));
  });

  test("is nothing else", () => {
    for (const value of [null, true, "x", new Uint8Array(0), Uint8Array.of(1), Uint8Array.of(2, 3, 1, 3, 1), Uint8Array.of(0, 0)]) {
      expect(parseStateVector(value)).toBeNull();
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const vector = parseStateVector(bytes);
        expect(vector === null ? bytes : encodeStateVector(vector)).toEqual(bytes);
      }),
    );
  });
});
