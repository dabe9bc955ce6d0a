import { describe, expect, test } from "vitest";
import { makeId, type ItemId } from "../base/ids.ts";
import { encodeStateV1 } from "../items/document-states.ts";
import { encodeState, makeDocument, type ItemDocument } from "../items/document.ts";
import { KIND_FIELD, kindValue } from "../items/item-schema.ts";
import { encodeStateVector } from "../items/write-trash.ts";
import { updateItem } from "../items/update-item.ts";
import { taskSchema } from "../model/task-schema.ts";
import type { LogPath } from "../ports/store.ts";
import { itemRow } from "./item-row.ts";
import { ItemSet } from "./item-set.ts";
import { itemsToRows, type BaseRows } from "./page-columns.ts";
import { act, addTask, bring, openShared, seededRandom, TestProfile, titlesOf, valueIn } from "./space.suite.ts";
import type { StateSource } from "./state-source.ts";
import { Tail, type ItemUpdate } from "./tail.ts";
import { takeItems } from "./take-items.ts";
import { readDetails } from "./read-details.ts";

const LOG = makeId("log", new Uint8Array(8).fill(1));
const PATH: LogPath = { log: LOG, branch: "" };
const threes = (length: number): Uint8Array => new Uint8Array(length).fill(3);

const itemNumber = (number: number): ItemId => makeId("item", new Uint8Array(16).fill(number));

const emptySet = (parts: Partial<ConstructorParameters<typeof ItemSet>[0]> = {}): ItemSet =>
  new ItemSet({ random: seededRandom("items"), cacheBytes: 10_000, ...parts });

async function applyAll(items: ItemSet, updates: readonly ItemUpdate[]): Promise<void> {
  await items.load(updates.map(({ item }) => item));
  items.apply(updates);
  items.release();
}

/** As row pages give them back. */
const rowsOf = (documents: ReadonlyMap<ItemId, ItemDocument>): BaseRows =>
  itemsToRows([...documents].map(([id, document]) => ({ ...itemRow(id, document), packs: [1], isPurged: false })));

/** The updates of one task as the records of one log carry them: made, then renamed. */
function taskUpdates(item: ItemId, ...titles: readonly string[]): readonly ItemUpdate[] {
  const document = makeDocument(1000 + Number.parseInt(item.slice(0, 2), 16));
  return titles.map((title, index) => {
    const after = index === 0 ? { [KIND_FIELD]: kindValue(taskSchema), title } : { title };
    const written = valueIn(updateItem(document, { after }, { schema: taskSchema, writer: LOG, stamp: 1_000 + index }));
    if (written.update === null) throw new Error("a change");
    return { item, update: written.update, path: PATH, seq: index + 1 };
  });
}

/** A base of these documents; `reads` says what was asked for, `lost` what cannot be read. */
function baseOf(documents: ReadonlyMap<ItemId, ItemDocument>) {
  const reads: (readonly ItemId[])[] = [];
  const lost = new Set<ItemId>();
  const source: StateSource = {
    ids: documents.keys(),
    has: (id) => documents.has(id),
    async read(ids) {
      reads.push(ids);
      const readable = ids.filter((id) => documents.has(id) && !lost.has(id));
      return new Map(readable.map((id) => [id, [...documents].flatMap(([own, document]) => (own === id ? [encodeState(document)] : []))]));
    },
  };
  return { source, reads, lost };
}

async function documentsOf(updates: readonly ItemUpdate[]): Promise<ReadonlyMap<ItemId, ItemDocument>> {
  const items = emptySet();
  await applyAll(items, updates);
  return items.readDocuments([...items.ids]);
}

const [FIRST, SECOND] = [itemNumber(1), itemNumber(2)];

