// What a device had written to an item that others deleted for good, unseen by them, until it is kept as a copy.

import { expect, test } from "vitest";
import { makeId, type ItemId } from "../../base/ids.ts";
import { openMemoryStore } from "../../storage/memory-store.ts";
import type { Space } from "../space.ts";
import { act, addTask, bring, newItem, type TestProfile } from "../space.suite.ts";
import { at, forge, give, holding, run, sharing } from "./engine.suite.ts";

const trashOf = ({ core }: Space): readonly string[] =>
  core.items.index
    .query({ view: "trash" })
    .slice(0, 100)
    .map(({ title }) => title);

/** Lets copies that are kept in a turn of their own be kept. */
async function settled({ core }: Space): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await core.inTurn(async () => ({ ok: true, value: null }));
}

/** On b, in a tab of which nothing is ever kept that was deleted elsewhere, while a deletes the item. */
async function lateEdit(): Promise<{ a: Space; b: Space; id: ItemId; profile: TestProfile }> {
  const { spaces, profiles } = await sharing(2);
  const [a, profile] = [at(spaces, 0), at(profiles, 1)];
  const ports = profile.ports(openMemoryStore(profile.disk));
  const b = await profile.openSpace(a.core.space, { ...ports, loadPurging: () => Promise.reject(new Error("offline")) });
  await holding(b);
  const id = await addTask(a, "secret");
  await act(a, { kind: "trash", ids: [id] });
  await bring(a, b);
  await act(b, { kind: "restore", ids: [id] });
  await act(b, { kind: "rename", id, title: "still needed" });
  await act(a, { kind: "purge", ids: [id] });
  return { a, b, id, profile };
}

test("nothing is compacted before it is kept", async () => {
  const { a, b, profile } = await lateEdit();
  await bring(a, b);
  await run(b);
  const started = await profile.openSpace(b.core.space);
  await settled(started);
  expect(trashOf(started)).toEqual(["still needed"]);
});

test("a note that is kept is mirrored with no room, as the one that was deleted was", async () => {
  const { spaces } = await sharing(2);
  const [a, b] = [at(spaces, 0), at(spaces, 1)];
  const id = newItem(a);
  const mirror = {
    kind: "webrtc",
    address: "wss://signals.example",
    room: "r",
    password: "",
    rootName: "text",
    rootType: "fragment",
  } as const;
  await act(a, { kind: "create-note", id, title: "plans" });
  await act(a, { kind: "set-mirror", id, mirror: { ...mirror, device: makeId("device", new Uint8Array(32)), stint: "0123456789abcdef" } });
  await act(a, { kind: "trash", ids: [id] });
  await bring(a, b);
  expect(b.core.items.index.notes.row(id)?.mirror).toMatchObject(mirror);
  await act(b, { kind: "restore", ids: [id] });
  await act(b, { kind: "rename-note", id, title: "still needed" });
  await act(a, { kind: "purge", ids: [id] });
  await bring(a, b);
  await settled(b);
  const rows = b.core.items.index.notes.query("trashed").slice(0, 5);
  expect(rows.map((row) => [row.title, row.mirror])).toEqual([["still needed", null]]);
});

test("it is kept where a checkpoint tells of the deletion, though the worker ends right after", async () => {
  const { a, b, id, profile } = await lateEdit();
  const forged = await forge(a, { items: (items) => [...items, { item: id, state: null }] });
  b.core.base.admitted = [forged.checkpoint.id];
  await give(b, forged);
  const started = await profile.openSpace(b.core.space);
  await settled(started);
  expect(started.core.items.tombstones.has(id)).toBe(true);
  expect(trashOf(started)).toEqual(["still needed"]);
});

test("a tab that held nothing yet learns of the deletion from the base that another tab has taken", async () => {
  const { spaces, profiles } = await sharing(2);
  const [a, b] = [at(spaces, 0), at(spaces, 1)];
  const tab = await at(profiles, 1).openSpace(b.core.space);
  const [id] = [await addTask(a, "secret"), await addTask(a, "other")];
  await act(a, { kind: "trash", ids: [id] });
  await act(a, { kind: "purge", ids: [id] });
  const forged = await forge(a, { items: (items) => [...items, { item: id, state: null }].toSorted((x, y) => (x.item < y.item ? -1 : 1)) });
  b.core.base.admitted = [forged.checkpoint.id];
  await give(b, forged);
  await tab.refresh();
  expect(tab.core.items.tombstones.has(id)).toBe(true);
});
