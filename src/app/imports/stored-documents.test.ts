import { IDBFactory as FakeFactory, IDBKeyRange } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { IndexeddbPersistence } from "y-indexeddb";
import * as Y from "yjs";
import { readUpdates } from "../../imports/read-update.ts";
import { rootsOf } from "../../imports/roots.ts";
import { listStoredDocuments, readStoredDocument } from "./stored-documents.ts";

let factory: IDBFactory;
beforeEach(() => {
  factory = new FakeFactory();
  vi.stubGlobal("indexedDB", factory);
  vi.stubGlobal("IDBKeyRange", IDBKeyRange);
});
afterEach(() => void vi.unstubAllGlobals());

/** As an app that uses y-indexeddb leaves it. */
async function store(name: string, write: (text: Y.Text) => void): Promise<void> {
  const doc = new Y.Doc();
  const persistence = new IndexeddbPersistence(name, doc);
  await persistence.whenSynced;
  write(doc.getText("text"));
  await persistence.destroy();
}

const openDatabase = (name: string, upgrade: (database: IDBDatabase) => void): Promise<void> =>
  new Promise((resolve) => {
    const request = factory.open(name);
    request.addEventListener("upgradeneeded", () => upgrade(request.result));
    request.addEventListener("success", () => {
      request.result.close();
      resolve();
    });
  });

test("documents that y-indexeddb has stored are found among other databases, and read as they are", async () => {
  await store("b", (text) => text.insert(0, "from b"));
  await store("a", (text) => {
    text.insert(0, "from");
    text.insert(4, " a");
  });
  await openDatabase("something else", (database) => void database.createObjectStore("updates"));
  await store("ours", (text) => text.insert(0, "own"));
  expect(await listStoredDocuments(factory, ["ours"])).toEqual(["a", "b"]);
  const read = readUpdates((await readStoredDocument(factory, "a")) ?? []);
  expect(read.ok && rootsOf(read.value).map(({ name, shape, text }) => [name, shape, text])).toEqual([["text", "text", "from a"]]);
});

test("one that is not there, or holds something else, is none, and none is made", async () => {
  await openDatabase("other", (database) => {
    database.createObjectStore("custom");
    database.createObjectStore("updates", { autoIncrement: true }).add("no update");
  });
  expect(await readStoredDocument(factory, "other")).toBe(null);
  expect(await readStoredDocument(factory, "gone")).toBe(null);
  expect((await factory.databases()).map(({ name }) => name)).toEqual(["other"]);
});

test("one whose updates are broken is unreadable", () => {
  const doc = new Y.Doc();
  doc.getText("text").insert(0, "whole");
  const update = Y.encodeStateAsUpdate(doc);
  expect(readUpdates([update, Uint8Array.of(255)])).toEqual({ ok: false, error: "unreadable" });
  expect(readUpdates([update]).ok).toBe(true);
});