describe("the items of a space", () => {
  test("stay as they were when a change was built and not put back", async () => {
    const space = await new TestProfile(1).open();
    const id = await addTask(space, "one");
    const { items } = space.core;
    const before = await items.digest();
    await items.load([id]);
    items.open(id).fields.set("title@0000000000000000", [1, "never committed"]);
    expect(await items.digest()).toEqual(before);
    expect(items.item(id)?.fields.get("title")).toBe("one");
  });

  test("are the same when an update comes twice", async () => {
    const updates = taskUpdates(FIRST, "one", "two");
    const [once, twice] = [emptySet(), emptySet()];
    await applyAll(once, updates);
    for (let time = 0; time < 2; time++) await applyAll(twice, updates);
    expect(await twice.digest()).toEqual(await once.digest());
    expect([twice.index.size, [...twice.ids]]).toEqual([1, [FIRST]]);
  });

  test("are counted once each, however they are named", async () => {
    const updates = [...taskUpdates(FIRST, "one"), ...taskUpdates(SECOND, "two")];
    const tail = new Tail();
    tail.append(updates);
    const items = emptySet({ tail });
    await items.load(new Map(updates.map((update) => [update.item, update])).keys());
    expect(items.cache).toMatchObject({ hits: 0, misses: 2 });
  });

  test("are written under another client id once somebody imitates this worker's", async () => {
    const imitator = emptySet({ random: threes });
    await imitator.load([FIRST]);
    const document = imitator.open(FIRST);
    const imitated = document.clientId;
    document.yDoc.getMap("fields").set("title@0000000000000000", [1, "imitated"]);
    let calls = 0;
    const items = emptySet({ random: (length) => new Uint8Array(length).fill(calls++ === 0 ? 3 : 4) });
    await applyAll(items, [{ item: FIRST, update: encodeStateV1(document), path: PATH, seq: 1 }]);
    await items.load([FIRST]);
    expect(items.open(FIRST).clientId).not.toBe(imitated);
  });

  test("must be loaded before they are opened", async () => {
    const items = emptySet();
    await applyAll(items, taskUpdates(FIRST, "one"));
    expect(() => items.open(FIRST)).toThrow("loaded");
    await items.load([FIRST]);
    expect(items.item(FIRST)?.fields.get("title")).toBe("one");
    items.release();
    expect(() => items.item(FIRST)).toThrow("loaded");
  });

  test("of which Yjs cannot read one update keep the others", async () => {
    const [made, renamed] = taskUpdates(FIRST, "one", "two");
    if (made === undefined || renamed === undefined) throw new Error("two updates");
    const items = emptySet();
    await applyAll(items, [made, { ...made, update: Uint8Array.of(1, 2, 3), seq: 2 }, renamed]);
    expect(items.index.row(FIRST)?.title).toBe("two");
    await items.load([FIRST]);
    expect(items.item(FIRST)?.fields.get("title")).toBe("two");
  });

  test("that wait for updates that are not here are told, and no longer once those came", async () => {
    const [made, renamed] = taskUpdates(FIRST, "one", "two");
    if (made === undefined || renamed === undefined) throw new Error("two updates");
    const items = emptySet();
    await applyAll(items, [renamed, ...taskUpdates(SECOND, "other")]);
    expect(await items.unapplied()).toEqual([renamed]);
    await applyAll(items, [made]);
    expect(await items.unapplied()).toEqual([]);
    expect(items.index.row(FIRST)?.title).toBe("two");
  });
});

