import { describe, expect, test } from "vitest";
import { stateVectorOf } from "./document.ts";
import { emptyItem } from "./empty-item.ts";
import { joinVectors, writersBeyond } from "./late-edits.ts";
import { exchange, makeTestDevice, testSchema } from "./test-device.ts";
import { encodeStateVector } from "./write-trash.ts";

function two() {
  const clock = { stamp: 100 };
  const [a, b] = [makeTestDevice(1, clock), makeTestDevice(2, clock)];
  a.make({ title: "first" });
  exchange(a, b);
  a.write({}, { trash: true });
  const seen = joinVectors([encodeStateVector(stateVectorOf(a.document))]);
  return { a, b, seen };
}

describe("what was written unseen by who deleted an item for good", () => {
  test("is nothing where all had been seen", () => {
    const { a, b, seen } = two();
    b.receive(a);
    expect([...writersBeyond(b.document, seen)]).toEqual([]);
  });

  test.each(["a field", "the body", "taking it out of the trash"])("is %s", (edit) => {
    const { a, b, seen } = two();
    if (edit === "a field") b.write(undefined, { title: "second" });
    if (edit === "the body") b.type("", "words");
    b.receive(a);
    if (edit === "taking it out of the trash") b.write({ trash: true }, { trash: null });
    expect([...writersBeyond(b.document, seen)]).toEqual([b.log]);
  });

  test("is not that somebody else had put it into the trash at the same time", () => {
    const { a, b, seen } = two();
    b.write({}, { trash: true });
    b.receive(a);
    expect([...writersBeyond(b.document, seen)]).toEqual([]);
  });

  test("is nobody's any more where another device has replaced it", () => {
    const { a, b, seen } = two();
    b.write(undefined, { title: "second" });
    const c = makeTestDevice(3, { stamp: 500 });
    c.receive(a, b);
    c.write({ title: "second" }, { title: "third" });
    expect([...writersBeyond(c.document, seen)]).toEqual([c.log]);
  });

  test("is everything where what had been seen cannot be read", () => {
    const { a } = two();
    expect(writersBeyond(a.document, joinVectors([Uint8Array.of(9, 9)])).has(a.log)).toBe(true);
  });
});

test("an item that is emptied shows nothing any more, and can be written again", () => {
  const { a } = two();
  a.write({ trash: true }, { trash: null });
  a.write({}, { done: 3, "tags.x": true });
  a.type("", "many words");
  const emptied = emptyItem(a.document, { schema: testSchema, writer: a.log, stamp: 900 });
  expect(emptied.ok).toBe(true);
  expect(a.text()).toBe("");
  expect(a.item()).toMatchObject({ kind: "thing", hasBody: false, isTrashed: false });
  expect([...a.item().fields.keys()].filter((field) => field !== "body")).toEqual([]);
  a.write({}, { title: "again" });
  expect(a.value("title")).toBe("again");
});
