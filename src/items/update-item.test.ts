import { describe, expect, test } from "vitest";
import { encodeState, openDocument } from "./document.ts";
import { kindValue } from "./item-schema.ts";
import { readItem, setMembersOf } from "./read-item.ts";
import { exchange, makeTestDevice, testSchema, testSchemas } from "./test-device.ts";
import { undoFields, updateItem } from "./update-item.ts";

/** Two devices that hold the same new item, with one clock unless the test turns theirs apart. */
function twoDevices() {
  const clock = { stamp: 100 };
  const a = makeTestDevice(1, clock);
  const b = makeTestDevice(2, clock);
  a.make({ title: "first" });
  exchange(a, b);
  return { a, b, clock };
}

const keysOf = (device: ReturnType<typeof makeTestDevice>): string[] => [...device.document.fields.keys()];

describe("a field written on two devices at once", () => {
  test("keeps both values, and both devices show the later one", () => {
    const { a, b } = twoDevices();
    a.write({ title: "first" }, { title: "from a" });
    b.write({ title: "first" }, { title: "from b" });
    exchange(a, b);
    for (const device of [a, b]) {
      expect(device.value("title")).toBe("from b");
      expect(
        device
          .item()
          .conflicts.get("title")
          ?.map(({ value }) => value),
      ).toEqual(["from b", "from a"]);
    }
    expect(encodeState(a.document)).toEqual(encodeState(b.document));
  });

  test("shows the greater log's value where the stamps are equal", () => {
    const a = makeTestDevice(1, { stamp: 100 });
    const b = makeTestDevice(2, { stamp: 100 });
    a.make({ title: "from a" });
    b.make({ title: "from b" });
    exchange(a, b);
    expect([a.value("title"), b.value("title")]).toEqual(["from b", "from b"]);
  });

  test("is no conflict when both wrote the same", () => {
    const { a, b } = twoDevices();
    a.write({ title: "first" }, { title: "same" });
    b.write({ title: "first" }, { title: "same" });
    exchange(a, b);
    expect(a.item().conflicts.size).toBe(0);
  });

  test("is settled for all by the next write of a device that has seen both, even of the value shown", () => {
    const { a, b } = twoDevices();
    a.write(undefined, { title: "from a" });
    b.write(undefined, { title: "from b" });
    exchange(a, b);
    a.write(undefined, { title: "from b" });
    exchange(a, b);
    for (const device of [a, b]) {
      expect(device.item().conflicts.size).toBe(0);
      expect(device.value("title")).toBe("from b");
      expect(keysOf(device).filter((key) => key.startsWith("title@"))).toHaveLength(1);
    }
  });

  test("keeps a write that the settling device had not seen", () => {
    const { a, b } = twoDevices();
    a.write(undefined, { title: "from a" });
    b.write(undefined, { title: "from b" });
    exchange(a, b);
    a.write(undefined, { title: "settled" });
    b.write(undefined, { title: "once more" });
    exchange(a, b);
    for (const device of [a, b])
      expect(
        device
          .item()
          .conflicts.get("title")
          ?.map(({ value }) => value),
      ).toEqual(["once more", "settled"]);
  });

  test("needs no user where the policy is to show the latest", () => {
    const { a, b } = twoDevices();
    a.write(undefined, { done: 1 });
    b.write(undefined, { done: 2 });
    exchange(a, b);
    expect([a.value("done"), b.value("done"), a.item().conflicts.size]).toEqual([2, 2, 0]);
  });
});

