import { expect, test } from "vitest";
import type { ItemId, SpaceId } from "../base/ids.ts";
import { ok, type Result } from "../base/result.ts";
import type { StoreError } from "../ports/store.ts";
import { emptyLeftSpaces, forgetLeftSpaces } from "./empty-left-space.ts";
import { holding } from "./engine/engine.suite.ts";
import { countRecords } from "./count-records.ts";
import { leftSpacesEntry, takeLeftAlong } from "./left-space-entries.ts";
import { LeftSpaces } from "./left-spaces.ts";
import { act, addTask, ownPathOf, strangeRecord, TestProfile, titlesOf, valueIn } from "./space.suite.ts";
import type { Space } from "./space.ts";
import { makeBatch } from "./store-batch.ts";
import { takeItems } from "./take-items.ts";

function failing(): never {
  throw new Error("no relay is asked here");
}

/** A profile that has left a space with two tasks for another one; `gone` is one of them. `before`: what is done in the space that is left. */
async function left(before: (old: Space) => Promise<unknown> = async () => undefined) {
  const [host, profile] = [await new TestProfile(1).open(), new TestProfile(2)];
  const old = await profile.open();
  const gone = await addTask(old, "gone");
  await addTask(old, "kept");
  await before(old);
  await profile.join(host);
  const space = await profile.open();
  await holding(space);
  valueIn(await takeItems(space, old.core.items));
  const entry = leftSpacesEntry([], { space: old.core.space, records: countRecords(old.view().heads) });
  valueIn(await space.core.ports.store.commit(makeBatch(space.core.space, { meta: [entry] })));
  const opened = async (id: SpaceId): Promise<Result<Space, StoreError>> => ok(await profile.openSpace(id));
  const empty = async (): Promise<void> => valueIn(await emptyLeftSpaces(space, opened, takeItems));
  const spaces = new LeftSpaces(opened, () => Promise.resolve({ takeItems, takeLeftAlong, emptyLeftSpaces, forgetLeftSpaces }), {
    dialRelay: () => failing(),
    timers: profile.timers,
    random: () => failing(),
  });
  const recordsLeft = (): number =>
    [...(profile.disk.spaces.get(old.core.space)?.records.values() ?? [])].reduce((sum, path) => sum + path.size, 0);
  return { old, space, gone, empty, recordsLeft, takeAlong: () => spaces.takeAlong(space) };
}

async function purge(space: Space, id: ItemId): Promise<void> {
  await act(space, { kind: "trash", ids: [id] });
  await act(space, { kind: "purge", ids: [id] });
}

test("a space that was left keeps its records until something of it is deleted for good", async () => {
  const { space, gone, empty, recordsLeft } = await left();
  await addTask(space, "another");
  await empty();
  expect(recordsLeft()).toBe(2);
  await purge(space, gone);
  await empty();
  expect(recordsLeft()).toBe(0);
  expect(titlesOf(space)).toEqual(["kept", "another"]);
});

test("what a late tab appends there afterwards is taken along, what it builds on being here already", async () => {
  const { old, space, gone, empty, takeAlong } = await left();
  await purge(space, gone);
  await empty();
  const kept = old.core.items.index.query({ view: "open" }).slice(0, 9).find(({ title }) => title === "kept"); // prettier-ignore
  if (kept === undefined) throw new Error("a task");
  await act(old, { kind: "rename", id: kept.id, title: "kept, renamed late" });
  await act(old, { kind: "set-notes", id: kept.id, before: "", after: "late notes" });
  await addTask(old, "made late");
  await takeAlong();
  expect(titlesOf(space)).toEqual(["kept, renamed late", "made late"]);
  await empty();
  await addTask(old, "later still");
  await takeAlong();
  expect(titlesOf(space)).toEqual(["kept, renamed late", "made late", "later still"]);
});

test("a space that was left with something that could not be read keeps all of it", async () => {
  const { space, gone, empty, recordsLeft } = await left(async (old) => {
    valueIn(await old.ingestPage(await strangeRecord(old, ownPathOf(old).log, { format: 9 })));
  });
  await purge(space, gone);
  await empty();
  expect(recordsLeft()).toBe(3);
});
