import { describe, expect, test } from "vitest";
import type { ItemId } from "../base/ids.ts";
import { ItemSet } from "./item-set.ts";
import { updatesOfLargeItems } from "./large-items.ts";
import { act, addTask, bring, openShared, seededRandom, TestProfile, titlesOf, valueIn } from "./space.suite.ts";
import { encodeStateV1 } from "../items/document.ts";

const updatesOf = (items: ItemSet, id: ItemId): ReadonlyMap<ItemId, readonly Uint8Array[]> =>
  new Map([[id, [encodeStateV1(items.open(id))]]]);

const threes = (length: number): Uint8Array => new Uint8Array(length).fill(3);

describe("the items of a space", () => {
  test("stay as they were when a change was built and not put back", async () => {
    const space = await new TestProfile(1).open();
    const id = await addTask(space, "one");
    const { items } = space.core;
    const before = items.digest();
    items.open(id).fields.set("title@0000000000000000", [1, "never committed"]);
    expect(items.digest()).toEqual(before);
    expect(items.item(id)?.fields.get("title")).toBe("one");
  });

  test("are the same when an update comes twice", async () => {
    const space = await new TestProfile(1).open();
    const id = await addTask(space, "one");
    const items = new ItemSet(seededRandom("a"));
    for (let time = 0; time < 2; time++) items.apply(updatesOf(space.core.items, id));
    expect(items.digest()).toEqual(space.core.items.digest());
    expect([items.index.size, [...items.ids]]).toEqual([1, [id]]);
  });

  test("are written under another client id once somebody imitates this worker's", async () => {
    const imitated = new ItemSet(threes);
    const imitator = new ItemSet(threes);
    const space = await new TestProfile(1).open();
    const id = await addTask(space, "one");
    const document = imitator.open(id);
    document.yDoc.getMap("fields").set("title@0000000000000000", [1, "imitated"]);
    const before = imitated.open(id).clientId;
    let calls = 0;
    const items = new ItemSet((length) => new Uint8Array(length).fill(calls++ === 0 ? 3 : 4));
    items.apply(new Map([[id, [encodeStateV1(document)]]]));
    expect(items.open(id).clientId).not.toBe(before);
  });

  test("of another set are taken over with what is here already", async () => {
    const { spaces } = await openShared(2);
    const [a, b] = spaces;
    if (a === undefined || b === undefined) throw new Error("two spaces");
    await addTask(a, "shared");
    await bring(a, b);
    await addTask(b, "only there");
    const target = await new TestProfile(5).open();
    expect(target.core.items.adoptAll(new ItemSet(seededRandom("none")), [], new Map())).toBeNull();
    const adopted = await target.write(() => ({ ok: true, value: target.core.items.adoptAll(b.core.items, [], new Map()) }));
    expect(valueIn(adopted)?.extra).toBe(2);
    expect([...titlesOf(target)].sort()).toEqual(["only there", "shared"]);
    expect(target.core.items.digest()).toEqual(b.core.items.digest());
  });

  test("of another set are taken over however large devices that wrote at once have made them", async () => {
    const { spaces } = await openShared(2);
    const [a, b] = spaces;
    if (a === undefined || b === undefined) throw new Error("two spaces");
    const id = await addTask(a, "long");
    await bring(a, b);
    for (const [space, character] of [
      [a, "日"],
      [b, "月"],
    ] as const) {
      await act(space, { kind: "set-notes", id, before: "", after: character.repeat(60_000) }); // prettier-ignore
    }
    await bring(a, b);
    const target = await new TestProfile(5).open();
    const large = await updatesOfLargeItems(b.core);
    expect([...large].map(([item, updates]) => [item, updates.length])).toEqual([[id, 3]]);
    const adopted = await target.write(() => ({ ok: true, value: target.core.items.adoptAll(b.core.items, [], large) }));
    expect(valueIn(adopted)?.extra).toBe(1);
    expect(target.core.items.digest()).toEqual(b.core.items.digest());
    expect(target.core.items.details(id)?.notes).toHaveLength(120_001);
  });
});