describe("the items of a base", () => {
  test("are read when they are needed, and again when memory has let them go", async () => {
    const documents = await documentsOf([...taskUpdates(FIRST, "one"), ...taskUpdates(SECOND, "two")]);
    const { source, reads } = baseOf(documents);
    const items = emptySet({ source, cacheBytes: 0 });
    items.fill(rowsOf(documents));
    expect([items.index.row(SECOND)?.title, reads]).toEqual(["two", []]);
    await items.load([FIRST]);
    expect(items.item(FIRST)?.fields.get("title")).toBe("one");
    await items.load([FIRST]);
    expect(reads).toEqual([[FIRST]]);
    items.release();
    await items.load([FIRST]);
    expect([reads, items.cache]).toEqual([[[FIRST], [FIRST]], { hits: 1, misses: 2, bytes: 0, limitBytes: 0 }]);
  });

  test("are merged with what the tail says of them", async () => {
    const updates = taskUpdates(FIRST, "one", "two", "three");
    const { source } = baseOf(await documentsOf(updates.slice(0, 2)));
    const [whole, based] = [emptySet(), emptySet({ source })];
    await applyAll(whole, updates);
    await applyAll(based, updates.slice(2));
    expect(await based.digest()).toEqual(await whole.digest());
    expect(based.index.row(FIRST)?.title).toBe("three");
  });

  test("are built as they were at a cover", async () => {
    const updates = taskUpdates(FIRST, "one", "two", "three");
    const { source } = baseOf(await documentsOf(updates.slice(0, 1)));
    const items = emptySet({ source });
    await applyAll(items, [...updates.slice(1), ...taskUpdates(SECOND, "not there yet").map((update) => ({ ...update, seq: 3 }))]);
    const documents = await items.documentsAt([FIRST, SECOND], new Map([[LOG, 2]]));
    const expected = await documentsOf(updates.slice(0, 2));
    expect([...documents].map(([id, document]) => [id, encodeState(document)])).toEqual(
      [...expected].map(([id, document]) => [id, encodeState(document)]),
    );
  });

  test("stay the same when a base takes over what the tail said", async () => {
    const updates = taskUpdates(FIRST, "one", "two", "three");
    const items = emptySet({ cacheBytes: 0 });
    await applyAll(items, updates);
    const before = await items.digest();
    const { source } = baseOf(await documentsOf(updates.slice(0, 2)));
    await items.rebase(source, new Map([[LOG, 2]]));
    expect([await items.digest(), items.tail.of(FIRST).map(({ seq }) => seq)]).toEqual([before, [3]]);
  });

  test("of another base bring what is new in it, together with what the tail says", async () => {
    const updates = taskUpdates(FIRST, "one", "two", "three");
    const items = emptySet();
    await applyAll(items, [...updates.slice(0, 1), ...updates.slice(2)]);
    const documents = await documentsOf([...updates.slice(0, 2), ...taskUpdates(SECOND, "other")]);
    const rows = [...documents].map(([id, document]) => itemRow(id, document));
    await items.rebase(baseOf(documents).source, new Map([[LOG, 2]]), rows);
    expect([FIRST, SECOND].map((id) => items.index.row(id)?.title)).toEqual(["three", "other"]);
  });

  test("that were deleted for good stay away, whatever a base of somebody who does not know of it says", async () => {
    const updates = taskUpdates(FIRST, "one", "two");
    const items = emptySet();
    await applyAll(items, updates.slice(0, 1));
    await items.load([FIRST]);
    items.purge([{ item: FIRST, update: encodeStateVector(new Map()), path: PATH, seq: 3 }], () => false);
    items.release();
    const documents = await documentsOf(updates);
    const rows = [...documents].map(([id, document]) => itemRow(id, document));
    await items.rebase(baseOf(documents).source, new Map([[LOG, 2]]), rows);
    expect([items.index.row(FIRST), items.has(FIRST)]).toEqual([null, false]);
  });

  test("whose copies cannot be read show as they were last, take no change, and come back with a base that can", async () => {
    const updates = taskUpdates(FIRST, "one", "two");
    const documents = await documentsOf(updates.slice(0, 1));
    const { source, lost } = baseOf(documents);
    lost.add(FIRST);
    const items = emptySet({ source });
    items.fill(rowsOf(documents));
    await applyAll(items, updates.slice(1));
    expect([items.index.row(FIRST)?.title, [...items.unreadable]]).toEqual(["one", [FIRST]]);
    await items.rebase(baseOf(documents).source, new Map());
    expect([items.index.row(FIRST)?.title, items.unreadable.size]).toEqual(["two", 0]);
  });
});

describe("the items of another space", () => {
  test("are taken over with what is here already", async () => {
    const { spaces } = await openShared(2);
    const [a, b] = spaces;
    if (a === undefined || b === undefined) throw new Error("two spaces");
    await addTask(a, "shared");
    await bring(a, b);
    await addTask(b, "only there");
    const target = await new TestProfile(5).open();
    expect(valueIn(await takeItems(target, emptySet()))).toBe(0);
    expect(valueIn(await takeItems(target, b.core.items))).toBe(2);
    expect([...titlesOf(target)].sort()).toEqual(["only there", "shared"]);
    expect(await target.core.items.digest()).toEqual(await b.core.items.digest());
    expect(valueIn(await takeItems(target, b.core.items))).toBe(0);
  });

  test("are taken over however large devices that wrote at once have made them", async () => {
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
    expect(valueIn(await takeItems(target, b.core.items))).toBe(1);
    expect(await target.core.items.digest()).toEqual(await b.core.items.digest());
    expect((await readDetails(target.core.items, id))?.notes).toHaveLength(120_001);
  });
});