describe("a write", () => {
  test("touches the fields that changed and no others", () => {
    const { a } = twoDevices();
    const written = a.write({ title: "first", done: null }, { title: "first", done: 5 });
    expect(written).toEqual([{ field: "done", former: null, replaced: null, writer: a.log, stamp: 102 }]);
    expect(a.updates).toHaveLength(2);
  });

  test("of nothing makes no record", () => {
    const { a } = twoDevices();
    expect(a.write({ title: "first" }, { title: "first", done: null })).toEqual([]);
    expect(a.updates).toHaveLength(1);
  });

  test("clears with null what the change no longer names", () => {
    const { a } = twoDevices();
    a.write({}, { done: 7 });
    a.write({ done: 7 }, {});
    expect(a.value("done")).toBeNull();
    expect(keysOf(a).filter((key) => key.startsWith("done@"))).toHaveLength(1);
  });

  test("wins over what it replaced although its clock is behind", () => {
    const { a, b, clock } = twoDevices();
    clock.stamp = 1_000_000;
    a.write(undefined, { title: "by a clock that is ahead" });
    exchange(a, b);
    clock.stamp = 200;
    b.write(undefined, { title: "later in truth" });
    exchange(a, b);
    expect([a.value("title"), b.value("title")]).toEqual(["later in truth", "later in truth"]);
  });

  test("is refused with an invalid value, and nothing of it is written", () => {
    const { a } = twoDevices();
    const context = { schema: testSchema, writer: a.log, stamp: 500 };
    const before = encodeState(a.document);
    const refused = updateItem(a.document, { after: { done: 1, title: 5 } }, context);
    expect(refused).toEqual({ ok: false, error: { kind: "invalid-value", field: "title" } });
    expect(updateItem(a.document, { after: { title: "half \ud83c" } }, context).ok).toBe(false);
    expect(encodeState(a.document)).toEqual(before);
  });

  test("is refused where there is no item, or one of a newer schema", () => {
    const clock = { stamp: 1 };
    const a = makeTestDevice(1, clock);
    const context = { schema: testSchema, writer: a.log, stamp: 5 };
    expect(updateItem(a.document, { after: { title: "x" } }, context)).toEqual({ ok: false, error: { kind: "no-item" } });
    const newer = { ...testSchema, version: 2 };
    expect(updateItem(a.document, { after: { kind: kindValue(newer), title: "x" } }, { ...context, schema: newer }).ok).toBe(true);
    expect(updateItem(a.document, { after: { title: "y" } }, context)).toEqual({ ok: false, error: { kind: "newer-item" } });
    expect(undoFields(a.document, [], context)).toEqual({ ok: false, error: { kind: "newer-item" } });
    expect(readItem(a.document, testSchemas)).toMatchObject({ status: "newer", schemaVersion: 2 });
    expect(readItem(a.document, testSchemas)?.fields.get("title")).toBe("x");
  });

  test("of one field takes a few dozen bytes beyond its text", () => {
    const { a } = twoDevices();
    a.write(undefined, { title: "second" });
    expect(a.updates.at(-1)?.length).toBeLessThanOrEqual(50);
  });
});

describe("a set", () => {
  test("keeps a member that one device added while another removed it", () => {
    const { a, b } = twoDevices();
    a.write({}, { "tags.home": true, "tags.work": true });
    exchange(a, b);
    a.write({ "tags.home": true }, { "tags.home": null });
    b.write(undefined, { "tags.home": true });
    exchange(a, b);
    for (const device of [a, b]) expect(setMembersOf(device.item(), "tags")).toEqual(["home", "work"]);
    a.write({ "tags.home": true }, { "tags.home": null });
    exchange(a, b);
    expect(setMembersOf(b.item(), "tags")).toEqual(["work"]);
  });

  test("takes different members from both", () => {
    const { a, b } = twoDevices();
    a.write({}, { "tags.home": true });
    b.write({}, { "tags.work": true });
    exchange(a, b);
    expect([setMembersOf(a.item(), "tags"), setMembersOf(b.item(), "tags")]).toEqual([
      ["home", "work"],
      ["home", "work"],
    ]);
  });
});

describe("a policy with its own write rule", () => {
  test("adds what each device counted", () => {
    const { a, b } = twoDevices();
    a.write({ pages: 0 }, { pages: 10 });
    b.write({ pages: 0 }, { pages: 5 });
    exchange(a, b);
    b.write({ pages: 15 }, { pages: 16 });
    exchange(a, b);
    expect([a.value("pages"), b.value("pages")]).toEqual([16, 16]);
  });
});

describe("undo", () => {
  test("writes the former value anew, and undoing that is redo", () => {
    const { a, b } = twoDevices();
    const written = a.write({ title: "first" }, { title: "second" });
    const undone = a.undo(written);
    exchange(a, b);
    expect([b.value("title"), undone.leftAlone]).toEqual(["first", []]);
    a.undo(undone.written);
    exchange(a, b);
    expect(b.value("title")).toBe("second");
  });

  test("leaves alone what has been written since, here or elsewhere, and says so", () => {
    const { a, b } = twoDevices();
    const written = a.write({}, { title: "second", done: 5 });
    exchange(a, b);
    b.write(undefined, { title: "third" });
    exchange(a, b);
    const undone = a.undo(written);
    expect(undone.leftAlone).toEqual(["title"]);
    expect([a.value("title"), a.value("done")]).toEqual(["third", null]);
    expect(a.undo(written).update).toBeNull();
  });

  test("leaves alone a field where another device's concurrent value stands beside it", () => {
    const { a, b } = twoDevices();
    const written = a.write(undefined, { title: "from a" });
    b.write(undefined, { title: "from b" });
    exchange(a, b);
    expect(a.undo(written)).toMatchObject({ update: null, leftAlone: ["title"] });
    expect(a.item().conflicts.size).toBe(1);
  });

  test("works after the document was packed and opened again", () => {
    const { a } = twoDevices();
    const written = a.write(undefined, { title: "second" });
    const reopened = openDocument({ clientId: 77, states: [encodeState(a.document)] });
    if (!reopened.ok) throw new Error("opens");
    const undone = undoFields(reopened.value.document, written, { schema: testSchema, writer: a.log, stamp: 500 });
    expect(undone).toMatchObject({ ok: true, value: { leftAlone: [] } });
    expect(readItem(reopened.value.document, testSchemas)?.fields.get("title")).toBe("first");
  });
});
